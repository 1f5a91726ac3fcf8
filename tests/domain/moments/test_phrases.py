"""What people type for a meetup, phrase by phrase, with the reading that a person would give it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.moments import Choice, Grain, Moment, MomentRefused, read_moment
from bot.domain.moments.values import WEEKDAY_CODES

ZONE = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)  # a tuesday
TABLES = Path(__file__).parent / "phrases"


def test_every_language_has_a_table() -> None:
    assert sorted(table.stem for table in TABLES.glob("*.txt")) == ["de", "en", "es", "fr", "it", "pt"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "de", "it", "pt"])
def test_phrases_are_read_as_people_mean_them(language: str) -> None:
    rows = phrases(language)
    assert len(rows) >= 150
    assert {phrase: answer(phrase, language) for phrase, _ in rows} == dict(rows)


def phrases(language: str) -> list[tuple[str, str]]:
    lines = (TABLES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" => ") for line in lines if line and not line.startswith("#")]
    return [(phrase, meaning) for phrase, meaning in pairs]


def answer(phrase: str, language: str) -> str:
    """The reading as the tables write it: readings of a choice between bars, refusals after a "!"."""
    try:
        found = read_moment(phrase, now=NOW, zone=ZONE, language=language)
    except MomentRefused as refusal:
        return " ".join(["!", refusal.reason, *([refusal.word] if refusal.word else [])])
    return " | ".join(
        written(moment) for moment in (found.readings if isinstance(found, Choice) else (found,))
    )


def written(moment: Moment) -> str:
    style = "%a %Y-%m-%d %H:%M" if moment.grain is Grain.MINUTE else "%a %Y-%m-%d"
    words = [moment.start.strftime(style)]
    if moment.end is not None:
        same_day = moment.end.date() == moment.start.date()
        words.append("- " + moment.end.strftime("%H:%M" if same_day else style))
    rule = moment.recurrence
    if rule is None:
        return " ".join(words)
    words.append(f"{rule.frequency}/{rule.interval}" if rule.interval > 1 else rule.frequency)
    days = [f"{day.nth or ''}{WEEKDAY_CODES[day.weekday]}" for day in rule.weekdays] + [
        *map(str, rule.month_days)
    ]
    if days:
        words.append(",".join(days))
    if rule.count is not None:
        words.append(f"x{rule.count}")
    if rule.until is not None:
        words.append(f"until {rule.until:%Y-%m-%d}")
    return " ".join(words)
