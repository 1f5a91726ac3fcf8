"""One painter a message: it shows the newest state only, and a burst of presses shares its strokes.

Two presses in flight that each paint what they saw could land in the wrong order. So who finds the painter
busy leaves word and goes; the painter reads afresh and paints once more until nobody has left word. Discord
allows about five edits in five seconds a channel, and far fewer of old messages: between two strokes of one
burst a moment passes, in which nobody waits for the painter.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import aiohttp
import discord

from bot.services.runner import Later

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from typing import Any

    from bot.clock import Clock
    from bot.storage.jobs import Job
    from bot.ui.boundary import Layout

    Render = Callable[[], Awaitable[Layout]]
    Edit = Callable[[Layout], Awaitable[object]]

REST: Final = 1.0
"""Seconds between two strokes of one burst."""
A_MOMENT: Final = timedelta(seconds=2 * REST)
"""After so long the painter of a burst has painted again."""

_log = logging.getLogger(__name__)


class Painter:
    """Paints messages, each by one stroke at a time; a key such as ``meetup:7`` names the message."""

    def __init__(self, clock: Clock, spawn: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        """``spawn`` runs what is left to paint beside whatever happens next."""
        self._clock, self._spawn = clock, spawn
        self._waiting: dict[str, bool] = {}
        self._painted: dict[str, datetime] = {}
        self._rests: set[asyncio.Task[None]] = set()
        self._is_closing = False

    def has_painted_for(self, job: Job, key: str) -> bool:
        """Whether the message shows what the job was written for, an answer that whoever pressed paints.

        Raises:
            Later: the painter is at it; a word left with it would be lost if the process died.
        """
        answered_at, painted_at = job.payload.get("answered_at"), self._painted.get(key)
        if answered_at and painted_at and painted_at > datetime.fromisoformat(answered_at):
            return True
        if key in self._waiting:
            raise Later(self._clock() + A_MOMENT)
        return False

    def close(self) -> None:
        """Rest no more: what is left to paint is painted at once."""
        self._is_closing = True
        for rest in self._rests:
            rest.cancel()

    async def answer(
        self, interaction: discord.Interaction, key: str, render: Render, *, rest: float = REST
    ) -> None:
        """Answer a press on the message by painting it, or by leaving it to who is painting."""
        if key in self._waiting:
            self._waiting[key] = True
            await interaction.response.defer()
            return

        async def edit(layout: Layout) -> None:
            if interaction.response.is_done():
                await interaction.edit_original_response(view=layout)
            else:
                await interaction.response.edit_message(view=layout)

        await self.repaint(key, render, edit, rest=rest)

    async def repaint(self, key: str, render: Render, edit: Edit, *, rest: float = REST) -> None:
        """Paint the message with ``edit``, or leave word with who is painting; ``render`` reads afresh.

        For those who leave word meanwhile it is painted again, with ``rest`` seconds before each stroke.
        """
        if key in self._waiting:
            self._waiting[key] = True
            return
        try:
            await self._stroke(key, render, edit)
        except BaseException:
            del self._waiting[key]
            raise
        if self._waiting[key]:
            self._spawn(self._go_on(key, render, edit, rest))
        else:
            del self._waiting[key]

    async def _go_on(self, key: str, render: Render, edit: Edit, rest: float) -> None:
        try:
            while self._waiting[key]:
                await self._rest(rest)
                await self._stroke(key, render, edit)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            _log.warning("%s is painted later: %s", key, error)  # whatever changed has a job that sees to it
        finally:
            del self._waiting[key]

    async def _rest(self, seconds: float) -> None:
        if seconds and not self._is_closing:
            rest = asyncio.get_running_loop().create_task(asyncio.sleep(seconds))
            self._rests.add(rest)
            await asyncio.wait([rest])
            self._rests.discard(rest)

    async def _stroke(self, key: str, render: Render, edit: Edit) -> None:
        self._waiting[key] = False
        began_at = self._clock()
        await edit(await render())
        self._painted[key] = began_at
