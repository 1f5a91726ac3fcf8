"""Ties come from what proves them, and go with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain.rounds import Wish
from bot.domain.ties import SMALL_MEETUP, How, Proof, Strength, Tie
from bot.storage import checkins, communities, icebreakers, ties
from tests.storage.test_checkins import a_meetup, arrival

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from bot.storage.database import Database

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
BEFORE = NOW - timedelta(days=30)
CROWD = range(1, SMALL_MEETUP + 2)


def gathering(tx: Connection, people: Iterable[int], at: datetime = NOW, community_id: int = 1) -> int:
    meetup_id = a_meetup(tx, community_id, at)
    for user_id in people:
        checkins.add(tx, meetup_id, arrival(user_id))
    return meetup_id


def seat(tx: Connection, meetup_id: int, *tables: tuple[int, ...], at: datetime = NOW) -> None:
    icebreaker = icebreakers.add(tx, meetup_id, Wish(), (), by_id=9, now=at)
    icebreakers.add_round(tx, icebreaker, tables, ["?"] * len(tables), now=at)


async def test_who_was_at_a_small_meetup_has_met_everybody_there(db: Database) -> None:
    meetup_id = await db.write(lambda tx: gathering(tx, [3, 1, 2]))
    found = await db.read(lambda tx: ties.among(tx, 1, [1, 2, 3, 4]))
    assert set(found) == {(1, 2), (1, 3), (2, 3)}
    assert found[1, 2] == Tie((1, 2), frozenset({Proof(How.PRESENT, NOW, meetup_id)}))
    assert found[1, 2].strength is Strength.PRESENT


async def test_a_crowd_proves_nothing_but_its_tables_do(db: Database) -> None:
    def work(tx: Connection) -> None:
        meetup_id = gathering(tx, CROWD)
        seat(tx, meetup_id, (1, 2), (3, 4, 5))

    await db.write(work)
    found = await db.read(lambda tx: ties.among(tx, 1, CROWD))
    assert set(found) == {(1, 2), (3, 4), (3, 5), (4, 5)}
    assert {tie.strength for tie in found.values()} == {Strength.MET}


async def test_twelve_are_still_a_small_meetup(db: Database) -> None:
    await db.write(lambda tx: gathering(tx, CROWD[:-1]))
    assert len(await db.read(lambda tx: ties.among(tx, 1, CROWD))) == 12 * 11 // 2


async def test_two_proofs_are_one_tie(db: Database) -> None:
    def work(tx: Connection) -> tuple[int, int]:
        first, second = gathering(tx, [1, 2], BEFORE), gathering(tx, [1, 2], NOW)
        seat(tx, second, (1, 2), at=NOW + timedelta(hours=1))
        return first, second

    first, second = await db.write(work)
    later = NOW + timedelta(hours=1)
    proofs = {
        Proof(How.PRESENT, BEFORE, first),
        Proof(How.PRESENT, NOW, second),
        Proof(How.TABLE, later, second),
    }
    found = await db.read(lambda tx: ties.among(tx, 1, [1, 2]))
    assert found == {(1, 2): Tie((1, 2), frozenset(proofs))}
    tie = found[1, 2]
    assert (tie.strength, tie.first_met_at, tie.last_met_at) == (Strength.MET, BEFORE, later)
    assert (tie.meetup_ids, tie.times, tie.other(1), tie.other(2)) == ({first, second}, 2, 2, 1)


async def test_undoing_a_check_in_undoes_what_it_proved(db: Database) -> None:
    def work(tx: Connection) -> None:
        meetup_id = gathering(tx, [1, 2, 3])
        seat(tx, meetup_id, (1, 2, 3))
        checkins.remove(tx, meetup_id, 2)

    await db.write(work)
    assert set(await db.read(lambda tx: ties.among(tx, 1, [1, 2, 3]))) == {(1, 3)}


async def test_being_at_one_meetup_can_be_left_out_but_not_its_tables(db: Database) -> None:
    def work(tx: Connection) -> int:
        gathering(tx, [1, 4], BEFORE)
        tonight = gathering(tx, [1, 2, 3, 4])
        seat(tx, tonight, (1, 2))
        return tonight

    tonight = await db.write(work)
    found = await db.read(lambda tx: ties.among(tx, 1, [1, 2, 3, 4], but_present_at=tonight))
    assert set(found) == {(1, 2), (1, 4)}
    assert found[1, 4].last_met_at == BEFORE


async def test_another_community_knows_nothing_of_it(db: Database) -> None:
    def work(tx: Connection) -> None:
        seat(tx, gathering(tx, [1, 2], community_id=2), (1, 2))

    await db.write(work)
    assert await db.read(lambda tx: ties.among(tx, 1, [1, 2])) == {}


async def test_only_ties_within_the_group_are_told(db: Database) -> None:
    await db.write(lambda tx: gathering(tx, [1, 2, 3]))
    assert set(await db.read(lambda tx: ties.among(tx, 1, [1, 3]))) == {(1, 3)}


async def test_a_community_says_what_is_small(db: Database) -> None:
    def work(tx: Connection) -> None:
        gathering(tx, CROWD)
        communities.save(tx, replace(communities.load(tx, 1), small_meetup=len(CROWD)))

    await db.write(work)
    assert len(await db.read(lambda tx: ties.among(tx, 1, CROWD))) == 13 * 12 // 2


async def test_two_who_named_each_other_have_met_and_nobody_else(db: Database) -> None:
    def work(tx: Connection) -> int:
        meetup_id = gathering(tx, [*CROWD, 50])
        ties.name(tx, meetup_id, 1, [2, 3, 1, 99])
        ties.name(tx, meetup_id, 2, [1, 4])
        ties.name(tx, meetup_id, 99, [1])  # was not there
        return meetup_id

    meetup_id = await db.write(work)
    found = await db.read(lambda tx: ties.of_community(tx, 1))
    assert found == {(1, 2): Tie((1, 2), frozenset({Proof(How.NAMED, NOW, meetup_id)}))}
    assert found[1, 2].strength is Strength.MET
    assert await db.read(lambda tx: ties.named_by(tx, meetup_id, 1)) == (2, 3, 99)

    await db.write(lambda tx: checkins.remove(tx, meetup_id, 2))
    assert await db.read(lambda tx: ties.of_community(tx, 1)) == {}
    await db.write(lambda tx: checkins.add(tx, meetup_id, arrival(2)))
    assert len(await db.read(lambda tx: ties.of_community(tx, 1))) == 1
    await db.write(lambda tx: ties.name(tx, meetup_id, 2, []))
    assert await db.read(lambda tx: ties.of_community(tx, 1)) == {}


async def test_ones_own_ties_are_those_that_everybody_s_hold_of_one(db: Database) -> None:
    def work(tx: Connection) -> None:
        gathering(tx, [5, 1, 9], BEFORE)
        crowd = gathering(tx, CROWD)
        seat(tx, crowd, (1, 5), (3, 2, 4))
        ties.name(tx, crowd, 5, [7])
        ties.name(tx, crowd, 7, [5])
        gathering(tx, [5, 2], community_id=2)

    await db.write(work)
    everybody = await db.read(lambda tx: ties.of_community(tx, 1))
    mine = await db.read(lambda tx: ties.of_member(tx, 1, 5))
    assert mine == {pair: tie for pair, tie in everybody.items() if 5 in pair}
    assert set(mine) == {(1, 5), (5, 9), (5, 7)}
