"""The buttons on a poll's card and on the ballots it opens, and the painting of the card."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import polls
from bot.domain.polls import Additions, Choice, Method, Names, PollKind, Results
from bot.ui import ballot, places, poll_card
from bot.ui.boundary import Button, Layout, host_of, services_of
from bot.ui.inputs import actor_of, visit
from bot.ui.poll_additions import addition_form
from bot.ui.poll_desk import desk_layout
from bot.ui.poll_words import ballots, question

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.domain.polls import Option, Poll, Said
    from bot.i18n import Translations
    from bot.services.poll_outcomes import PollOverview
    from bot.ui.boundary import Host
    from bot.ui.inputs import Visit

UNKNOWN_MESSAGE = 10008
_KEY = r"(?P<poll>\d{1,18})"


def card_buttons(overview: PollOverview, t: Translations, *, is_open: bool, is_alone: bool) -> list[Button]:
    """The buttons under a poll on its card: one row, so five at most."""
    poll, terms = overview.poll, overview.poll.terms
    buttons: list[Button] = []
    if is_open:
        buttons.append(VoteButton.of(poll, t, is_alone=is_alone))
    if terms.names is Names.EVERYBODY and (terms.results is not Results.CLOSED or poll.closed_at):
        buttons.append(NamesButton.of(poll.id, t))
    if is_open and terms.results is Results.VOTED:
        buttons.append(ResultsButton.of(poll.id, t))
    if is_open and terms.additions is not Additions.NOBODY:
        buttons.append(AddOptionButton.of(poll.id, t))
    return [*buttons, DeskButton.of(poll.id, t)]


async def paint_card(bot: Host, overview: PollOverview, t: Translations, nonce: str) -> None:
    """Post the poll's card, or show it as it stands; one that was deleted is posted again."""
    community, card_id = overview.community, overview.poll.lead_id or overview.poll.id
    if overview.poll.channel_id is None:
        return
    newest = overview
    place, meetup = overview.poll.channel_id, overview.meetup
    if meetup and meetup.card.is_post and places.forum_at(bot, community.id, place):
        place = meetup.card.channel_id or place  # not posted yet: what is about a meetup goes into its post
    channel = bot.get_partial_messageable(place, guild_id=community.id)

    async def fresh() -> Layout:
        nonlocal newest
        newest = await bot.services.polls.overview(community.id, card_id)
        now, is_alone = bot.clock(), not newest.beside

        def buttons(section: PollOverview) -> list[Button]:
            return card_buttons(section, t, is_open=section.takes_ballots(now), is_alone=is_alone)

        return poll_card.render(newest, t, now, buttons)

    async def edit(layout: Layout) -> None:
        if newest.poll.message_id is not None:
            try:
                known = channel.get_partial_message(newest.poll.message_id)
                await places.edited(bot, channel.id, lambda: known.edit(view=layout))
            except discord.NotFound as gone:
                if gone.code != UNKNOWN_MESSAGE:
                    raise
            else:
                return
        name = question(newest.poll, newest.meetup, t)
        message = await places.post(bot, (community.id, channel.id), name, view=layout, nonce=nonce)
        await bot.services.polls.note_message(newest.poll, message.channel.id, message.id)

    await bot.painter.repaint(poll_card.key_of(overview.poll), fresh, edit)


async def _refresh_card(here: Visit, overview: PollOverview) -> None:
    """Show on the card what a member did; if Discord has enough of edits for now, somewhat later."""
    try:
        await paint_card(host_of(here.interaction), overview, here.shared, str(here.interaction.id))
    except discord.HTTPException:
        await here.services.polls.paint_later(overview.poll)


def ballot_of(overview: PollOverview, here: Visit) -> Layout:
    """The ballot of whoever acts."""
    poll = overview.poll
    mine = poll.ballots.get(here.actor.user_id, {})

    def option_button(option: Option, label: str) -> Button:
        return BallotButton.of(poll, option, mine, label)

    several = poll.terms.method in {Method.GRADED, Method.SEVERAL}
    words = (Choice.YES, Choice.NO) if several else (Choice.NO,)
    below: list[Button] = [BallotButton.for_all(poll, word, here.t) for word in words]
    if poll.kind is PollKind.DATE:
        below.append(FillButton.of(poll.id, here.t))
    return ballot.render(overview, here.t, str(here.interaction.locale), here.now, option_button, below)


async def _after(interaction: discord.Interaction, poll_id: int, voting: Awaitable[PollOverview]) -> None:
    """Let a ballot be taken, answer with the ballot as it then stands, and bring the card up to date.

    Voting comes before any other await: ballots count in the order in which they were cast.
    """
    voted: PollOverview | None = None
    with contextlib.suppress(polls.PollClosed, polls.ProposalDecided):  # the ballot itself then says so
        voted = await voting
    here = await visit(interaction, voted.community if voted else None)
    newest = voted or await here.services.ballots.mine(here.actor, poll_id)
    is_first = True

    async def fresh() -> Layout:
        nonlocal newest, is_first
        if not is_first:  # somebody pressed again meanwhile
            newest = await here.services.ballots.mine(here.actor, poll_id)
        is_first = False
        return ballot_of(newest, here)

    seen = interaction.message.id if interaction.message else interaction.id
    await host_of(interaction).painter.answer(interaction, f"ballot:{seen}", fresh, rest=0)
    await _refresh_card(here, newest)


async def _overview(here: Visit, button: Button) -> PollOverview:
    return await here.services.polls.overview(here.community.id, int(button.match["poll"]))


def _private(text: str) -> Layout:
    layout = Layout(timeout=None)
    layout.add_item(ui.Container(ui.TextDisplay(text), accent_colour=poll_card.OPEN))
    return layout


class VoteButton(Button, template=rf"poll:1:{_KEY}"):
    """Opens the member's ballot."""

    @classmethod
    def of(cls, poll: Poll, t: Translations, *, is_alone: bool = True) -> VoteButton:
        label = t.pgettext("button", "Vote")
        if not is_alone:
            by_date = poll.kind is PollKind.DATE
            label = (
                t.pgettext("button", "Vote on the date")
                if by_date
                else t.pgettext("button", "Vote on the place")
            )
        return cls(f"poll:1:{poll.id}", label=label, style=discord.ButtonStyle.success, emoji="🗳️")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await here.services.ballots.mine(here.actor, int(self.match["poll"]))
        if overview.takes_ballots(here.now):
            polls.require_voter(overview.poll, here.actor.role_ids)
        await interaction.response.send_message(view=ballot_of(overview, here), ephemeral=True)


class BallotButton(
    Button,
    template=rf"ballot:1:{_KEY}:(?P<option>\d{{1,18}}|all):(?P<said>yes|if_need_be|no|[1-9]\d?)",
):
    """Says something of one option, or of all. What it says is in its id: pressing twice does no harm."""

    @classmethod
    def of(cls, poll: Poll, option: Option, mine: polls.Ballot, label: str) -> BallotButton:
        following = polls.next_word(poll.terms.method, mine, option.id)
        emoji, style = ballot.look(mine.get(option.id), poll.terms.method)
        return cls(f"ballot:1:{poll.id}:{option.id}:{following}", label=label, style=style, emoji=emoji)

    @classmethod
    def for_all(cls, poll: Poll, choice: Choice, t: Translations) -> BallotButton:
        label = (
            t.pgettext("button", "All of them")
            if choice is Choice.YES
            else t.pgettext("button", "None of them")
        )
        return cls(f"ballot:1:{poll.id}:all:{choice}", label=label)

    async def pressed(self, interaction: discord.Interaction) -> None:
        await _after(interaction, int(self.match["poll"]), self._vote(interaction))

    async def _vote(self, interaction: discord.Interaction) -> PollOverview:
        said, poll_id = self.match["said"], int(self.match["poll"])
        word: Said = int(said) if said.isdecimal() else Choice(said)
        actor, service = actor_of(interaction), services_of(interaction).ballots
        if self.match["option"] != "all":
            return await service.vote(actor, poll_id, {int(self.match["option"]): word})
        if not isinstance(word, Choice):
            raise polls.OptionGone  # no button of ours says so
        return await service.vote_for_all(actor, poll_id, word)


class FillButton(Button, template=rf"pollfill:1:{_KEY}"):
    """Answers what a ballot leaves open by when the member is usually free."""

    @classmethod
    def of(cls, poll_id: int, t: Translations) -> FillButton:
        return cls(f"pollfill:1:{poll_id}", label=t.pgettext("button", "My usual times"), emoji="🕗")

    async def pressed(self, interaction: discord.Interaction) -> None:
        poll_id = int(self.match["poll"])
        filling = services_of(interaction).ballots.fill_in(actor_of(interaction), poll_id)
        await _after(interaction, poll_id, filling)


class NamesButton(Button, template=rf"pollnames:1:{_KEY}"):
    """Shows who said what, only to who asks."""

    @classmethod
    def of(cls, poll_id: int, t: Translations) -> NamesButton:
        return cls(f"pollnames:1:{poll_id}", label=t.pgettext("button", "Who?"), emoji="👥")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await _overview(here, self)
        polls.require_names(overview.poll, is_organiser=overview.is_organised_by(here.actor))
        polls.require_results(overview.poll, here.actor.user_id)
        said = poll_card.names(overview, here.t, str(interaction.locale))
        await interaction.response.send_message(view=_private(said), ephemeral=True)


class ResultsButton(Button, template=rf"pollresults:1:{_KEY}"):
    """Shows the counts to who has voted."""

    @classmethod
    def of(cls, poll_id: int, t: Translations) -> ResultsButton:
        return cls(f"pollresults:1:{poll_id}", label=t.pgettext("button", "Results"), emoji="📊")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await _overview(here, self)
        polls.require_results(overview.poll, here.actor.user_id)
        heading = (
            f"### {question(overview.poll, overview.meetup, here.t)}\n-# {ballots(overview.poll, here.t)}"
        )
        texts = poll_card.options_texts(overview, here.t, here.now, is_seen=True)
        await interaction.response.send_message(view=_private("\n".join([heading, *texts])), ephemeral=True)


class AddOptionButton(Button, template=rf"polladd:1:{_KEY}"):
    """Opens the form for one more option."""

    @classmethod
    def of(cls, poll_id: int, t: Translations) -> AddOptionButton:
        return cls(f"polladd:1:{poll_id}", label=t.pgettext("button", "Add"), emoji="💡")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await _overview(here, self)
        if not overview.poll.is_open(here.now):
            raise polls.PollClosed
        await interaction.response.send_modal(addition_form(overview, here.t))


class DeskButton(Button, template=rf"polldesk:1:{_KEY}"):
    """Opens what an organiser can do with the poll; and to others, what they added themselves."""

    @classmethod
    def of(cls, poll_id: int, t: Translations) -> DeskButton:
        return cls(f"polldesk:1:{poll_id}", label=t.pgettext("button", "Manage"), emoji="⚙️")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await _overview(here, self)
        await interaction.response.send_message(view=desk_layout(overview, here), ephemeral=True)
