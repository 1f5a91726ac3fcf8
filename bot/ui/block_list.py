"""A member's own list of the people they are never put with, seen by them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.ui.boundary import Button, Layout
from bot.ui.inputs import visit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.blocks import Block
    from bot.i18n import Translations
    from bot.ui.inputs import Visit

ACCENT = 0x6B7280
PER_PAGE = 10
"""Three components a person and six around them: Discord takes 40 in one message."""


async def block(here: Visit, person: discord.User | discord.Member) -> str:
    """Note that the actor is never to be put with that person; returns what to tell them.

    Raises:
        BlockedSelf, BlockedBot, AlreadyBlocked, TooManyBlocks.
    """
    await here.services.blocks.block(here.actor, person.id, is_bot=person.bot)
    t = here.t
    lines = [
        t.gettext(
            "🤝 Understood: I never put you with <@{id}>, neither in a pair, at a table nor in an intro."
        ),
        t.gettext("-# Nobody is told, <@{id}> included. `/block list` shows your list and takes this back."),
    ]
    if not isinstance(person, discord.Member):
        lines.insert(1, t.gettext("They are not a member here now; it holds if they come back."))
    return "\n".join(lines).format(id=person.id)


def render(blocks: Sequence[Block], t: Translations, page: int = 0, lifted_id: int | None = None) -> Layout:
    """The list, the newest first, ten people at a time, each with a button that lifts the block."""
    pages = max(1, -(-len(blocks) // PER_PAGE))
    page = max(0, min(page, pages - 1))
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay(_heading(blocks, t, lifted_id)))
    if blocks:
        box.add_item(ui.Separator())
    for one in blocks[page * PER_PAGE : (page + 1) * PER_PAGE]:
        since = t.gettext("since {date}").format(date=format_dt(one.created_at, "d"))
        section: ui.Section[Any] = ui.Section(
            ui.TextDisplay(f"<@{one.user_id}>\n-# {since}"), accessory=LiftButton.of(one.user_id, page, t)
        )
        box.add_item(section)
    if pages > 1:
        box.add_item(ui.ActionRow(PageButton.of(page - 1, "◀️"), PageButton.of(page + 1, "▶️", pages)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _heading(blocks: Sequence[Block], t: Translations, lifted_id: int | None) -> str:
    lines = ["### " + t.gettext("People I never put you with")]
    if lifted_id is not None:
        lines.append(t.gettext("↩️ Done: <@{id}> is off your list.").format(id=lifted_id))
    if blocks:
        lines.append("-# " + t.gettext("Only you see this list. Nobody is told, whatever you change here."))
    else:
        lines.append(t.gettext("Nobody. To add somebody, use `/block member`; only you will know."))
    return "\n".join(lines)


class LiftButton(Button, template=r"block_lift:1:(?P<user>\d{1,19}):(?P<page>\d{1,3})"):
    """Lifts one of the presser's own blocks."""

    @classmethod
    def of(cls, user_id: int, page: int, t: Translations) -> LiftButton:
        return cls(f"block_lift:1:{user_id}:{page}", label=t.pgettext("button", "Remove"))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        user_id = int(self.match["user"])
        left = await here.services.blocks.lift(here.actor, user_id)
        await interaction.response.edit_message(
            view=render(left, here.t, int(self.match["page"]), lifted_id=user_id)
        )


class PageButton(Button, template=r"block_page:1:(?P<page>-?\d{1,3})"):
    """Turns to another page of the presser's own list."""

    @classmethod
    def of(cls, page: int, arrow: str, pages: int | None = None) -> PageButton:
        exists = page >= 0 if pages is None else page < pages
        return cls(f"block_page:1:{page}", emoji=arrow, disabled=not exists)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        mine = await here.services.blocks.mine(here.actor)
        await interaction.response.edit_message(view=render(mine, here.t, int(self.match["page"])))
