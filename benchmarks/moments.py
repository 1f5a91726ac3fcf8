"""Adapters and timings for the reader of dates: what its accuracy and speed are claimed by."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.moments import Choice, Grain, Moment, read_moment
from bot.domain.moments.values import WEEKDAY_CODES

if TYPE_CHECKING:
    from datetime import datetime


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


def read_rule(text: str, now: datetime, zone: str, language: str) -> dict[str, object]:
    """The recurrence of the likeliest reading with RFC 5545's names in lower case; ValueError for a refusal."""
    moment = first_reading(text, now, zone, language)
    rule = moment.recurrence
    if rule is None:
        raise ValueError(text)
    found: dict[str, object] = {"freq": rule.frequency.value, "interval": rule.interval}
    if rule.weekdays:
        found["byday"] = ",".join(f"{day.nth or ''}{WEEKDAY_CODES[day.weekday]}" for day in rule.weekdays)
    if rule.month_days:
        days = rule.month_days
        found["bymonthday"] = days[0] if len(days) == 1 else ",".join(map(str, days))
    if rule.count:
        found["count"] = rule.count
    if moment.grain is Grain.MINUTE:
        found |= {"byhour": moment.start.hour, "byminute": moment.start.minute}
    return found
