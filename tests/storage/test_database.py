"""The two doors: what is promised about works that run at once, fail, are cancelled, or come too late."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    func,
    insert,
    select,
    update,
)

from bot.storage.database import Database, DatabaseClosed, StorageFailure, parse_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

tables = MetaData()
notes = Table("notes", tables, Column("id", Integer, primary_key=True), Column("word", String(50)))
counters = Table("counters", tables, Column("id", Integer, primary_key=True), Column("n", Integer))
replies = Table("replies", tables, Column("note_id", ForeignKey("notes.id"), primary_key=True))


class RefusedError(Exception):
    pass


@pytest.fixture
async def db(bare_database_url: str) -> AsyncIterator[Database]:
    database = await Database.open(bare_database_url)
    await database.write(tables.create_all)
    await database.write(put(counters, id=1, n=0))
    yield database
    await database.close()


def put(table: Table, **values: Any) -> Callable[[Connection], None]:
    def work(tx: Connection) -> None:
        tx.execute(insert(table).values(**values))

    return work


def words(tx: Connection) -> list[str]:
    return list(tx.scalars(select(notes.c.word).order_by(notes.c.id)))


def bump(tx: Connection) -> int:
    n = int(tx.scalars(select(counters.c.n).where(counters.c.id == 1).with_for_update()).one())
    tx.execute(update(counters).values(n=n + 1).where(counters.c.id == 1))
    return n


async def test_what_is_written_can_be_read(db: Database) -> None:
    await db.write(put(notes, word="hello"))
    assert await db.read(words) == ["hello"]


async def test_a_work_returns_its_value(db: Database) -> None:
    assert [await db.write(bump), await db.write(bump)] == [0, 1]


async def test_a_work_that_raises_undoes_everything_it_did(db: Database) -> None:
    def work(tx: Connection) -> None:
        put(notes, word="lost")(tx)
        raise RefusedError

    with pytest.raises(RefusedError):
        await db.write(work)
    assert await db.read(words) == []


async def test_read_modify_write_by_many_loses_no_update(db: Database) -> None:
    seen = await asyncio.gather(*(db.write(bump) for _ in range(60)))
    assert sorted(seen) == list(range(60))
    assert await db.read(lambda tx: tx.scalar(select(counters.c.n))) == 60


async def test_the_last_seats_go_to_as_many_as_there_are(db: Database) -> None:
    def take(name: str) -> Callable[[Connection], bool]:
        def work(tx: Connection) -> bool:
            tx.execute(select(counters).with_for_update())
            if (tx.scalar(select(func.count()).select_from(notes)) or 0) >= 5:
                return False
            put(notes, word=name)(tx)
            return True

        return work

    got = await asyncio.gather(*(db.write(take(f"member {n}")) for n in range(20)))
    assert sum(got) == 5
    assert len(await db.read(words)) == 5


async def test_one_read_sees_one_state(db: Database) -> None:
    inside = asyncio.get_running_loop().create_future()
    go_on = asyncio.Event()
    loop = asyncio.get_running_loop()

    def twice(tx: Connection) -> tuple[list[str], list[str]]:
        before = words(tx)
        loop.call_soon_threadsafe(inside.set_result, None)  # SQLite reads in a thread of its own
        # PostgreSQL reads in the loop's thread, so a work has no way to wait but by asking the database
        while not go_on.is_set():
            tx.execute(select(1))
        return before, words(tx)

    reading = loop.create_task(db.read(twice))
    await inside
    await db.write(put(notes, word="meanwhile"))
    go_on.set()
    assert await reading == ([], [])
    assert await db.read(words) == ["meanwhile"]


async def test_the_read_door_refuses_to_write(db: Database) -> None:
    with pytest.raises(StorageFailure, match="cannot be written"):
        await db.read(put(notes, word="no"))
    assert await db.read(words) == []


async def test_a_broken_rule_of_the_tables_is_no_failure_of_the_database(db: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key") as caught:
        await db.write(put(replies, note_id=404))
    assert not isinstance(caught.value, StorageFailure)


async def test_stop_iteration_reaches_the_caller(db: Database) -> None:
    def work(_tx: Connection) -> None:
        next(iter([]))

    async with asyncio.timeout(10):
        with pytest.raises((RuntimeError, StopIteration)):
            await db.write(work)


async def test_a_cancelled_reader_disturbs_nobody(db: Database) -> None:
    reads = [asyncio.ensure_future(db.read(words)) for _ in range(20)]
    await asyncio.sleep(0)
    for task in reads[::2]:
        task.cancel()
    results = await asyncio.gather(*reads, return_exceptions=True)
    assert results[1::2] == [[]] * 10
    assert await db.read(words) == []


async def test_a_cancelled_write_is_carried_out_all_the_same(db: Database) -> None:
    task = asyncio.ensure_future(db.write(put(notes, word="decided")))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await db.close()
    again = await Database.open(db.url.render_as_string(hide_password=False))
    assert await again.read(words) == ["decided"]
    await again.close()


async def test_closing_waits_for_what_was_accepted(db: Database) -> None:
    writes = [asyncio.ensure_future(db.write(bump)) for _ in range(10)]
    reads = [asyncio.ensure_future(db.read(words)) for _ in range(10)]
    await asyncio.sleep(0)
    await asyncio.gather(db.close(), db.close())
    assert sorted(await asyncio.gather(*writes)) == list(range(10))
    assert await asyncio.gather(*reads) == [[]] * 10


async def test_a_closed_database_says_so(db: Database) -> None:
    await db.close()
    with pytest.raises(DatabaseClosed, match="closed"):
        await db.read(words)
    with pytest.raises(DatabaseClosed, match="closed"):
        await db.write(bump)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "not an address"),
        ("tablee.sqlite3", "not an address"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite://host/file", "names no file"),
        ("mysql://localhost/tablee", "names mysql"),
    ],
)
async def test_an_address_that_cannot_be_is_explained(url: str, sentence: str) -> None:
    with pytest.raises(StorageFailure, match=sentence):
        await Database.open(url)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite+aiosqlite:///a/b.sqlite3", "sqlite:///a/b.sqlite3"),
        ("postgres://u:p@h:5433/n", "postgresql://u:p@h:5433/n"),
        ("postgresql+asyncpg://u@h/n", "postgresql://u@h/n"),
        ("postgresql+psycopg2://u@h/n", "postgresql://u@h/n"),
    ],
)
def test_an_address_may_name_any_driver(written: str, meant: str) -> None:
    assert parse_url(written).render_as_string(hide_password=False) == meant


async def test_a_missing_folder_and_a_foreign_file_are_explained(tmp_path: Path) -> None:
    with pytest.raises(StorageFailure, match="cannot be opened"):
        await Database.open(f"sqlite:///{tmp_path}/missing/file.sqlite3")
    (tmp_path / "letter.txt").write_text("Dear database, " * 100)
    with pytest.raises(StorageFailure, match="not a SQLite database"):
        await Database.open(f"sqlite:///{tmp_path}/letter.txt")


async def test_a_server_that_is_not_there_is_explained(tmp_path: Path) -> None:
    with pytest.raises(StorageFailure, match="cannot be reached"):
        await Database.open(f"postgresql:///tablee?host={tmp_path}")
