"""Fair invitations: when a meetup has room, those with the fewest ties are asked first, wave after wave.

Blocks play no part: whom somebody is never put with says nothing about which meetups are open to them, and
what is not looked at cannot be found out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from bot.domain.quiet import next_loud

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.domain.quiet import QuietHours

FIRST_BEFORE = timedelta(hours=48)
WAVES_APART = timedelta(hours=6)
LAST_BEFORE = timedelta(hours=6)
"""Later nobody is asked: it would be a call to fill a table, not an invitation."""
SMALLEST_WAVE, LARGEST_WAVE = 3, 20
ASKED_PER_SEAT = 2
"""About every second one who is asked can come."""


def first_at(starts_at: datetime, now: datetime, quiet: QuietHours) -> datetime | None:
    """When to ask the first ones, outside quiet hours; None when it is too late for that."""
    return _unless_late(max(now, starts_at - FIRST_BEFORE), starts_at, quiet)


def next_at(starts_at: datetime, now: datetime, quiet: QuietHours) -> datetime | None:
    """When to ask the next ones after a wave; None when that would be too late."""
    return _unless_late(now + WAVES_APART, starts_at, quiet)


def _unless_late(at: datetime, starts_at: datetime, quiet: QuietHours) -> datetime | None:
    at = next_loud(at, quiet)
    return at if at <= starts_at - LAST_BEFORE else None


def wave(ties: Mapping[int, int], asked: Collection[int], free: int | None, seed: int) -> tuple[int, ...]:
    """Whom to ask now, the fewest ties first; chance decides between equals, the same for the same seed.

    Args:
        ties: How many people each of those who wish invitations and did not answer has met.
        asked: Who was asked about this meetup before: nobody is twice.
        free: Seats that are free for anybody; None for no limit.
        seed: The meetup's number.
    """
    if free is not None and free <= 0:
        return ()
    size = LARGEST_WAVE if free is None else min(max(free * ASKED_PER_SEAT, SMALLEST_WAVE), LARGEST_WAVE)
    waiting = sorted(set(ties) - set(asked))
    Random(seed).shuffle(waiting)
    return tuple(sorted(waiting, key=lambda user_id: ties[user_id])[:size])
