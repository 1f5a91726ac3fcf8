"""Adapters and timings for the reader of dates: what its accuracy and speed are claimed by."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from contextlib import suppress
from datetime import datetime
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot.domain.moments import Choice, Grain, Moment, MomentRefused, read_moment
from bot.domain.moments.values import WEEKDAY_CODES


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
    """The recurrence of the likeliest reading, with RFC 5545's names in lower case."""
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


_TIMED = {
    "en": "tomorrow 8pm|sat 28 nov 2pm-5pm|next friday at 7|every other friday at 7pm|in 2 hours|next week",
    "fr": "demain 20h|samedi 28 novembre de 14h à 17h|vendredi prochain|un jeudi sur deux à 19h|demain soir",
    "es": "mañana a las 20h|sábado 28 de noviembre de 14h a 17h|cada jueves a las 19h|en 2 horas|pronto",
    "de": "morgen um 20 Uhr|Samstag, 28. November von 14 bis 17 Uhr|jeden Freitag um 19 Uhr|bald",
    "it": "domani alle 20|sabato 28 novembre dalle 14 alle 17|ogni giovedì alle 19|tra 2 ore|domani sera",
    "pt": "amanhã às 20h|sábado 28 de novembro das 14h às 17h|toda quinta às 19h|em 2 horas|logo",
}


def _microseconds(text: str, language: str, now: datetime, zone: ZoneInfo) -> float:
    """The least of ten medians of 20 readings: a busy machine slows some of them."""
    return min(_median(text, language, now, zone) for _ in range(10))


def _median(text: str, language: str, now: datetime, zone: ZoneInfo) -> float:
    took = []
    for _ in range(20):
        began = time.perf_counter()
        with suppress(MomentRefused):
            read_moment(text, now=now, zone=zone, language=language)
        took.append((time.perf_counter() - began) * 1e6)
    return statistics.median(took)


def _fresh(script: str, runs: int = 7) -> float:
    """The least of what a script prints in fresh processes that find compiled files, as a bot does."""
    with TemporaryDirectory() as compiled:
        surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-c", _CPU + script]
        outputs = [
            subprocess.run(command, check=True, capture_output=True, env=surroundings).stdout  # noqa: S603
            for _ in range(runs + 1)
        ]
    return min(float(output) for output in outputs[1:])


_CPU = "import calendar, dataclasses, datetime, enum, re, time, typing, unicodedata, zoneinfo\n"
_IMPORT = """
began = time.process_time()
import bot.domain.moments
print((time.process_time() - began) * 1e3)
"""
_FIRST = """
from bot.domain.moments import read_moment
zone = zoneinfo.ZoneInfo("Europe/Paris")
now = datetime.datetime(2026, 11, 24, 10, 0, tzinfo=zone)
began = time.process_time()
read_moment({text!r}, now=now, zone=zone, language={language!r})
print((time.process_time() - began) * 1e3)
"""


def main() -> None:
    """Prints processor time: the median of a reading and the first one by language, and an import."""
    zone = ZoneInfo("Europe/Paris")
    now = datetime(2026, 11, 24, 10, 0, tzinfo=zone)
    for language, texts in _TIMED.items():
        took = [_microseconds(text, language, now, zone) for text in texts.split("|")]
        first = _fresh(_FIRST.format(text=texts.partition("|")[0], language=language))
        print(
            f"{language}: median {statistics.median(took):.0f} µs, slowest phrase {max(took):.0f} µs,"
            f" first reading {first:.1f} ms"
        )
    print(f"import, without the standard library: {_fresh(_IMPORT):.1f} ms")


if __name__ == "__main__":
    main()
