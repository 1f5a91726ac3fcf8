"""Phrases that count time: "in 2 hours", "dans trois semaines", "for 90 minutes", "3 days from"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moments.facts import CLOCK, DATE, LENGTH, REPEAT, Facts
from bot.domain.moments.rules.clocks import SURE

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.moments.patterns import Grammar

_DAY, _WEEK, _FORTNIGHT, _MONTH, _HOUR = 1440, 10_080, 14, 30, 60
_MOST = 10_000
_DAYS_AND_HOURS = 10
"""What "in 10 days 20h" costs as one amount: as much as a day and a time of its clock."""

# Amounts as (number of minutes, days, months), exactly one of which is not None.
Amount = tuple[int | None, int | None, int | None]


def _amount(number: int, unit: int) -> Amount | None:
    if not 0 < number < _MOST:
        return None
    if unit in {1, _HOUR}:
        return number * unit, None, None
    days = {_DAY: 1, _WEEK: 7, _FORTNIGHT: 14}.get(unit)
    if days:
        return None, number * days, None
    return (None, None, number) if unit == _MONTH else None


def _of_an_hour(quarters: int, unit: int) -> Amount | None:
    return (quarters * 15, None, None) if unit == _HOUR else None


def _and_more(number: int, unit: int, more: int, small: int = 1) -> Amount | None:
    """An hour and ten minutes, two days and three hours: the small unit must be smaller."""
    if unit not in {_HOUR, _DAY} or not small < unit or small not in {1, _HOUR} or not 0 < number < _MOST:
        return None
    return number * unit + more * small, None, None


def _days_and_hours(number: int, unit: int, more: int, small: int) -> Amount | None:
    return _and_more(number, unit, more, small) if unit == _DAY else None


_AMOUNTS: tuple[tuple[str, Callable[..., Amount | None]], ...] = (
    ("N UNIT", _amount),
    ("art UNIT", lambda unit: _amount(1, unit)),
    ("couple UNIT", lambda unit: _amount(2, unit)),
    ("art? half of|dash? art? UNIT", lambda unit: _of_an_hour(2, unit)),
    ("art? quarter of? art? UNIT", lambda unit: _of_an_hour(1, unit)),
    ("threequarters of? art? UNIT", lambda unit: _of_an_hour(3, unit)),
    ("FRACTION of? art? UNIT", _of_an_hour),
    (
        "N comma DIGITS UNIT",
        lambda number, tenths, unit: _of_an_hour(4 * number + 2, unit) if tenths == 5 else None,  # noqa: PLR2004
    ),
    ("TENTHS UNIT", lambda tenths, unit: (tenths * 6, None, None) if unit == _HOUR else None),
    ("art? SPAN", lambda minutes: (minutes, None, None)),
    ("N art half UNIT", lambda number, unit: _of_an_hour(4 * number + 2, unit)),
    ("N plus|and art? half UNIT", lambda number, unit: _of_an_hour(4 * number + 2, unit)),
    ("N UNIT plus|and art? half", lambda number, unit: _of_an_hour(4 * number + 2, unit)),
    ("art UNIT plus|and art? half", lambda unit: _of_an_hour(6, unit)),
    ("N UNIT plus|and art? quarter", lambda number, unit: _of_an_hour(4 * number + 1, unit)),
    ("UNIT plus half", lambda unit: _of_an_hour(6, unit)),
    ("oneandhalf UNIT", lambda unit: _of_an_hour(6, unit)),
    ("N UNIT plus|and N UNIT", _and_more),
    ("N UNIT N UNIT", lambda *values: _and_more(*values) if values[1] == _HOUR else None),
    ("N UNIT N", _and_more),
)


def add_rules(grammar: Grammar) -> None:
    """Adds the rules of counted time."""
    for pattern in ("in about? N UNIT N UNIT fromnow?", "N UNIT N UNIT fromnow"):
        grammar.add(pattern, _ahead(_days_and_hours), DATE | CLOCK, _DAYS_AND_HOURS)
    for pattern, build in _AMOUNTS:
        grammar.add(f"in about? {pattern} fromnow?", _ahead(build), DATE | CLOCK)
        grammar.add(f"{pattern} fromnow", _ahead(build), DATE | CLOCK)
        grammar.add(f"length about? {pattern}", _length(build), LENGTH)
        grammar.add(f"{pattern} froman", _shift(build), DATE)
    for pattern, build in _AMOUNTS[:3]:
        grammar.add(f"{pattern} weekson the? WEEKDAY", _weeks_on(build), DATE)
        grammar.add(f"{pattern} weekson? REL", _weeks_after(build), DATE)
    grammar.add("length|to? N times", lambda number: Facts(count=number), REPEAT)
    grammar.add("length? TWICE", lambda number: Facts(count=number), REPEAT)
    grammar.add("length N prime", lambda minutes: Facts(length=minutes), LENGTH)
    grammar.add("in N prime", lambda minutes: Facts(elapsed=minutes), CLOCK)


def _ahead(build: Callable[..., Amount | None]) -> Callable[..., Facts | None]:
    def built(*values: int) -> Facts | None:
        amount = build(*values)
        if amount is None:
            return None
        minutes, days, months = amount
        if minutes is not None:
            return Facts(elapsed=minutes, sure=SURE)
        return Facts(ahead=days) if days is not None else Facts(ahead_months=months or 0)

    return built


def _length(build: Callable[..., Amount | None]) -> Callable[..., Facts | None]:
    def built(*values: int) -> Facts | None:
        amount = build(*values)
        return None if amount is None or amount[0] is None else Facts(length=amount[0])

    return built


def _weeks_on(build: Callable[..., Amount | None]) -> Callable[..., Facts | None]:
    """As in "two weeks on friday": the coming friday and two weeks."""

    def built(*values: int) -> Facts | None:
        weeks = _whole_weeks(build(*values[:-1]))
        return Facts(weekday=values[-1], weeks_after=weeks) if weeks else None

    return built


def _weeks_after(build: Callable[..., Amount | None]) -> Callable[..., Facts | None]:
    """As in "a week tomorrow"."""

    def built(*values: int) -> Facts | None:
        weeks = _whole_weeks(build(*values[:-1]))
        return Facts(ahead=values[-1] + 7 * weeks) if weeks else None

    return built


def _whole_weeks(amount: Amount | None) -> int:
    days = amount[1] if amount is not None else None
    return days // 7 if days is not None and days % 7 == 0 else 0


def _shift(build: Callable[..., Amount | None]) -> Callable[..., Facts | None]:
    def built(*values: int) -> Facts | None:
        amount = build(*values)
        return None if amount is None or amount[1] is None else Facts(shift=amount[1])

    return built
