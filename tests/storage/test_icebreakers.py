"""Rounds as they are kept: numbered a meetup, their tables in order."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.storage import icebreakers
from bot.storage.icebreakers import Table
from tests.storage.test_checkins import a_meetup

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.storage.database import Database
    from bot.storage.icebreakers import Round

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


def a_round(tx: Connection, meetup_id: int) -> Round:
    seated = {(1, 2): "Tea or coffee?", (3, 5, 9): "Quel livre ?"}
    return icebreakers.add(tx, meetup_id, seated, started_by_id=9, now=NOW)


async def test_a_round_comes_back_with_its_tables_in_order(db: Database) -> None:
    meetup_id = await db.write(a_meetup)
    kept = await db.write(lambda tx: a_round(tx, meetup_id))
    assert kept.tables == (Table(1, (1, 2), "Tea or coffee?"), Table(2, (3, 5, 9), "Quel livre ?"))
    assert (kept.meetup_id, kept.number, kept.message_id) == (meetup_id, 1, None)
    assert await db.read(lambda tx: icebreakers.load(tx, kept.id)) == kept


async def test_rounds_are_numbered_for_each_meetup(db: Database) -> None:
    first, second = await db.write(a_meetup), await db.write(a_meetup)
    numbers = [(await db.write(lambda tx, m=m: a_round(tx, m))).number for m in (first, first, second)]
    assert numbers == [1, 2, 1]
    assert await db.read(lambda tx: icebreakers.count(tx, first)) == 2


async def test_where_a_round_was_shown_is_noted(db: Database) -> None:
    meetup_id = await db.write(a_meetup)
    kept = await db.write(lambda tx: a_round(tx, meetup_id))
    await db.write(lambda tx: icebreakers.save_message(tx, kept.id, 2**60))
    assert (await db.read(lambda tx: icebreakers.load(tx, kept.id))).message_id == 2**60


async def test_prompts_that_a_meetup_had_are_known(db: Database) -> None:
    meetup_id, other = await db.write(a_meetup), await db.write(a_meetup)
    await db.write(lambda tx: a_round(tx, meetup_id))
    assert await db.read(lambda tx: icebreakers.prompts_used(tx, meetup_id)) == {
        "Tea or coffee?",
        "Quel livre ?",
    }
    assert await db.read(lambda tx: icebreakers.prompts_used(tx, other)) == frozenset()


async def test_a_round_that_never_was_is_not_found(db: Database) -> None:
    with pytest.raises(LookupError):
        await db.read(lambda tx: icebreakers.load(tx, 404))
