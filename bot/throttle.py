"""Keeps what the bot asks of Discord under Discord's limit on all its requests together.

Discord takes 50 requests a second of one bot, answers to interactions not counted. discord.py paces each
route by what the answers say, but heeds that limit only once it was hit, and ten thousand refusals in ten
minutes are a ban (https://discord.com/developers/docs/topics/rate-limits).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import aiohttp

from bot.domain.pacing import Bucket

if TYPE_CHECKING:
    from types import SimpleNamespace

    from bot.clock import Clock

BURST: Final = 5
STEADY: Final = 40
"""Requests a second in the long run: on their way some catch up with those before them."""


def throttle(clock: Clock) -> aiohttp.TraceConfig:
    """A trace for ``discord.Client(http_trace=...)``: requests wait for their turn, first come first."""
    bucket, turn = Bucket(rate=STEADY, size=BURST), asyncio.Lock()

    async def wait(
        _session: aiohttp.ClientSession, _context: SimpleNamespace, request: aiohttp.TraceRequestStartParams
    ) -> None:
        if _is_limited(request.url.path):
            async with turn:
                while pause := bucket.take(clock()):  # noqa: ASYNC110 - nothing but time is waited for
                    await asyncio.sleep(pause.total_seconds())

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(wait)
    return trace


def _is_limited(path: str) -> bool:
    """Whether a request counts: neither answers to interactions (by their webhooks) nor files do."""
    return path.startswith("/api/") and not any(f"/{kind}/" in path for kind in ("interactions", "webhooks"))
