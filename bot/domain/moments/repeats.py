"""Phrases that repeat: "every other friday", "le premier jeudi de chaque mois", "mondays and wednesdays"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moments.facts import REPEAT, Facts
from bot.domain.moments.patterns import Phrase
from bot.domain.moments.values import Frequency

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.moments.tokens import Token

REPEATING = frozenset(
    ("every", "adverb", "weekdays", "weekends", "workdays", "parts", "onintwo", "everypart")
)
_DAY, _WEEK, _FORTNIGHT, _MONTH, _YEAR = 1440, 10_080, 14, 30, 365
_WORKDAYS, _WEEKEND = (0, 1, 2, 3, 4), (5, 6)
_ADVERBS = {
    1: (Frequency.DAILY, 1),
    7: (Frequency.WEEKLY, 1),
    14: (Frequency.WEEKLY, 2),
    30: (Frequency.MONTHLY, 1),
    90: (Frequency.MONTHLY, 3),
    365: (Frequency.YEARLY, 1),
}
_UNITS = {
    _DAY: (Frequency.DAILY, 1),
    _WEEK: (Frequency.WEEKLY, 1),
    _FORTNIGHT: (Frequency.WEEKLY, 2),
    _MONTH: (Frequency.MONTHLY, 1),
    _YEAR: (Frequency.YEARLY, 1),
}
OFTEN = "often"

Found = tuple[int, Facts]
"""Where it ends, and what it says."""


def is_repeating(tokens: Sequence[Token]) -> bool:
    """Whether any word may speak of repetition."""
    return any(name in REPEATING for token in tokens for name, _ in token.senses)


def repeats_at(tokens: Sequence[Token], place: int) -> list[Phrase]:
    """Every repeating phrase that starts at ``place``, the longest first."""
    found = {after: facts for after, facts in _starting(_Words(tokens), place) if after > place}
    return [Phrase(after, found[after], REPEAT, 10) for after in sorted(found, reverse=True)]


class _Words:
    """The tokens, asked for senses at places; a place past the end has none."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens

    def value(self, place: int, *names: str) -> int | None:
        if place < len(self._tokens):
            for name, value in self._tokens[place].senses:
                if name in names:
                    return value
        return None

    def skip(self, place: int, *names: str) -> int:
        while self.value(place, *names) is not None:
            place += 1
        return place


def _starting(words: _Words, place: int) -> Iterator[Found]:
    value = words.value(place, "adverb")
    if value is not None:
        yield from _with_days(words, place + 1, *_ADVERBS[value])
    if words.value(place, "every") is not None:
        yield from _every(words, place + 1)
    yield from _plurals(words, place)
    yield from _one_in_two(words, place)
    nths = _nths(words, words.skip(place, "the", "dayword"))
    if nths is not None:
        yield from _nth_of_every(words, *nths)


def _plurals(words: _Words, place: int) -> Iterator[Found]:
    """As in "Mondays and wednesdays", "weekends", "on mornings"."""
    if words.value(place, "weekends") is not None:
        yield place + 1, _weekly(_WEEKEND)
    if words.value(place, "workdays") is not None:
        yield place + 1, _weekly(_WORKDAYS)
    part = words.value(place, "parts", "everypart")
    if part is not None:
        yield place + 1, Facts(frequency=Frequency.DAILY, interval=1, part=part)
    listed = _weekdays(words, place)
    if listed is not None and words.value(place, "weekdays") is not None:
        yield listed[0], _weekly(listed[1])


def _one_in_two(words: _Words, place: int) -> Iterator[Found]:
    """As in "Un vendredi sur deux"."""
    weekday = words.value(place + 1, "weekday")
    if (
        words.value(place, "art") is not None
        and weekday is not None
        and words.value(place + 2, "onintwo") is not None
    ):
        yield place + 3, _weekly((weekday,), 2)


def _weekly(weekdays: Sequence[int], interval: int = 1) -> Facts:
    days = tuple((weekday, 0) for weekday in sorted(set(weekdays)))
    return Facts(frequency=Frequency.WEEKLY, interval=interval, weekdays=days)


def _every(words: _Words, place: int) -> Iterator[Found]:
    place = words.skip(place, "the", "of")
    interval, after = 1, place
    if words.value(place, "other") is not None:
        interval, after = 2, place + 1
    elif words.value(place, "n") is not None or words.value(place, "ord") == 2:  # noqa: PLR2004
        interval, after = words.value(place, "n") or 2, place + 1
    yield from _every_so_many(words, after, interval)
    part = words.value(words.skip(place, "of"), "part", "parts", "weakpart")
    if part is not None:
        yield words.skip(place, "of") + 1, Facts(frequency=Frequency.DAILY, interval=1, part=part)
    nths = _nths(words, place)
    if nths is not None:
        yield from _every_nth(words, *nths)


def _every_so_many(words: _Words, place: int, interval: int) -> Iterator[Found]:
    unit = words.value(place, "unit", "monthunit")
    if unit is not None:
        unit = unit or _MONTH
        if unit in _UNITS:
            frequency, times = _UNITS[unit]
            yield from _with_days(words, place + 1, frequency, interval * times)
        else:
            yield place + 1, Facts(frequency=OFTEN)
    if interval > 2:  # noqa: PLR2004 - "every 3 mondays" is not said
        return
    for name, days in (("weekend", _WEEKEND), ("workdays", _WORKDAYS)):
        if words.value(place, name) is not None:
            yield place + 1, _weekly(days, interval)
    listed = _weekdays(words, place)
    if listed is not None:
        after, weekdays = listed
        if words.value(after, "onintwo") is not None:
            after, interval = after + 1, 2
        yield after, _weekly(weekdays, interval)


def _every_nth(words: _Words, place: int, nths: tuple[int, ...], weekday: int | None) -> Iterator[Found]:
    """As in "Every first friday of the month", "every 4th and 10th of the month"."""
    after = words.skip(place, "of", "the", "in")
    if words.value(after, "monthunit") is not None:
        yield after + 1, _monthly(nths, weekday, 1)


def _nth_of_every(words: _Words, place: int, nths: tuple[int, ...], weekday: int | None) -> Iterator[Found]:
    """As in "The first friday of every other month"."""
    place = words.skip(place, "of", "in", "the")
    if words.value(place, "adverb") == _MONTH:
        yield place + 1, _monthly(nths, weekday, 1)
    if words.value(place, "every") is None:
        return
    place += 1
    interval = 1
    if words.value(place, "other") is not None:
        interval, place = 2, place + 1
    elif words.value(place, "n") is not None:
        interval, place = words.value(place, "n") or 1, place + 1
    if words.value(place, "monthunit") is not None:
        yield place + 1, _monthly(nths, weekday, interval)


def _monthly(nths: tuple[int, ...], weekday: int | None, interval: int) -> Facts:
    if weekday is None:
        return Facts(frequency=Frequency.MONTHLY, interval=interval, month_days=nths)
    days = tuple((weekday, nth) for nth in nths)
    return Facts(frequency=Frequency.MONTHLY, interval=interval, weekdays=days)


def _with_days(words: _Words, place: int, frequency: Frequency, interval: int) -> Iterator[Found]:
    """As in "Every 3 weeks on mon and fri", "every month on the 4th", "daily"."""
    yield place, Facts(frequency=frequency, interval=interval)
    start = words.skip(place, "on", "the", "at", "comma", "of", "dayword")
    if frequency is Frequency.WEEKLY:
        listed = _weekdays(words, start)
        if listed is not None:
            yield listed[0], _weekly(listed[1], interval)
        for name, days in (("weekend", _WEEKEND), ("weekends", _WEEKEND), ("workdays", _WORKDAYS)):
            if words.value(start, name) is not None:
                yield start + 1, _weekly(days, interval)
    if frequency is Frequency.MONTHLY:
        nths = _nths(words, start)
        if nths is not None:
            yield nths[0], _monthly(*nths[1:], interval)


def _weekdays(words: _Words, place: int) -> tuple[int, list[int]] | None:
    """Weekdays one after another: "mon, wed and fri", "saturdays through tuesdays"."""
    first = words.value(place, "weekday", "weekdays")
    if first is None:
        return None
    found = [first]
    place += 1
    while True:
        joined = words.skip(place, "and", "comma", "plus", "the")
        weekday = words.value(joined, "weekday", "weekdays")
        ranged = words.value(place, "to", "dash") is not None
        last = words.value(words.skip(place + 1, "the"), "weekday", "weekdays") if ranged else None
        if joined > place and weekday is not None:
            found.append(weekday)
            place = joined + 1
        elif last is not None:
            begin = found[-1]
            found.extend((begin + step) % 7 for step in range(1, (last - begin) % 7 + 1))
            place = words.skip(place + 1, "the") + 1
        else:
            return place, found


def _nths(words: _Words, place: int) -> tuple[int, tuple[int, ...], int | None] | None:
    """As in "2nd and last friday": (after, nths, weekday or None for days of the month)."""
    found: list[int] = []
    while True:
        nth = _nth(words, place)
        if nth is None:
            break
        place, number = nth
        found.append(number)
        joined = words.skip(place, "and", "comma", "plus", "the")
        if joined == place or _nth(words, joined) is None:
            break
        place = joined
    if not found:
        return None
    weekday = words.value(place, "weekday", "weekdays")
    if weekday is not None:
        return (place + 1, tuple(found), weekday) if max(map(abs, found)) <= 5 else None  # noqa: PLR2004
    if words.value(place, "dayword") is not None:
        place += 1
    return place, tuple(found), None


def _nth(words: _Words, place: int) -> tuple[int, int] | None:
    if words.value(place, "monthend") is not None:
        return place + 1, -1
    if words.value(place, "monthbegin") is not None:
        return place + 1, 1
    if words.value(place, "last") is not None:
        return place + 1, -1
    number = words.value(place, "ord") or words.value(place, "day")
    if number is None or number > 31:  # noqa: PLR2004
        return None
    if words.value(place + 1, "tolast") is not None:
        return (place + 2, -number) if number == 2 else None  # noqa: PLR2004 - nobody counts further back
    return place + 1, number
