"""Quiet hours: when nobody is written to, and how long a deadline lasts that only counts outside them.

One night is one unbroken stretch of instants: where the clocks go back during it, an hour that happens twice
is quiet both times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = timedelta(days=1)
_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:h.]\s*(\d{2})?)?\s*(am|pm)?")
_NOON = 12


class ClockUnclear(Refusal):
    """What was typed is no time of day such as "22:00", "22h30" or "10 pm"."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one local time until another, over midnight if the first is the later; equal times are none."""

    begin: time
    end: time
    zone: ZoneInfo


def read_clock(text: str) -> time:
    """A time of day as typed into a form: "22:00", "22h", "10.30 pm".

    Raises:
        ClockUnclear.
    """
    found = _CLOCK.fullmatch(text.strip().casefold())
    if found is None:
        raise ClockUnclear
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half is not None:
        if not 1 <= hour <= _NOON:
            raise ClockUnclear
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise ClockUnclear from None


def is_quiet(at: datetime, quiet: QuietHours) -> bool:
    """Whether an instant lies in quiet hours; their end does not."""
    return next_loud(at, quiet) != at


def next_loud(at: datetime, quiet: QuietHours) -> datetime:
    """The instant itself, or the end of the quiet hours it lies in."""
    for begin, end in _nights(at, quiet):
        if begin > at:
            break
        if at < end:
            return end
    return at


def last_loud(at: datetime, quiet: QuietHours) -> datetime:
    """The instant itself, or the beginning of the quiet hours it lies in."""
    for begin, end in _nights(at, quiet):
        if begin > at:
            break
        if at < end:
            return begin
    return at


def later(at: datetime, span: timedelta, quiet: QuietHours) -> datetime:
    """The instant by which ``span`` has passed since ``at``, quiet hours left out; in UTC."""
    at = at.astimezone(UTC)
    for begin, end in _nights(at, quiet):
        if end <= at:
            continue
        if at + span <= begin:
            break
        span -= max(begin - at, timedelta())
        at = end
    return at + span


def counted(start: datetime, end: datetime, quiet: QuietHours) -> timedelta:
    """How much of the time between two instants lies outside quiet hours."""
    total = end - start
    for begin, stop in _nights(start, quiet):
        if begin >= end:
            break
        total -= max(min(stop, end) - max(begin, start), timedelta())
    return total


def _nights(around: datetime, quiet: QuietHours) -> Iterator[tuple[datetime, datetime]]:
    """Quiet stretches as instants, in order, without end; the first lie before ``around``."""
    if quiet.begin == quiet.end:
        return
    day = around.astimezone(quiet.zone).date() - 2 * _DAY
    last_end: datetime | None = None
    while True:
        until = day + _DAY if quiet.begin > quiet.end else day
        begin = datetime.combine(day, quiet.begin, quiet.zone).astimezone(UTC)
        end = datetime.combine(until, quiet.end.replace(fold=1), quiet.zone).astimezone(UTC)
        begin = max(begin, last_end or begin)  # a skipped hour may push one stretch into the next
        if begin < end:
            last_end = end
            yield begin, end
        day += _DAY
