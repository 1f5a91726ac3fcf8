"""How long the bot's event loop stands still while something is planned beside it."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable

TICK = 0.001


@dataclass(frozen=True, slots=True)
class Pause:
    """The longest pauses between two ticks, in milliseconds.

    Attributes:
        longest: By the clock; on a machine that others use, this holds what they took.
        own: In processor time of the bot's own process, all threads: what it could have answered in.
    """

    longest: float
    own: float

    def __str__(self) -> str:
        """Say both."""
        return f"{self.longest:.0f} ms by the clock, {self.own:.0f} ms of it the bot's own"


async def longest_pause(work: Awaitable[object]) -> tuple[Pause, float]:
    """Tick on the event loop until some work is done; return the longest pause and the seconds it took."""
    gaps: list[tuple[float, float]] = []
    ticking = asyncio.ensure_future(_tick(gaps))
    await asyncio.sleep(10 * TICK)
    started = time.perf_counter()
    await work
    seconds = time.perf_counter() - started
    await asyncio.sleep(10 * TICK)
    ticking.cancel()
    with suppress(asyncio.CancelledError):
        await ticking
    longest, own = (1000 * max(values) for values in zip(*gaps, strict=True))
    return Pause(longest - 1000 * TICK, own), seconds


async def _tick(gaps: list[tuple[float, float]]) -> None:
    clock, own = time.perf_counter(), time.process_time()
    while True:
        await asyncio.sleep(TICK)
        before, before_own = clock, own
        clock, own = time.perf_counter(), time.process_time()
        gaps.append((clock - before, own - before_own))
