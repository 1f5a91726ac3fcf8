"""Silence frees a seat only where it is wished, only after time to say so, and never at night."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.communities import default_community
from bot.domain.confirmations import TIME_TO_SAY, asks, frees_at, silent_hours
from bot.domain.quiet import ClockUnclear, QuietHours, counted, is_quiet, read_clock
from bot.domain.seating import NO_RULES, SeatRules

START = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
NIGHT = QuietHours(time(22), time(8), ZoneInfo("UTC"))
HOUR = timedelta(hours=1)
COMMUNITY = default_community(1, "en-US", START)


@pytest.mark.parametrize(
    ("own", "usual", "hours"), [(None, None, None), (None, 6, 6), (0, 6, None), (4, None, 4), (4, 6, 4)]
)
def test_the_meetups_own_word_goes_before_the_communitys(own, usual, hours):
    community, rules = replace(COMMUNITY, silent_hours=usual), SeatRules(silent_hours=own)
    assert silent_hours(rules, community) == hours
    assert asks(rules, community) is (hours is not None)
    assert asks(rules, replace(community, reconfirms=True))
    assert not asks(NO_RULES, COMMUNITY)


@pytest.mark.parametrize(
    ("start", "hours", "asked", "freed"),
    [
        (19, 6, -24, 13),
        (19, None, -24, None),
        (19, 6, -9, 13),
        (19, 6, -8.9, None),
        (10, 6, -24, -2),  # four in the morning: at ten the evening before
        (10, 6, -14, None),  # asked at eight in the evening
    ],
)
def test_the_deadline(start, hours, asked, freed):
    midnight = START.replace(hour=0)
    starts_at = midnight + start * HOUR
    found = frees_at(starts_at, hours, starts_at + asked * HOUR, NIGHT)
    assert found == (None if freed is None else midnight + freed * HOUR)


@given(st.integers(0, 24 * 60), st.integers(2, 20), st.integers(1, 24 * 60))
def test_nobody_loses_a_seat_asleep_or_without_time_to_say_so(minute, hours, before):
    starts_at = START + timedelta(minutes=minute)
    asked_at = starts_at - timedelta(minutes=before)
    at = frees_at(starts_at, hours, asked_at, NIGHT)
    if at is not None:
        assert asked_at < at <= starts_at - hours * HOUR
        assert counted(asked_at, at, NIGHT) >= TIME_TO_SAY
        assert not is_quiet(at - timedelta(seconds=1), NIGHT)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("22:00", time(22)), ("22h", time(22)), ("8", time(8)), ("10.30 PM", time(22, 30)), ("12 am", time())],
)
def test_a_time_of_day_as_it_is_typed(typed, read):
    assert read_clock(typed) == read


@pytest.mark.parametrize("typed", ["", "late", "25:00", "13 pm", "8:75", "-1"])
def test_what_is_no_time_of_day(typed):
    with pytest.raises(ClockUnclear):
        read_clock(typed)
