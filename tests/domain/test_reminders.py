"""Reminders: never after the start, and never two at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.reminders import LEADS, LeadsUnclear, due, read_leads, still_helps, typed_leads

START = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
DAY, TWO_HOURS = LEADS
before_start = st.timedeltas(timedelta(days=-3), timedelta(days=10)).map(lambda away: START - away)


def test_a_day_and_two_hours_before():
    assert due(START, START - timedelta(days=7)) == (
        (timedelta(hours=24), START - timedelta(hours=24)),
        (timedelta(hours=2), START - timedelta(hours=2)),
    )


@pytest.mark.parametrize(
    ("away", "leads"),
    [
        (timedelta(hours=24, seconds=1), (DAY, TWO_HOURS)),
        (timedelta(hours=24), (TWO_HOURS,)),
        (timedelta(hours=2), ()),
        (timedelta(), ()),
        (timedelta(hours=-1), ()),
    ],
)
def test_a_lead_that_has_passed_is_left_out(away, leads):
    assert tuple(lead for lead, _ in due(START, START - away)) == leads


@pytest.mark.parametrize(
    ("lead", "away", "helps"),
    [
        (DAY, timedelta(hours=24), True),
        (DAY, timedelta(hours=2, seconds=1), True),
        (DAY, timedelta(hours=2), False),
        (TWO_HOURS, timedelta(hours=2), True),
        (TWO_HOURS, timedelta(seconds=1), True),
        (TWO_HOURS, timedelta(), False),
        (TWO_HOURS, timedelta(hours=-1), False),
    ],
)
def test_a_late_one_helps_until_the_next_one_or_the_start(lead, away, helps):
    assert still_helps(START, lead, START - away) is helps


@settings(deadline=None)
@given(now=before_start)
def test_of_those_that_are_due_at_most_one_helps_and_none_after_the_start(now):
    helping = [lead for lead in LEADS if START - lead <= now and still_helps(START, lead, now)]
    assert len(helping) == (START - LEADS[0] <= now < START)


@settings(deadline=None)
@given(now=before_start)
def test_what_is_due_lies_ahead_in_order_and_before_the_start(now):
    instants = [at for _, at in due(START, now)]
    assert instants == sorted(instants)
    assert all(now < at < START for at in instants)
    assert all(still_helps(START, lead, at) for lead, at in due(START, now))


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("7 d, 24 h, 2 h", [168, 24, 2]), ("2h et 1j", [24, 2]), ("90 min", [1.5]), ("", []), ("2 h, 2 h", [2])],
)
def test_leads_are_read_as_typed_and_typed_as_read(typed, hours):
    leads = read_leads(typed)
    assert leads == tuple(timedelta(hours=h) for h in hours)
    assert read_leads(typed_leads(leads)) == read_leads(typed_leads(leads, "j")) == leads


@pytest.mark.parametrize("typed", ["soon", "2", "5 min", "31 d", "1 h, 2 h, 3 h, 4 h, 5 h", "2 h before"])
def test_leads_that_are_none(typed):
    with pytest.raises(LeadsUnclear):
        read_leads(typed)
