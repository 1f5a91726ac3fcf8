"""What a list holds, and what somebody means who types a title or a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.listings import Candidate, Filter, Span, days_of, entries, next_midnight, search
from bot.domain.meetups import Format, Meetup, Plan, State

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 6, 10, 10, tzinfo=UTC)  # a Wednesday
DAY = timedelta(days=1)


def meetup(number, days=1.0, state=State.SCHEDULED, series=None, **plan):
    starts_at = None if days is None else NOW + days * DAY
    usual = {"title": f"Meetup {number}", "zone": PARIS, "starts_at": starts_at, "area": "Port"}
    return Meetup(
        id=number,
        community_id=1,
        state=state,
        plan=Plan(**usual | plan),
        organiser_id=9,
        created_at=NOW,
        check_in_secret="",
        series_id=series,
    )


def listed(*meetups, answered=(), **wanted):
    return [
        (entry.meetup.id, entry.later) for entry in entries(meetups, Filter(**wanted), answered, NOW, PARIS)
    ]


def test_what_is_on_or_to_come_stands_in_order_and_proposals_after_it():
    running, over = meetup(1, -0.01), meetup(2, -1)
    found = listed(
        meetup(3, 5),
        over,
        meetup(4, None, State.PROPOSED),
        meetup(5, 2),
        running,
        meetup(6, 1, State.CANCELLED),
    )
    assert found == [(1, 0), (5, 0), (3, 0), (4, 0)]


def test_a_series_is_one_line_that_counts_its_later_dates():
    dates = [meetup(n, 7 * n, series=4) for n in range(1, 9)]
    assert listed(*reversed(dates), meetup(20, 10)) == [(1, 7), (20, 0)]
    assert listed(*dates, span=Span.MONTH) == [(1, 3)], "only those that fit are counted"


def test_each_filter_takes_away_what_does_not_fit():
    walk = meetup(1, 1, format=Format.WALK, area="Île de Nantes")
    meal = meetup(2, 6, format=Format.MEAL)
    idea = meetup(3, None, State.PROPOSED, area="ile feydeau")
    assert listed(walk, meal, idea, format=Format.MEAL) == [(2, 0)]
    assert listed(walk, meal, idea, area="ILE ") == [(1, 0), (3, 0)], "no case, no accents"
    assert listed(walk, meal, idea, mine=True) == []
    assert listed(walk, meal, idea, mine=True, answered=[2, 3]) == [(2, 0), (3, 0)]
    assert [n for n, _ in listed(walk, meal, idea, span=Span.WEEK)] == [1]
    assert [n for n, _ in listed(walk, meal, idea, span=Span.NEXT_WEEK)] == [2]


@given(
    st.integers(0, 2 * 365 * 24 * 60),
    st.sampled_from(["Europe/Paris", "Australia/Lord_Howe"]),
)
def test_this_week_and_the_next_meet_on_a_monday_at_midnight(minutes, key):
    now, zone = NOW + timedelta(minutes=minutes), ZoneInfo(key)
    since, until = days_of(Span.WEEK, now, zone)
    follows, ends = days_of(Span.NEXT_WEEK, now, zone)
    assert since == now < until == follows
    for edge in (until, ends, next_midnight(now, zone)):
        local = edge.astimezone(zone)
        assert (local.hour, local.minute) == (0, 0)
    assert until.astimezone(zone).weekday() == 0
    assert ends.astimezone(zone).date() - until.astimezone(zone).date() == 7 * DAY
    assert now < next_midnight(now, zone) <= now + 1.1 * DAY


def candidate(number, title, days=1.0, **fields):
    usual = {
        "id": number,
        "title": title,
        "state": State.SCHEDULED,
        "starts_at": None if days is None else NOW + days * DAY,
        "duration": timedelta(hours=2),
        "zone": PARIS,
        "series_id": None,
        "is_mine": False,
    }
    return Candidate(**usual | fields)


def words_of(on: date) -> set[str]:
    names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    return {names[on.weekday()], str(on.day), on.strftime("%B").lower()}


THURSDAY = candidate(1, "Apéro du canal", 1)
FRIDAY = candidate(2, "Friends' dinner", 2)
NEXT_FRIDAY = candidate(3, "Balade", 9)
PAST = candidate(4, "Apéro d'avant", -8)
OPEN = candidate(5, "Crêpes", None, state=State.PROPOSED)
EVERY = [PAST, NEXT_FRIDAY, OPEN, FRIDAY, THURSDAY]


@pytest.mark.parametrize(
    ("typed", "days", "found"),
    [
        ("", (), [1, 2, 3, 5, 4]),
        ("APERO", (), [1, 4]),
        ("crepes", (), [5]),
        ("fri", [date(2026, 6, 12)], [2, 3]),
        ("fri", (), [2, 3]),
        ("tomorrow", [date(2026, 6, 11)], [1]),
        ("12 june", (), [2]),
        ("1 june", (), []),
        ("balade fri", (), [3]),
        ("june apero", (), [1, 4]),
        ("nothing", (), []),
    ],
)
def test_a_meetup_is_found_by_its_title_its_day_or_both(typed, days, found):
    assert [one.id for one in search(EVERY, typed, days, words_of, NOW)] == found


def test_the_day_is_that_of_the_venue():
    tokyo = replace(THURSDAY, zone=ZoneInfo("Asia/Tokyo"), starts_at=datetime(2026, 6, 11, 16, tzinfo=UTC))
    assert search([tokyo], "friday", (), words_of, NOW) == [tokyo]
