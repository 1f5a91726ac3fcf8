"""Whether somebody is still a member of a server: asked of Discord, which tells it without any intent."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import aiohttp
import discord

REMEMBERED_FOR = timedelta(hours=1)
REMEMBERED = 10_000
TIMEOUT = 5.0
"""Seconds: who reads a calendar waits no longer for Discord, and gets what was known last."""
_UNKNOWN_MEMBER = 10007

Ask = Callable[[int, int], Awaitable[object]]


class Memberships:
    """Remembers for an hour what Discord said of a member; while it cannot be asked, what it said last."""

    def __init__(self, ask: Ask, clock: Callable[[], datetime]) -> None:
        """``ask(guild_id, user_id)`` raises ``discord.NotFound`` for who is no member."""
        self._ask, self._clock = ask, clock
        self._known: OrderedDict[tuple[int, int], tuple[bool, datetime]] = OrderedDict()

    async def is_member(self, guild_id: int, user_id: int) -> bool:
        """Whether they are in the server; who was never heard of counts as one."""
        key, now = (guild_id, user_id), self._clock()
        known, asked_at = self._known.get(key, (True, None))
        if asked_at is not None and now - asked_at < REMEMBERED_FOR:
            return known
        try:
            async with asyncio.timeout(TIMEOUT):
                await self._ask(guild_id, user_id)
        except discord.NotFound as error:
            if error.code == _UNKNOWN_MEMBER:
                return self._remember(key, now, is_member=False)
            return known
        except (discord.HTTPException, aiohttp.ClientError, OSError):  # a timeout is an OSError, too
            return known
        return self._remember(key, now, is_member=True)

    def _remember(self, key: tuple[int, int], now: datetime, *, is_member: bool) -> bool:
        self._known[key] = (is_member, now)
        self._known.move_to_end(key)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return is_member
