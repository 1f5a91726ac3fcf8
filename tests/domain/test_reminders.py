"""Reminders: never after the start, never two at once, and in quiet hours only the last."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.quiet import QuietHours, is_quiet
from bot.domain.reminders import (
    LEADS,
    LeadsUnclear,
    due,
    is_for,
    read_leads,
    send_at,
    still_helps,
    typed_leads,
)

START = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
WEEK, DAY, TWO_HOURS = LEADS
before_start = st.timedeltas(timedelta(days=-3), timedelta(days=12)).map(lambda away: START - away)


def test_a_week_a_day_and_two_hours_before():
    assert due(START, START - timedelta(days=8)) == (
        (timedelta(days=7), START - timedelta(days=7)),
        (timedelta(hours=24), START - timedelta(hours=24)),
        (timedelta(hours=2), START - timedelta(hours=2)),
    )


@pytest.mark.parametrize(
    ("away", "leads"),
    [
        (timedelta(days=7, seconds=1), (WEEK, DAY, TWO_HOURS)),
        (timedelta(days=7), (DAY, TWO_HOURS)),
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


NIGHT = QuietHours(time(22), time(8), ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("starts", "lead", "now", "sent"),
    [
        ("10T19:00", DAY, "09T19:00", "09T19:00"),
        ("10T07:00", DAY, "09T07:00", "09T08:00"),  # at the end of the night
        ("10T07:00", TWO_HOURS, "10T05:00", "10T05:00"),  # the last one goes out anyway
        ("10T09:30", DAY, "09T23:00", None),  # late in the night: by its end the last one is due
        ("10T19:00", DAY, "09T23:00", "10T08:00"),
        ("10T19:00", DAY, "10T18:00", None),
        ("10T19:00", TWO_HOURS, "10T19:00", None),
    ],
)
def test_a_reminder_waits_for_the_end_of_the_night_if_it_still_helps_then(starts, lead, now, sent):
    begins, present = (datetime.fromisoformat(f"2026-03-{at}:00+00:00") for at in (starts, now))
    expected = sent and datetime.fromisoformat(f"2026-03-{sent}:00+00:00")
    assert send_at(begins, lead, LEADS, NIGHT, present) == expected


clock_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
nights = st.builds(QuietHours, clock_times, clock_times, st.just(ZoneInfo("Europe/Paris")))


@settings(deadline=None)
@given(now=before_start, quiet=nights, lead=st.sampled_from(LEADS))
def test_whatever_goes_out_helps_then_and_only_the_last_disturbs(now, quiet, lead):
    at = send_at(START, lead, LEADS, quiet, now)
    if at is not None:
        assert at >= now
        assert still_helps(START, lead, at)
        assert lead == TWO_HOURS or not is_quiet(at, quiet)


def test_an_early_reminder_is_for_those_who_had_answered_by_then():
    for_lead = {lead: is_for(START - timedelta(hours=30), START, lead) for lead in LEADS}
    assert for_lead == {WEEK: False, DAY: True, TWO_HOURS: True}
    assert is_for(START - timedelta(days=8), START, WEEK)
