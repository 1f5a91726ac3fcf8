"""What only a server can do to the doors: deadlocks, and going away."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text, update

from bot.storage.database import Database, StorageFailure
from bot.storage.postgres import ATTEMPTS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from sqlalchemy import Connection

tables = MetaData()
counters = Table("counters", tables, Column("id", Integer, primary_key=True), Column("n", Integer))


@pytest.fixture(params=["postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def db(bare_database_url: str) -> AsyncIterator[Database]:
    database = await Database.open(bare_database_url)
    await database.write(tables.create_all)
    await database.write(
        lambda tx: tx.execute(insert(counters), [{"id": 1, "n": 0}, {"id": 2, "n": 0}]).close()
    )
    yield database
    await database.close()


def raise_counter(tx: Connection, key: int) -> None:
    tx.execute(update(counters).where(counters.c.id == key).values(n=counters.c.n + 1))


async def test_a_deadlock_is_run_again(db: Database) -> None:
    has_first: set[int] = set()
    runs = 0

    def cross(first: int, second: int) -> Callable[[Connection], None]:
        def work(tx: Connection) -> None:
            nonlocal runs
            runs += 1
            raise_counter(tx, first)
            has_first.add(first)
            while len(has_first) < 2:  # until the other holds what this one wants
                tx.execute(select(1))
            raise_counter(tx, second)

        return work

    await asyncio.gather(db.write(cross(1, 2)), db.write(cross(2, 1)))
    assert runs == 3
    assert await db.read(lambda tx: list(tx.scalars(select(counters.c.n)))) == [2, 2]


async def test_running_again_has_an_end(db: Database) -> None:
    runs = 0

    def work(tx: Connection) -> None:
        nonlocal runs
        runs += 1
        tx.execute(text("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$"))

    with pytest.raises(StorageFailure, match="could not settle"):
        await db.write(work)
    assert runs == ATTEMPTS


async def test_a_lost_connection_is_told_and_replaced(db: Database) -> None:
    def hang_up(tx: Connection) -> None:
        raise_counter(tx, 1)
        tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(StorageFailure, match="server"):
        await db.write(hang_up)
    with pytest.raises(StorageFailure, match="server"):
        await db.read(lambda tx: tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())")).close())
    assert await db.read(lambda tx: list(tx.scalars(select(counters.c.n)))) == [0, 0]
    await db.write(lambda tx: raise_counter(tx, 1))


async def test_the_usual_word_for_encryption_is_understood(db: Database) -> None:
    again = await Database.open(
        db.url.update_query_dict({"sslmode": "prefer"}).render_as_string(hide_password=False)
    )
    assert await again.read(lambda tx: tx.scalar(select(1))) == 1
    await again.close()


async def test_a_database_or_user_that_is_not_there_is_told(db: Database) -> None:
    for changed, sentence in (
        (db.url.set(database="nowhere"), "does not exist"),
        (db.url.set(username="nobody"), "refuses"),
    ):
        with pytest.raises(StorageFailure, match=sentence):
            await Database.open(changed.render_as_string(hide_password=False))
