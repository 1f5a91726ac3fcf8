"""What the two ends of a range lend each other: dates, months, mornings and afternoons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moments.context import ImpossibleError
from bot.domain.moments.facts import DATE_KEYS, Facts
from bot.domain.moments.refusals import Reason

if TYPE_CHECKING:
    from bot.domain.moments.hours import Time

_NOON, _DAY = 720, 1440
_LONGEST_NIGHT = 14 * 60
_OTHER_CLOCK = 6
"""What it costs to read a time that is written on the 24-hour clock as one of the afternoon."""


def dated_ends(first: Facts, second: Facts) -> tuple[Facts, Facts, bool]:
    """Both ends with what they lend each other, and whether the second has a date of its own."""
    first, second = first.copy(), second.copy()
    own, other = first.keys() & DATE_KEYS, second.keys() & DATE_KEYS
    if "minute" in first and not other:
        return first, second, False
    if "minute" in first and not own:
        for key in other:
            first[key] = second[key]  # type: ignore[literal-required]
        return first, second, False
    for key in ("month", "month_ahead", "week", "year"):
        if key in second and key not in first and _lends(key, first):
            first[key] = second[key]  # type: ignore[literal-required]
    for key in ("month", "month_ahead", "week"):
        if key in first and key not in second and _borrows(key, first, second):
            second[key] = first[key]  # type: ignore[literal-required]
    return _years(first, second)


def _lends(key: str, first: Facts) -> bool:
    if key == "week":
        return "weekday" in first and "pick" not in first
    if key == "year":
        return "day" in first
    return "day" in first and not first.keys() & {"month", "month_ahead"}


def _borrows(key: str, first: Facts, second: Facts) -> bool:
    if key == "week":
        return "weekday" in second and "pick" not in second
    return (
        "day" in second
        and not second.keys() & {"month", "month_ahead"}
        and second["day"] > first.get("day", 31)
    )


def _years(first: Facts, second: Facts) -> tuple[Facts, Facts, bool]:
    """A year said once counts for both; over New Year, the start is in the year before."""
    if "year" in second and "month" in second and "month" in first and first.get("year") == second["year"]:
        if first["month"] > second["month"]:
            first["year"] -= 1
    elif "year" in first and "year" not in second and "month" in second:
        wraps = (second["month"], second.get("day", 0)) < (first.get("month", 0), first.get("day", 0))
        second["year"] = first["year"] + wraps
    return first, second, True


def starts_before(starts: list[Time], end: Time) -> list[Time]:
    """As in "5 to 6pm" starts at 17:00, "11 to 2pm" at 11:00: the latest start before the end."""
    end_minute = end[0] + _DAY * end[1]
    if len(starts) < 2:  # noqa: PLR2004
        return starts
    before = [start for start in starts if start[0] + _DAY * start[1] < end_minute]
    return [max(before, key=lambda start: start[0] + _DAY * start[1])] if before else starts


def ends_after(start: Time, ends: list[Time], second: Facts) -> tuple[int, int, int]:
    """(minute, days later, cost) of the end that follows the start the soonest; it may be after midnight.

    Raises:
        ImpossibleError: if it would last all night and longer.
    """
    begins = start[0] + _DAY * start[1]
    tries = [minute + _DAY * more for minute, more in ends]
    later = [minute for minute in tries if minute > begins]
    cost = 0
    if not later:
        cost = _OTHER_CLOCK
        # "from 11h30 to 1h30": written on the 24-hour clock, meant on the other
        spoken = second.get("sure", 0) != 1 and "half" not in second and "part" not in second
        later = [
            minute + _NOON for minute in tries if spoken and minute + _NOON > begins and 0 < minute <= _NOON
        ]
    if not later:
        cost = 0
        later = [minute + _DAY for minute in tries if 0 < minute + _DAY - begins <= _LONGEST_NIGHT]
    if not later:
        raise ImpossibleError(Reason.END_BEFORE_START)
    soonest = min(later)
    return (soonest, 0, cost) if soonest == _DAY else (soonest % _DAY, soonest // _DAY, cost)
