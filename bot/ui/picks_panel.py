"""Where a host chooses, unseen, who of those who signed up has a seat; and then tells everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.ui.boundary import Button, Layout
from bot.ui.inputs import visit
from bot.ui.wording import shown

if TYPE_CHECKING:
    from bot.domain.rosters import Party
    from bot.i18n import Translations
    from bot.services.rosters import AnswerSheet

ACCENT = 0xE8A33D
PER_PAGE = 10
"""Three components a person and eight around them: Discord takes 40 in one message."""
_KEY = r"(?P<meetup>\d{1,18})"


def render(sheet: AnswerSheet, t: Translations, page: int = 0) -> Layout:
    """Those who signed up, ten at a time in their order, each with a button that chooses them or not."""
    meetup, roster = sheet.meetup, sheet.roster
    waiting = roster.waiting
    pages = max(1, -(-len(waiting) // PER_PAGE))
    page = max(0, min(page, pages - 1))
    chosen = sum(party.size for party in waiting if party.is_picked)
    free = roster.free_for(favoured=True)
    question = t.gettext("Who has a seat? · {title}").format(title=shown(meetup.plan.title))
    counted = (
        t.gettext("Seats taken by your choice: {chosen}, no limit").format(chosen=chosen)
        if free is None
        else t.gettext("Seats taken by your choice: {chosen}, of {free} free").format(
            chosen=chosen, free=free
        )
    )
    rest = t.gettext("Nobody sees your choice before you tell it.")
    box: ui.Container[Layout] = ui.Container(
        ui.TextDisplay(f"### 🎯 {question}\n{counted}\n-# {rest}"), accent_colour=ACCENT
    )
    box.add_item(ui.Separator())
    for party in waiting[page * PER_PAGE : (page + 1) * PER_PAGE]:
        box.add_item(_person(meetup.id, party, t))
    buttons: list[Any] = [ChooseButton.of(meetup.id, t, anybody=chosen > 0)]
    if pages > 1:
        ids = f"picks:1:{meetup.id}"
        buttons.append(PicksButton(f"{ids}:{(page - 1) % pages}", emoji="◀️"))
        buttons.append(PicksButton(f"{ids}:{(page + 1) % pages}", emoji="▶️"))
    box.add_item(ui.ActionRow(*buttons))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _person(meetup_id: int, party: Party, t: Translations) -> ui.Section[Any]:
    line = f"{'🟢' if party.is_picked else '⚪'} <@{party.user_id}>"
    if party.guests:
        line += f" +{party.guests}"
    if party.note:
        line += f" · 📝 {shown(party.note)}"
    return ui.Section(ui.TextDisplay(line), accessory=PickButton.of(meetup_id, party, t))


def _page_of(sheet: AnswerSheet, user_id: int) -> int:
    users = [party.user_id for party in sheet.roster.waiting]
    return users.index(user_id) // PER_PAGE if user_id in users else 0


class PicksButton(Button, template=rf"picks:1:{_KEY}:(?P<page>\d{{1,4}})"):
    """Opens the choice, or turns to another page of it."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> PicksButton:
        label = t.pgettext("button", "Choose who has a seat")
        return cls(f"picks:1:{meetup_id}:0", label=label, emoji="🎯", style=discord.ButtonStyle.primary)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        sheet = await here.services.rosters.sheet(here.actor, int(self.match["meetup"]))
        await interaction.response.edit_message(view=render(sheet, here.t, int(self.match["page"])))


class PickButton(Button, template=rf"pick:1:{_KEY}:(?P<user>\d{{1,19}})(?P<undo>:undo)?"):
    """Chooses one person, or not after all; a press sent twice does the same thing once."""

    @classmethod
    def of(cls, meetup_id: int, party: Party, t: Translations) -> PickButton:
        custom_id = f"pick:1:{meetup_id}:{party.user_id}"
        if party.is_picked:
            return cls(
                f"{custom_id}:undo", label=t.pgettext("button", "Chosen"), style=discord.ButtonStyle.success
            )
        return cls(custom_id, label=t.pgettext("button", "Choose"))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id, user_id = int(self.match["meetup"]), int(self.match["user"])
        is_picked = self.match["undo"] is None
        sheet = await here.services.rosters.pick(here.actor, meetup_id, user_id, is_picked=is_picked)
        await interaction.response.edit_message(view=render(sheet, here.t, _page_of(sheet, user_id)))


class ChooseButton(Button, template=rf"choose:1:{_KEY}"):
    """Gives those who are chosen their seats, and tells everybody."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations, *, anybody: bool) -> ChooseButton:
        label = t.pgettext("button", "Tell everybody")
        style = discord.ButtonStyle.success
        return cls(f"choose:1:{meetup_id}", label=label, style=style, disabled=not anybody)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id = int(self.match["meetup"])
        await here.services.rosters.choose(here.actor, meetup_id)
        text = here.t.gettext("Done: those you chose have their seats, and everybody is told in the thread.")
        layout = Layout(timeout=None)
        layout.add_item(ui.Container(ui.TextDisplay(text), accent_colour=ACCENT))
        await interaction.response.edit_message(view=layout)
