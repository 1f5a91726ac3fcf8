"""The metronome: APScheduler, in memory, beats once a second; what is due lives in the database."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

BEAT_SECONDS = 1


class Metronome:
    """Calls ``beat`` every second, never twice at a time; beats missed meanwhile count as one."""

    def __init__(self, beat: Callable[[], Awaitable[object]]) -> None:
        self._beat = beat
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Begin to beat on the running event loop."""
        self._scheduler.add_job(
            self._beat,
            "interval",
            seconds=BEAT_SECONDS,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,  # the default of one second would drop the beat after a long pause
        )
        self._scheduler.start()

    def pause(self) -> None:
        """Begin no new beat; one under way goes on."""
        if self._scheduler.running:
            self._scheduler.pause()

    def stop(self) -> None:
        """Beat no more, and cancel a beat under way: pause and wait for it first."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
