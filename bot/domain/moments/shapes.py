"""What digits alone may say: "9:30", "28/11", "28.11.2026", "1930", "2026-11-28"."""

from __future__ import annotations

from functools import lru_cache

Sense = tuple[str, int]
"""A class of the grammar, a value: clocks in minutes, dates packed as year * 10,000 + month * 100 + day."""

_TWO_DIGITS = 2
_HOURS, _MINUTES, _MONTHS, _DAYS = 24, 60, 12, 31
_SHORT_YEAR_FROM = 25


def packed(year: int, month: int, day: int) -> int:
    """A date in one number; a year of 0 is unknown."""
    return year * 10_000 + month * 100 + day


@lru_cache(maxsize=512)
def number_senses(digits: str) -> tuple[Sense, ...]:
    """What a run of digits may be: a number, a day, a year, a time without its colon."""
    value = int(digits[:6])
    if len(digits) <= 2:  # noqa: PLR2004
        senses: list[Sense] = [("n", value), ("digits", value)]
        if value:
            senses.append(("day", value))
        if len(digits) == 2:  # noqa: PLR2004
            senses.append(("n2", value))
            if value >= _SHORT_YEAR_FROM:
                senses.append(("yy", 2000 + value))
        return tuple(senses)
    senses = []
    if len(digits) == 3:  # noqa: PLR2004
        senses.append(("n", value))
    if len(digits) == 4 and 1900 <= value < 2200:  # noqa: PLR2004
        senses.append(("year", value))
        if value % 100 < _MINUTES:
            senses.append(("yearhhmm", value // 100 * 60 + value % 100))
        return tuple(senses)
    if len(digits) == 4 and digits[0] == "0" and value // 100 and value % 100 < _MINUTES:  # noqa: PLR2004
        return (("clock0", value // 100 * 60 + value % 100),)
    if len(digits) in {3, 4} and value // 100 < _HOURS and value % 100 < _MINUTES:
        senses.append(("hhmm", value // 100 * 60 + value % 100))
    return tuple(senses)


@lru_cache(maxsize=512)
def shape_senses(text: str, *, month_first: bool) -> tuple[Sense, ...]:
    """What numbers joined by a colon, dots, slashes or hyphens may be."""
    sign = next(mark for mark in text if not mark.isdigit())
    groups = text.split(sign)
    if max(map(len, groups)) > 4:  # noqa: PLR2004
        return (("baddate", 0),)
    if sign == ":":
        return _clock(groups, "clock")
    if len(groups) == 3:  # noqa: PLR2004
        return _full_dates(groups, month_first=month_first and sign != ".")
    senses = _partial_dates(
        groups, month_first=month_first and sign != ".", kind="dotdate" if sign == "." else "date"
    )
    if sign == ".":
        clocks = _clock(groups, "dotclock") if len(groups[1]) == 2 else ()  # noqa: PLR2004
        senses += tuple(sense for sense in clocks if sense[0] == "dotclock")
        if groups[1] == "5":
            senses += (("tenths", int(groups[0]) * 10 + 5),)
    elif text in {"1/2", "1/4", "3/4"}:
        senses += (("fraction", {"1/2": 2, "1/4": 1, "3/4": 3}[text]),)
    return senses or (("baddate", 0),)


def _clock(groups: list[str], kind: str) -> tuple[Sense, ...]:
    hour, minute = int(groups[0]), int(groups[1])
    seconds = int(groups[2]) if len(groups) > 2 else 0  # noqa: PLR2004
    if max(minute, seconds) >= _MINUTES or len(groups[1]) != _TWO_DIGITS or hour * 60 + minute > _HOURS * 60:
        return (("badtime", 0),)
    if kind == "clock" and len(groups[0]) == 2 and hour < 10:  # noqa: PLR2004 - "09:30" is on the 24-hour clock
        kind = "clock0"
    return ((kind, hour * 60 + minute),)


def _full_dates(groups: list[str], *, month_first: bool) -> tuple[Sense, ...]:
    first, second, third = (int(group) for group in groups)
    if len(groups[0]) == 4:  # noqa: PLR2004
        return (
            (("fulldate", packed(first, second, third)),) if _possible(second, third) else (("baddate", 0),)
        )
    if len(groups[2]) not in {2, 4} or len(groups[0]) > 2 or len(groups[1]) > 2:  # noqa: PLR2004
        return (("baddate", 0),)
    year = third + 2000 if len(groups[2]) == 2 else third  # noqa: PLR2004
    senses = tuple(
        (kind, packed(year, month, day))
        for kind, month, day in _orders(first, second, "full", month_first=month_first)
    )
    return senses or (("baddate", 0),)


def _partial_dates(groups: list[str], *, month_first: bool, kind: str) -> tuple[Sense, ...]:
    first, second = int(groups[0]), int(groups[1])
    if max(map(len, groups)) > 2:  # noqa: PLR2004
        return ()
    return tuple(
        (name, packed(0, month, day))
        for name, month, day in _orders(first, second, kind, month_first=month_first)
    )


def _orders(first: int, second: int, kind: str, *, month_first: bool) -> list[tuple[str, int, int]]:
    """(class, month, day): the usual order; where months come first, the other one too, as a rival."""
    name = "fulldate" if kind == "full" else kind
    usual = (first, second) if month_first else (second, first)
    other = usual[::-1]
    if not _possible(*usual):
        return [(name, *other)] if _possible(*other) else []
    if month_first and first != second and _possible(*other):
        return [(name, *usual), (name + "2", *other)]
    return [(name, *usual)]


def _possible(month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS and 1 <= day <= _DAYS
