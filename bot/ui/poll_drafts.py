"""A poll before it is opened: shown to its author in words, questions asked, nothing lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands, ui

from bot.domain import polls, rights
from bot.domain.errors import Refusal
from bot.domain.meetups import Phase
from bot.domain.moments import Moment
from bot.domain.polls import Option, PollKind
from bot.domain.texts import Field, clean
from bot.ui.boundary import Layout, Modal, suggestions
from bot.ui.forms import text_field, text_of
from bot.ui.inputs import CHOICES, MeetupOption, Visit, suggest_when, understand, visit
from bot.ui.permissions import missing
from bot.ui.poll_card import OPEN, OPTIONS_ROOM, deadline_words, fitted, option_words, question, rule
from bot.ui.refusals import ChannelUnusable
from bot.ui.replies import sentence
from bot.ui.settling import SettlingPanel, parts_of
from bot.ui.wording import meetup_choice, plainly

if TYPE_CHECKING:
    from bot.i18n import Translations
    from bot.services.meetups import Overview

OPTIONS_LIMIT = 2000
CLOSES_LIMIT = 100
SUGGESTION_LIMIT = 100
"""Discord takes no longer text as a suggestion: a cut one would drop dates unseen."""


@dataclass(frozen=True, slots=True)
class TypedPoll:
    """A poll as it was typed: its options, and when it closes (or nothing)."""

    options: str
    closes: str = ""


class ProposalOption(MeetupOption):
    """A command option that names a proposal of this community."""

    @suggestions
    async def autocomplete(  # type: ignore[override] # Choice is generic over what the option takes
        self, interaction: discord.Interaction, value: str, /
    ) -> list[app_commands.Choice[str]]:
        here = await visit(interaction)
        wanted = plainly(value)
        return [
            app_commands.Choice(name=meetup_choice(meetup, here.t), value=str(meetup.id))
            for meetup in await here.services.meetups.proposals(here.community.id)
            if wanted in plainly(meetup.plan.title)
        ][:CHOICES]


@suggestions
async def suggest_dates(interaction: discord.Interaction, value: str) -> list[app_commands.Choice[str]]:
    """Show how dates are understood while they are typed, as long as Discord can take the whole text back."""
    return await suggest_when(interaction, value) if len(value) <= SUGGESTION_LIMIT else []


async def open_draft(
    interaction: discord.Interaction, meetup_id: int, kind: PollKind, typed: TypedPoll
) -> None:
    """Show the draft of a poll to its author, if they may open one.

    Raises:
        MeetupNotFound, OrganisersOnly, ProposalDecided, ChannelUnusable.
    """
    here = await visit(interaction)
    overview = await here.services.meetups.overview(here.community.id, meetup_id)
    rights.require_editor(here.actor, overview.meetup, here.community)
    if overview.meetup.phase(here.now) is not Phase.PROPOSED:
        raise polls.ProposalDecided
    if any(poll.kind is kind and poll.closed_at is None for poll in overview.polls):
        raise polls.PollRunning
    _require_channel(interaction, overview)
    await PollPanel(here, overview, kind, typed).open(interaction)


def _require_channel(interaction: discord.Interaction, overview: Overview) -> None:
    channel_id = overview.meetup.card.channel_id or 0
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    if channel is None:
        raise ChannelUnusable(channel_id, ())
    lacking = missing(channel.permissions_for(channel.guild.me))
    if lacking:
        raise ChannelUnusable(channel_id, tuple(lacking))


class PollPanel(SettlingPanel):
    """Shows the options and the deadline, or the one thing to settle next."""

    def __init__(self, here: Visit, overview: Overview, kind: PollKind, typed: TypedPoll) -> None:
        super().__init__(overview.meetup.plan.zone)
        self._overview, self._kind, self._typed = overview, kind, typed
        self._dates = 0
        self.show(here, self._read(here))

    def _read(self, here: Visit) -> Refusal | None:
        here = replace(here, community=replace(here.community, zone=self.zone))  # hours are the meetup's
        try:
            dates = understand(self._typed.options, here) if self._kind is PollKind.DATE else ()
            closes = understand(self._typed.closes, here) if self._typed.closes.strip() else ()
            if len(closes) > 1:
                raise polls.CloseOutOfRange
        except Refusal as refusal:
            return refusal
        self._dates = len(dates)
        self.moments = [*dates, *closes]
        return None

    def show(self, here: Visit, refusal: Refusal | None = None) -> None:
        self.clear_items()
        box: ui.Container[PollPanel] = ui.Container(accent_colour=OPEN)
        self.add_item(box)
        if refusal is not None:
            self._refused(box, here, refusal)
        elif (place := self.unsettled) is not None:
            self.ask(box, here, place, self._typed.options if place < self._dates else self._typed.closes)
            box.add_item(ui.ActionRow(_ChangeButton(here.t)))
        else:
            try:
                self._preview(box, here)
            except Refusal as wrong:
                self._refused(box, here, wrong)

    def _refused(self, box: ui.Container[PollPanel], here: Visit, refusal: Refusal) -> None:
        kept = here.t.gettext("What you typed is kept; nothing was published.")
        box.add_item(ui.TextDisplay(f"⚠️ {sentence(refusal, here.t)}\n-# {kept}"))
        box.add_item(ui.ActionRow(_ChangeButton(here.t)))

    def _preview(self, box: ui.Container[PollPanel], here: Visit) -> None:
        draft = self._draft(here)
        language = str(here.interaction.locale)
        lines = [f"### 🗳️ {question(self._kind, self._overview.meetup.plan.title, here.t)}"]
        room = OPTIONS_ROOM // len(draft.options) - len("25. ")
        words = [fitted(option_words(option, draft, language), room) for option in draft.options]
        lines += [f"{n}. {one}" for n, one in enumerate(words, 1)]
        box.add_item(ui.TextDisplay("\n".join(lines)))
        until = here.t.gettext("Open until {when}").format(when=deadline_words(draft, language))
        box.add_item(ui.TextDisplay(f"⏳ {until}\n-# {rule(self._kind, here.t)}"))
        box.add_item(ui.ActionRow(_OpenButton(here.t), _ChangeButton(here.t)))

    def _draft(self, here: Visit) -> polls.Poll:
        options = polls.checked_options(self._kind, self._options(), here.now)
        said = self.moments[self._dates :]
        closes_at = polls.default_close(self._kind, options, here.now)
        if said and isinstance(said[0], Moment):
            closes_at = said[0].start
        return polls.Poll(
            id=0,
            community_id=here.community.id,
            meetup_id=self._overview.meetup.id,
            kind=self._kind,
            creator_id=here.actor.user_id,
            zone=self.zone,
            closes_at=polls.checked_close(self._kind, options, closes_at, here.now),
            options=options,
            ballots={},
        )

    def _options(self) -> list[Option]:
        if self._kind is PollKind.VENUE:
            places = parts_of(self._typed.options)
            return [Option(label=clean(place, Field.OPTION, required=True)) for place in places]
        dates = [one for one in self.moments[: self._dates] if isinstance(one, Moment)]
        return [Option(starts_at=date.start, ends_at=date.end) for date in dates]

    async def save(self, here: Visit) -> str:
        """Open the poll; returns the sentence that says so."""
        draft = self._draft(here)
        poll = await here.services.polls.open(
            here.actor, draft.meetup_id, draft.kind, draft.options, draft.closes_at
        )
        return here.t.gettext("Open: the poll appears in <#{channel}>.").format(channel=poll.channel_id)

    async def change(self, interaction: discord.Interaction) -> None:
        """Let the author type again, with everything they typed."""
        here = await visit(interaction)
        await interaction.response.send_modal(_PollForm(self, here.t, self._kind, self._typed))

    async def typed_again(self, interaction: discord.Interaction, typed: TypedPoll) -> None:
        """Show what was typed now; dates that were settled stay settled while no text changed."""
        here = await visit(interaction)
        again = PollPanel(here, self._overview, self._kind, typed)
        if typed == self._typed and self.moments:
            again.keep(here, self.moments)
        await again.open(interaction)


class _OpenButton(ui.Button[PollPanel]):
    def __init__(self, t: Translations) -> None:
        super().__init__(label=t.pgettext("button", "Open the poll"), style=discord.ButtonStyle.success)

    async def callback(self, interaction: discord.Interaction) -> None:
        panel = _panel(self.view)
        done = await panel.save(await visit(interaction))
        panel.stop()
        said = Layout(timeout=None)
        said.add_item(ui.Container(ui.TextDisplay(done), accent_colour=OPEN))
        await interaction.response.edit_message(view=said)


class _ChangeButton(ui.Button[PollPanel]):
    def __init__(self, t: Translations) -> None:
        super().__init__(label=t.gettext("Change"))

    async def callback(self, interaction: discord.Interaction) -> None:
        await _panel(self.view).change(interaction)


def _panel(view: PollPanel | None) -> PollPanel:
    if view is None:
        raise RuntimeError("a control without its panel")
    return view


class _PollForm(Modal):
    """The options and the deadline, as they were typed."""

    def __init__(self, panel: PollPanel, t: Translations, kind: PollKind, typed: TypedPoll) -> None:
        is_date = kind is PollKind.DATE
        super().__init__(
            title=t.gettext("A poll about the date") if is_date else t.gettext("A poll about the place")
        )
        self._panel = panel
        self.options_field = text_field(
            "options",
            t.gettext("Dates") if is_date else t.gettext("Places"),
            typed.options,
            limit=OPTIONS_LIMIT,
            hint=t.gettext("One a line, or with “;” between them."),
            required=True,
            lines=True,
        )
        self.closes_field = text_field(
            "closes",
            t.gettext("Open until"),
            typed.closes,
            limit=CLOSES_LIMIT,
            hint=t.gettext("A day and an hour. Empty: three days at most."),
        )
        self.add_item(self.options_field)
        self.add_item(self.closes_field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        typed = TypedPoll(text_of(self.options_field), text_of(self.closes_field))
        await self._panel.typed_again(interaction, typed)
