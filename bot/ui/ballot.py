"""What the buttons of a poll's card open: a member's own ballot, and the organiser's close."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import polls, rights
from bot.domain.polls import SCALES, Choice, PollKind
from bot.ui import poll_card
from bot.ui.boundary import Button, Layout, host_of
from bot.ui.inputs import visit
from bot.ui.replies import sentence
from bot.ui.wording import short_when, shown

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.polls import Option, Poll
    from bot.i18n import Translations
    from bot.services.polls import PollOverview
    from bot.ui.boundary import Host
    from bot.ui.inputs import Visit

UNKNOWN_MESSAGE = 10008
LABEL_LIMIT = 80
_KEY = r"(?P<poll>\d{1,18})"
_LOOKS = {
    Choice.YES: ("✅", discord.ButtonStyle.success),
    Choice.IF_NEED_BE: ("🟡", discord.ButtonStyle.primary),
    Choice.NO: ("❌", discord.ButtonStyle.secondary),
    None: ("⬜", discord.ButtonStyle.secondary),
}
_ONE_A_ROW, _TWO_A_ROW = 12, 22
"""So many options fit with so few in a row: Discord counts 40 components a message, the rows included."""


def card_buttons(poll_id: int, t: Translations) -> list[Button]:
    """The buttons on an open poll's card."""
    return [VoteButton.of(poll_id, t), NamesButton.of(poll_id, t), CloseButton.of(poll_id, t)]


def render(overview: PollOverview, user_id: int, t: Translations, language: str, now: datetime) -> Layout:
    """A member's ballot in their own language: a tap on an option says the next thing of it."""
    poll = overview.poll
    layout = Layout(timeout=None)
    if not overview.takes_ballots(now):
        over = polls.PollClosed() if not poll.is_open(now) else polls.ProposalDecided()
        layout.add_item(ui.Container(ui.TextDisplay(sentence(over, t)), accent_colour=poll_card.OVER))
        return layout
    box: ui.Container[Layout] = ui.Container(accent_colour=poll_card.OPEN)
    box.add_item(ui.TextDisplay(_intro(overview, t, language)))
    mine = poll.ballots.get(user_id, {})
    columns = 1 if len(poll.options) <= _ONE_A_ROW else 2 if len(poll.options) <= _TWO_A_ROW else 3
    buttons = [
        BallotButton.of(poll, option, mine.get(option.id), _label(option, poll, t, language, columns))
        for option in poll.options
    ]
    for start in range(0, len(buttons), columns):
        box.add_item(ui.ActionRow(*buttons[start : start + columns]))
    box.add_item(ui.ActionRow(*(BallotButton.for_all(poll.id, c, t) for c in (Choice.YES, Choice.NO))))
    layout.add_item(box)
    return layout


def _intro(overview: PollOverview, t: Translations, language: str) -> str:
    poll = overview.poll
    how = (
        t.gettext("Tap a date: ✅ yes, again 🟡 if need be, again ❌ no.")
        if poll.kind is PollKind.DATE
        else t.gettext("Tap every place that suits you: ✅ yes, again ❌ no.")
    )
    asked = poll_card.question(poll.kind, overview.meetup.plan.title, t)
    until = t.gettext("Saved at each tap. Open until {when}").format(
        when=poll_card.deadline_words(poll, language)
    )
    return f"### {asked}\n{how}\n-# {until}"


def _label(option: Option, poll: Poll, t: Translations, language: str, columns: int) -> str:
    if option.starts_at is not None and columns > 1:
        return short_when(option.starts_at, poll.zone, t)
    words = poll_card.option_words(option, poll, language)
    room = LABEL_LIMIT // columns
    return words if len(words) <= room else f"{words[: room - 1]}…"


async def paint_card(bot: Host, overview: PollOverview, t: Translations, nonce: str) -> None:
    """Post the poll's card, or show it as it stands; one that was deleted is posted again."""
    newest = overview
    poll_id, community = overview.poll.id, overview.community
    if overview.poll.channel_id is None:
        return
    channel = bot.get_partial_messageable(overview.poll.channel_id, guild_id=community.id)

    async def fresh() -> Layout:
        nonlocal newest
        newest = await bot.services.polls.overview(community.id, poll_id)
        return poll_card.render(newest, t, bot.clock(), card_buttons(poll_id, t))

    async def edit(layout: Layout) -> None:
        if newest.poll.message_id is not None:
            try:
                await channel.get_partial_message(newest.poll.message_id).edit(view=layout)
            except discord.NotFound as gone:
                if gone.code != UNKNOWN_MESSAGE:
                    raise
            else:
                return
        message = await channel.send(view=layout, nonce=nonce)
        await bot.services.polls.note_message(newest.poll, channel.id, message.id)

    await bot.painter.repaint(poll_card.key_of(poll_id), fresh, edit)


async def _refresh_card(here: Visit, overview: PollOverview) -> None:
    """Show on the card what a member did; if Discord has enough of edits for now, somewhat later."""
    try:
        await paint_card(host_of(here.interaction), overview, here.shared, str(here.interaction.id))
    except discord.HTTPException:
        await here.services.polls.paint_later(overview.poll)


class VoteButton(Button, template=rf"poll:1:{_KEY}"):
    """Opens the member's ballot."""

    @classmethod
    def of(cls, poll_id: int, t: Translations) -> VoteButton:
        label = t.pgettext("button", "Vote")
        return cls(f"poll:1:{poll_id}", label=label, style=discord.ButtonStyle.success, emoji="🗳️")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await here.services.polls.overview(here.community.id, int(self.match["poll"]))
        layout = render(overview, here.actor.user_id, here.t, str(interaction.locale), here.now)
        await interaction.response.send_message(view=layout, ephemeral=True)


class BallotButton(
    Button, template=rf"ballot:1:{_KEY}:(?P<option>\d{{1,18}}|all):(?P<choice>yes|if_need_be|no)"
):
    """Says something of one option, or of all. What it says is in its id: pressing twice does no harm."""

    @classmethod
    def of(cls, poll: Poll, option: Option, said: Choice | None, label: str) -> BallotButton:
        scale = SCALES[poll.kind]
        following = scale[(scale.index(said) + 1) % len(scale)] if said else Choice.YES
        emoji, style = _LOOKS[said]
        return cls(f"ballot:1:{poll.id}:{option.id}:{following}", label=label, style=style, emoji=emoji)

    @classmethod
    def for_all(cls, poll_id: int, choice: Choice, t: Translations) -> BallotButton:
        yes, none = t.pgettext("button", "All of them"), t.pgettext("button", "None of them")
        return cls(f"ballot:1:{poll_id}:all:{choice}", label=yes if choice is Choice.YES else none)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        poll_id = int(self.match["poll"])
        with contextlib.suppress(polls.PollClosed, polls.ProposalDecided):  # the ballot itself then says so
            await self._vote(here, poll_id)
        newest = await here.services.polls.overview(here.community.id, poll_id)

        async def fresh() -> Layout:
            nonlocal newest
            newest = await here.services.polls.overview(here.community.id, poll_id)
            return render(newest, here.actor.user_id, here.t, str(interaction.locale), here.now)

        seen = interaction.message.id if interaction.message else interaction.id
        await host_of(interaction).painter.answer(interaction, f"ballot:{seen}", fresh)
        await _refresh_card(here, newest)

    async def _vote(self, here: Visit, poll_id: int) -> None:
        choice = Choice(self.match["choice"])
        if self.match["option"] == "all":
            await here.services.polls.vote_for_all(here.actor, poll_id, choice)
        else:
            await here.services.polls.vote(here.actor, poll_id, {int(self.match["option"]): choice})


class NamesButton(Button, template=rf"pollnames:1:{_KEY}"):
    """Shows who said what, only to who asks."""

    @classmethod
    def of(cls, poll_id: int, t: Translations) -> NamesButton:
        return cls(f"pollnames:1:{poll_id}", label=t.pgettext("button", "Who?"), emoji="👥")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await here.services.polls.overview(here.community.id, int(self.match["poll"]))
        layout = Layout(timeout=None)
        box: ui.Container[Layout] = ui.Container(accent_colour=poll_card.OPEN)
        box.add_item(ui.TextDisplay(poll_card.names(overview, here.t, str(interaction.locale))))
        layout.add_item(box)
        await interaction.response.send_message(view=layout, ephemeral=True)


class CloseButton(Button, template=rf"pollclose:1:{_KEY}"):
    """Asks an organiser whether they mean to close the poll, and says what follows from it."""

    @classmethod
    def of(cls, poll_id: int, t: Translations) -> CloseButton:
        return cls(f"pollclose:1:{poll_id}", label=t.pgettext("button", "Close"))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await here.services.polls.overview(here.community.id, int(self.match["poll"]))
        rights.require_editor(here.actor, overview.meetup, here.community)
        if overview.poll.closed_at is not None:
            raise polls.PollClosed
        layout = Layout(timeout=None)
        box: ui.Container[Layout] = ui.Container(accent_colour=poll_card.OPEN)
        box.add_item(ui.TextDisplay(_consequence(overview, here)))
        box.add_item(ui.ActionRow(EndButton.of(overview.poll.id, here.t)))
        layout.add_item(box)
        await interaction.response.send_message(view=layout, ephemeral=True)


def _consequence(overview: PollOverview, here: Visit) -> str:
    t, poll = here.t, overview.poll
    best = polls.leading(poll, here.now)
    heading = f"### {poll_card.question(poll.kind, overview.meetup.plan.title, t)}"
    if best is None:
        said = t.gettext("Nobody has said yes to anything yet. Closed now, the poll decides nothing.")
        return f"{heading}\n{said}"
    option = shown(poll_card.option_words(best, poll, str(here.interaction.locale)))
    said = (
        t.gettext("Closed now, **{option}** becomes the date, for good.")
        if poll.kind is PollKind.DATE
        else t.gettext("Closed now, **{option}** becomes the place, for good.")
    ).format(option=option)
    asked = t.gettext("Those who said yes are asked to confirm; nobody is enrolled.")
    return f"{heading}\n{said}\n-# {asked}"


class EndButton(Button, template=rf"pollend:1:{_KEY}"):
    """Closes the poll."""

    @classmethod
    def of(cls, poll_id: int, t: Translations) -> EndButton:
        label = t.pgettext("button", "Close the poll")
        return cls(f"pollend:1:{poll_id}", label=label, style=discord.ButtonStyle.danger)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.polls.close(here.actor, int(self.match["poll"]))
        done = here.t.gettext("Closed: the card shows the result.")
        layout = Layout(timeout=None)
        layout.add_item(ui.Container(ui.TextDisplay(done), accent_colour=poll_card.OVER))
        await interaction.response.edit_message(view=layout)
