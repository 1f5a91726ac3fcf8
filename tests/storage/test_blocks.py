"""Blocks as they are kept: one's own list, and pairs that do not tell who asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.blocks import Block
from bot.domain.communities import default_community
from bot.storage import blocks, communities

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.storage.database import Database

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


def keep(tx: Connection, *wanted: tuple[int, int], community_id: int = 1) -> None:
    if communities.find(tx, community_id) is None:
        communities.save(tx, default_community(community_id, "fr", NOW))
    for nth, (by_id, user_id) in enumerate(wanted):
        blocks.add(tx, community_id, Block(by_id, user_id, NOW + timedelta(minutes=nth)))


async def test_pairs_hold_both_ways_within_a_group_and_a_community(db: Database) -> None:
    await db.write(lambda tx: keep(tx, (7, 3), (3, 7), (1, 9), (2, 5)))
    await db.write(lambda tx: keep(tx, (1, 2), community_id=2))
    assert await db.read(lambda tx: blocks.pairs(tx, 1, [1, 2, 3, 5, 7])) == {(3, 7), (2, 5)}
    assert await db.read(lambda tx: blocks.pairs(tx, 1, range(50_000))) == {(3, 7), (2, 5), (1, 9)}
    assert await db.read(lambda tx: blocks.pairs(tx, 2, [1, 2, 3])) == {(1, 2)}
    assert await db.read(lambda tx: blocks.pairs(tx, 1, [])) == frozenset()


async def test_a_list_is_ones_own_and_goes_when_lifted(db: Database) -> None:
    await db.write(lambda tx: keep(tx, (1, 2), (2, 1), (1, 3)))
    mine = await db.read(lambda tx: blocks.by_member(tx, 1, 1))
    assert mine == (Block(1, 3, NOW + timedelta(minutes=2)), Block(1, 2, NOW))
    assert await db.write(lambda tx: blocks.remove(tx, 1, 1, 2))
    assert not await db.write(lambda tx: blocks.remove(tx, 1, 1, 2))
    assert not await db.write(lambda tx: blocks.remove(tx, 2, 1, 3))
    assert await db.read(lambda tx: blocks.pairs(tx, 1, [1, 2, 3])) == {(1, 2), (1, 3)}


async def test_a_second_row_is_refused(db: Database) -> None:
    await db.write(lambda tx: keep(tx, (1, 2)))
    with pytest.raises(IntegrityError):
        await db.write(lambda tx: keep(tx, (1, 2)))
