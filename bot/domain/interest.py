"""Who would come to a proposal that has no date yet, and when they could."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

MOST_DATES = 10
"""So many dates one member may name."""


@dataclass(frozen=True, slots=True)
class Could:
    """A day on which somebody could come, at any hour unless they named one (an instant)."""

    on: date
    at: datetime | None = None

    def is_over(self, now: datetime, today: date) -> bool:
        """Whether it has passed, where the meetup takes place."""
        return self.on < today if self.at is None else self.at <= now


class NotInterested(Refusal):
    """Only who would come says when they could."""


class DateKnown(Refusal):
    """The proposal has a date, or a poll about it is open."""


@dataclass(eq=False)
class DatesOutOfRange(Refusal):
    """More dates were named than ``most``."""

    most: int


def checked(dates: Iterable[Could], now: datetime, today: date) -> tuple[Could, ...]:
    """The dates that are still to come, each once, the earliest first.

    Raises:
        DatesOutOfRange.
    """
    kept = sorted({one for one in dates if not one.is_over(now, today)}, key=_when)
    if len(kept) > MOST_DATES:
        raise DatesOutOfRange(MOST_DATES)
    return tuple(kept)


def favourites(named: Iterable[Collection[Could]], now: datetime, today: date) -> list[tuple[Could, int]]:
    """The dates that members named with how many could come then, those of most members first.

    Who named a day could come at any hour that others named on it.
    """
    people = [frozenset(one for one in dates if not one.is_over(now, today)) for dates in named]
    hours = {one for dates in people for one in dates if one.at is not None}
    days = {one for dates in people for one in dates if one.at is None}
    timed = {one.on for one in hours}
    wanted = hours | {one for one in days if one.on not in timed}
    count = Counter({one: sum(bool(dates & {one, Could(one.on)}) for dates in people) for one in wanted})
    return sorted(count.items(), key=lambda item: (-item[1], _when(item[0])))


def _when(one: Could) -> tuple[date, float]:
    return one.on, one.at.timestamp() if one.at else 0
