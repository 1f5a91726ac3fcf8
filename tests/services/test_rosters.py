"""Answers through the service: the seat law under concurrency, on both databases and across processes."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.meetups import MeetupClosed, MeetupNotFound, Phase
from bot.domain.offers import terms_at
from bot.domain.rosters import Answer, Roster
from bot.domain.ushers import Usher
from bot.services import Services, agenda
from bot.services.lines import AT_ONCE
from bot.storage.database import DatabaseClosed

GOING, MAYBE, DECLINED = Answer
ROOT = Path(__file__).parents[2]
# Another process: says "ready", waits for a word, lets sixty members press; every third thinks again.
HAMMER = """
import asyncio, sys
from datetime import datetime
from bot.domain.rights import Actor
from bot.domain.rosters import Answer
from bot.services import Services
from bot.storage.database import Database

async def main(url, now, meetup_id, first):
    db = await Database.open(url)
    rosters = Services.create(db, lambda: datetime.fromisoformat(now)).rosters
    print("ready", flush=True)
    sys.stdin.readline()

    async def press(user):
        actor = Actor(user_id=user, community_id=1)
        await rosters.answer(actor, int(meetup_id), Answer.GOING)
        if user % 3 == 0:
            await rosters.answer(actor, int(meetup_id), Answer.DECLINED)

    await asyncio.gather(*(press(user) for user in range(int(first), int(first) + 60)))
    await db.close()

asyncio.run(main(*sys.argv[1:]))
"""


def users(parties):
    return [party.user_id for party in parties]


async def answer(hall, meetup, user, said=GOING):
    return await hall.services.rosters.answer(hall.member(user), meetup.id, said)


async def caused(hall):
    """What was set in motion: kind, instant, meetup, and the member it is for."""
    jobs = await hall.take()
    return [(kind, at, payload["meetup_id"], payload.get("user_id")) for kind, at, payload in jobs]


class TestAnswers:
    async def test_an_answer_is_kept_and_shown(self, hall):
        meetup = await hall.scheduled()
        roster = await answer(hall, meetup, 1)
        assert users(roster.seated) == [1]
        assert roster.parties == (await hall.roster(meetup.id)).parties
        assert roster.party_of(1).answered_at == hall.now
        assert await caused(hall) == [(agenda.CARD, hall.now, meetup.id, None)]

    @pytest.mark.parametrize("said", Answer)
    async def test_the_same_again_changes_nothing_and_sets_nothing_in_motion(self, hall, said):
        meetup = await hall.scheduled(capacity=1)
        first = await answer(hall, meetup, 1, said)
        await hall.take()
        hall.clock.move(minutes=5)
        again = await answer(hall, meetup, 1, said)
        assert again.parties == first.parties == (await hall.roster(meetup.id)).parties
        assert await hall.take() == []

    async def test_who_cancels_makes_room_and_the_next_is_told(self, hall):
        meetup = await hall.scheduled(capacity=2)
        for user in (1, 2, 3, 4):
            await answer(hall, meetup, user)
        await hall.take()
        roster = await answer(hall, meetup, 2, DECLINED)
        assert users(roster.seated) == [1]
        assert users(roster.offered) == [3]
        until = roster.party_of(3).offered_until
        assert await caused(hall) == [
            (agenda.OFFER, hall.now, meetup.id, 3),
            (agenda.CARD, hall.now, meetup.id, None),
            (agenda.SETTLE, until, meetup.id, None),
        ]

    async def test_who_waits_and_gives_up_promotes_nobody(self, hall):
        meetup = await hall.scheduled(capacity=1)
        for user in (1, 2, 3):
            await answer(hall, meetup, user)
        await hall.take()
        roster = await answer(hall, meetup, 2, MAYBE)
        assert (users(roster.seated), users(roster.waiting), users(roster.maybe)) == ([1], [3], [2])
        assert [kind for kind, _, _ in await hall.take()] == [agenda.CARD]

    async def test_answers_are_taken_until_the_end(self, hall):
        proposal, off = await hall.proposed(), await hall.scheduled()
        meetup = await hall.scheduled(in_hours=1)
        await hall.services.meetups.cancel(hall.mod, off.id, "Rain")
        hall.clock.move(hours=1)
        await answer(hall, meetup, 1)
        hall.clock.move(hours=2)
        for closed, phase in (
            (proposal, Phase.PROPOSED),
            (off, Phase.CANCELLED),
            (meetup, Phase.OVER),
        ):
            with pytest.raises(MeetupClosed) as refused:
                await answer(hall, closed, 1)
            assert refused.value.phase is phase

    async def test_another_communitys_meetup_takes_no_answer(self, hall):
        meetup = await hall.scheduled()
        with pytest.raises(MeetupNotFound):
            await hall.services.rosters.answer(hall.stranger, meetup.id, GOING)
        assert (await hall.roster(meetup.id)).parties == ()


def lawful(roster):
    """Whether nobody is over capacity and no seat is free while somebody waits."""
    in_line = len(roster.waiting) - len(roster.offered)
    return roster.held <= roster.capacity and (not in_line or roster.held == roster.capacity)


class TestAtOnce:
    async def test_fifty_press_at_once_on_ten_seats(self, hall):
        meetup = await hall.scheduled(capacity=10)
        arrivals = random.Random(7).sample(range(1, 1000), 50)
        await asyncio.gather(*(answer(hall, meetup, user) for user in arrivals))
        roster = await hall.roster(meetup.id)
        assert users(roster.seated) == arrivals[:10], "in their order of arrival"
        assert users(roster.waiting) == arrivals[10:]

    @pytest.mark.parametrize("seed", range(4))
    async def test_a_storm_of_answers_ends_as_if_they_came_one_by_one(self, hall, seed):
        chance = random.Random(seed)
        capacity = chance.randint(1, 8)
        meetup = await hall.scheduled(capacity=capacity)
        storm = [
            (chance.randint(1, 15), chance.choice([GOING, GOING, GOING, MAYBE, DECLINED])) for _ in range(120)
        ]
        seen = await asyncio.gather(*(answer(hall, meetup, user, said) for user, said in storm))
        assert all(lawful(roster) for roster in seen)
        usher = Usher(Roster(capacity))
        usher.begin(
            terms_at(meetup, await hall.community(), hall.now), hall.now, capacity=capacity, guest_limit=0
        )
        for user, said in storm:
            usher.answer(user, said, hall.now)
        assert (await hall.roster(meetup.id)).parties == usher.roster.parties

    async def test_everybody_who_moves_up_is_told_once(self, hall):
        meetup = await hall.scheduled(capacity=5)
        for user in range(1, 16):
            await answer(hall, meetup, user)
        await hall.take()
        await asyncio.gather(*(answer(hall, meetup, user, DECLINED) for user in range(1, 6)))
        told = [payload["user_id"] for kind, _, payload in await hall.take() if kind == agenda.OFFER]
        assert sorted(told) == users((await hall.roster(meetup.id)).offered) == [6, 7, 8, 9, 10]

    async def test_rooms_change_while_people_come(self, hall):
        meetup = await hall.scheduled(capacity=3)
        edit = hall.services.meetups.edit

        def seats(number):
            return lambda plan: replace(plan, capacity=number)

        await asyncio.gather(
            *(answer(hall, meetup, user) for user in range(1, 11)),
            *(edit(hall.mod, meetup.id, seats(number)) for number in (5, 7, 6)),
            *(answer(hall, meetup, user, DECLINED) for user in range(1, 3)),
            return_exceptions=True,
        )
        roster = await hall.roster(meetup.id)
        assert lawful(roster)
        assert roster.capacity == (await hall.meetup(meetup.id)).plan.capacity

    async def test_more_than_are_decided_together_keep_their_order(self, hall):
        meetup = await hall.scheduled(capacity=3)
        arrivals = list(range(AT_ONCE * 2 + 10, 0, -1))
        seen = await asyncio.gather(*(answer(hall, meetup, user) for user in arrivals))
        assert all(roster.party_of(user) for user, roster in zip(arrivals, seen, strict=True))
        assert users((await hall.roster(meetup.id)).parties) == arrivals

    async def test_a_burst_paints_the_card_a_few_times_only(self, hall):
        meetup = await hall.scheduled(capacity=5)
        await asyncio.gather(*(answer(hall, meetup, user) for user in range(1, 51)))
        assert len([kind for kind, _, _ in await hall.take() if kind == agenda.CARD]) < 10

    async def test_two_meetups_do_not_wait_for_one_another(self, hall):
        one, other = await hall.scheduled(capacity=2), await hall.scheduled(capacity=2)
        await asyncio.gather(
            *(answer(hall, meetup, user) for user in range(1, 21) for meetup in (one, other)),
        )
        for meetup in (one, other):
            assert users((await hall.roster(meetup.id)).parties) == list(range(1, 21))

    async def test_each_of_those_who_come_too_late_is_refused(self, hall):
        meetup = await hall.scheduled()
        await hall.services.meetups.cancel(hall.mod, meetup.id, "Rain")
        presses = (answer(hall, meetup, user) for user in range(1, 6))
        refusals = await asyncio.gather(*presses, return_exceptions=True)
        assert [refusal.phase for refusal in refusals] == [Phase.CANCELLED] * 5
        assert len(set(refusals)) == 5, "an exception of one's own"

    async def test_a_failure_reaches_everybody(self, hall):
        meetup = await hall.scheduled()
        await hall.db.close()
        presses = (answer(hall, meetup, user) for user in range(1, 6))
        failures = await asyncio.gather(*presses, return_exceptions=True)
        assert all(isinstance(failure, DatabaseClosed) for failure in failures)

    async def test_whoever_goes_away_takes_nobody_along(self, hall):
        """The first one decides for those who wait behind, and is cancelled while the database works."""
        meetup = await hall.scheduled(capacity=2)
        slow = SlowDatabase(hall.db)
        rosters = Services.create(slow, hall.clock).rosters
        pressing = [
            asyncio.ensure_future(rosters.answer(hall.member(user), meetup.id, GOING)) for user in (1, 2, 3)
        ]
        await slow.has_begun.wait()
        pressing[0].cancel()
        slow.may_go_on.set()
        first, second, third = await asyncio.gather(*pressing, return_exceptions=True)
        assert isinstance(first, asyncio.CancelledError)
        assert users(second.seated) == [1, 2], "what was accepted is kept"
        assert third.place_in_line(3) == 1
        assert users((await hall.roster(meetup.id)).parties) == [1, 2, 3]


class SlowDatabase:
    """Writes, and answers only when it is told to."""

    def __init__(self, db):
        self.db = db
        self.read = db.read
        self.has_begun, self.may_go_on = asyncio.Event(), asyncio.Event()

    async def write(self, work):
        result = await self.db.write(work)
        self.has_begun.set()
        await self.may_go_on.wait()
        return result


@pytest.mark.timeout(180)
async def test_other_processes_that_want_the_same_seats_get_no_more_than_there_are(hall, database_url):
    meetup = await hall.scheduled(capacity=20)
    others = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", HAMMER, database_url, hall.now.isoformat(), str(meetup.id), str(first)),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        for first in (1000, 2000)
    ]
    for other in others:
        assert await other.stdout.readline() == b"ready\n"
    for other in others:
        other.stdin.write(b"go\n")
    mine = range(1, 61)
    await asyncio.gather(*(answer(hall, meetup, user) for user in mine))
    for other in others:
        await other.communicate()
        assert other.returncode == 0
    roster = await hall.roster(meetup.id)
    theirs = [user for first in (1000, 2000) for user in range(first, first + 60)]
    assert {party.user_id for party in roster.declined} == {user for user in theirs if user % 3 == 0}
    assert len(roster.parties) == 60 + len(theirs)
    assert roster.held == 20
    assert lawful(roster)
    positions = [party.position for party in roster.parties]
    assert len(set(positions)) == len(positions)
    assert [user for user in users(roster.parties) if user in mine] == list(mine)
