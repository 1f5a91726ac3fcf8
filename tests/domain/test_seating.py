"""The seat rules of a meetup: what may be set, and how they follow its start."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.meetups import Meetup, NothingChanged, Plan, State, edited
from bot.domain.seating import (
    MOST_GUESTS,
    GuestLimitOutOfRange,
    HourOutOfRange,
    KeptSeatsOutOfRange,
    MinimumIncomplete,
    MinimumOutOfRange,
    SeatRules,
    StartNeeded,
    checked_rules,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
START = NOW + timedelta(days=7)
HOUR = timedelta(hours=1)
FULL = SeatRules(
    guest_limit=2,
    closes_at=START - HOUR,
    kept_seats=3,
    kept_until=START - 48 * HOUR,
    minimum=4,
    decides_at=START - 24 * HOUR,
)
MEETUP = Meetup(
    id=1,
    community_id=1,
    state=State.SCHEDULED,
    plan=Plan(title="Picnic", starts_at=START, zone=ZoneInfo("Europe/Paris"), capacity=8, seating=FULL),
    organiser_id=5,
    created_at=NOW,
    check_in_secret="",
)


def check(rules, before=SeatRules(), starts_at=START, capacity=8, now=NOW):  # noqa: B008 - frozen
    return checked_rules(rules, before, starts_at=starts_at, capacity=capacity, now=now)


def test_what_can_be_kept_is_kept():
    assert check(FULL) == FULL
    assert check(SeatRules(), starts_at=None, capacity=None) == SeatRules()


@pytest.mark.parametrize(
    ("rules", "refusal"),
    [
        (SeatRules(guest_limit=MOST_GUESTS + 1), GuestLimitOutOfRange),
        (SeatRules(guest_limit=-1), GuestLimitOutOfRange),
        (SeatRules(kept_seats=9), KeptSeatsOutOfRange),
        (SeatRules(kept_seats=-1), KeptSeatsOutOfRange),
        (SeatRules(minimum=4), MinimumIncomplete),
        (SeatRules(decides_at=START - HOUR), MinimumIncomplete),
        (SeatRules(minimum=1, decides_at=START - HOUR), MinimumOutOfRange),
        (SeatRules(minimum=9, decides_at=START - HOUR), MinimumOutOfRange),
        (SeatRules(closes_at=NOW), HourOutOfRange),
        (SeatRules(closes_at=START + HOUR), HourOutOfRange),
        (SeatRules(kept_until=NOW - HOUR), HourOutOfRange),
    ],
)
def test_what_cannot_be_is_refused(rules, refusal):
    with pytest.raises(refusal):
        check(rules)


def test_seats_can_only_be_kept_of_a_limited_number_and_hours_before_a_date():
    with pytest.raises(KeptSeatsOutOfRange) as refused:
        check(SeatRules(kept_seats=1), capacity=None)
    assert refused.value.highest == 0
    with pytest.raises(StartNeeded):
        check(SeatRules(closes_at=NOW + HOUR), starts_at=None)


def test_an_hour_that_passed_meanwhile_may_stay():
    late = START - 2 * HOUR
    changed = replace(FULL, guest_limit=1)
    assert check(changed, before=FULL, now=late) == changed


def test_kept_seats_are_kept_until_their_hour_or_the_start():
    assert FULL.kept_at(START - 48 * HOUR) == 0
    assert FULL.kept_at(START - 49 * HOUR) == 3
    assert replace(FULL, kept_until=None).kept_at(START - HOUR) == 3


def test_a_moved_meetup_takes_its_hours_along_and_decides_again():
    short = replace(MEETUP, plan=replace(MEETUP.plan, seating=replace(FULL, decided_at=START - 24 * HOUR)))
    now = START - 20 * HOUR
    seating = edited(short, replace(short.plan, starts_at=START + 48 * HOUR), now).plan.seating
    assert seating == FULL.moved(48 * HOUR)
    assert seating.closes_at == START + 47 * HOUR
    assert seating.decided_at is None


def test_an_edit_of_the_rules_is_checked_and_a_smaller_room_keeps_fewer_seats():
    with pytest.raises(KeptSeatsOutOfRange):
        edited(MEETUP, replace(MEETUP.plan, seating=replace(FULL, kept_seats=20)), NOW)
    assert edited(MEETUP, replace(MEETUP.plan, capacity=2), NOW).plan.seating.kept_seats == 2
    assert edited(MEETUP, replace(MEETUP.plan, capacity=None), NOW).plan.seating.kept_seats == 0
    with pytest.raises(NothingChanged):
        edited(MEETUP, MEETUP.plan, NOW)


def test_another_meetup_like_this_one_has_nothing_decided():
    decided = replace(FULL, picked_at=NOW, decided_at=NOW)
    assert decided.afresh() == FULL


def test_a_date_after_a_postponement_drops_the_hours_that_do_not_fit():
    later = FULL.within(START - 2 * HOUR, START + 48 * HOUR)
    assert later == replace(FULL, kept_until=None, minimum=None, decides_at=None)
    assert FULL.within(NOW, START) == FULL
