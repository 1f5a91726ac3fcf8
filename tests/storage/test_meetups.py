"""Meetups in the database, and who is interested in a proposal."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.domain.communities import default_community
from bot.domain.meetups import Card, Format, Meetup, MeetupNotFound, Plan, State
from bot.domain.seating import SeatRules
from bot.storage import communities, jobs, meetups

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LARGEST_SNOWFLAKE = 2**63 - 1
HERE, THERE = 1, 2
BARE = Meetup(
    id=0,
    community_id=HERE,
    state=State.PROPOSED,
    plan=Plan(title="Picnic", zone=ZoneInfo("UTC")),
    organiser_id=5,
    created_at=NOW,
    check_in_secret="",
)
FULL = Meetup(
    id=0,
    community_id=HERE,
    state=State.CANCELLED,
    plan=Plan(
        title="🧺" * 80,
        format=Format.ROUND_TABLE,
        description="é\n" * 400,
        starts_at=datetime(2026, 3, 10, 18, 0, 1, 999999, tzinfo=UTC),
        duration=timedelta(days=14),
        zone=ZoneInfo("America/Argentina/Buenos_Aires"),
        area="a" * 80,
        address="🗺" * 200,
        capacity=500,
        seating=SeatRules(
            guest_limit=3,
            entry_role_id=LARGEST_SNOWFLAKE - 5,
            closes_at=NOW,
            kept_seats=4,
            kept_role_id=LARGEST_SNOWFLAKE - 6,
            kept_until=NOW,
            host_picks=True,
            picked_at=NOW,
            minimum=4,
            decides_at=NOW,
            decided_at=NOW,
        ),
    ),
    organiser_id=LARGEST_SNOWFLAKE,
    created_at=NOW,
    check_in_secret="f" * 32,
    reason="r" * 300,
    card=Card(
        channel_id=LARGEST_SNOWFLAKE,
        message_id=LARGEST_SNOWFLAKE - 1,
        thread_id=LARGEST_SNOWFLAKE - 2,
        photo_thread_id=LARGEST_SNOWFLAKE - 3,
        thanks_message_id=LARGEST_SNOWFLAKE - 4,
    ),
)


@pytest.fixture(autouse=True)
async def _two_communities(db):
    for guild in (HERE, THERE):
        await db.write(partial(communities.save, community=default_community(guild, "fr", NOW)))


async def kept(db, meetup):
    """The meetup as it was kept, with its number."""
    return replace(meetup, id=await db.write(partial(meetups.add, meetup=meetup)))


async def load(db, number, community_id=HERE, *, lock=False):
    return await db.write(partial(meetups.load, meetup_id=number, community_id=community_id, lock=lock))


@pytest.mark.parametrize("meetup", [BARE, FULL], ids=["bare", "full"])
@pytest.mark.parametrize("lock", [False, True])
async def test_every_field_comes_back(db, meetup, lock):
    mine = await kept(db, meetup)
    assert mine.id > 0
    assert await load(db, mine.id, lock=lock) == mine


@pytest.mark.parametrize("form", Format)
async def test_every_format_comes_back(db, form):
    mine = await kept(db, replace(BARE, plan=replace(BARE.plan, format=form)))
    assert (await load(db, mine.id)).plan.format is form


@pytest.mark.parametrize("state", State)
async def test_every_state_comes_back(db, state):
    mine = await kept(db, replace(BARE, state=state))
    assert (await load(db, mine.id)).state is state


async def test_another_communitys_meetup_is_as_good_as_none(db):
    mine = await kept(db, BARE)
    for number, community_id in ((mine.id, THERE), (mine.id, 3), (mine.id + 1, HERE), (-1, HERE)):
        for lock in (False, True):
            with pytest.raises(MeetupNotFound):
                await load(db, number, community_id, lock=lock)


async def test_a_job_finds_the_community_of_a_meetup(db):
    mine = await kept(db, replace(BARE, community_id=THERE))
    assert await db.read(partial(meetups.community_of, meetup_id=mine.id)) == THERE
    assert await db.read(partial(meetups.community_of, meetup_id=mine.id + 1)) is None


class TestSaving:
    async def test_it_writes_what_differs_and_leaves_the_card_alone(self, db):
        mine, other = await kept(db, BARE), await kept(db, BARE)
        await db.write(partial(meetups.save_card, meetup_id=mine.id, message_id=77))
        changed = replace(FULL, id=mine.id)
        await db.write(partial(meetups.save, meetup=changed))
        assert await load(db, mine.id) == replace(changed, card=Card(message_id=77))
        assert await load(db, other.id) == other
        await db.write(partial(meetups.save, meetup=mine))
        assert await load(db, mine.id) == replace(mine, card=Card(message_id=77))

    @pytest.mark.parametrize("part", [field.name for field in fields(Card)])
    async def test_each_part_of_the_card_is_noted_by_itself(self, db, part):
        mine, other = await kept(db, FULL), await kept(db, BARE)
        await db.write(partial(meetups.save_card, meetup_id=mine.id, **{part: 5}))
        assert (await load(db, mine.id)).card == replace(FULL.card, **{part: 5})
        await db.write(partial(meetups.save_card, meetup_id=mine.id, **{part: None}))
        assert (await load(db, mine.id)).card == replace(FULL.card, **{part: None})
        assert (await load(db, other.id)).card == Card()


class TestLists:
    async def dated(self, db, hours, state=State.SCHEDULED, community_id=HERE):
        starts_at = None if hours is None else NOW + timedelta(hours=hours)
        plan = replace(BARE.plan, starts_at=starts_at)
        return await kept(db, replace(BARE, state=state, community_id=community_id, plan=plan))

    async def test_upcoming_are_scheduled_here_and_have_not_begun_the_next_one_first(self, db):
        late = await self.dated(db, 50)
        soon = await self.dated(db, 1)
        twin = await self.dated(db, 1)
        for hours, state, where in (
            (0, State.SCHEDULED, HERE),
            (-1, State.SCHEDULED, HERE),
            (2, State.PROPOSED, HERE),
            (2, State.CANCELLED, HERE),
            (2, State.DECLINED, HERE),
            (2, State.SCHEDULED, THERE),
            (None, State.PROPOSED, HERE),
        ):
            await self.dated(db, hours, state, where)
        found = await db.read(partial(meetups.upcoming, community_id=HERE, now=NOW, limit=9))
        assert found == [soon, twin, late]
        assert await db.read(partial(meetups.upcoming, community_id=HERE, now=NOW, limit=2)) == [soon, twin]

    async def test_recent_are_the_newest_here_in_the_states_asked_for(self, db):
        old = await kept(db, replace(BARE, created_at=NOW - timedelta(days=1)))
        new = await kept(db, replace(FULL, created_at=NOW))
        same = await kept(db, replace(BARE, created_at=NOW))
        await kept(db, replace(BARE, community_id=THERE))
        recent = partial(meetups.recent, community_id=HERE)
        assert await db.read(partial(recent, limit=9)) == [same, new, old]
        assert await db.read(partial(recent, limit=1)) == [same]
        assert await db.read(partial(recent, limit=9, states=[State.PROPOSED])) == [same, old]
        assert await db.read(partial(recent, limit=9, states=[])) == []


class TestInterest:
    async def test_it_is_kept_in_the_order_it_was_said(self, db):
        mine, other = await kept(db, BARE), await kept(db, BARE)
        for minute, user in enumerate((30, 10, 20)):
            at = NOW + timedelta(minutes=minute)
            await db.write(self.says(mine, user, at))
        await db.write(self.says(other, 40, NOW))
        assert await db.read(partial(meetups.interested, meetup_id=mine.id)) == (30, 10, 20)
        assert await db.read(partial(meetups.interested, meetup_id=other.id)) == (40,)

    async def test_it_may_be_taken_back_and_said_again(self, db):
        mine = await kept(db, BARE)
        await db.write(self.says(mine, 1, NOW))
        await db.write(self.says(mine, 2, NOW + timedelta(minutes=1)))
        await db.write(self.says(mine, 1, NOW, interested=False))
        await db.write(self.says(mine, 3, NOW, interested=False))
        assert await db.read(partial(meetups.interested, meetup_id=mine.id)) == (2,)
        await db.write(self.says(mine, 1, NOW + timedelta(minutes=2)))
        await db.write(self.says(mine, 1, NOW + timedelta(minutes=3)))
        assert await db.read(partial(meetups.interested, meetup_id=mine.id)) == (2, 1)

    def says(self, meetup, user_id, now, *, interested=True):
        return partial(
            meetups.set_interest, meetup_id=meetup.id, user_id=user_id, interested=interested, now=now
        )


async def test_the_jobs_that_wait_for_a_meetup_are_its_own_of_that_kind(db):
    mine, other = await kept(db, BARE), await kept(db, BARE)
    enqueue = partial(jobs.enqueue, due_at=NOW, now=NOW)
    await db.write(partial(enqueue, kind="reminder", meetup_id=mine.id, lead=1))
    await db.write(partial(enqueue, kind="reminder", meetup_id=mine.id, lead=2))
    await db.write(partial(enqueue, kind="card", meetup_id=mine.id))
    await db.write(partial(enqueue, kind="reminder", meetup_id=other.id))
    await db.write(partial(enqueue, kind="reminder"))
    waiting = partial(jobs.waiting, meetup_id=mine.id, kind="reminder")
    assert sorted(job["lead"] for job in await db.read(waiting)) == [1, 2]
    first, *_ = await db.write(partial(jobs.claim, now=NOW, lease=timedelta(minutes=1), limit=1))
    assert len(await db.read(waiting)) == 2, "a job that is being run is still to come"
    await db.write(partial(jobs.park, job=first, now=NOW, error="broken"))
    assert [job["lead"] for job in await db.read(waiting)] == [2]
