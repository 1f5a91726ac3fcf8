"""Puts wall clock times into a zone, where clocks may skip an hour or repeat one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.moments.context import Context, ImpossibleError
from bot.domain.moments.refusals import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo
    from zoneinfo import ZoneInfo

    from bot.domain.moments.tokens import Token


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day; where midnight is skipped, the first that exists."""
    wall = datetime.combine(day, time(), zone)
    return wall.astimezone(UTC).astimezone(zone)


def at_wall(day: date, minute: int, context: Context) -> datetime:
    """The instant at which the wall clock shows ``minute`` of ``day``; 1440 is the next day's midnight.

    Raises:
        ImpossibleError: if the clocks skip that time, or repeat it and no hint tells which is meant.
    """
    if minute >= 1440:  # noqa: PLR2004
        day, minute = day + timedelta(days=1), minute - 1440
    wall = datetime.combine(day, time(minute // 60, minute % 60), context.zone)
    first, second = wall.utcoffset(), wall.replace(fold=1).utcoffset()
    if first == second:
        if context.hint and (wall.tzname() or "").lower() != context.hint:
            raise ImpossibleError(Reason.UNCLEAR)
        return wall
    if first is not None and second is not None and first < second:
        raise ImpossibleError(Reason.SKIPPED_HOUR, "clock")
    for fold in (0, 1):
        hinted = wall.replace(fold=fold)
        if context.hint and (hinted.tzname() or "").lower() == context.hint:
            return hinted
    raise ImpossibleError(Reason.REPEATED_HOUR, "clock")


def after(instant: datetime, minutes: int) -> datetime:
    """So many elapsed minutes later, on the same wall clock."""
    return datetime.fromtimestamp(instant.timestamp() + minutes * 60, instant.tzinfo)


def zone_hint(text: str, tokens: Sequence[Token], now: datetime) -> tuple[Sequence[Token], str]:
    """The tokens without a zone abbreviation at the end ("2:30 CEST"), and that abbreviation, folded."""
    last = tokens[-1]
    written = text[last.start : last.end]
    if len(tokens) == 1 or not written.isalpha() or (last.senses and not written.isupper()):
        return tokens, ""
    word = written.lower()
    return (tokens[:-1], word) if word in _abbreviations(now.tzinfo, now.year) else (tokens, "")


@lru_cache(maxsize=64)
def _abbreviations(zone: tzinfo | None, year: int) -> frozenset[str]:
    """The names that a zone's clock has in the course of a year, folded."""
    firsts = (datetime(year, month, 1, tzinfo=zone) for month in range(1, 13))
    return frozenset((first.tzname() or "").lower() for first in firsts)
