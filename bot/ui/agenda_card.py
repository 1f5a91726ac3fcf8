"""The agenda message of a channel: what is coming up and what is proposed, in the community's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.rights import require_moderator
from bot.ui.boundary import Button, Layout, Select
from bot.ui.channels import require_usable
from bot.ui.inputs import visit
from bot.ui.meetup_list import ACCENT, add_lines
from bot.ui.wording import message_url

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.boards import Board
    from bot.i18n import Translations
    from bot.services.listings import Listing
    from bot.ui.inputs import Visit


def render(listing: Listing, t: Translations, now: datetime) -> Layout:
    """The message as it stands in its channel."""
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay("## 🗓️ " + t.gettext("Agenda")))
    if not listing.lines:
        box.add_item(
            ui.TextDisplay(t.gettext("Nothing is planned yet. Propose something: `/meetup propose`"))
        )
    add_lines(box, listing.lines, t, now)
    rest = listing.total - len(listing.lines)
    if rest > 0:
        more = t.ngettext("and {n} more: `/meetup list`", "and {n} more: `/meetup list`", rest).format(n=rest)
        box.add_item(ui.TextDisplay(more))
    box.add_item(ui.Separator())
    clock = discord.utils.format_dt(now, "R")
    box.add_item(ui.TextDisplay("-# " + t.gettext("Keeps itself current, last {clock}").format(clock=clock)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def panel(here: Visit, board: Board | None) -> Layout:
    """Where the agenda stands, a menu that chooses another channel, and the button that takes it down."""
    t = here.t
    if board is None:
        text = t.gettext(
            "**Agenda**: one message that shows what is coming up and keeps itself current.\n"
            "Choose its channel."
        )
    elif board.lost_at is not None:
        text = t.gettext(
            "⚠️ I cannot keep the agenda in {channel}: its message was deleted, or I lack a permission there. "
            "Choose the channel again to bring it back."
        ).format(channel=f"<#{board.channel_id}>")
    else:
        text = t.gettext("🗓️ The agenda is in {channel} and keeps itself current.").format(
            channel=f"<#{board.channel_id}>"
        )
    if board is not None and board.message_id is not None:
        url = message_url(board.community_id, board.channel_id, board.message_id)
        text += "\n" + t.gettext("[See it]({url})").format(url=url)
    box: ui.Container[Layout] = ui.Container(ui.TextDisplay(text), accent_colour=ACCENT)
    box.add_item(ui.ActionRow(BoardMenu.of(board, t)))
    if board is not None:
        label = t.pgettext("button", "Take the agenda down")
        box.add_item(ui.ActionRow(TakeDownButton("board_down:1", label=label, emoji="🗑️")))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


async def put_up(here: Visit, channel_id: int) -> Board:
    """Put the agenda up in a channel.

    Raises:
        ModeratorsOnly, ChannelUnusable.
    """
    require_moderator(here.actor, here.community)
    require_usable(here.interaction, channel_id)
    return await here.services.boards.put_up(here.actor, channel_id)


class BoardMenu(Select, template="board:1"):
    """Chooses the channel of the agenda."""

    @classmethod
    def of(cls, board: Board | None, t: Translations) -> BoardMenu:
        kind = discord.SelectDefaultValueType.channel
        menu: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id="board:1",
            placeholder=t.gettext("Channel of the agenda"),
            channel_types=[discord.ChannelType.text, discord.ChannelType.news],
            default_values=[discord.SelectDefaultValue(id=board.channel_id, type=kind)] if board else [],
        )
        return cls(menu)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        board = await put_up(here, self.values[0].id)
        await interaction.response.edit_message(view=panel(here, board))


class TakeDownButton(Button, template="board_down:1"):
    """Deletes the agenda message; nothing else is touched."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.boards.take_down(here.actor)
        await interaction.response.edit_message(view=panel(here, None))
