"""What the organisers of a poll can do with it: a private panel, opened from its card or by a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import polls, rights
from bot.domain.polls import PollKind
from bot.ui import poll_card
from bot.ui.boundary import Button, Layout, Select
from bot.ui.inputs import visit
from bot.ui.poll_csv import csv_file
from bot.ui.poll_drafts import open_change
from bot.ui.poll_moments import MomentForm
from bot.ui.poll_words import option_words, question
from bot.ui.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moments import Moment
    from bot.domain.polls import Option
    from bot.i18n import Translations
    from bot.services.poll_outcomes import PollOverview
    from bot.ui.inputs import Visit

_KEY = r"(?P<poll>\d{1,18})"
_LABEL = 100
"""Discord's limit for one line of a menu."""


def desk_layout(overview: PollOverview, here: Visit) -> Layout:
    """The panel as it stands for who looks at it.

    Raises:
        OrganisersOnly: somebody else, who has added no option that they could take back.
    """
    poll, t = overview.poll, here.t
    organises = overview.is_organised_by(here.actor)
    mine = [o for o in (*poll.options, *poll.pending) if o.added_by_id == here.actor.user_id]
    is_open = overview.takes_ballots(here.now)
    if not organises and not (mine and is_open):
        raise rights.OrganisersOnly(overview.meetup.organiser_id if overview.meetup else poll.creator_id)
    layout = Layout(timeout=None)
    box: ui.Container[Layout] = ui.Container(accent_colour=poll_card.OPEN if is_open else poll_card.OVER)
    box.add_item(ui.TextDisplay(_text(overview, here, organises=organises)))
    language = str(here.interaction.locale)
    if organises:
        box.add_item(ui.ActionRow(*_buttons(overview, t, is_open=is_open)))
        possible = [o for o in poll.options if o.starts_at is None or o.starts_at > here.now]
        menu = DecideMenu.of(overview, possible, t, language)
        box.add_item(ui.ActionRow(menu))
    if organises and is_open and poll.pending:
        box.add_item(ui.ActionRow(AdmitMenu.of(overview, poll.pending, t, language)))
    removable = [o for o in (*poll.options, *poll.pending) if o.added_by_id] if organises else mine
    if is_open and removable:
        box.add_item(ui.ActionRow(RemoveMenu.of(overview, removable, t, language)))
    layout.add_item(box)
    return layout


def _buttons(overview: PollOverview, t: Translations, *, is_open: bool) -> list[Button]:
    poll_id = overview.poll.id
    if is_open:
        return [
            EndButton.of(poll_id, t),
            DeadlineButton.of(poll_id, t.pgettext("button", "Move the deadline")),
            OptionsButton.of(poll_id, t),
            CsvButton.of(poll_id),
        ]
    buttons: list[Button] = []
    if overview.poll.closed_at and not overview.poll.is_anonymous:  # nobody could change a nameless ballot
        buttons.append(DeadlineButton.of(poll_id, t.pgettext("button", "Open again")))
    return [*buttons, CsvButton.of(poll_id)]


def _text(overview: PollOverview, here: Visit, *, organises: bool) -> str:
    poll, t = overview.poll, here.t
    heading = f"### ⚙️ {question(poll, overview.meetup, t)}"
    if not organises:
        return heading + "\n" + t.gettext("You can take back what you added.")
    if not overview.takes_ballots(here.now):
        return f"{heading}\n{poll_card.result_text(overview, t, here.now)}"
    words = f"{heading}\n{_consequence(overview, here)}"
    if poll.kind is PollKind.QUESTION:
        return words
    asked = (
        t.gettext("Those who pressed “I'd come” are asked to confirm; nobody is enrolled.")
        if poll.is_anonymous
        else t.gettext("Those who said yes are asked to confirm; nobody is enrolled.")
    )
    return f"{words}\n-# {asked}"


def _consequence(overview: PollOverview, here: Visit) -> str:
    """What closing now would mean; of hidden counts not even an organiser hears."""
    poll, t = overview.poll, here.t
    if poll.terms.results is polls.Results.CLOSED:
        return t.gettext("Closed now, the poll shows its counts and what they decide.")
    best = None if poll.lacks_ballots else polls.leading(poll, here.now)
    if poll.lacks_ballots:
        return t.ngettext(
            "It takes {n} ballot to decide. Closed now, the poll decides nothing.",
            "It takes {n} ballots to decide. Closed now, the poll decides nothing.",
            poll.terms.fewest_ballots,
        ).format(n=poll.terms.fewest_ballots)
    if best is None:
        return t.gettext("Nobody has said yes to anything yet. Closed now, the poll decides nothing.")
    option = shown(option_words(best, poll, str(here.interaction.locale)))
    match poll.kind:
        case PollKind.DATE:
            said = t.gettext("Closed now, **{option}** becomes the date, for good.")
        case PollKind.VENUE:
            said = t.gettext("Closed now, **{option}** becomes the place, for good.")
        case PollKind.QUESTION:
            said = t.gettext("Closed now, **{option}** is the answer.")
    return said.format(option=option)


async def _show(interaction: discord.Interaction, text: str) -> None:
    layout = Layout(timeout=None)
    layout.add_item(ui.Container(ui.TextDisplay(text), accent_colour=poll_card.OVER))
    await interaction.response.edit_message(view=layout)


class EndButton(Button, template=rf"pollend:1:{_KEY}"):
    """Closes the poll."""

    @classmethod
    def of(cls, poll_id: int, t: Translations) -> EndButton:
        label = t.pgettext("button", "Close the poll")
        return cls(f"pollend:1:{poll_id}", label=label, style=discord.ButtonStyle.danger)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.poll_desk.close(here.actor, int(self.match["poll"]))
        await _show(interaction, here.t.gettext("Closed: the card shows the result."))


class DeadlineButton(Button, template=rf"polluntil:1:{_KEY}"):
    """Asks for another deadline; a closed poll is opened again with it."""

    @classmethod
    def of(cls, poll_id: int, label: str) -> DeadlineButton:
        return cls(f"polluntil:1:{poll_id}", label=label)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        poll_id = int(self.match["poll"])
        overview = await here.services.polls.overview(here.community.id, poll_id)
        t = here.t

        async def move(saving: Visit, moment: Moment) -> str:
            desk = saving.services.poll_desk
            again = (await saving.services.polls.overview(saving.community.id, poll_id)).poll.closed_at
            await (desk.reopen if again else desk.extend)(saving.actor, poll_id, moment.start)
            if again:
                return saving.t.gettext("Open again: everybody keeps their ballot.")
            return saving.t.gettext("Saved: the card shows the new deadline.")

        form = MomentForm(
            zone=overview.poll.zone,
            title=t.gettext("When the poll closes"),
            label=t.gettext("Open until"),
            hint=t.gettext("A day and an hour."),
            save=move,
        )
        await interaction.response.send_modal(form)


class OptionsButton(Button, template=rf"polloptions:1:{_KEY}"):
    """Opens the options for a change."""

    @classmethod
    def of(cls, poll_id: int, t: Translations) -> OptionsButton:
        return cls(f"polloptions:1:{poll_id}", label=t.pgettext("button", "Change the options"))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await here.services.polls.overview(here.community.id, int(self.match["poll"]))
        await open_change(here, overview)


class CsvButton(Button, template=rf"pollcsv:1:{_KEY}"):
    """Hands the ballots over as a table."""

    @classmethod
    def of(cls, poll_id: int) -> CsvButton:
        return cls(f"pollcsv:1:{poll_id}", label=".csv", emoji="📄")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await here.services.polls.overview(here.community.id, int(self.match["poll"]))
        if not overview.is_organised_by(here.actor):
            raise rights.OrganisersOnly(
                overview.meetup.organiser_id if overview.meetup else overview.poll.creator_id
            )
        if not overview.poll.shows_results() and overview.poll.terms.results is polls.Results.CLOSED:
            raise polls.ResultsHidden
        file = csv_file(overview, here.t, str(interaction.locale), interaction.guild)
        await interaction.response.send_message(file=file, ephemeral=True)


class _OptionMenu(Select):
    """A menu of a poll's options."""

    @classmethod
    def menu(
        cls, kind: str, placeholder: str, overview: PollOverview, options: Iterable[Option], language: str
    ) -> ui.Select[Layout]:
        poll = overview.poll
        lines = [
            discord.SelectOption(label=option_words(o, poll, language)[:_LABEL], value=str(o.id))
            for o in options
        ]
        return ui.Select(custom_id=f"{kind}:1:{poll.id}", placeholder=placeholder[:150], options=lines[:25])


class DecideMenu(_OptionMenu, template=rf"polldecide:1:{_KEY}"):
    """Lets an organiser choose the winner in the count's stead."""

    @classmethod
    def of(
        cls, overview: PollOverview, options: Iterable[Option], t: Translations, language: str
    ) -> DecideMenu:
        return cls(cls.menu("polldecide", t.gettext("Decide otherwise…"), overview, options, language))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        poll_id, option_id = int(self.match["poll"]), int(self.values[0])
        overview = await here.services.polls.overview(here.community.id, poll_id)
        option = overview.poll.option(option_id)
        if option is None:
            raise polls.OptionGone
        layout = Layout(timeout=None)
        box: ui.Container[Layout] = ui.Container(accent_colour=poll_card.OPEN)
        sure = here.t.gettext(
            "Close the poll with **{option}**, whatever the ballots say? The card names you as who decided."
        ).format(option=shown(option_words(option, overview.poll, str(interaction.locale))))
        box.add_item(ui.TextDisplay(sure))
        box.add_item(ui.ActionRow(DecideButton.of(poll_id, option_id, here.t)))
        layout.add_item(box)
        await interaction.response.edit_message(view=layout)


class DecideButton(Button, template=rf"polldecided:1:{_KEY}:(?P<option>\d{{1,18}})"):
    """Decides."""

    @classmethod
    def of(cls, poll_id: int, option_id: int, t: Translations) -> DecideButton:
        label = t.pgettext("button", "Confirm this choice")
        return cls(f"polldecided:1:{poll_id}:{option_id}", label=label, style=discord.ButtonStyle.danger)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.poll_desk.decide(here.actor, int(self.match["poll"]), int(self.match["option"]))
        await _show(interaction, here.t.gettext("Decided: the card shows it."))


class AdmitMenu(_OptionMenu, template=rf"polladmit:1:{_KEY}"):
    """Lets a suggested option in."""

    @classmethod
    def of(
        cls, overview: PollOverview, options: Iterable[Option], t: Translations, language: str
    ) -> AdmitMenu:
        return cls(cls.menu("polladmit", t.gettext("Let a suggestion in…"), overview, options, language))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        poll_id = int(self.match["poll"])
        await here.services.poll_desk.admit(here.actor, poll_id, int(self.values[0]))
        await _show(interaction, here.t.gettext("It is in the poll now; those who have voted are told."))


class RemoveMenu(_OptionMenu, template=rf"pollremove:1:{_KEY}"):
    """Takes an added option out of the poll."""

    @classmethod
    def of(
        cls, overview: PollOverview, options: Iterable[Option], t: Translations, language: str
    ) -> RemoveMenu:
        return cls(cls.menu("pollremove", t.gettext("Remove an added option…"), overview, options, language))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        poll_id = int(self.match["poll"])
        await here.services.polls.remove_option(here.actor, poll_id, int(self.values[0]))
        await _show(interaction, here.t.gettext("Removed: the other ballots stay as they are."))
