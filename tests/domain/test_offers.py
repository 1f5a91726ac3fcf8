"""How long a seat is held for who waits: shorter as the day comes near, and not during the night."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import quiet
from bot.domain.communities import default_community
from bot.domain.meetups import Meetup, MeetupClosed, Plan, State
from bot.domain.offers import LAST, SHORTEST, latest, offer_until, terms_at
from bot.domain.rosters import Handing
from bot.domain.seating import SeatRules
from bot.domain.turnout import NoMinimum, TurnoutDecided, going_ahead, is_due

PARIS = ZoneInfo("Europe/Paris")
COMMUNITY = default_community(1, "fr", datetime(2026, 1, 1, tzinfo=UTC))


def at(day, hour, minute=0):
    return datetime(2026, 6, day, hour, minute, tzinfo=PARIS).astimezone(UTC)


START = at(20, 19)
MEETUP = Meetup(
    id=1,
    community_id=1,
    state=State.SCHEDULED,
    plan=Plan(title="Picnic", starts_at=START, zone=PARIS, capacity=8),
    organiser_id=5,
    created_at=at(1, 12),
    check_in_secret="",
)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(10, 12), at(11, 22)),  # 24 h of waking time: ten the first day, fourteen the second
        (at(18, 9), at(19, 19)),
        (at(19, 10), at(19, 12)),  # the day before: two hours
        (at(19, 21), at(20, 9)),
        (at(19, 23), at(20, 10)),
        (at(20, 9), at(20, 9, 30)),  # on the day: half an hour
        (at(20, 3), at(20, 8, 30)),
        (at(20, 16, 45), at(20, 17, 15)),
        (at(20, 17), None),  # the last two hours: whoever presses first
        (at(20, 18), None),
    ],
)
def test_the_nearer_the_shorter(now, until):
    assert offer_until(now, START, PARIS, COMMUNITY.quiet) == until


def test_an_offer_of_the_night_before_an_early_walk_ends_two_hours_before_it():
    assert offer_until(at(19, 21, 30), at(20, 9), PARIS, COMMUNITY.quiet) == at(20, 7)


@given(st.integers(1, 20 * 24 * 60))
def test_every_offer_leaves_time_to_answer_and_ends_before_the_start(minutes):
    now = START - timedelta(minutes=minutes)
    until = offer_until(now, START, PARIS, COMMUNITY.quiet)
    if now >= START - LAST:
        assert until is None
    else:
        assert now + SHORTEST <= until <= START - LAST + SHORTEST
        assert quiet.counted(now, until, COMMUNITY.quiet) <= timedelta(hours=24)
        assert until <= latest(now, START)
        assert latest(now, START) <= latest(now + timedelta(minutes=1), START), (
            "none made in time is cut short"
        )


def with_rules(**rules):
    return replace(MEETUP, plan=replace(MEETUP.plan, seating=SeatRules(**rules)))


def test_the_terms_follow_the_hour_and_the_rules():
    early, late = at(10, 12), at(20, 18)
    assert terms_at(MEETUP, COMMUNITY, early).handing is Handing.OFFERED
    assert terms_at(MEETUP, COMMUNITY, late).handing is Handing.OPEN
    assert terms_at(with_rules(host_picks=True), COMMUNITY, late).handing is Handing.PICKED
    kept = with_rules(kept_seats=3, kept_until=at(18, 12))
    assert [terms_at(kept, COMMUNITY, now).kept for now in (early, late)] == [3, 0]
    dateless = replace(MEETUP, plan=replace(MEETUP.plan, starts_at=None))
    assert terms_at(dateless, COMMUNITY, early).handing is Handing.PAUSED
    until_the_start = with_rules(kept_seats=3)
    assert [terms_at(until_the_start, COMMUNITY, now).kept for now in (late, START)] == [3, 0]


class TestTurnout:
    RULES = SeatRules(minimum=4, decides_at=at(19, 18))
    MEETUP = replace(MEETUP, plan=replace(MEETUP.plan, seating=RULES))

    def test_it_is_due_from_its_hour_until_it_is_decided_or_begins(self):
        assert [is_due(self.MEETUP, now) for now in (at(19, 17), at(19, 18), at(20, 18), START)] == [
            *(False, True, True),
            False,
        ]
        assert not is_due(going_ahead(self.MEETUP, at(19, 18)), at(19, 19))
        assert not is_due(MEETUP, at(19, 19))

    def test_it_is_decided_once(self):
        decided = going_ahead(self.MEETUP, at(19, 18))
        assert decided.plan.seating.decided_at == at(19, 18)
        with pytest.raises(TurnoutDecided):
            going_ahead(decided, at(19, 19))
        with pytest.raises(NoMinimum):
            going_ahead(MEETUP, at(19, 19))
        with pytest.raises(MeetupClosed):
            going_ahead(self.MEETUP, START)
