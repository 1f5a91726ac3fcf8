"""A round of an icebreaker in its thread: who talks with whom and what about, and what members can press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui
from discord.utils import format_dt

from bot.ui.boundary import Button, Layout
from bot.ui.inputs import visit
from bot.ui.wording import enumerated, shown

if TYPE_CHECKING:
    from bot.domain.rounds import Icebreaker, PlayedRound, SeatedTable
    from bot.i18n import Translations

ACCENT = 0x3AA6B9
TABLES_SHOWN = 10
"""Tables of one message: their names, prompts and rules stay within its 40 parts and 4,000 characters."""
_KEY = r"(?P<meetup>\d{1,18})"


def parts(played: PlayedRound) -> list[tuple[SeatedTable, ...]]:
    """The tables, a message at a time."""
    tables = played.tables
    return [tables[first : first + TABLES_SHOWN] for first in range(0, len(tables), TABLES_SHOWN)]


def render(
    played: PlayedRound, icebreaker: Icebreaker, part: int, t: Translations, *, is_playing: bool = True
) -> Layout:
    """One message of a round, in the community's language; a round that is over has no buttons."""
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT if is_playing else 0x8A8A8A)
    if part == 0:
        box.add_item(ui.TextDisplay(_heading(played, icebreaker, t)))
    for table in parts(played)[part]:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(_table(table, t)))
    if part == len(parts(played)) - 1 and is_playing:
        box.add_item(ui.Separator())
        meetup_id = played.meetup_id
        box.add_item(ui.ActionRow(TableButton.of(meetup_id, t), LeaveButton.of(meetup_id, t)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _heading(played: PlayedRound, icebreaker: Icebreaker, t: Translations) -> str:
    title = t.gettext("Icebreaker, round {n}").format(n=played.number)
    how = t.gettext("Find one another, say your names, and begin with the question.")
    lines = [f"## 🧊 {title}", how]
    if played.ends_at is not None:
        until = t.gettext("Until {time}, {relative}").format(
            time=format_dt(played.ends_at, "t"), relative=format_dt(played.ends_at, "R")
        )
        lines.append(f"-# ⏳ {until} · {_to_come(len(icebreaker.planned), t)}")
    return "\n".join(lines)


def _to_come(n: int, t: Translations) -> str:
    if not n:
        return t.gettext("the last round")
    return t.ngettext("{n} more round after it", "{n} more rounds after it", n).format(n=n)


def _table(table: SeatedTable, t: Translations) -> str:
    number = t.gettext("Table {n}").format(n=table.number)
    return f"**{number}**  {names(table, t)}\n> 💬 {shown(table.prompt)}"


def names(table: SeatedTable, t: Translations) -> str:
    """Who sits at a table."""
    return enumerated([f"<@{user_id}>" for user_id in table.user_ids], t)


def place_words(played: PlayedRound, user_id: int, t: Translations) -> str:
    """Where somebody sits, with whom, and what they talk about; or that they have no table."""
    table = played.table_of(user_id)
    if table is None:
        return t.gettext(
            "You have no table in this round. Once the organiser has checked you in, you get one by itself."
        )
    others = enumerated([f"<@{other}>" for other in table.user_ids if other != user_id], t)
    where = t.gettext("**Table {n}**, with {names}.").format(n=table.number, names=others)
    return f"🧊 {where}\n> 💬 {shown(table.prompt)}"


class TableButton(Button, template=rf"round_table:1:{_KEY}"):
    """Where do I sit? In a large room nobody wants to read all tables."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> TableButton:
        label = t.pgettext("button", "Where do I sit?")
        return cls(f"round_table:1:{meetup_id}", label=label, emoji="🔎", style=discord.ButtonStyle.primary)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        played = await here.services.tables.playing(here.actor, int(self.match["meetup"]))
        text = place_words(played, here.actor.user_id, here.t)
        await interaction.response.send_message(text, ephemeral=True)


class LeaveButton(Button, template=rf"round_leave:1:{_KEY}(?P<back>:back)?"):
    """I have to go; and, on the answer to that, that one is back."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations, *, back: bool = False) -> LeaveButton:
        if back:
            return cls(f"round_leave:1:{meetup_id}:back", label=t.pgettext("button", "I'm back"))
        return cls(f"round_leave:1:{meetup_id}", label=t.pgettext("button", "I have to go"))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        t, meetup_id, back = here.t, int(self.match["meetup"]), self.match["back"] is not None
        played = await here.services.tables.leave(here.actor, meetup_id, back=back)
        if back:
            text = place_words(played, here.actor.user_id, t)
            await interaction.response.edit_message(view=_notice(text))
            return
        text = t.gettext(
            "See you soon! Whoever would sit alone now joins another table. "
            "Only the tables change: you stay checked in."
        )
        view = _notice(f"👋 {text}", LeaveButton.of(meetup_id, t, back=True))
        await interaction.response.send_message(view=view, ephemeral=True)


def _notice(text: str, *buttons: Button) -> Layout:
    layout = Layout(timeout=None)
    layout.add_item(ui.TextDisplay(text))
    if buttons:
        layout.add_item(ui.ActionRow(*buttons))
    return layout
