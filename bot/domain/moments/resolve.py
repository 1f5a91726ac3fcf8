"""Turns what a cover says into moments: days and times meet, ends follow starts, nothing is past."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.moments.context import Context, ImpossibleError
from bot.domain.moments.days import Day, days
from bot.domain.moments.facts import CLOCK_KEYS, DATE_KEYS, Facts
from bot.domain.moments.hours import Time, times
from bot.domain.moments.instants import after, at_wall, day_start
from bot.domain.moments.ranges import dated_ends, ends_after, starts_before
from bot.domain.moments.refusals import Reason
from bot.domain.moments.rules.clocks import SURE_IF_24
from bot.domain.moments.series import series
from bot.domain.moments.values import Grain, Moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.moments.covers import Cover

_DAY, _NOON = 1440, 12
_OVER_MONTHS = 14
"""What it costs that bare numbers make a range over the end of a month: 31-10 is rather a date."""


_Placed = tuple[Day, int, datetime, datetime | None]
"""The day named, what speaks against the reading, and its start and end."""


class Reading(NamedTuple):
    """A moment and what makes it likelier (a negative bonus) or less so."""

    bonus: int
    moment: Moment


def readings(cover: Cover, context: Context) -> list[Reading]:
    """The moments a cover may mean, the likelier first.

    Raises:
        ImpossibleError: if it means none.
    """
    first, second = cover.first, cover.second
    if "frequency" in first:
        return [Reading(0, moment) for moment in series(cover, context)]
    if cover.last is not None or "count" in first:
        raise ImpossibleError(Reason.UNCLEAR)
    if "length" in first and (second is not None or not first.keys() & CLOCK_KEYS):
        raise ImpossibleError(Reason.UNCLEAR)
    if second is None:
        return _single(first, context)
    if "elapsed" in first or "elapsed" in second:
        raise ImpossibleError(Reason.UNCLEAR)
    timed = ("minute" in first, "minute" in second)
    if timed == (True, True):
        return _checked(_timed_range(first, second, context), context, parted="part" in first)
    if timed == (False, False):
        return _day_range(first, second, context)
    raise ImpossibleError(Reason.UNCLEAR)


def _single(facts: Facts, context: Context) -> list[Reading]:
    if "elapsed" in facts:
        return _elapsed(facts, context)
    if "yearlike" in facts and facts.keys() & {"day", "month", "month_ahead"}:
        raise ImpossibleError(Reason.UNCLEAR)  # in "2026 dec" it is the year
    if "minute" not in facts:
        return _whole_days(facts, context)
    if facts["minute"] == _DAY and not facts.keys() & DATE_KEYS:
        raise ImpossibleError(Reason.UNCLEAR)  # "24 hours" alone is a length of time
    return _checked(_with_length(facts, context), context, parted="part" in facts)


def _elapsed(facts: Facts, context: Context) -> list[Reading]:
    if facts.keys() & DATE_KEYS or "minute" in facts or "part" in facts:
        raise ImpossibleError(Reason.UNCLEAR)
    start = after(context.now, facts["elapsed"])
    if facts["elapsed"] > 400 * _DAY:
        raise ImpossibleError(Reason.TOO_FAR)
    return [Reading(0, Moment(start, _end(start, facts)))]


def _end(start: datetime, facts: Facts) -> datetime | None:
    return after(start, facts["length"]) if "length" in facts else None


def _whole_days(facts: Facts, context: Context) -> list[Reading]:
    if "part" in facts:
        raise ImpossibleError(Reason.HOUR_MISSING, "part")
    if not facts.keys() & DATE_KEYS:
        raise ImpossibleError(Reason.UNCLEAR)
    found = [day for day in days(facts, context) if day.on >= context.today]
    if "loose" in facts and "weekday" in facts and facts.get("day", _DAY) <= _NOON:
        found = [day for day in found if day.bonus]
        if not found:
            raise ImpossibleError(Reason.UNCLEAR)  # "friday 7" is an hour, unless a friday 7 is near
    if not found:
        raise ImpossibleError(Reason.PAST)
    return [Reading(day.bonus, Moment(day_start(day.on, context.zone), None, Grain.DAY)) for day in found]


def _with_length(facts: Facts, context: Context) -> Iterator[_Placed]:
    named = days(facts, context)
    for day in named:
        for time in _ordered(times(facts, context), facts, context):
            for on in _rolled(day):
                start = at_wall(on + timedelta(days=time[1]), time[0], context)
                if start >= context.now or on != day.on:
                    yield day, 0, start, _end(start, facts)
                    break


def _rolled(day: Day) -> tuple[date, ...]:
    return (day.on, day.on + timedelta(days=day.rolls)) if day.rolls else (day.on,)


def _ordered(found: list[Time], facts: Facts, context: Context) -> list[Time]:
    """In English, "friday at 7" is rather the evening."""
    one_to_seven = len(found) == 2 and 60 <= found[0][0] < 9 * 60 and "part" not in facts  # noqa: PLR2004
    return found[::-1] if one_to_seven and context.next_is_next_week else found


def _checked(found: Iterator[_Placed], context: Context, *, parted: bool) -> list[Reading]:
    """The ones to come; those without a named day in the order in which they come."""
    all_found = list(found)
    if not all_found:
        raise ImpossibleError(Reason.PAST)
    if all_found[0][0].rolls == 1 and not parted:
        all_found.sort(key=lambda item: item[2])
    elif all_found and all_found[0][0].rolls:
        all_found.sort(key=lambda item: item[2].date())
    kept = [
        Reading(day.bonus + cost, Moment(start, end))
        for day, cost, start, end in all_found
        if start >= context.now
    ]
    if not kept:
        raise ImpossibleError(Reason.PAST)
    return kept


def _timed_range(first: Facts, second: Facts, context: Context) -> Iterator[_Placed]:
    first, second, dated = dated_ends(first, second)
    if "half" in second and "half" not in first and first.get("sure") == SURE_IF_24:
        first = first | Facts(sure=0)  # "1:30 to 4 pm" is on the 12-hour clock throughout
    starts, ends = times(first, context), times(second, context)
    if len(ends) == 1 and not dated:
        starts = starts_before(starts, ends[0])
    for day in days(first, context):
        for start in _ordered(starts, first, context):
            for on in _rolled(day):
                cost, begins, stops = _between(start, ends, second, on, dated, context)
                if begins >= context.now or on != day.on:
                    yield day, cost, begins, stops
                    break


def _between(
    start: Time, ends: list[Time], second: Facts, on: date, dated: bool, context: Context
) -> tuple[int, datetime, datetime]:
    """The cost of a range that starts on a day at a time, its start and its end."""
    begins = at_wall(on + timedelta(days=start[1]), start[0], context)
    if not dated:
        minute, more, cost = ends_after(start, ends, second)
        return cost, begins, at_wall(on + timedelta(days=more), minute, context)
    last = _last_day(second, on, context).on
    for minute, more in ends:
        stops = at_wall(last + timedelta(days=more), minute, context)
        if stops > begins:
            return 0, begins, stops
    raise ImpossibleError(Reason.END_BEFORE_START)


def _last_day(second: Facts, first_on: date, context: Context) -> Day:
    try:
        return days(second, context, first_on)[0]
    except ImpossibleError as error:
        if error.reason is Reason.PAST:
            raise ImpossibleError(Reason.END_BEFORE_START) from error
        raise


def _day_range(first: Facts, second: Facts, context: Context) -> list[Reading]:
    if "part" in first or "part" in second:
        raise ImpossibleError(Reason.HOUR_MISSING, "part")
    if not second.keys() & DATE_KEYS or ("ahead" in first and "ahead" in second):
        raise ImpossibleError(Reason.VAGUE)
    _check_bare_end(first, second)
    first, second, _ = dated_ends(first, second)
    found = []
    for day in days(first, context):
        last = _last_day(second, day.on, context)
        if last.on <= day.on:
            raise ImpossibleError(Reason.END_BEFORE_START)
        if "weekday" in first and "loose" in first and not day.bonus:
            continue  # "saturday 10-12" are hours, unless the 10th is a saturday
        moment = Moment(day_start(day.on, context.zone), day_start(last.on, context.zone), Grain.DAY)
        cost = _OVER_MONTHS if _slips_over(day.on, last.on, first, second) else 0
        found.append(Reading(day.bonus + last.bonus + cost, moment))
    if not found:
        raise ImpossibleError(Reason.WEEKDAY_CONTRADICTS, "weekday")
    if all(reading.moment.start.date() < context.today for reading in found):
        raise ImpossibleError(Reason.PAST)
    return found


def _check_bare_end(first: Facts, second: Facts) -> None:
    """As in "friday to 8", "13 june to 8": nobody means a day by that 8, unless a "from" came before."""
    if "loose" not in second or "since" in first:
        return
    if "day" not in first:
        raise ImpossibleError(Reason.UNCLEAR)
    if "month" in first and second["day"] <= first["day"]:
        raise ImpossibleError(Reason.END_BEFORE_START)


def _slips_over(first_on: date, last_on: date, first: Facts, second: Facts) -> bool:
    return (
        first_on.month != last_on.month and "loose" in second and "month" not in first.keys() | second.keys()
    )
