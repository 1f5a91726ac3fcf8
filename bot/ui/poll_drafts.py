"""A poll before it is opened, or with other options: shown to its author in words, nothing lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import polls, rights
from bot.domain.errors import Refusal
from bot.domain.meetups import Meetup, Phase
from bot.domain.moments import Moment
from bot.domain.polls import Option, Poll, PollKind, PollPlan, Terms
from bot.services.polls import cleaned_option
from bot.ui.boundary import Layout
from bot.ui.channels import channel_here, require_usable
from bot.ui.inputs import Visit, understand, visit
from bot.ui.poll_card import OPEN, OPTIONS_ROOM, fitted
from bot.ui.poll_forms import PollForm, TermsForm, TypedPoll
from bot.ui.poll_options import read_options, typed_options
from bot.ui.poll_words import (
    deadline_words,
    details,
    method_name,
    option_words,
    question,
    rule,
    terms_lines,
)
from bot.ui.replies import sentence
from bot.ui.settling import SettlingPanel

if TYPE_CHECKING:
    from bot.i18n import Translations
    from bot.services.poll_outcomes import PollOverview


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a draft is for: a new poll of a kind, or other options for ``poll``.

    ``meetup`` is None for a question about none; the card goes to ``channel_id``.
    """

    kind: PollKind
    terms: Terms
    meetup: Meetup | None
    channel_id: int
    poll: Poll | None = None


async def open_draft(
    interaction: discord.Interaction,
    kind: PollKind,
    typed: TypedPoll,
    terms: Terms,
    meetup_id: int | None,
) -> None:
    """Show the draft of a poll to its author, if they may open one.

    Raises:
        MeetupNotFound, OrganisersOnly, ProposalDecided, PollRunning, ChannelUnusable.
    """
    here = await visit(interaction)
    meetup, channel_id = None, channel_here(interaction)
    if meetup_id is not None:
        overview = await here.services.meetups.overview(here.community.id, meetup_id)
        meetup = overview.meetup
        channel_id = meetup.card.channel_id or 0
        rights.require_editor(here.actor, meetup, here.community)
        if kind is not PollKind.QUESTION:
            if meetup.phase(here.now) is not Phase.PROPOSED:
                raise polls.ProposalDecided
            if any(poll.kind is kind and poll.closed_at is None for poll in overview.polls):
                raise polls.PollRunning
    require_usable(interaction, channel_id)
    asking = Asking(kind=kind, terms=terms, meetup=meetup, channel_id=channel_id)
    await PollPanel(here, asking, typed).open(interaction)


async def open_change(here: Visit, overview: PollOverview) -> None:
    """Open the form with a poll's options, for one of its organisers.

    Raises:
        OrganisersOnly, PollClosed, ProposalDecided.
    """
    poll, meetup = overview.poll, overview.meetup
    if not overview.is_organised_by(here.actor):
        raise rights.OrganisersOnly(meetup.organiser_id if meetup else poll.creator_id)
    if not overview.takes_ballots(here.now):
        raise polls.PollClosed if not poll.is_open(here.now) else polls.ProposalDecided
    asking = Asking(
        kind=poll.kind, terms=poll.terms, meetup=meetup, channel_id=poll.channel_id or 0, poll=poll
    )
    typed = TypedPoll(typed_options(poll, str(here.interaction.locale)), question=poll.question)

    async def typed_now(interaction: discord.Interaction, now_typed: TypedPoll) -> None:
        await PollPanel(await visit(interaction), asking, now_typed).open(interaction)

    form = PollForm(here.t, poll.kind, typed, typed_now, is_change=True)
    await here.interaction.response.send_modal(form)


class PollPanel(SettlingPanel):
    """Shows the options and the deadline, or the one thing to settle next."""

    def __init__(self, here: Visit, asking: Asking, typed: TypedPoll) -> None:
        super().__init__(asking.meetup.plan.zone if asking.meetup else here.community.zone)
        self._asking, self._typed = asking, typed
        self._dates = 0
        self.is_saving = False
        self.show(here, self._read(here))

    def _read(self, here: Visit) -> Refusal | None:
        here = replace(here, community=replace(here.community, zone=self.zone))  # hours are the meetup's
        try:
            dates = understand(self._typed.options, here) if self._asking.kind is PollKind.DATE else ()
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
        draft, t = self._draft(here), here.t
        language = str(here.interaction.locale)
        lines = [f"### 🗳️ {question(draft, self._asking.meetup, t)}"]
        if self._asking.kind is not PollKind.DATE:
            lines.append("-# " + method_name(draft.terms.method, t))
        room = OPTIONS_ROOM // len(draft.options) - len("25. ")
        for number, option in enumerate(draft.options, 1):
            facts = details(option)
            words = fitted(option_words(option, draft, language), room - len(facts) - 3)
            lines.append(f"{number}. {words} · {fitted(facts, room // 2)}" if facts else f"{number}. {words}")
        box.add_item(ui.TextDisplay("\n".join(lines)))
        if self._asking.poll is not None:
            kept = t.gettext("Ballots about options that stay are kept; those who have voted are told.")
            box.add_item(ui.TextDisplay(f"-# {kept}"))
            box.add_item(ui.ActionRow(_SaveButton(t, is_change=True), _ChangeButton(t)))
            return
        until = t.gettext("Open until {when}").format(when=deadline_words(draft, language))
        terms = [f"-# {line}" for line in [*terms_lines(draft, t), rule(draft.terms.method, t)]]
        box.add_item(ui.TextDisplay("\n".join([f"⏳ {until}", *terms])))
        box.add_item(ui.ActionRow(_SaveButton(t, is_change=False), _ChangeButton(t), _TermsButton(t)))

    def _plan(self, here: Visit) -> PollPlan:
        kind, before = self._asking.kind, self._asking.poll
        options = polls.checked_options(kind, self._options(), here.now)
        said = self.moments[self._dates :]
        closes_at = before.closes_at if before else polls.default_close(kind, options, here.now)
        if said and isinstance(said[0], Moment):
            closes_at = said[0].start
        return PollPlan(
            kind=kind,
            terms=polls.checked_terms(kind, self._asking.terms),
            options=options,
            closes_at=polls.checked_close(kind, options, closes_at, here.now),
            zone=self.zone,
            question=self._typed.question,
        )

    def _draft(self, here: Visit) -> Poll:
        plan = self._plan(here)
        return polls.Poll(
            id=0,
            community_id=here.community.id,
            meetup_id=self._asking.meetup.id if self._asking.meetup else None,
            kind=plan.kind,
            terms=plan.terms,
            question=plan.question,
            creator_id=here.actor.user_id,
            zone=self.zone,
            closes_at=plan.closes_at,
            options=plan.options,
            ballots={},
        )

    def _options(self) -> list[Option]:
        kind = self._asking.kind
        if kind is not PollKind.DATE:
            return [cleaned_option(option, kind) for option in read_options(self._typed.options, kind)]
        dates = [one for one in self.moments[: self._dates] if isinstance(one, Moment)]
        return [Option(starts_at=date.start, ends_at=date.end) for date in dates]

    async def save(self, here: Visit) -> str:
        """Open the poll, or give it its other options; returns the sentence that says so."""
        before, plan = self._asking.poll, self._plan(here)
        if before is not None:
            await here.services.poll_desk.change_options(here.actor, before.id, plan.options)
            return here.t.gettext("Saved: the card is being updated, and those who have voted are told.")
        meetup_id = self._asking.meetup.id if self._asking.meetup else None
        poll = await here.services.polls.open(here.actor, meetup_id, plan, self._asking.channel_id)
        return here.t.gettext("Open: the poll appears in <#{channel}>.").format(channel=poll.channel_id)

    async def change(self, interaction: discord.Interaction) -> None:
        """Let the author type again, with everything they typed."""
        here = await visit(interaction)
        is_change = self._asking.poll is not None
        form = PollForm(here.t, self._asking.kind, self._typed, self._typed_again, is_change=is_change)
        await interaction.response.send_modal(form)

    async def change_terms(self, interaction: discord.Interaction) -> None:
        """Let the author choose who sees what, who may add options, and so on."""
        here = await visit(interaction)
        await interaction.response.send_modal(TermsForm(here.t, self._asking.terms, self._with_terms))

    async def _typed_again(self, interaction: discord.Interaction, typed: TypedPoll) -> None:
        """Show what was typed now; dates that were settled stay settled while no text changed."""
        here = await visit(interaction)
        again = PollPanel(here, self._asking, typed)
        if typed == self._typed and self.moments:
            again.keep(here, self.moments)
        await again.open(interaction)

    async def _with_terms(self, interaction: discord.Interaction, terms: Terms) -> None:
        here = await visit(interaction)
        again = PollPanel(here, replace(self._asking, terms=terms), self._typed)
        if self.moments:
            again.keep(here, self.moments)
        await again.open(interaction)


class _SaveButton(ui.Button[PollPanel]):
    def __init__(self, t: Translations, *, is_change: bool) -> None:
        label = t.pgettext("button", "Save") if is_change else t.pgettext("button", "Open the poll")
        super().__init__(label=label, style=discord.ButtonStyle.success)

    async def callback(self, interaction: discord.Interaction) -> None:
        panel = _panel(self.view)
        if panel.is_saving:  # the second of two quick presses
            await interaction.response.defer()
            return
        panel.is_saving = True
        try:
            done = await panel.save(await visit(interaction))
        finally:
            panel.is_saving = False
        panel.stop()
        said = Layout(timeout=None)
        said.add_item(ui.Container(ui.TextDisplay(done), accent_colour=OPEN))
        await interaction.response.edit_message(view=said)


class _ChangeButton(ui.Button[PollPanel]):
    def __init__(self, t: Translations) -> None:
        super().__init__(label=t.gettext("Change"))

    async def callback(self, interaction: discord.Interaction) -> None:
        await _panel(self.view).change(interaction)


class _TermsButton(ui.Button[PollPanel]):
    def __init__(self, t: Translations) -> None:
        super().__init__(label=t.pgettext("button", "Rules"), emoji="⚙️")

    async def callback(self, interaction: discord.Interaction) -> None:
        await _panel(self.view).change_terms(interaction)


def _panel(view: PollPanel | None) -> PollPanel:
    if view is None:
        raise RuntimeError("a control without its panel")
    return view
