"""Reads several moments in one text, and what those side by side lend each other: hours, days, months."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, cast

from bot.domain.moments.covers import Cover
from bot.domain.moments.facts import CLOCK_KEYS, DATE_KEYS, Facts, merged
from bot.domain.moments.lexicon import lexicon_of
from bot.domain.moments.reading import MAX_LENGTH, Analysis, analysis, decided, likeliest
from bot.domain.moments.refusals import MomentRefused, Reason
from bot.domain.moments.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.moments.values import Choice, Moment

MAX_MOMENTS = 25
"""As many as a poll has options."""
_BREAKS = re.compile(r"[;\n|]")
_HOURLY = (*sorted(CLOCK_KEYS), "half", "sure", "part", "length")
_MONTHLY = ("month", "month_ahead", "year")
_NO_DAY = 99
_BORROWING = 8
"""After so many ways to read an item, the others are too unlikely."""


def read_moments(text: str, *, now: datetime, zone: ZoneInfo, language: str) -> tuple[Moment | Choice, ...]:
    """Every moment of a text such as "fri 7pm; sat 2pm-5pm or sunday 11am", in the order written.

    Moments stand apart by semicolons, line ends, "or", and by commas or "and" where both sides are moments.
    Side by side on one line, without a semicolon, they share what is said once: days without an hour have
    that of the day after them ("sat or sun 2pm" are both at 2pm), bare numbers its month ("14 or 15 july"),
    and an hour without a day is of the day before it ("fri 7pm or 8pm"). A day after the hour ("sat 2pm or
    sunday") keeps none: its `Moment` is a whole day.

    Raises:
        MomentRefused: for the first of them that is refused, or if there are more than 25.
    """
    if len(text) > MAX_LENGTH * MAX_MOMENTS:
        raise MomentRefused(Reason.TOO_LONG)

    def analysed(piece: str) -> Analysis:
        return analysis(piece, now=now, zone=zone, language=language)

    found: list[Moment | Choice] = []
    for line in _BREAKS.split(text):
        items: list[_Item] = []
        parts = [part for part in _split(line, language, {"or"}) if part.strip()]
        for part, following in zip_longest(parts, parts[1:], fillvalue=""):
            items.extend(_listed(part, following, language, analysed))
            if len(found) + len(items) > MAX_MOMENTS:
                raise MomentRefused(Reason.TOO_LONG)
        found.extend(_shared(items))
    if not found:
        raise MomentRefused(Reason.EMPTY)
    return tuple(found)


class _Item(NamedTuple):
    """One of several; ``whole`` is the refusal of the list that it was split from, if it was."""

    found: Analysis
    whole: MomentRefused | None = None


def _split(text: str, language: str, names: set[str]) -> Iterator[str]:
    """The pieces of a text between the words of some classes."""
    begin = 0
    for token in tokenise(text, lexicon_of(language)):
        if any(name in names for name, _ in token.senses):
            yield text[begin : token.start]
            begin = token.end
    yield text[begin:]


def _listed(text: str, following: str, language: str, analysed: Callable[[str], Analysis]) -> list[_Item]:
    """The text as one item; or, where it is none, split at commas and "and"; before a further item."""
    one = analysed(text)
    pieces = list(_split(text, language, {"comma", "and"}))
    if len(pieces) == 1 or not all(piece.strip() for piece in pieces):
        return [_Item(one)]
    if all(piece.strip().isdecimal() for piece in pieces[1:]) and following.strip()[:1].isdecimal():
        return [_Item(analysed(piece)) for piece in pieces]  # "july 14, 15 or 16" are three days
    try:
        decided(one)
    except MomentRefused as refusal:
        items = [_Item(analysed(piece), refusal) for piece in pieces]
        if refusal.reason is Reason.WEEKDAY_CONTRADICTS and _is_one_date(items):
            return [_Item(one)]
        return items
    return [_Item(one)]


def _is_one_date(items: list[_Item]) -> bool:
    """As in "sat, nov 29": a weekday beside a date that has none is no moment of its own."""
    firsts = [item.found.ways[0].first.keys() & DATE_KEYS if item.found.ways else set() for item in items]
    return {"weekday"} in firsts and any("day" in keys and "weekday" not in keys for keys in firsts)


def _shared(items: list[_Item]) -> list[Moment | Choice]:
    ways = [item.found.ways for item in items]
    for place, item in reversed(list(enumerate(items[:-1]))):
        ways[place] = _lent(ways[place], ways[place + 1], item, _from_next)
    for place, item in enumerate(items[1:], start=1):
        ways[place] = _lent(ways[place], ways[place - 1], item, _from_last)
    return [_decided(item, found) for item, found in zip(items, ways, strict=True)]


def _decided(item: _Item, ways: list[Cover]) -> Moment | Choice:
    """What an item means with what it was lent; where that cannot be, what it means alone."""
    try:
        return decided(item.found._replace(ways=ways))
    except MomentRefused as refusal:
        if ways is item.found.ways:
            raise item.whole or refusal from None
    try:
        return decided(item.found)
    except MomentRefused as refusal:
        raise item.whole or refusal from None


def _lent(
    ways: list[Cover], others: list[Cover], item: _Item, lend: Callable[[Cover, Cover], Cover | None]
) -> list[Cover]:
    """The ways to read an item with something from its neighbour; its own if it needs nothing."""
    lenders = likeliest(others, item.found.context)
    found = [lend(way, other) for way in ways[:_BORROWING] for other in lenders]
    return sorted((way for way in found if way is not None), key=lambda way: way.cost) or ways


def _from_next(way: Cover, other: Cover) -> Cover | None:
    """A day with the hour, and if it is a bare number with the month, of the day after it."""
    first, lender = way.first, other.first
    if (
        way.second is not None
        or first.keys() & CLOCK_KEYS
        or not first.keys() & DATE_KEYS
        or not lender.keys() & DATE_KEYS
        or "frequency" in first.keys() | lender.keys()
        or ("loose" in first and "day" not in lender)
    ):
        return None
    numbered = "day" in first and "day" in lender and not first.keys() & set(_MONTHLY)
    lent = _of(lender, _MONTHLY) if numbered else Facts()
    numbered = bool(lent)
    second = None
    if other.second is not None and "minute" in other.second and "minute" not in lender:
        return None
    if "minute" in lender:
        lent = lent | _of(lender, [key for key in _HOURLY if key not in first])
        second = other.second
    if not lent or (second is not None and second.keys() & DATE_KEYS):
        return None
    facts = _of(first, first.keys() - {"loose"} if numbered else first.keys()) | lent
    return Cover(way.cost + other.cost, facts, second, None)


def _from_last(way: Cover, other: Cover) -> Cover | None:
    """An hour with the day of the hour before it; a bare number with the month of the date before it."""
    first, lender = way.first, other.first
    if "frequency" in first.keys() | lender.keys() or (
        way.second is not None and way.second.keys() & DATE_KEYS
    ):
        return None
    if "minute" in first and "minute" in lender and not first.keys() & (DATE_KEYS | {"loose"}):
        lent = _of(lender, DATE_KEYS)
    elif (
        first.keys() & DATE_KEYS == {"day"} and "loose" in first and first["day"] > lender.get("day", _NO_DAY)
    ):
        lent = _of(lender, _MONTHLY)
    else:
        return None
    facts = merged(_of(first, first.keys() - {"loose"}), lent) if lent else None
    return Cover(way.cost + other.cost, facts, way.second, None) if facts is not None else None


def _of(facts: Facts, keys: Container[str]) -> Facts:
    """Those of the facts that have one of the keys."""
    return cast("Facts", {key: fact for key, fact in facts.items() if key in keys})
