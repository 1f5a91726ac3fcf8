"""Phrases that name days: "28 novembre", "next friday", "the last thursday of", "03/04"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moments.facts import AFTERNOON, COMING, DATE, MORNING, PART, Facts

if TYPE_CHECKING:
    from bot.domain.moments.patterns import Grammar

_LOOSE = 5
"""What a reading costs that rests on a bare number."""


def add_rules(grammar: Grammar) -> None:
    """Adds the rules of dates."""
    _calendar(grammar)
    _numeric(grammar)
    _weekdays(grammar)
    _relative(grammar)
    _of_the_month(grammar)


def _calendar(grammar: Grammar) -> None:
    add = grammar.add
    add("the? DAY of? MONTH", _day_month, DATE)
    add("the? DAY of? MONTH comma|of|dash? YEAR|YY", _day_month_year, DATE)
    # "mar" is a weekday or march in some languages: a month only after its day
    add("the? DAY of? MONTHAFTER", _day_month, DATE)
    add("the? DAY of? MONTHAFTER YEAR", _day_month_year, DATE)
    add("MONTH the? DAY", _month_day, DATE)
    add("MONTH the? DAY comma|of? YEAR", _month_day_year, DATE)
    add("MONTH the? DAY prime YY", _month_day_year, DATE)
    add("YEAR MONTH the? DAY", _year_month_day, DATE)
    add("inword|of? MONTH", _month, DATE, 6)
    add("MONTH YEAR", _month_year, DATE, 6)
    add("in? YEAR", _year, DATE, 6)
    add("DAY slash|dash MONTH slash|dash YEAR", _day_month_year, DATE)
    add("YEAR slash|dash MONTH slash|dash DAY", _year_month_day, DATE)
    add("the? dayword DAY of? MONTH", _day_month, DATE)
    add("the? dayword DAY of? MONTH comma|of? YEAR", _day_month_year, DATE)
    add("the DAY", _day, DATE)
    add("the? ORD", _day, DATE)
    add("the|this? dayword DAY", _day, DATE)
    add("the? dayword ORD", _day, DATE)
    add("DAY", _loose_day, DATE, _LOOSE)


def _numeric(grammar: Grammar) -> None:
    add = grammar.add
    add("FULLDATE", _packed, DATE)
    add("FULLDATE2", _packed, DATE)
    add("DATE", _packed, DATE)
    add("DATE2", _packed, DATE)
    add("the? dayword FULLDATE|DATE|DOTDATE", _packed, DATE)
    add("DOTDATE", _packed, DATE)
    add("DATE|DOTDATE YEAR", _packed_year, DATE)
    add("ord DAY", _nothing, DATE)
    add("ORD N2", _day_then_month, DATE)
    add("ORD N2 YEAR|YY", _day_then_month, DATE)
    add("N2 N2 N2", _three_pairs, DATE, 3)
    add("N2 N2 YEAR", _day_then_month, DATE)
    add("DIGITS dash DIGITS", _loose_day_then_month, DATE, 20)


def _weekdays(grammar: Grammar) -> None:
    add = grammar.add
    add("WEEKDAY", lambda weekday: Facts(weekday=weekday), DATE)
    add("this WEEKDAY", lambda weekday: Facts(weekday=weekday, pick=0), DATE)
    add("WEEKDAYPART", lambda packed: Facts(weekday=packed // 10, part=packed % 10), DATE | PART)
    add("the? next WEEKDAY", lambda weekday: Facts(weekday=weekday, pick=1), DATE)
    add("coming WEEKDAY", _coming, DATE)
    add("WEEKDAY coming", _coming, DATE)
    add("WEEKDAY next", lambda weekday: Facts(weekday=weekday, pick=1), DATE)
    add("of? the? thisweek", lambda: Facts(week=0), DATE)
    add("of? the? nextweek", lambda: Facts(week=1), DATE)
    add("of? the? weekafternext", lambda: Facts(week=2), DATE)
    add(
        "N WEEKDAY|WEEKDAYS fromnow",
        lambda number, weekday: Facts(weekday=weekday, weeks_after=number - 1, pick=1),
        DATE,
    )
    add("of? WEEKDAY INWEEKS", lambda weekday, weeks: Facts(weekday=weekday, weeks_after=weeks), DATE)
    add("of? REL INWEEKS", lambda days, weeks: Facts(ahead=days + 7 * weeks), DATE)
    add("the? WEEKDAY afternext", lambda weekday: Facts(weekday=weekday, weeks_after=1, pick=1), DATE)
    add("ORD dash? feira", lambda number: Facts(weekday=number - 2) if 2 <= number <= 6 else None, DATE)  # noqa: PLR2004
    add("the? ORD|LAST WEEKDAY", _nth_weekday, DATE)


def _relative(grammar: Grammar) -> None:
    add = grammar.add
    add("REL", lambda days: Facts(ahead=days), DATE)
    add("RELPART", lambda part: Facts(ahead=0, part=part), DATE | PART)
    add("RELMORNING", lambda part: Facts(ahead=1, part=part), DATE | PART)
    add("this PART", lambda part: Facts(ahead=0, part=part), DATE | PART)
    add("next PART", lambda part: Facts(ahead=1, part=part), DATE | PART)
    add("the? next dayword", lambda: Facts(ahead=1), DATE)
    add("the? dayword next", lambda: Facts(ahead=1), DATE)
    add("AMPM", lambda half: Facts(part=AFTERNOON if half else MORNING), PART, 6)
    add("WEAKPART", lambda part: Facts(part=part), PART, 3)
    add("inword|of? the? PART", lambda part: Facts(part=part), PART)


def _of_the_month(grammar: Grammar) -> None:
    add = grammar.add
    add("of? the? thismonth", lambda: Facts(month_ahead=0), DATE)
    add("of? the? nextmonth", lambda: Facts(month_ahead=1), DATE)
    add("of|in the? monthunit", lambda: Facts(month_ahead=COMING), DATE)
    add("the? last dayword", lambda: Facts(nth=-1), DATE)


def _coming(weekday: int) -> Facts:
    return Facts(weekday=weekday, weeks_after=0, pick=1)


def _day(day: int) -> Facts:
    return Facts(day=day)


def _loose_day(day: int) -> Facts:
    return Facts(day=day, loose=1)


def _month(month: int) -> Facts:
    return Facts(month=month)


def _year(year: int) -> Facts:
    return Facts(year=year)


def _month_year(month: int, year: int) -> Facts:
    return Facts(month=month, year=year)


def _day_month(day: int, month: int) -> Facts:
    return Facts(day=day, month=month)


def _month_day(month: int, day: int) -> Facts:
    return Facts(day=day, month=month)


def _day_month_year(day: int, month: int, year: int) -> Facts:
    return Facts(day=day, month=month, year=year)


def _month_day_year(month: int, day: int, year: int) -> Facts:
    return Facts(day=day, month=month, year=year)


def _year_month_day(year: int, month: int, day: int) -> Facts:
    return Facts(day=day, month=month, year=year)


def _packed(date: int) -> Facts:
    year, rest = divmod(date, 10_000)
    month, day = divmod(rest, 100)
    return Facts(day=day, month=month, year=year) if year else Facts(day=day, month=month)


def _packed_year(date: int, year: int) -> Facts:
    return _packed(date + year * 10_000)


def _nothing(_day: int) -> None:
    return None


def _day_then_month(day: int, month: int, year: int = 0) -> Facts | None:
    """Numbers side by side: the day first, unless only the other order makes a date."""
    if month > 12 >= day:  # noqa: PLR2004
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):  # noqa: PLR2004
        return None
    return _day_month_year(day, month, year) if year else _day_month(day, month)


def _loose_day_then_month(day: int, month: int) -> Facts | None:
    facts = _day_then_month(day, month)
    return None if facts is None else facts | Facts(loose=1)


def _three_pairs(day: int, month: int, year: int) -> Facts | None:
    return _day_then_month(day, month, 2000 + year)


def _nth_weekday(nth: int, weekday: int) -> Facts | None:
    return Facts(weekday=weekday, nth=nth or -1) if nth <= 5 else None  # noqa: PLR2004
