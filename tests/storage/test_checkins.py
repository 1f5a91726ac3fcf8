"""Check-ins as they are kept: once a person, in the order of arrival, each community for itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.checkins import CheckIn, Method
from bot.domain.communities import default_community
from bot.domain.meetups import Meetup, Plan, State
from bot.storage import checkins, communities, meetups

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.storage.database import Database

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


def a_meetup(tx: Connection, community_id: int = 1, starts_at: datetime = NOW) -> int:
    if communities.find(tx, community_id) is None:
        communities.save(tx, default_community(community_id, "fr", NOW))
    plan = Plan(title="Drinks", starts_at=starts_at, zone=ZoneInfo("Europe/Paris"))
    meetup = Meetup(
        id=0,
        community_id=community_id,
        state=State.SCHEDULED,
        plan=plan,
        organiser_id=9,
        created_at=NOW,
        check_in_secret="",
    )
    return meetups.add(tx, meetup)


def arrival(user_id: int, minutes: int = 0, method: Method = Method.ORGANISER) -> CheckIn:
    at = NOW + timedelta(minutes=minutes)
    return CheckIn(user_id=user_id, method=method, by_id=9, checked_in_at=at)


async def test_check_ins_come_back_in_the_order_of_arrival(db: Database) -> None:
    arrivals = [arrival(3, 1), arrival(2, 5, Method.CODE), arrival(1, 5)]

    def work(tx: Connection) -> int:
        meetup_id = a_meetup(tx)
        for one in arrivals:
            checkins.add(tx, meetup_id, one)
        return meetup_id

    meetup_id = await db.write(work)
    kept = await db.read(lambda tx: checkins.of_meetup(tx, meetup_id))
    assert kept == (arrivals[0], arrivals[2], arrivals[1])
    assert await db.read(lambda tx: checkins.count(tx, meetup_id)) == 3


async def test_nobody_is_checked_in_twice(db: Database) -> None:
    meetup_id = await db.write(a_meetup)
    await db.write(lambda tx: checkins.add(tx, meetup_id, arrival(1)))
    with pytest.raises(IntegrityError):
        await db.write(lambda tx: checkins.add(tx, meetup_id, arrival(1, 5, Method.CODE)))
    assert await db.read(lambda tx: checkins.of_meetup(tx, meetup_id)) == (arrival(1),)


async def test_a_check_in_is_undone_alone(db: Database) -> None:
    def work(tx: Connection) -> tuple[int, int]:
        here, there = a_meetup(tx), a_meetup(tx)
        for meetup_id in (here, there):
            for user_id in (1, 2):
                checkins.add(tx, meetup_id, arrival(user_id))
        checkins.remove(tx, here, 1)
        checkins.remove(tx, here, 77)  # who was never there
        return here, there

    here, there = await db.write(work)
    assert await db.read(lambda tx: [c.user_id for c in checkins.of_meetup(tx, here)]) == [2]
    assert await db.read(lambda tx: checkins.count(tx, there)) == 2


async def test_who_has_been_before_is_known_for_each_community(db: Database) -> None:
    def work(tx: Connection) -> None:
        last_week, tonight = a_meetup(tx, 1, NOW - timedelta(days=7)), a_meetup(tx, 1, NOW)
        elsewhere = a_meetup(tx, 2, NOW - timedelta(days=7))
        for meetup_id, user_id in (
            (last_week, 1),
            (tonight, 1),
            (tonight, 2),
            (elsewhere, 3),
            (last_week, 4),
        ):
            checkins.add(tx, meetup_id, arrival(user_id))

    await db.write(work)
    assert await db.read(lambda tx: checkins.been_before(tx, 1, [1, 2, 3], NOW)) == {1}
    assert await db.read(lambda tx: checkins.been_before(tx, 1, [], NOW)) == frozenset()
