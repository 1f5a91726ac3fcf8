"""Rosters in the database: the answers to one meetup."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, update

from bot.domain.communities import default_community
from bot.domain.meetups import Meetup, Plan, State
from bot.domain.rosters import Answer, Party, Roster
from bot.storage import communities, meetups, rosters
from bot.storage.schema import answers

NOW = datetime(2026, 3, 2, 12, 0, 0, 654321, tzinfo=UTC)
MEETUP = Meetup(
    id=0,
    community_id=1,
    state=State.SCHEDULED,
    plan=Plan(title="Picnic", starts_at=NOW + timedelta(days=3), zone=ZoneInfo("UTC"), capacity=3),
    organiser_id=5,
    created_at=NOW,
    check_in_secret="",
)
PARTIES = (
    Party(user_id=2**63 - 1, answer=Answer.GOING, guests=2, position=1, has_seat=True, answered_at=NOW),
    Party(user_id=7, answer=Answer.GOING, position=3, answered_at=NOW + timedelta(minutes=1)),
    Party(user_id=8, answer=Answer.MAYBE, position=4, answered_at=NOW),
    Party(
        user_id=3,
        answer=Answer.DECLINED,
        guests=1,
        position=9,
        answered_at=NOW,
        offered_until=NOW,
        is_favoured=True,
        is_picked=True,
        is_late=True,
        note="é" * 200,
        by_id=2**63 - 2,
    ),
)


@pytest.fixture
async def meetup(db):
    await db.write(partial(communities.save, community=default_community(1, "fr", NOW)))
    return await another(db)


async def another(db):
    return replace(MEETUP, id=await db.write(partial(meetups.add, meetup=MEETUP)))


async def save(db, meetup, before, after):
    await db.write(partial(rosters.save, meetup_id=meetup.id, before=before, after=after))


async def load(db, meetup):
    return await db.read(partial(rosters.load, meetup=meetup))


def statements():
    """What is done to the table of answers, and a listener that notes it."""
    written = []

    def note(_connection, _cursor, statement, *_details):
        if "answers" in statement:
            written.append(statement.split()[0])

    return written, note


def roster(*parties):
    return Roster(3, parties)


async def test_every_field_comes_back_in_order_of_arrival(db, meetup):
    full = roster(*PARTIES)
    await save(db, meetup, roster(), roster(*reversed(PARTIES)))
    assert await load(db, meetup) == full


async def test_the_capacity_is_the_meetups(db, meetup):
    assert await load(db, meetup) == Roster(3)
    unlimited = replace(meetup, plan=replace(meetup.plan, capacity=None))
    assert await load(db, unlimited) == Roster(None)


async def test_each_meetup_has_its_own(db, meetup):
    other = await another(db)
    await save(db, meetup, roster(), roster(*PARTIES))
    await save(db, other, roster(), roster(PARTIES[1]))
    await save(db, meetup, roster(*PARTIES), roster())
    assert await load(db, meetup) == roster()
    assert await load(db, other) == roster(PARTIES[1])


async def test_saving_writes_what_differs_and_nothing_else(db, meetup):
    before = roster(*PARTIES)
    await save(db, meetup, roster(), before)
    changed = replace(PARTIES[1], has_seat=True, guests=1)
    fresh = replace(PARTIES[1], user_id=99, position=10)
    after = roster(PARTIES[0], changed, PARTIES[2], fresh)
    written, note = statements()

    def work(tx):
        # a row that nobody changed keeps even what was done behind our back
        untouched = answers.c.user_id.in_([PARTIES[0].user_id, PARTIES[2].user_id])
        tx.execute(update(answers).where(untouched).values(position=answers.c.position + 100))
        event.listen(tx, "before_cursor_execute", note)
        rosters.save(tx, meetup.id, before, after)

    await db.write(work)
    assert sorted(written) == ["DELETE", "INSERT", "UPDATE"]
    loaded = await load(db, meetup)
    assert {party.user_id: party.position for party in loaded.parties} == {
        PARTIES[0].user_id: 101,
        PARTIES[2].user_id: 104,
        changed.user_id: changed.position,
        fresh.user_id: fresh.position,
    }
    assert loaded.party_of(changed.user_id) == changed
    assert loaded.party_of(fresh.user_id) == fresh


async def test_the_same_roster_writes_nothing(db, meetup):
    written, note = statements()

    def work(tx):
        event.listen(tx, "before_cursor_execute", note)
        rosters.save(tx, meetup.id, roster(*PARTIES), roster(*PARTIES))

    await db.write(work)
    assert written == []
