"""What a text about time can mean: one moment, or a choice between two or three."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Grain(StrEnum):
    """How precise a moment is."""

    MINUTE = "minute"
    DAY = "day"
    """A day without an hour: ask for one."""


class Frequency(StrEnum):
    """How often a meetup comes back; the values are RFC 5545's, in lower case."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """A weekday (Monday is 0), each one, or only the nth of the month (negative: from its end)."""

    weekday: int
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How a moment repeats: the shape of an RFC 5545 recurrence rule.

    ``weekdays`` are in the order of the week. ``month_days`` are 1 to 31, or negative from the month's end.
    ``until`` is the last instant at which an occurrence may start (end of the named local day), ``count`` the
    number of occurrences; at most one of the two is set.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[NthWeekday, ...] = ()
    month_days: tuple[int, ...] = ()
    count: int | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as it was meant.

    ``start`` and ``end`` are aware, in the zone that was given. With ``Grain.DAY``, ``start`` is when the
    local day begins and ``end`` (or None) when the *last* day begins. With a recurrence, they are those of
    the first occurrence.
    """

    start: datetime
    end: datetime | None = None
    grain: Grain = Grain.MINUTE
    recurrence: Recurrence | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Two or three readings of one text, the likelier first; only its author can say which is meant."""

    readings: tuple[Moment, ...]
