"""Icebreakers as they are kept: what is planned, rounds numbered a meetup, tables in order, who has left."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.prompts import Tag
from bot.domain.rounds import Pool, SeatedTable, Wish
from bot.storage import icebreakers, prompts
from tests.storage.test_checkins import a_meetup

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.rounds import Icebreaker, PlayedRound
    from bot.storage.database import Database

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
GROUPS = ((1, 2), (3, 5, 9))


def an_icebreaker(tx: Connection, meetup_id: int, wish: Wish | None = None) -> Icebreaker:
    return icebreakers.add(tx, meetup_id, wish or Wish(), [((1, 3), (2, 5, 9))], by_id=9, now=NOW)


def a_round(tx: Connection, meetup_id: int) -> PlayedRound:
    icebreaker = an_icebreaker(tx, meetup_id)
    return icebreakers.add_round(tx, icebreaker, GROUPS, ["Tea or coffee?", "Quel livre ?"], now=NOW)


async def test_an_icebreaker_comes_back_with_what_is_planned_until_it_ends(db: Database) -> None:
    meetup_id = await db.write(a_meetup)
    wish = Wish(size=3, minutes=15, pool=Pool.GOING, left_out=frozenset({Tag.WORK}))
    kept = await db.write(lambda tx: an_icebreaker(tx, meetup_id, wish))
    assert kept.planned == (((1, 3), (2, 5, 9)),)
    assert kept.wish == wish
    assert kept.lasts == timedelta(minutes=15)
    assert await db.read(lambda tx: icebreakers.newest(tx, meetup_id)) == kept
    await db.write(lambda tx: icebreakers.end(tx, kept.id, NOW))
    ended = await db.read(lambda tx: icebreakers.load(tx, kept.id))
    assert (ended.planned, ended.ended_at) == ((), NOW)
    await db.write(lambda tx: icebreakers.save_plan(tx, kept.id, kept.planned))
    assert await db.read(lambda tx: icebreakers.load(tx, kept.id)) == kept


async def test_a_round_comes_back_with_its_tables_in_order(db: Database) -> None:
    meetup_id = await db.write(a_meetup)
    kept = await db.write(lambda tx: a_round(tx, meetup_id))
    assert kept.tables == (
        SeatedTable(1, (1, 2), "Tea or coffee?"),
        SeatedTable(2, (3, 5, 9), "Quel livre ?"),
    )
    assert (kept.meetup_id, kept.number, kept.message_ids) == (meetup_id, 1, ())
    assert await db.read(lambda tx: icebreakers.load_round(tx, kept.id)) == kept
    await db.write(lambda tx: icebreakers.save_messages(tx, kept.id, [500, 501]))
    assert (await db.read(lambda tx: icebreakers.load_round(tx, kept.id))).message_ids == (500, 501)


async def test_each_meetup_counts_its_own_rounds(db: Database) -> None:
    one, other = await db.write(a_meetup), await db.write(a_meetup)
    numbers = [(await db.write(lambda tx, m=m: a_round(tx, m))).number for m in (one, other, one)]  # type: ignore[misc]
    assert numbers == [1, 1, 2]
    assert [r.number for r in await db.read(lambda tx: icebreakers.of_meetup(tx, one))] == [1, 2]


async def test_who_left_late_is_not_seated_but_has_met_their_table(db: Database) -> None:
    meetup_id = await db.write(a_meetup)
    kept = await db.write(lambda tx: a_round(tx, meetup_id))
    without = replace(kept, tables=(kept.tables[0], SeatedTable(2, (3, 5), "Quel livre ?")))
    await db.write(lambda tx: icebreakers.save_seats(tx, without, [9]))
    assert await db.read(lambda tx: icebreakers.load_round(tx, kept.id)) == without
    had = await db.read(lambda tx: prompts.had_since(tx, 1, [9, 5], NOW))
    assert had == {5: {"Quel livre ?"}, 9: {"Quel livre ?"}}
    await db.write(lambda tx: icebreakers.save_seats(tx, kept))
    assert await db.read(lambda tx: icebreakers.load_round(tx, kept.id)) == kept


async def test_departures_are_kept_once_and_taken_back(db: Database) -> None:
    meetup_id = await db.write(a_meetup)
    kept = await db.write(lambda tx: an_icebreaker(tx, meetup_id))
    for _ in range(2):
        await db.write(lambda tx: icebreakers.leave(tx, kept.id, 3, NOW))
    assert await db.read(lambda tx: icebreakers.left(tx, kept.id)) == {3}
    await db.write(lambda tx: icebreakers.come_back(tx, kept.id, 3))
    assert await db.read(lambda tx: icebreakers.left(tx, kept.id)) == frozenset()


async def test_prompts_of_a_year_ago_count_no_more_and_other_communities_never(db: Database) -> None:
    meetup_id = await db.write(a_meetup)
    await db.write(lambda tx: a_round(tx, meetup_id))
    later = NOW + timedelta(seconds=1)
    assert await db.read(lambda tx: prompts.had_since(tx, 1, [1, 2], later)) == {}
    assert await db.read(lambda tx: prompts.had_since(tx, 2, [1, 2], NOW)) == {}


async def test_a_communitys_prompts_are_its_own(db: Database) -> None:
    await db.write(a_meetup)
    await db.write(lambda tx: prompts.add(tx, 1, "Why here?", 9, NOW))
    [own] = await db.read(lambda tx: prompts.of_community(tx, 1))
    assert (own.text, own.added_by_id) == ("Why here?", 9)
    await db.write(lambda tx: prompts.remove(tx, 2, own.id))
    assert await db.read(lambda tx: prompts.of_community(tx, 1)) == (own,)
    await db.write(lambda tx: prompts.remove(tx, 1, own.id))
    assert await db.read(lambda tx: prompts.of_community(tx, 1)) == ()


async def test_there_is_no_round_by_a_made_up_number(db: Database) -> None:
    with pytest.raises(LookupError):
        await db.read(lambda tx: icebreakers.load_round(tx, 999))
