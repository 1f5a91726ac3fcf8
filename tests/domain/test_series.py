"""A series' dates: the same wall time over every clock change, and what happens in the two odd hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import reminders
from bot.domain.meetups import Plan
from bot.domain.moments import Frequency, NthWeekday, Recurrence, describe, read_moment
from bot.domain.series import (
    WINDOW,
    Clock,
    DayOfSeries,
    Series,
    ahead,
    at_wall,
    clock_at,
    extends_at,
    missing,
    plan_at,
    posts_at,
    retimed,
    shifted,
    slots,
)

PARIS = ZoneInfo("Europe/Paris")
THURSDAYS = Recurrence(Frequency.WEEKLY, weekdays=(NthWeekday(3),))
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def a_series(rule=THURSDAYS, first_on=date(2026, 1, 8), wall=time(19), zone=PARIS, **fields):
    return Series(
        id=1,
        community_id=1,
        organiser_id=2,
        channel_id=3,
        rule=rule,
        first_on=first_on,
        wall=wall,
        plan=Plan(title="Drinks", zone=zone, **fields),
        created_at=NOW,
    )


@pytest.mark.parametrize("name", ["Europe/Paris", "America/New_York", "Australia/Lord_Howe"])
def test_a_weekly_19_00_stays_19_00_for_18_months_and_so_do_its_reminders(name):
    zone = ZoneInfo(name)
    series = a_series(zone=zone)
    found = list(islice(slots(series), 78))
    assert found[-1].starts_at - found[0].starts_at > timedelta(days=530)
    assert {slot.clock for slot in found} == {Clock.USUAL}
    offsets = set()
    for slot in found:
        local = slot.starts_at.astimezone(zone)
        assert (local.date(), local.time(), local.weekday()) == (slot.on, time(19), 3)
        offsets.add(local.utcoffset())
        plan = plan_at(series, slot)
        assert plan.starts_at == slot.starts_at
        leads = reminders.leads_for(plan.leads, reminders.LEADS)
        due = reminders.due(slot.starts_at, NOW, leads)
        assert [slot.starts_at - at for _, at in due] == list(leads)
        assert all(reminders.still_helps(slot.starts_at, lead, at, leads) for lead, at in due)
    assert len(offsets) == 2, "the 18 months cross clock changes"
    gaps = {later.starts_at - earlier.starts_at for earlier, later in pairwise(found)}
    change = timedelta(minutes=30) if name == "Australia/Lord_Howe" else timedelta(hours=1)
    assert gaps == {timedelta(weeks=1), timedelta(weeks=1) - change, timedelta(weeks=1) + change}


@pytest.mark.parametrize(
    ("zone", "on", "wall", "shows", "clock"),
    [
        ("Europe/Paris", date(2026, 3, 29), time(2, 30), time(3, 30), Clock.SKIPPED),
        ("America/New_York", date(2026, 3, 8), time(2), time(3), Clock.SKIPPED),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), time(2, 45), Clock.SKIPPED),
        ("Europe/Paris", date(2026, 10, 25), time(2, 30), time(2, 30), Clock.REPEATED),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), time(1, 45), Clock.REPEATED),
        ("Europe/Paris", date(2026, 3, 29), time(3), time(3), Clock.USUAL),
    ],
)
def test_a_skipped_hour_moves_on_and_a_repeated_one_is_the_first(zone, on, wall, shows, clock):
    starts_at, said = at_wall(on, wall, ZoneInfo(zone))
    local = starts_at.astimezone(ZoneInfo(zone))
    assert (local.date(), local.time(), said) == (on, shows, clock)
    assert local.fold == 0
    daily = a_series(Recurrence(Frequency.DAILY), on - timedelta(days=2), wall, ZoneInfo(zone))
    around = [slot.starts_at.astimezone(ZoneInfo(zone)).time() for slot in islice(slots(daily), 5)]
    assert around == [wall, wall, shows, wall, wall]
    assert clock_at(daily, on) is clock


def test_the_window_holds_eight_weeks_and_rolls():
    series = a_series()
    first = missing(series, NOW, ())
    assert [slot.on for slot in first] == [date(2026, 1, 8) + timedelta(weeks=n) for n in range(7)]
    rolls_at = extends_at(series, NOW)
    assert rolls_at == first[-1].starts_at + timedelta(weeks=1) - WINDOW
    known = {slot.on for slot in first}
    assert missing(series, rolls_at - timedelta(seconds=1), known) == []
    [one] = missing(series, rolls_at, known)
    assert one.on == date(2026, 2, 26)
    later = datetime(2026, 1, 8, 18, tzinfo=UTC)  # the instant the first begins
    assert date(2026, 1, 8) not in {slot.on for slot in missing(series, later, ())}


def test_a_rare_series_has_its_next_date_whatever_the_window():
    yearly = a_series(Recurrence(Frequency.YEARLY), date(2026, 12, 24))
    assert [slot.on for slot in missing(yearly, NOW, ())] == [date(2026, 12, 24)]
    leap = a_series(Recurrence(Frequency.YEARLY), date(2028, 2, 29))
    assert missing(leap, NOW, ()) == []  # more than two years ahead
    assert extends_at(leap, NOW) is None


def test_a_series_ends_by_its_count_its_last_day_or_by_hand():
    assert len(list(slots(a_series(replace(THURSDAYS, count=3))))) == 3
    until = datetime(2026, 1, 22, 22, 59, 59, tzinfo=UTC)
    ended = a_series(replace(THURSDAYS, until=until))
    assert [slot.on.day for slot in slots(ended)] == [8, 15, 22]
    by_hand = replace(a_series(), ended_on=date(2026, 1, 21))
    assert [slot.on.day for slot in slots(by_hand)] == [8, 15]
    assert extends_at(by_hand, NOW) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every other friday 7pm", [(1, 2), (1, 16), (1, 30)]),
        ("first thursday of every month 19:00", [(1, 1), (2, 5), (3, 5)]),
        ("every month on the 31st at 18:00", [(1, 31), (3, 31), (5, 31)]),
        ("every monday and wednesday 8pm", [(1, 5), (1, 7), (1, 12)]),
        ("last sunday of every month at 10 am", [(1, 25), (2, 22), (3, 29)]),
    ],
)
def test_what_people_type_becomes_dates(text, days):
    moment = read_moment(text, now=NOW, zone=PARIS, language="en-GB")
    assert moment.recurrence is not None
    local = moment.start.astimezone(PARIS)
    series = a_series(moment.recurrence, local.date(), local.time())
    found = list(islice(slots(series), 3))
    assert [(slot.on.month, slot.on.day) for slot in found] == days
    assert found[0].starts_at == moment.start
    assert describe(moment, PARIS, "fr")


def test_all_later_dates_take_an_hour():
    series = a_series(area="Parc")
    before = plan_at(series, next(slots(series)))
    later = replace(before, starts_at=before.starts_at + timedelta(minutes=30), area="Lac")
    changed = retimed(series, before, later)
    assert (changed.wall, changed.plan.area, changed.plan.starts_at) == (time(19, 30), "Lac", None)
    assert changed.rule == series.rule


@pytest.mark.parametrize("days", [-6, -3, -1, 1, 2, 6])
def test_from_a_date_on_a_weekly_series_moves_by_days(days):
    rule = replace(THURSDAYS, count=10)
    series = a_series(rule)
    every = list(slots(series))
    moved = list(slots(shifted(series, every[3].on, days)))
    by = timedelta(days=days)
    assert [slot.on for slot in moved] == [slot.on + by for slot in every[3:]]
    assert {slot.starts_at.astimezone(PARIS).time() for slot in moved} == {series.wall}


def test_several_days_of_the_week_move_together():
    rule = Recurrence(Frequency.WEEKLY, weekdays=(NthWeekday(0), NthWeekday(6)))
    series = a_series(rule, date(2026, 1, 5))
    every = [slot.on for slot in islice(slots(series), 12)]
    moved = [slot.on for slot in islice(slots(shifted(series, every[1], 1)), 11)]
    assert moved == [on + timedelta(days=1) for on in every[1:]]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (Recurrence(Frequency.MONTHLY, month_days=(8,)), 1),
        (Recurrence(Frequency.DAILY), 1),
        (Recurrence(Frequency.WEEKLY, 2, weekdays=(NthWeekday(3), NthWeekday(6))), 1),
        (Recurrence(Frequency.WEEKLY), 7),
    ],
)
def test_what_is_no_simple_move_is_refused(rule, days):
    series = a_series(rule)
    with pytest.raises(DayOfSeries):
        shifted(series, series.first_on, days)


def test_a_card_appears_once_the_one_before_is_over():
    assert posts_at(None, NOW) == NOW
    assert posts_at(NOW + timedelta(days=3), NOW) == NOW + timedelta(days=3)
    assert posts_at(NOW - timedelta(days=3), NOW) == NOW


RULES = st.builds(
    Recurrence,
    st.sampled_from([Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY]),
    st.integers(1, 3),
    count=st.none() | st.integers(1, 40),
)


@settings(deadline=None, max_examples=60)  # a slow machine is no mistake of the rule
@given(
    rule=RULES,
    first_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    wall=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    zone=st.sampled_from(["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "UTC"]),
    hours=st.integers(0, 24 * 500),
)
def test_whenever_one_looks_nothing_in_the_window_is_missing_and_nothing_is_there_twice(
    rule, first_on, wall, zone, hours
):
    series = a_series(rule, first_on, wall, ZoneInfo(zone))
    now = NOW + timedelta(hours=hours)
    every = list(islice(slots(series), 700))
    assert all(a.starts_at < b.starts_at and a.on < b.on for a, b in pairwise(every))
    wanted = [slot for slot in every if now < slot.starts_at <= now + WINDOW]
    got = missing(series, now, ())
    assert got[: len(wanted)] == wanted
    assert len(got) <= max(len(wanted), 1)
    assert missing(series, now, {slot.on for slot in got}) == []
    upcoming = list(islice(ahead(series, now), 1))
    assert not upcoming or upcoming[0] in got
