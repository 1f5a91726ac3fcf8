"""Clock changes of every IANA zone: what does not exist is refused, what exists twice asks for a hint."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.domain.moments import Moment, MomentRefused, Reason, read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 1, 1, 0, 30, tzinfo=UTC)
WEEK = timedelta(days=7)


def changes(zone: ZoneInfo) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """(UTC instant, offset before, offset after) of each clock change within a year of NOW."""
    before = NOW.astimezone(zone).utcoffset()
    for week in range(53):  # no zone changes its clocks twice in a week
        low, high = NOW + week * WEEK, NOW + (week + 1) * WEEK
        after = high.astimezone(zone).utcoffset()
        assert before is not None
        assert after is not None
        if after != before:
            while high - low > timedelta(minutes=1):
                middle = low + ((high - low) / 2 // timedelta(minutes=1)) * timedelta(minutes=1)
                if middle.astimezone(zone).utcoffset() == before:
                    low = middle
                else:
                    high = middle
            yield high, before, after
        before = after


@cache
def all_changes() -> tuple[tuple[str, datetime, timedelta, timedelta], ...]:
    seen = {}
    for name in sorted(available_timezones() - {"localtime"}):
        for at, before, after in changes(ZoneInfo(name)):
            seen[name, at] = (name, at, before, after)
    return tuple(seen.values())


def test_there_is_something_to_test() -> None:
    assert len(all_changes()) > 100
    assert len({name for name, *_ in all_changes()}) > 50


def test_every_gap_is_refused() -> None:
    for name, at, before, after in all_changes():
        if after > before:
            wall = (at + before + (after - before) / 2).replace(tzinfo=None)
            with pytest.raises(MomentRefused) as caught:
                read(f"{wall:%Y-%m-%d %H:%M}", name)
            assert caught.value.reason is Reason.SKIPPED_HOUR, (name, wall)


def test_every_fold_is_refused_without_a_hint_and_read_with_one() -> None:
    for name, at, before, after in all_changes():
        if after < before:
            wall = (at + after + (before - after) / 2).replace(tzinfo=None)
            text = f"{wall:%Y-%m-%d %H:%M}"
            with pytest.raises(MomentRefused) as caught:
                read(text, name)
            assert caught.value.reason is Reason.REPEATED_HOUR, (name, wall)
            for fold in (0, 1):
                instant = wall.replace(tzinfo=ZoneInfo(name), fold=fold)
                hint = instant.tzname() or ""
                other = instant.replace(fold=1 - fold).tzname()
                if hint.isalpha() and hint != other:
                    found = read(f"{text} {hint}", name)
                    assert found.start.astimezone(UTC) == instant.astimezone(UTC), (name, text, hint)


def test_around_a_change_elapsed_hours_and_wall_hours_differ() -> None:
    zone = ZoneInfo("Europe/Paris")
    now = datetime(2026, 3, 28, 20, 0, tzinfo=zone)  # the clocks go forward in the night
    tomorrow = read_moment("tomorrow 8pm", now=now, zone=zone, language="en")
    elapsed = read_moment("in 24 hours", now=now, zone=zone, language="en")
    assert isinstance(tomorrow, Moment)
    assert isinstance(elapsed, Moment)
    assert tomorrow.start.isoformat() == "2026-03-29T20:00:00+02:00"
    assert elapsed.start.isoformat() == "2026-03-29T21:00:00+02:00"


def test_a_day_begins_when_its_midnight_is_skipped() -> None:
    zone = ZoneInfo("Africa/Cairo")  # clocks go from 00:00 to 01:00 on the last friday of april
    now = datetime(2026, 4, 1, 12, 0, tzinfo=zone)
    found = read_moment("2026-04-24", now=now, zone=zone, language="en")
    assert isinstance(found, Moment)
    assert found.start.isoformat() == "2026-04-24T01:00:00+03:00"


def test_a_hint_that_the_clock_does_not_show_is_refused() -> None:
    with pytest.raises(MomentRefused):
        read("2026-07-14 19:00 CET", "Europe/Paris")
    assert read("2026-07-14 19:00 CEST", "Europe/Paris").start.hour == 19


def read(text: str, zone: str) -> Moment:
    found = read_moment(text, now=NOW, zone=ZoneInfo(zone), language="fr")
    assert isinstance(found, Moment)
    return found
