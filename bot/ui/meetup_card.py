"""A meetup's card in its channel, from proposal to memory, and the buttons on it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import checkins
from bot.domain.meetups import Phase
from bot.domain.polls import PollKind
from bot.domain.rosters import Answer
from bot.domain.series import at_wall, clock_at
from bot.ui import interest_panel
from bot.ui.absence_note import AbsentButton
from bot.ui.answer_panel import acknowledged
from bot.ui.boundary import Button, Layout, host_of, services_of
from bot.ui.calendar_panel import CalendarButton
from bot.ui.checkin_panel import HereButton
from bot.ui.forms import DeclineForm, undecided
from bot.ui.hidden_answers import numbers
from bot.ui.inputs import actor_of, visit
from bot.ui.poll_buttons import ballot_of
from bot.ui.roster_text import roster_lines
from bot.ui.series_words import clock_words, rule_words
from bot.ui.way import WAY, WayButton
from bot.ui.wording import (
    EMOJI,
    enumerated,
    format_name,
    mentions,
    message_url,
    people,
    phase_name,
    place_words,
    shown,
    venue_lines,
    when_words,
)

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.meetups import Meetup
    from bot.i18n import Translations
    from bot.services.meetups import Overview
    from bot.ui.inputs import Visit

_log = logging.getLogger(__name__)

COLOURS = {
    Phase.PROPOSED: 0xE8A33D,
    Phase.UPCOMING: 0xE4572E,
    Phase.RUNNING: 0x2E9E6B,
    Phase.OVER: 0x5B7A99,
    Phase.POSTPONED: 0xE8A33D,
    Phase.CANCELLED: 0x8A8A8A,
    Phase.DECLINED: 0x8A8A8A,
    Phase.EXPIRED: 0x8A8A8A,
}
_KEY = r"(?P<meetup>\d{1,18})"


def key_of(meetup_id: int) -> str:
    """The painter's name for a meetup's card."""
    return f"meetup:{meetup_id}"


def render(overview: Overview, t: Translations, now: datetime, *, for_organisers: bool = False) -> Layout:
    """The card as it should look at ``now``; ``for_organisers`` it names those whom it hides from others."""
    meetup, plan = overview.meetup, overview.meetup.plan
    phase = meetup.phase(now)
    box: ui.Container[Layout] = ui.Container(accent_colour=COLOURS[phase])
    struck = f"~~{shown(plan.title)}~~" if phase is Phase.CANCELLED else shown(plan.title)
    byline = t.gettext("{phase} · {format} · organised by {name}").format(
        phase=phase_name(phase, t), format=format_name(plan.format, t), name=_organisers(overview, t)
    )
    box.add_item(ui.TextDisplay(f"## {EMOJI[plan.format]} {struck}\n-# {byline}"))
    facts = [f"🗓️ {when_words(plan, t)}", *_series(overview, t), f"📍 {place_words(plan, t)}"]
    facts += venue_lines(plan, t)
    if plan.backup_area:
        facts.append("☔ " + t.gettext("Plan B: {place}").format(place=shown(plan.backup_area)))
    if plan.bring:
        facts.append("🎒 " + t.gettext("To bring: {things}").format(things=shown(plan.bring)))
    if plan.description:
        facts.append(f"\n{shown(plan.description)}")
    box.add_item(ui.TextDisplay("\n".join(facts)))
    box.add_item(ui.Separator())
    hidden = meetup.hides_answers and not for_organisers
    state = _state(overview, phase, t, now, hidden=hidden)
    box.add_item(ui.TextDisplay("\n".join([*state, *_memory(meetup, t)])))
    layout = Layout(timeout=None)
    layout.add_item(box)
    buttons = _buttons(overview, phase, t, now)
    if buttons:
        box.add_item(ui.ActionRow(*buttons))
    if phase in {Phase.UPCOMING, Phase.RUNNING}:
        box.add_item(ui.ActionRow(CalendarButton.of(meetup.id, t)))
    return layout


def _series(overview: Overview, t: Translations) -> list[str]:
    """What a date of a series says of it, and of the clocks if they change that very hour."""
    series, meetup = overview.series, overview.meetup
    if series is None or meetup.slot_on is None:
        return []
    said = ["🔁 " + rule_words(series.rule, series.plan.zone, t, series.ended_on)]
    is_as_ruled = meetup.plan.starts_at == at_wall(meetup.slot_on, series.wall, series.plan.zone)[0]
    if is_as_ruled:
        said += clock_words(clock_at(series, meetup.slot_on), series.wall, t)
    return said


def _memory(meetup: Meetup, t: Translations) -> list[str]:
    """Where its photos and its recap are, once there are any."""
    card = meetup.card
    lines = []
    if card.photo_thread_id is not None:
        lines.append(t.gettext("📷 Photos and words: <#{thread}>").format(thread=card.photo_thread_id))
    if card.thanks_message_id is not None:
        url = message_url(meetup.community_id, card.thanks_channel_id, card.thanks_message_id)
        lines.append(t.gettext("💛 [What came of it]({url})").format(url=url))
    return lines


def _organisers(overview: Overview, t: Translations) -> str:
    return enumerated([f"<@{user_id}>" for user_id in overview.meetup.organiser_ids], t)


def _state(overview: Overview, phase: Phase, t: Translations, now: datetime, *, hidden: bool) -> list[str]:
    reason = shown(overview.meetup.reason)
    if hidden:
        roster = numbers(overview.roster, t, is_over=phase is Phase.OVER)
    else:
        roster = roster_lines(overview, phase, t, now)
    match phase:
        case Phase.PROPOSED:
            said = _interest(overview, t, now, hidden=hidden)
        case Phase.CANCELLED:
            said = [t.gettext("❌ **Cancelled**: {reason}").format(reason=reason)]
        case Phase.POSTPONED:
            why = t.gettext("⏸️ **Postponed**: {reason}").format(reason=reason)
            said = [why, *roster]
        case Phase.DECLINED:
            said = [t.gettext("**Not this time**: {reason}").format(reason=reason)]
        case Phase.EXPIRED:
            said = [t.gettext("**Expired**: nobody decided in time. Anybody may propose it again.")]
        case Phase.OVER if overview.present:
            said = [t.gettext("**It took place**: {people} came.").format(people=people(overview.present, t))]
        case Phase.UPCOMING | Phase.RUNNING | Phase.OVER:
            said = roster
    return said


def _interest(overview: Overview, t: Translations, now: datetime, *, hidden: bool) -> list[str]:
    interested = overview.interested
    if not interested:
        lines = [t.gettext("🙋 Nobody yet. Would you come?")]
    elif hidden:
        lines = [t.gettext("🙋 **Would come**: {n}").format(n=len(interested))]
    else:
        names = mentions(interested, t)
        lines = [t.gettext("🙋 **Would come ({n})**: {names}").format(n=len(interested), names=names)]
    lines += interest_panel.favourite_lines(overview, now, t)
    threshold = overview.community.interest_threshold
    if threshold and overview.meetup.plan.starts_at:
        lines.append(
            "-# " + t.gettext("It is scheduled by itself once {n} people would come.").format(n=threshold)
        )
    elif threshold:
        text = t.gettext("It is scheduled by itself once {n} people would come and it has a date.")
        lines.append("-# " + text.format(n=threshold))
    lines += [
        "🗳️ "
        + t.gettext("A poll is open: [vote here]({url})").format(
            url=message_url(overview.community.id, poll.channel_id, poll.message_id)
        )
        for poll in overview.polls
        if poll.closed_at is None and poll.message_id
    ]
    return lines


def _buttons(overview: Overview, phase: Phase, t: Translations, now: datetime) -> list[Button]:
    meetup = overview.meetup
    if phase is Phase.PROPOSED:
        return [
            InterestButton.of(meetup.id, t),
            ConfirmButton.of(meetup.id, t),
            DeclineButton.of(meetup.id, t),
        ]
    if phase is Phase.OVER and overview.present:
        return [AbsentButton.of(meetup.id, t)]
    if phase not in {Phase.UPCOMING, Phase.RUNNING}:
        return []
    buttons: list[Button] = [AnswerButton.of(meetup.id, answer, t) for answer in Answer]
    if any(getattr(meetup.plan, name) for name in WAY):
        buttons.append(WayButton.of(meetup.id, t))
    if checkins.is_open(meetup, now):
        buttons.insert(0, HereButton.of(meetup.id, t))
    return buttons


async def repaint(interaction: discord.Interaction, here: Visit, meetup_id: int) -> None:
    """Answer a press on a card by showing the card as it stands now."""

    async def fresh() -> Layout:
        overview = await here.services.meetups.overview(here.community.id, meetup_id)
        return render(overview, here.shared, host_of(interaction).clock())

    await host_of(interaction).painter.answer(interaction, key_of(meetup_id), fresh)


async def repaint_or_leave(interaction: discord.Interaction, here: Visit, meetup_id: int) -> None:
    """The same, but what Discord refuses to paint is left to the card's own job: the answer is kept."""
    try:
        await repaint(interaction, here, meetup_id)
    except discord.HTTPException as error:
        _log.warning("The card of meetup %s is painted later: %s", meetup_id, error)
        if not interaction.response.is_done():
            await interaction.response.defer()


class AnswerButton(Button, template=rf"rsvp:1:{_KEY}:(?P<answer>going|maybe|declined)"):
    """Going, Maybe or Can't."""

    @classmethod
    def of(cls, meetup_id: int, answer: Answer, t: Translations) -> AnswerButton:
        label, style = {
            Answer.GOING: (t.pgettext("button", "Going"), discord.ButtonStyle.success),
            Answer.MAYBE: (t.pgettext("button", "Maybe"), discord.ButtonStyle.secondary),
            Answer.DECLINED: (t.pgettext("button", "Can't"), discord.ButtonStyle.secondary),
        }[answer]
        return cls(f"rsvp:1:{meetup_id}:{answer}", label=label, style=style)

    async def pressed(self, interaction: discord.Interaction) -> None:
        meetup_id, answer = int(self.match["meetup"]), Answer(self.match["answer"])
        # before any other await: whoever pressed first is first in line
        roster = await services_of(interaction).rosters.answer(actor_of(interaction), meetup_id, answer)
        here = await visit(interaction)
        await repaint_or_leave(interaction, here, meetup_id)
        said = await acknowledged(here, roster, meetup_id)
        await interaction.followup.send(view=said, ephemeral=True)


class InterestButton(Button, template=rf"interest:1:{_KEY}"):
    """I'd come; a second press changes nothing, since phones tap twice."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> InterestButton:
        label = t.pgettext("button", "I'd come")
        return cls(f"interest:1:{meetup_id}", label=label, style=discord.ButtonStyle.success)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id = int(self.match["meetup"])
        is_new = await here.services.proposals.interest(here.actor, meetup_id, would_come=True)
        await repaint_or_leave(interaction, here, meetup_id)
        overview = await here.services.meetups.overview(here.community.id, meetup_id)
        said = interest_panel.render(overview, here, is_new=is_new)
        await interaction.followup.send(view=said, ephemeral=True)
        await _ask_for_dates(interaction, here, overview)


async def _ask_for_dates(interaction: discord.Interaction, here: Visit, overview: Overview) -> None:
    """Ask who would come which of a proposal's dates they could, on a ballot that only they see."""
    for poll in overview.polls:
        if poll.kind is PollKind.DATE and poll.is_open(here.now):
            asked = await here.services.ballots.mine(here.actor, poll.id)
            await interaction.followup.send(view=ballot_of(asked, here), ephemeral=True)


class ConfirmButton(Button, template=rf"confirm:1:{_KEY}"):
    """A moderator schedules the proposal."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> ConfirmButton:
        label = t.pgettext("button", "Confirm")
        return cls(f"confirm:1:{meetup_id}", label=label, style=discord.ButtonStyle.primary)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id = int(self.match["meetup"])
        await here.services.meetups.confirm(here.actor, meetup_id)
        await repaint(interaction, here, meetup_id)


class DeclineButton(Button, template=rf"decline:1:{_KEY}"):
    """A moderator says no, with a reason."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> DeclineButton:
        return cls(f"decline:1:{meetup_id}", label=t.pgettext("button", "Decline"))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup = await undecided(here, int(self.match["meetup"]))
        await interaction.response.send_modal(DeclineForm(meetup, here.t))
