"""What Discord itself shows of meetups, in the database, and the one job that waits for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.domain.communities import default_community
from bot.domain.meetups import Meetup, Plan, State
from bot.domain.mirrors import Kept, Mirror
from bot.domain.rosters import Answer, Change, Party
from bot.storage import communities, jobs, meetups, mirrors, rosters

HERE, THERE = 1, 2
STAYS = timedelta(days=7)


@pytest.fixture
async def meetup(db, clock):
    def work(tx):
        for number in (HERE, THERE):
            communities.welcome(tx, default_community(number, "fr", clock()))
        plan = Plan(title="Picnic", zone=ZoneInfo("Europe/Paris"), starts_at=clock() + timedelta(days=1))
        one = Meetup(
            id=0,
            community_id=HERE,
            state=State.SCHEDULED,
            plan=plan,
            organiser_id=1,
            created_at=clock(),
            check_in_secret="",
        )
        one = replace(one, id=meetups.add(tx, one))
        parties = [
            Party(user_id=n, answer=Answer.GOING, position=n, has_seat=n < 3, answered_at=clock())
            for n in (1, 2, 3)
        ]
        rosters.write(tx, one.id, [Change(None, party) for party in parties])
        return one

    return await db.write(work)


async def test_what_is_shown_is_kept_changed_and_forgotten(db, clock, meetup):
    kept = Kept(meetup_id=meetup.id, mirror=Mirror.ROLE, object_id=None, digest="Picnic", asked_at=clock())

    def work(tx):
        mirrors.save(tx, kept)
        assert mirrors.find(tx, meetup.id, Mirror.ROLE) == kept
        assert mirrors.find(tx, meetup.id, Mirror.EVENT) is None
        made = replace(kept, object_id=77)
        mirrors.save(tx, made)
        assert mirrors.of_community(tx, HERE, Mirror.ROLE) == {meetup.id: made}
        assert mirrors.of_community(tx, THERE, Mirror.ROLE) == {}
        for user_id in (1, 2, 1):
            mirrors.note_given(tx, HERE, 77, user_id)
        mirrors.note_given(tx, HERE, 88, 1)
        mirrors.note_taken(tx, 77, 2)
        assert sorted(mirrors.given(tx, HERE)) == [(77, 1), (88, 1)]
        assert mirrors.given(tx, THERE) == []
        mirrors.end(tx, Mirror.ROLE, 77)
        assert mirrors.of_community(tx, HERE, Mirror.ROLE)[meetup.id].is_over
        mirrors.forget_deleted(tx, HERE, Mirror.ROLE)
        assert mirrors.given(tx, HERE) == [(88, 1)]
        assert mirrors.find(tx, meetup.id, Mirror.ROLE) is None

    await db.write(work)


async def test_groups_are_those_with_a_seat_until_the_thread_is_archived(db, clock, meetup):
    def at(**later):
        return partial(mirrors.groups, community_id=HERE, after=STAYS, now=clock() + timedelta(**later))

    [group] = await db.read(at())
    assert (group.meetup_id, group.title, group.user_ids) == (meetup.id, "Picnic", (1, 2))
    assert len(await db.read(at(days=8))) == 1
    assert await db.read(at(days=8, hours=3)) == []
    assert await db.read(partial(mirrors.groups, community_id=THERE, after=STAYS, now=clock())) == []
    await db.write(lambda tx: meetups.save(tx, replace(meetup, state=State.CANCELLED)))
    assert await db.read(at()) == []


async def test_a_meetup_called_off_with_its_event_standing_is_found(db, clock, meetup):
    def work(tx):
        event = Kept(meetup_id=meetup.id, mirror=Mirror.EVENT, object_id=5, digest="", asked_at=clock())
        mirrors.save(tx, event)
        assert mirrors.called_off(tx, HERE) == []
        meetups.save(tx, replace(meetup, state=State.CANCELLED))
        assert (mirrors.called_off(tx, HERE), mirrors.called_off(tx, THERE)) == ([meetup.id], [])
        mirrors.save(tx, replace(event, is_over=True))
        assert mirrors.called_off(tx, HERE) == []

    await db.write(work)


async def test_who_was_added_to_the_thread_is_noted_once(db, meetup):
    def work(tx):
        mirrors.note_in_thread(tx, meetup.id, [1, 2])
        mirrors.note_in_thread(tx, meetup.id, [2, 3])
        assert mirrors.in_thread(tx, meetup.id) == {1, 2, 3}

    await db.write(work)


async def test_a_burst_of_causes_leaves_one_job_and_none_is_missed(db, clock):
    once = partial(jobs.enqueue_once, kind="roles", now=clock(), key="community_id")

    async def waiting():
        return sorted(job.payload["community_id"] for job in await db.read(partial(jobs.upcoming, limit=9)))

    for community_id in (HERE, HERE, THERE, HERE):
        await db.write(partial(once, value=community_id))
    assert await waiting() == [HERE, THERE]
    begun = await db.write(partial(jobs.claim, now=clock(), lease=timedelta(minutes=1), limit=9))
    await db.write(partial(once, value=HERE))
    assert await waiting() == [HERE, HERE, THERE], "the one that runs may have read what was before"
    for job in begun:
        await db.write(partial(jobs.failed, job=job, now=clock(), error="503"))
    await db.write(partial(once, value=THERE))
    assert await waiting() == [HERE, HERE, THERE], "one that is tried again later will see it"
