"""Turns repeating facts into a first moment and its recurrence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.domain.moments.context import Context, ImpossibleError
from bot.domain.moments.days import days, nth_weekday
from bot.domain.moments.facts import DATE_KEYS, Facts
from bot.domain.moments.hours import Time, times
from bot.domain.moments.instants import after, at_wall, day_start
from bot.domain.moments.ranges import ends_after, starts_before
from bot.domain.moments.refusals import Reason
from bot.domain.moments.repeats import OFTEN
from bot.domain.moments.values import Frequency, Grain, Moment, NthWeekday, Recurrence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.domain.moments.covers import Cover

_LOOK_AHEAD = 400


def series(cover: Cover, context: Context) -> list[Moment]:
    """The repeating moments that a cover may mean, the likelier first.

    Raises:
        ImpossibleError: if it means none.
    """
    first, second, last = cover.first.copy(), cover.second, cover.last
    if first["frequency"] == OFTEN:
        raise ImpossibleError(Reason.REPEATS_OFTEN, "unit")
    if second is not None and last is None and "minute" not in second:
        second, last = None, second
    if "elapsed" in first or (second is not None and second.keys() & DATE_KEYS):
        raise ImpossibleError(Reason.UNCLEAR)
    if last is not None and (last.keys() - DATE_KEYS - {"loose"} or "count" in first):
        raise ImpossibleError(Reason.UNCLEAR)
    _hoist_weekday(first)
    if first.keys() & DATE_KEYS and "since" not in first:
        raise ImpossibleError(Reason.UNCLEAR)
    until = _until(last, context)
    rule = _recurrence(first, until)
    moments = list(_first_moments(first, second, rule, context))
    if not moments:
        raise ImpossibleError(Reason.PAST)
    if until is not None and moments[0].start > until:
        raise ImpossibleError(Reason.END_BEFORE_START)
    return moments


def _hoist_weekday(first: Facts) -> None:
    """As in "Every week, monday": the weekday is part of the rule."""
    if (
        first["frequency"] == Frequency.WEEKLY
        and "weekdays" not in first
        and first.keys() & DATE_KEYS == {"weekday"}
    ):
        first["weekdays"] = ((first.pop("weekday"), 0),)


def _until(last: Facts | None, context: Context) -> datetime | None:
    if last is None:
        return None
    on = days(last, context)[0].on
    return day_start(on + timedelta(days=1), context.zone) - timedelta(seconds=1)


def _recurrence(facts: Facts, until: datetime | None) -> Recurrence:
    weekdays = tuple(NthWeekday(weekday, nth or None) for weekday, nth in facts.get("weekdays", ()))
    count = facts.get("count")
    interval = facts.get("interval", 1)
    if not 0 < interval <= 99 or (count is not None and not 0 < count <= 999):  # noqa: PLR2004
        raise ImpossibleError(Reason.UNCLEAR)
    return Recurrence(
        Frequency(facts["frequency"]), interval, weekdays, facts.get("month_days", ()), count, until
    )


def _first_moments(
    facts: Facts, second: Facts | None, rule: Recurrence, context: Context
) -> Iterator[Moment]:
    start = days(facts, context)[0].on if facts.keys() & DATE_KEYS else context.today
    if start < context.today:
        raise ImpossibleError(Reason.PAST)
    if "minute" not in facts:
        if second is not None:
            raise ImpossibleError(Reason.UNCLEAR)
        first = next(_matching(rule, start), None)
        if first is not None:
            yield Moment(day_start(first, context.zone), None, Grain.DAY, rule)
        return
    for time in _starting_times(facts, second, context):
        for on in _matching(rule, start):
            begins = at_wall(on + timedelta(days=time[1]), time[0], context)
            if begins >= context.now:
                yield Moment(begins, _end(facts, second, on, time, context), Grain.MINUTE, rule)
                break


def _starting_times(facts: Facts, second: Facts | None, context: Context) -> list[Time]:
    found, ends = times(facts, context), times(second, context) if second is not None else []
    return starts_before(found, ends[0]) if len(ends) == 1 else found


def _end(facts: Facts, second: Facts | None, on: date, start: Time, context: Context) -> datetime | None:
    if second is not None:
        stop, later, _ = ends_after(start, times(second, context), second)
        return at_wall(on + timedelta(days=later), stop, context)
    if "length" in facts:
        return after(at_wall(on + timedelta(days=start[1]), start[0], context), facts["length"])
    return None


def _matching(rule: Recurrence, start: date) -> Iterator[date]:
    """The days of the rule, from ``start`` on."""
    for ahead in range(_LOOK_AHEAD):
        on = start + timedelta(days=ahead)
        if _fits(rule, on):
            yield on


def _fits(rule: Recurrence, on: date) -> bool:
    if rule.weekdays:
        return any(
            day.weekday == on.weekday()
            and (day.nth is None or nth_weekday(on.year, on.month, day.weekday, day.nth) == on)
            for day in rule.weekdays
        )
    if rule.month_days:
        return any(nth_weekday(on.year, on.month, None, day) == on for day in rule.month_days)
    return True
