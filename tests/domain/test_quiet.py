"""Quiet hours: whole nights, across clock changes too, and deadlines that do not run during them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.quiet import QuietHours, counted, is_quiet, later, next_loud

PARIS = ZoneInfo("Europe/Paris")
NIGHT = QuietHours(time(22), time(8), PARIS)
MINUTE = timedelta(minutes=1)

zones = st.sampled_from(["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])
times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))
hours = st.builds(QuietHours, times, times, zones.map(ZoneInfo))
# around the nights when the clocks of those places change, and any other
instants = st.one_of(
    st.sampled_from([(2026, 3, 29), (2026, 10, 25), (2026, 3, 8), (2026, 11, 1), (2026, 4, 5), (2026, 10, 4)])
    .map(lambda day: datetime(*day, tzinfo=UTC))
    .flatmap(lambda day: st.integers(-2000, 2000).map(lambda n: day + n * MINUTE)),
    st.integers(0, 500_000).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + n * MINUTE),
)
spans = st.integers(0, 3000).map(lambda n: n * MINUTE)


def at(day, hour, minute=0, month=6, fold=0):
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("instant", "loud"),
    [
        (at(1, 21, 59), at(1, 21, 59)),
        (at(1, 22), at(2, 8)),
        (at(2, 3), at(2, 8)),
        (at(2, 8), at(2, 8)),
        (at(28, 23, month=3), at(29, 8, month=3)),
        (at(24, 23, month=10), at(25, 8, month=10)),
    ],
)
def test_a_night_lasts_from_ten_to_eight(instant, loud):
    assert next_loud(instant, NIGHT) == loud
    assert is_quiet(instant, NIGHT) is (instant != loud)


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        (at(1, 12), timedelta(hours=2), at(1, 14)),
        (at(1, 21), timedelta(hours=2), at(2, 9)),
        (at(1, 23), timedelta(minutes=30), at(2, 8, 30)),
        (at(1, 12), timedelta(hours=24), at(2, 22)),  # 10 h of the first day, 14 of the second
        (at(28, 21, month=3), timedelta(hours=2), at(29, 9, month=3)),
    ],
)
def test_a_deadline_counts_waking_hours_only(start, span, end):
    assert later(start, span, NIGHT) == end
    assert counted(start, end, NIGHT) == span


def test_equal_times_are_no_quiet_hours():
    never = QuietHours(time(8), time(8), PARIS)
    assert not is_quiet(at(1, 3), never)
    assert later(at(1, 3), timedelta(days=9), never) == at(10, 3)


def test_an_hour_that_happens_twice_is_quiet_both_times():
    early = QuietHours(time(1), time(2, 30), PARIS)
    assert is_quiet(at(25, 2, 15, month=10), early)
    assert is_quiet(at(25, 2, 15, month=10, fold=1), early)
    assert next_loud(at(25, 2, 15, month=10), early) == at(25, 2, 30, month=10, fold=1)


@settings(max_examples=150, deadline=None)
@given(hours, instants)
def test_the_end_of_the_quiet_is_the_first_loud_minute(quiet, start):
    loud = next_loud(start, quiet)
    assert not is_quiet(loud, quiet)
    if loud != start:
        assert is_quiet(loud - MINUTE, quiet)
        assert loud - start < timedelta(hours=26)


@settings(max_examples=60, deadline=None)
@given(hours, instants, st.integers(0, 200))
def test_quarters_of_an_hour_are_counted_one_by_one(quiet, start, quarters):
    start -= timedelta(minutes=start.minute % 15)  # every zone and every time above begins at such an instant
    loud = [not is_quiet(start + n * 15 * MINUTE, quiet) for n in range(quarters)]
    assert counted(start, start + quarters * 15 * MINUTE, quiet) == sum(loud) * 15 * MINUTE


@settings(max_examples=150, deadline=None)
@given(hours, instants, spans)
def test_a_deadline_is_the_first_instant_by_which_the_span_was_counted(quiet, start, span):
    end = later(start, span, quiet)
    assert counted(start, end, quiet) == span
    if span:
        assert counted(start, end - MINUTE, quiet) == span - MINUTE


@settings(max_examples=100, deadline=None)
@given(hours, instants)
def test_away_from_clock_changes_the_wall_clock_decides(quiet, start):
    local = start.astimezone(quiet.zone)
    if any((local + timedelta(hours=h)).utcoffset() != local.utcoffset() for h in (-30, 30)):
        return
    clock = local.time().replace(tzinfo=None)
    over_midnight = quiet.begin > quiet.end
    inside = clock >= quiet.begin or clock < quiet.end if over_midnight else quiet.begin <= clock < quiet.end
    assert is_quiet(start, quiet) is inside
