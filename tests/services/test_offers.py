"""Offers through the service: what two presses do, and what a date that moves does to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.offers import LAST
from bot.domain.rosters import Answer, OfferOver
from bot.services import agenda

GOING, MAYBE, DECLINED = Answer
DAY = timedelta(days=1)


def users(parties):
    return [party.user_id for party in parties]


async def offered(hall, *, waiting=(2, 3), **plan):
    """A meetup with one seat, which was given up: it is held for the first of those who wait."""
    meetup = await hall.scheduled(capacity=1, **plan)
    for user in (1, *waiting):
        await hall.services.rosters.answer(hall.member(user), meetup.id, GOING)
    await hall.services.rosters.answer(hall.member(1), meetup.id, DECLINED)
    await hall.take()
    return meetup


async def reply(hall, meetup, user, *, accept):
    return await hall.services.rosters.answer_offer(hall.member(user), meetup.id, accept=accept)


async def move(hall, meetup, starts_at):
    await hall.services.meetups.edit(hall.mod, meetup.id, lambda plan: replace(plan, starts_at=starts_at))


async def told(hall, *kinds):
    return [(kind, payload.get("user_id")) for kind, _, payload in await hall.take() if kind in kinds]


class TestTwice:
    async def test_taking_it_twice_is_as_good_as_once(self, hall):
        meetup = await offered(hall)
        await reply(hall, meetup, 2, accept=True)
        roster = await reply(hall, meetup, 2, accept=True)
        assert users(roster.seated) == [2]

    async def test_letting_it_go_twice_too(self, hall):
        meetup = await offered(hall)
        await reply(hall, meetup, 2, accept=False)
        roster = await reply(hall, meetup, 2, accept=False)
        assert sorted(users(roster.declined)) == [1, 2]
        assert users(roster.offered) == [3]

    async def test_a_no_gives_up_the_seat_that_was_taken_on_the_card(self, hall):
        meetup = await offered(hall)
        await hall.services.rosters.answer(hall.member(2), meetup.id, GOING)
        roster = await reply(hall, meetup, 2, accept=False)
        assert users(roster.declined) == [1, 2]
        assert users(roster.offered) == [3]

    @pytest.mark.parametrize("accept", [True, False])
    async def test_who_has_none_is_refused(self, hall, accept):
        meetup = await offered(hall)
        for user in (3, 9):
            with pytest.raises(OfferOver):
                await reply(hall, meetup, user, accept=accept)


class TestMoves:
    async def test_none_outlasts_an_earlier_start_and_the_new_deadline_is_told(self, hall):
        meetup = await offered(hall)
        await move(hall, meetup, hall.now + timedelta(hours=6))
        until = (await hall.roster(meetup.id)).party_of(2).offered_until
        assert until == hall.now + timedelta(hours=6) - LAST
        jobs = await hall.take()
        assert [(at, payload["user_id"]) for kind, at, payload in jobs if kind == agenda.OFFER] == [
            (hall.now, 2)
        ]
        assert until in [at for kind, at, _ in jobs if kind == agenda.SETTLE]

    async def test_a_later_start_leaves_it_as_it_was_told(self, hall):
        meetup = await offered(hall)
        until = (await hall.roster(meetup.id)).party_of(2).offered_until
        await move(hall, meetup, meetup.plan.starts_at + 7 * DAY)
        assert (await hall.roster(meetup.id)).party_of(2).offered_until == until
        assert await told(hall, agenda.OFFER) == []

    async def test_without_a_date_nobody_loses_their_place_for_not_answering(self, hall):
        meetup = await offered(hall)
        await hall.services.meetups.postpone(hall.mod, meetup.id, "Storm")
        roster = await hall.roster(meetup.id)
        assert (users(roster.offered), users(roster.waiting)) == ([], [2, 3])
        hall.clock.move(days=20)
        await hall.take()
        await move(hall, meetup, hall.now + 10 * DAY)
        roster = await hall.roster(meetup.id)
        assert (users(roster.offered), users(roster.waiting)) == ([2], [2, 3])
        assert roster.party_of(2).offered_until > hall.now
        assert await told(hall, agenda.OFFER, agenda.OFFER_OVER) == [(agenda.OFFER, 2)]

    @pytest.mark.parametrize("said", [MAYBE, DECLINED])
    async def test_who_is_answered_for_is_told_that_and_nothing_of_a_deadline(self, hall, said):
        meetup = await offered(hall)
        await hall.services.rosters.answer_for(hall.mod, meetup.id, hall.member(2), said)
        assert await told(hall, agenda.ANSWERED_FOR, agenda.OFFER_OVER) == [(agenda.ANSWERED_FOR, 2)]
