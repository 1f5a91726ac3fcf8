"""Seats kept for newcomers or a role: for those who waited before, and for whom an organiser answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.rights import Actor
from bot.domain.rosters import Answer
from bot.services import agenda

GOING, _, DECLINED = Answer
FRIENDS = 7


def users(parties):
    return [party.user_id for party in parties]


@pytest.fixture
async def veterans(hall):
    """Members 1 to 4 have been to a meetup before."""
    past = await hall.scheduled(in_hours=1)
    hall.clock.move(hours=2)
    await hall.services.checkins.check_in(hall.mod, past.id, [1, 2, 3, 4])
    hall.clock.move(days=1)


async def full(hall, *waiting):
    meetup = await hall.scheduled(capacity=2)
    for user in (1, 2, *waiting):
        await hall.services.rosters.answer(hall.member(user), meetup.id, GOING)
    await hall.take()
    return meetup


async def keep(hall, meetup, **kept):
    await hall.services.meetups.edit(
        hall.mod, meetup.id, lambda plan: replace(plan, seating=replace(plan.seating, **kept))
    )


@pytest.mark.usefixtures("veterans")
async def test_a_newcomer_who_waited_before_seats_were_kept_is_asked_before_the_others(hall):
    meetup = await full(hall, 3, 9)
    await keep(hall, meetup, kept_seats=2)
    await hall.services.rosters.answer(hall.member(1), meetup.id, DECLINED)
    roster = await hall.roster(meetup.id)
    assert users(roster.offered) == [9]
    assert [p["user_id"] for kind, _, p in await hall.take() if kind == agenda.OFFER] == [9]


@pytest.mark.usefixtures("veterans")
async def test_when_they_are_kept_no_longer_whoever_is_first_is_asked(hall):
    meetup = await full(hall, 3, 9)
    await keep(hall, meetup, kept_seats=2, kept_until=hall.now + timedelta(days=1))
    await keep(hall, meetup, kept_seats=0, kept_until=None)
    await hall.services.rosters.answer(hall.member(1), meetup.id, DECLINED)
    assert users((await hall.roster(meetup.id)).offered) == [3]


async def test_who_waits_and_has_the_role_presses_again_and_sits(hall):
    meetup = await hall.scheduled(capacity=3)
    friend = Actor(user_id=5, community_id=hall.here, role_ids=frozenset({FRIENDS}))
    for user in (1, 2, 3):
        await hall.services.rosters.answer(hall.member(user), meetup.id, GOING)
    await hall.services.rosters.answer(hall.member(4), meetup.id, GOING)
    await hall.services.rosters.answer(friend, meetup.id, GOING)
    await keep(hall, meetup, kept_seats=2, kept_role_id=FRIENDS)
    await hall.services.rosters.answer(hall.member(1), meetup.id, DECLINED)
    assert users((await hall.roster(meetup.id)).offered) == [], "nobody knows of the role yet"
    roster = await hall.services.rosters.answer(friend, meetup.id, GOING)
    assert users(roster.seated) == [2, 3, 5]
