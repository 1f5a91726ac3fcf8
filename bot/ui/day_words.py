"""Days as people name them, for finding a meetup: "fri", "12 june", "demain"."""

from __future__ import annotations

import contextlib
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import get_day_names, get_month_names

from bot.domain import moments
from bot.domain.texts import plainly

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

LONGEST = 100
"""Characters: nobody types a longer name of a day."""
_LANGUAGES = ("en", "fr")
_WIDTHS = ("wide", "abbreviated")


def days_named(text: str, now: datetime, zone: ZoneInfo, *languages: str) -> frozenset[date]:
    """The local days that a text names by itself, such as "tomorrow", "demain" or "12/06"."""
    if not text.strip() or len(text) > LONGEST:
        return frozenset()
    with contextlib.suppress(moments.MomentRefused):
        read = moments.understand(text, now=now, zone=zone, languages=(*languages, "en-GB", "fr"))
        readings = read.readings if isinstance(read, moments.Choice) else (read,)
        return frozenset(reading.start.date() for reading in readings)
    return frozenset()


@lru_cache(maxsize=1024)
def words_of(on: date) -> frozenset[str]:
    """By which plain words a day is known, in every language of the catalogs: "friday", "ven.", "12"."""
    names = {str(on.day), str(on.year)}
    for language in _LANGUAGES:
        for width in _WIDTHS:
            names |= _names(language, width, on.isoweekday() - 1, on.month)
    return frozenset(names)


@lru_cache(maxsize=1024)
def _names(language: str, width: str, weekday: int, month: int) -> frozenset[str]:
    day = get_day_names(width, locale=language)[weekday]  # type: ignore[arg-type] # one of _WIDTHS
    return frozenset({plainly(day), plainly(get_month_names(width, locale=language)[month])})  # type: ignore[arg-type]
