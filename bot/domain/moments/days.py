"""Decides which days the date facts of one end of a moment may mean."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from bot.domain.moments.context import Context, ImpossibleError
from bot.domain.moments.facts import COMING, DATE_KEYS, Facts
from bot.domain.moments.refusals import Reason

_SOON = timedelta(days=35)
_MONTHS_AHEAD = 13
_CONFIRMED = -12
"""A weekday that fits its date is evidence for the reading."""


class Day(NamedTuple):
    """A day that may be meant; if it is over, the one ``rolls`` days later; ``bonus`` lowers the cost."""

    on: date
    bonus: int = 0
    rolls: int = 0


def days(facts: Facts, context: Context, after: date | None = None) -> list[Day]:
    """The days that may be meant, the likelier first; today or tomorrow if none is named.

    Args:
        facts: of one end of the moment.
        context: now and its zone.
        after: the first day, for the end of a range: "to the 18th" is the first 18th after it.

    Raises:
        ImpossibleError: if there is no such day, or the words name none in particular.
    """
    keys = facts.keys() & DATE_KEYS
    if not keys:
        return [Day(context.today, rolls=1)]
    found = _named(facts, context, after or context.today)
    shift = facts.get("shift", 0)
    if shift:
        found = [Day(day.on + timedelta(days=shift), day.bonus) for day in found]
    if "year" not in facts:
        limit = add_months(context.today, _MONTHS_AHEAD)
        near = [day for day in found if day.on <= limit]
        if not near:
            raise ImpossibleError(Reason.TOO_FAR)
        return near
    return found


def _named(facts: Facts, context: Context, start: date) -> list[Day]:
    if "ahead" in facts or "ahead_months" in facts:
        return _ahead(facts, context)
    if "nth" in facts:
        return _nth(facts, context)
    if "day" in facts:
        return _calendar(facts, context, start)
    if "weekday" in facts and not facts.keys() & {"month", "year", "month_ahead"}:
        return _weekday(facts, context, start)
    raise ImpossibleError(Reason.VAGUE)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _ahead(facts: Facts, context: Context) -> list[Day]:
    if facts.keys() & {"nth", "week", "pick", "weeks_after", "month_ahead"}:
        raise ImpossibleError(Reason.UNCLEAR)
    if facts.get("ahead", 0) > 800 or facts.get("ahead_months", 0) > 24:  # noqa: PLR2004
        raise ImpossibleError(Reason.TOO_FAR)
    on = add_months(context.today, facts.get("ahead_months", 0)) + timedelta(days=facts.get("ahead", 0))
    if facts.get("weekday", on.weekday()) != on.weekday():
        return _in_weeks(facts, context)
    if any(facts.get(key, getattr(on, key)) != getattr(on, key) for key in ("day", "month", "year")):
        raise ImpossibleError(Reason.UNCLEAR)
    return [Day(on)]


def _in_weeks(facts: Facts, context: Context) -> list[Day]:
    """As in "friday in a week": the coming friday and a week; or friday of that week, where it differs."""
    weeks, rest = divmod(facts.get("ahead", 0), 7)
    counts_both_ends = rest == 1 and weeks <= 2 and not context.next_is_next_week  # noqa: PLR2004
    if not weeks or (rest and not counts_both_ends) or facts.keys() & {"day", "month", "year", "pick"}:
        raise ImpossibleError(Reason.WEEKDAY_CONTRADICTS, "weekday")
    monday = context.today - timedelta(days=context.today.weekday())
    of_that_week = monday + timedelta(days=7 * weeks + facts["weekday"])
    to_go = (facts["weekday"] - context.today.weekday()) % 7
    coming = context.today + timedelta(days=to_go + 7 * weeks)
    return [Day(on) for on in dict.fromkeys((coming, of_that_week))]


def _check_weekday(facts: Facts, on: date) -> int:
    if "weekday" not in facts:
        return 0
    if on.weekday() != facts["weekday"]:
        raise ImpossibleError(Reason.WEEKDAY_CONTRADICTS, "weekday")
    return _CONFIRMED


def _nth(facts: Facts, context: Context) -> list[Day]:
    if facts.keys() & {"day", "week", "pick", "weeks_after"} or not facts.keys() & {"month", "month_ahead"}:
        raise ImpossibleError(Reason.UNCLEAR)
    if "month_ahead" in facts:
        if facts.keys() & {"month", "year", "shift"}:
            raise ImpossibleError(Reason.UNCLEAR)
        years = _months_named(facts["month_ahead"], context)
    else:
        year = facts.get("year", context.today.year)
        years = (
            [(year, facts["month"])]
            if "year" in facts
            else [(year, facts["month"]), (year + 1, facts["month"])]
        )
    for year, month in years:
        on = nth_weekday(year, month, facts.get("weekday"), facts["nth"])
        if on is not None and on >= context.today:
            return [Day(on)]
    raise ImpossibleError(Reason.PAST)


def _months_named(ahead: int, context: Context) -> list[tuple[int, int]]:
    """(year, month) of "next month", or of "the month": this one and the next."""
    begin = context.today.replace(day=1)
    found = [add_months(begin, more) for more in ((0, 1) if ahead == COMING else (ahead,))]
    return [(first.year, first.month) for first in found]


def nth_weekday(year: int, month: int, weekday: int | None, nth: int) -> date | None:
    """The nth weekday of a month, from its end if negative; without a weekday, the nth day."""
    length = monthrange(year, month)[1]
    if weekday is None:
        day = nth if nth > 0 else length + 1 + nth
    elif nth > 0:
        day = 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (nth - 1)
    else:
        day = length - (date(year, month, length).weekday() - weekday) % 7 + 7 * (nth + 1)
    return date(year, month, day) if 1 <= day <= length else None


def _calendar(facts: Facts, context: Context, start: date) -> list[Day]:
    if facts.keys() & {"week", "pick", "weeks_after"}:
        raise ImpossibleError(Reason.UNCLEAR)
    if "month" not in facts and "month_ahead" not in facts:
        if "year" in facts:
            raise ImpossibleError(Reason.UNCLEAR)
        return _day_of_month(facts, start)
    if "month_ahead" in facts and facts.keys() & {"month", "year"}:
        raise ImpossibleError(Reason.UNCLEAR)
    if "month_ahead" in facts:
        tries = _months_named(facts["month_ahead"], context)
    elif "year" in facts:
        tries = [(facts["year"], facts["month"])]
    else:
        tries = [(start.year + more, facts["month"]) for more in range(9)]
    existing = [date(y, m, facts["day"]) for y, m in tries if 1 <= facts["day"] <= monthrange(y, m)[1]]
    if not existing:
        raise ImpossibleError(Reason.NO_SUCH_DATE, "day")
    ahead = [on for on in existing if on >= start]
    if not ahead:
        raise ImpossibleError(Reason.PAST)
    bonus = _check_weekday(facts, ahead[0])
    by_chance = "loose" in facts and ahead[0] - start > _SOON  # "friday 4 - 6" is not next year's 4th of june
    return [Day(ahead[0], 0 if by_chance else bonus)]


def _day_of_month(facts: Facts, start: date) -> list[Day]:
    """The next 15th; for "thursday the 15th" the next that fits, and if that is far, perhaps a slip."""
    span = _MONTHS_AHEAD + 1 if "weekday" in facts else 4  # in any four months, one has 31 days twice over
    months = [add_months(start.replace(day=1), more) for more in range(span)]
    dates = [
        first.replace(day=facts["day"])
        for first in months
        if 1 <= facts["day"] <= monthrange(first.year, first.month)[1]
    ]
    dates = [on for on in dates if on >= start]
    if not dates:
        raise ImpossibleError(Reason.NO_SUCH_DATE, "day")
    if "weekday" not in facts:
        rolls = (dates[1] - dates[0]).days if len(dates) > 1 else 0
        return [Day(dates[0], rolls=rolls)]
    limit = add_months(start, _MONTHS_AHEAD)
    fitting = [on for on in dates if on.weekday() == facts["weekday"] and on <= limit]
    if not fitting:
        raise ImpossibleError(Reason.WEEKDAY_CONTRADICTS, "weekday")
    if fitting[0] - start <= _SOON:
        return [Day(fitting[0], _CONFIRMED)]
    return [Day(fitting[0]), Day(dates[0])]


def _weekday(facts: Facts, context: Context, start: date) -> list[Day]:
    weekday = facts["weekday"]
    delta = (weekday - start.weekday()) % 7
    monday = context.today - timedelta(days=context.today.weekday())
    if "week" in facts:
        if facts.keys() & {"pick", "weeks_after"}:
            raise ImpossibleError(Reason.UNCLEAR)
        return [Day(monday + timedelta(days=7 * facts["week"] + weekday))]
    nearest = start + timedelta(days=delta or 7)
    if "weeks_after" in facts:
        first = nearest if facts.get("pick") else start + timedelta(days=delta)
        return [Day(first + timedelta(days=7 * facts["weeks_after"]))]
    if start != context.today:
        return [Day(nearest)]
    if facts.get("pick") == 1:
        return _next(nearest, monday + timedelta(days=7 + weekday), context)
    if delta == 0:
        return [Day(start)] if "pick" in facts else [Day(start), Day(nearest)]
    return [Day(nearest)]


def _next(nearest: date, of_next_week: date, context: Context) -> list[Day]:
    """People disagree about "next friday" on a tuesday."""
    if nearest == of_next_week:
        return [Day(nearest)]
    found = [Day(nearest), Day(of_next_week)]
    return found[::-1] if context.next_is_next_week else found
