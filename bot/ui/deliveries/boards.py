"""Jobs about agenda messages: post, paint after changes and at midnight, take down."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import discord

from bot.domain.troubles import Lack
from bot.i18n import translations
from bot.services import agenda
from bot.ui import agenda_card
from bot.ui.deliveries.notices import lack_of, nonce

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.boards import Board
    from bot.services.runner import Handler
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host, Layout

UNKNOWN_MESSAGE = 10008


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    boards = BoardDeliveries(bot)
    return {agenda.BOARD: boards.paint, agenda.BOARD_DOWN: boards.take_down}


class BoardDeliveries:
    """Keeps agenda messages current."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def paint(self, job: Job) -> None:
        """Post the agenda, or paint it as things stand; one stroke at a time, or two would post it twice."""
        community_id = job.payload["community_id"]
        turn = self._turns.setdefault(community_id, asyncio.Lock())
        async with turn:
            begun = await self._bot.services.boards.begin(community_id)
            if begun is None:
                return
            board, listing = begun
            view = agenda_card.render(listing, translations(listing.community.language), self._bot.clock())
            try:
                await self._show(job, board, view)
            except (discord.Forbidden, discord.NotFound) as error:
                is_gone = error.code == UNKNOWN_MESSAGE
                lack = Lack.GONE if is_gone else lack_of(error)
                if lack is None:
                    raise
                await self._bot.services.boards.lose(board, lack, is_gone=lack is Lack.GONE)

    async def _show(self, job: Job, board: Board, view: Layout) -> None:
        channel = self._bot.get_partial_messageable(board.channel_id, guild_id=board.community_id)
        if board.message_id is not None:
            await channel.get_partial_message(board.message_id).edit(view=view)
            return
        message = await channel.send(view=view, nonce=nonce(job), silent=True)
        await self._bot.services.boards.posted(board, message.id)

    async def take_down(self, job: Job) -> None:
        """Delete a message that is kept no longer; where Discord does not allow it, people can."""
        told = job.payload
        channel = self._bot.get_partial_messageable(told["channel_id"], guild_id=told["community_id"])
        try:
            await channel.get_partial_message(told["message_id"]).delete()
        except discord.HTTPException as error:
            if error.code != UNKNOWN_MESSAGE and lack_of(error) is None:
                raise
