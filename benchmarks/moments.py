"""Adapters and timings for the reader of dates: what its accuracy and speed are claimed by."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.moments import Choice, Moment, MomentRefused, read_moment


def first_reading(text: str, now: datetime, zone: str, language: str) -> Moment:
    """The likeliest reading; raises ValueError for a refusal."""
    found = read_moment(text, now=now, zone=ZoneInfo(zone), language=language)
    return found.readings[0] if isinstance(found, Choice) else found


def read(text: str, now: datetime, zone: str, language: str) -> tuple[datetime, datetime | None]:
    """(start, end) of the likeliest reading, for scoring against a corpus of single moments."""
    moment = first_reading(text, now, zone, language)
    if moment.recurrence is not None:
        raise ValueError(text)
    return moment.start, moment.end
