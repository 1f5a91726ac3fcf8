"""A round of an icebreaker: who talks with whom and what about, and the organiser's answer beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.ui.boundary import Button, Layout
from bot.ui.inputs import visit
from bot.ui.wording import enumerated, mentions, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.icebreakers import Plan
    from bot.i18n import Translations
    from bot.services.meetups import Overview
    from bot.storage.icebreakers import Round, Table
    from bot.ui.inputs import Visit

ACCENT = 0x3AA6B9
TABLES_SHOWN = 12
"""Tables of one message: their names, prompts and rules stay within its 40 parts and 4,000 characters."""
PAIR = 2


def parts(shown_round: Round) -> Iterator[tuple[Table, ...]]:
    """The tables, a message at a time."""
    tables = shown_round.tables
    return (tables[first : first + TABLES_SHOWN] for first in range(0, len(tables), TABLES_SHOWN))


def render(shown_round: Round, tables: tuple[Table, ...], t: Translations) -> Layout:
    """One message of a round, in the community's language."""
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    if tables == shown_round.tables[: len(tables)]:
        box.add_item(ui.TextDisplay(_heading(shown_round, t)))
    for table in tables:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(_table(table, t)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _heading(shown_round: Round, t: Translations) -> str:
    title = t.gettext("Icebreaker, round {n}").format(n=shown_round.number)
    how = t.gettext("Find one another, say your names, and begin with the question.")
    return f"## 🧊 {title}\n{how}"


def _table(table: Table, t: Translations) -> str:
    number = t.gettext("Table {n}").format(n=table.number)
    names = enumerated([f"<@{user_id}>" for user_id in table.user_ids], t)
    return f"**{number}**  {names}\n> 💬 {table.prompt}"


def answer(started: Round, plan: Plan, overview: Overview, t: Translations) -> Layout:
    """What the organiser is told: how many tables, how many meet for the first time, how to go on."""
    on = t.gettext("Round {n} is on").format(n=started.number)
    lines = [f"### 🧊 {on}", _count(started, t), _firsts(plan, t)]
    if plan.unseated:
        alone = t.gettext("No table could be found for {names}.")
        lines.append(alone.format(names=mentions(plan.unseated, t)))
    thread = overview.meetup.card.thread_id or overview.meetup.card.channel_id
    where = t.gettext("The tables of **{title}** appear in <#{thread}>.")
    lines.append("-# " + where.format(title=shown(overview.meetup.plan.title), thread=thread))
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay("\n".join(lines)))
    box.add_item(ui.ActionRow(NextRoundButton.of(started, t)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _count(started: Round, t: Translations) -> str:
    pairs = sum(len(table.user_ids) == PAIR for table in started.tables)
    trios = len(started.tables) - pairs
    counted = [t.ngettext("**{n} pair**", "**{n} pairs**", pairs).format(n=pairs)] if pairs else []
    if trios:
        counted.append(t.ngettext("**{n} group of three**", "**{n} groups of three**", trios).format(n=trios))
    return enumerated(counted, t)


def _firsts(plan: Plan, t: Translations) -> str:
    met = sum(len(table) * (len(table) - 1) // 2 for table in plan.rounds[0])
    new = met - len(plan.repeats)
    if new == met:
        return t.gettext("✨ All of them meet for the first time.")
    return t.gettext("✨ First meetings: {new} of {n}").format(new=new, n=met)


class NextRoundButton(Button, template=r"round:1:(?P<meetup>\d{1,18}):(?P<after>\d{1,6})"):
    """Starts the round after the one it stands under; pressed twice, it starts one."""

    @classmethod
    def of(cls, started: Round, t: Translations) -> NextRoundButton:
        custom_id = f"round:1:{started.meetup_id}:{started.number}"
        return cls(
            custom_id, label=t.pgettext("button", "Next round"), emoji="🔀", style=discord.ButtonStyle.primary
        )

    async def pressed(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        here = await visit(interaction)
        panel = await start(here, int(self.match["meetup"]), after=int(self.match["after"]))
        await interaction.edit_original_response(view=panel)


async def start(here: Visit, meetup_id: int, *, after: int | None = None) -> Layout:
    """Start a round; returns what the organiser is told.

    Raises:
        What ``IcebreakerService.start`` raises.
    """
    started, plan = await here.services.icebreakers.start(here.actor, meetup_id, after=after)
    overview = await here.services.meetups.overview(here.community.id, meetup_id)
    return answer(started, plan, overview, here.t)
