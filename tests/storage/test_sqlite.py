"""The writer thread: works that wait together are committed together, and only together."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, delete, insert, select, text

from bot.storage import sqlite
from bot.storage.database import Database, StorageFailure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from sqlalchemy import Connection

tables = MetaData()
notes = Table(
    "notes", tables, Column("id", Integer, primary_key=True), Column("word", String(50), unique=True)
)
replies = Table(
    "replies",
    tables,
    Column("note_id", ForeignKey("notes.id", deferrable=True, initially="DEFERRED"), primary_key=True),
)


class RefusedError(Exception):
    pass


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(f"sqlite:///{tmp_path}/notes.sqlite3")
    await database.write(tables.create_all)
    yield database
    await database.close()


def put(word: str) -> Callable[[Connection], None]:
    def work(tx: Connection) -> None:
        tx.execute(insert(notes).values(word=word))

    return work


def put_and_refuse(word: str) -> Callable[[Connection], None]:
    def work(tx: Connection) -> None:
        put(word)(tx)
        raise RefusedError(word)

    return work


def reply_to_nothing(tx: Connection) -> None:
    """Break a deferred rule, which is found out at COMMIT."""
    tx.execute(insert(replies).values(note_id=404))


def roll_everything_back(tx: Connection) -> None:
    """Do what SQLite does by itself on some errors."""
    tx.exec_driver_sql("ROLLBACK")
    raise RefusedError


def words(tx: Connection) -> list[str | None]:
    return list(tx.scalars(select(notes.c.word).order_by(notes.c.id)))


@asynccontextmanager
async def held(db: Database) -> AsyncIterator[None]:
    """Keep the writer thread busy: what is written inside waits together."""
    has_begun, may_end = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def work(_tx: Connection) -> None:
        loop.call_soon_threadsafe(has_begun.set)
        may_end.wait(10)

    holding = asyncio.ensure_future(db.write(work))
    await has_begun.wait()
    try:
        yield
    finally:
        may_end.set()
        await holding


async def together(db: Database, *works: Callable[[Connection], None]) -> list[BaseException | None]:
    """Write all at once, and return what each caller got."""
    async with held(db):
        writes = [asyncio.ensure_future(db.write(work)) for work in works]
        await asyncio.sleep(0)  # each of them reaches the queue
    return await asyncio.gather(*writes, return_exceptions=True)


async def test_works_run_and_are_answered_in_their_order_of_arrival(db: Database) -> None:
    answered: list[int] = []

    async def write(n: int) -> None:
        await db.write(put(f"word {n}"))
        answered.append(n)

    async with held(db):
        writes = [asyncio.ensure_future(write(n)) for n in range(sqlite.BATCH + 50)]
        await asyncio.sleep(0)
    await asyncio.gather(*writes)
    assert answered == list(range(sqlite.BATCH + 50))
    assert await db.read(words) == [f"word {n}" for n in answered]


async def test_nobody_is_answered_before_the_commit(db: Database) -> None:
    second_runs, may_end = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def slow(_tx: Connection) -> None:
        loop.call_soon_threadsafe(second_runs.set)
        may_end.wait(10)

    async with held(db):
        first = asyncio.ensure_future(db.write(put("early")))
        second = asyncio.ensure_future(db.write(slow))
        await asyncio.sleep(0)
    await second_runs.wait()
    assert not first.done()
    assert await db.read(words) == []
    may_end.set()
    await asyncio.gather(first, second)
    assert await db.read(words) == ["early"]


async def test_a_work_sees_what_the_one_before_it_did(db: Database) -> None:
    seen: list[list[str | None]] = []
    await together(db, put("first"), lambda tx: seen.append(words(tx)))
    assert seen == [["first"]]


async def test_a_failing_work_takes_nobody_with_it(db: Database) -> None:
    answers = await together(db, put("a"), put_and_refuse("b"), put("a"), put("c"))
    assert answers[0] is None
    assert isinstance(answers[1], RefusedError)
    assert "UNIQUE" in str(answers[2])
    assert answers[3] is None
    assert await db.read(words) == ["a", "c"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(outcomes=st.lists(st.sampled_from(["kept", "refused", "double", "cancelled"]), max_size=40))
async def test_exactly_the_works_that_succeed_are_kept_whatever_surrounds_them(
    db: Database, outcomes: list[str]
) -> None:
    await db.write(lambda tx: tx.execute(delete(notes)).close())
    await db.write(put("double"))
    works: dict[str, Callable[[str], Callable[[Connection], None]]] = {
        "refused": put_and_refuse,
        "double": lambda _word: put("double"),
    }
    async with held(db):
        writes = [
            asyncio.ensure_future(db.write(works.get(outcome, put)(f"{outcome} {n}")))
            for n, outcome in enumerate(outcomes)
        ]
        await asyncio.sleep(0)
        for outcome, write in zip(outcomes, writes, strict=True):
            if outcome == "cancelled":  # its caller gave up, but it had been accepted
                write.cancel()
    answers = await asyncio.gather(*writes, return_exceptions=True)
    assert [answer is None for answer in answers] == [outcome == "kept" for outcome in outcomes]
    await db.write(words)  # comes last, so whatever the cancelled ones wrote is there
    kept = [f"{outcome} {n}" for n, outcome in enumerate(outcomes) if outcome in {"kept", "cancelled"}]
    assert await db.read(words) == ["double", *kept]


async def test_a_failed_commit_fails_everybody_and_the_writer_goes_on(db: Database) -> None:
    answers = await together(db, put("a"), reply_to_nothing, put_and_refuse("b"), put("c"))
    assert [type(answer) for answer in answers] == [StorageFailure] * 4
    assert len({id(answer) for answer in answers}) == 4
    assert await db.read(words) == []
    await db.write(put("after"))
    assert await db.read(words) == ["after"]


async def test_a_lost_transaction_fails_everybody_and_the_writer_goes_on(db: Database) -> None:
    answers = await together(db, put("a"), roll_everything_back, put("c"))
    assert [type(answer) for answer in answers] == [StorageFailure] * 3
    assert await db.read(words) == []
    await db.write(put("after"))
    assert await db.read(words) == ["after"]


async def test_a_work_may_raise_anything_without_ending_the_writer(db: Database) -> None:
    class Strange(BaseException):
        pass

    def leave(_tx: Connection) -> None:
        raise Strange

    with pytest.raises(Strange):
        await db.write(leave)
    await db.write(put("after"))
    assert await db.read(words) == ["after"]


async def test_a_failure_of_the_database_in_one_work_leaves_the_others_alone(db: Database) -> None:
    def shut(tx: Connection) -> None:
        tx.exec_driver_sql("PRAGMA query_only=ON")
        put("shut out")(tx)

    def open_up(tx: Connection) -> None:
        tx.exec_driver_sql("PRAGMA query_only=OFF")

    answers = await together(db, put("before"), shut, open_up, put("after"))
    assert [type(answer) for answer in answers] == [type(None), StorageFailure, type(None), type(None)]
    assert await db.read(words) == ["before", "after"]


async def test_a_failure_nobody_waits_for_is_logged(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    async with held(db):
        write = asyncio.ensure_future(db.write(put_and_refuse("unheard")))
        await asyncio.sleep(0)
        write.cancel()
    await asyncio.gather(write, return_exceptions=True)
    await db.write(words)
    assert "given up" in caplog.text


async def test_closing_carries_out_what_waits(db: Database, tmp_path: Path) -> None:
    async with held(db):
        writes = [asyncio.ensure_future(db.write(put(f"word {n}"))) for n in range(3)]
        await asyncio.sleep(0)
        closing_ = asyncio.ensure_future(db.close())
        await asyncio.sleep(0)
    await asyncio.gather(closing_, *writes)
    with closing(sqlite3.connect(tmp_path / "notes.sqlite3")) as file:
        assert file.execute("SELECT count(*) FROM notes").fetchone() == (3,)


async def test_a_full_disk_is_told_and_does_not_outlast_itself(db: Database) -> None:
    def limit(pages: int) -> Callable[[Connection], None]:
        return lambda tx: tx.exec_driver_sql(f"PRAGMA max_page_count={pages}").close()

    def much(tx: Connection) -> None:
        tx.execute(insert(notes), [{"word": f"{n:050}"} for n in range(5000)])

    await db.write(limit(10))
    with pytest.raises(StorageFailure, match="disk of the database is full"):
        await db.write(much)
    await db.write(limit(1000000))
    await db.write(much)
    assert len(await db.read(words)) == 5000


async def test_a_lock_held_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "LOCK_TIMEOUT", 0.05)
    path = tmp_path / "locked.sqlite3"
    db = await Database.open(f"sqlite:///{path}")
    await db.write(tables.create_all)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageFailure, match="locked"):
            await db.write(put("late"))
        assert await db.read(words) == []  # readers are not kept out by a writer
        other.execute("ROLLBACK")
    await db.write(put("now"))
    await db.close()


@pytest.mark.parametrize(("name", "number"), [("NORMAL", 1), ("FULL", 2)])
async def test_the_file_is_set_up_as_promised(tmp_path: Path, name: sqlite.Synchronous, number: int) -> None:
    db = await Database.open(f"sqlite:///{tmp_path}/set.sqlite3", synchronous=name)

    def pragmas(tx: Connection) -> list[object]:
        return [tx.scalar(text(f"PRAGMA {p}")) for p in ("journal_mode", "foreign_keys", "synchronous")]

    assert await db.write(pragmas) == ["wal", 1, number]
    assert await db.read(lambda tx: tx.scalar(text("PRAGMA query_only"))) == 1
    await db.close()


OPEN = """
import asyncio, sys
from bot.storage.database import Database

async def main():
    db = await Database.open(sys.argv[1])
    for _ in range(20):
        await db.write(lambda tx: tx.exec_driver_sql("CREATE TABLE IF NOT EXISTS t (n INTEGER)").close())
        await db.write(lambda tx: tx.exec_driver_sql("INSERT INTO t VALUES (1)").close())
    await db.close()

asyncio.run(main())
"""


def test_processes_may_open_a_new_file_at_the_same_moment(tmp_path: Path) -> None:
    path = tmp_path / "shared.sqlite3"
    command = [sys.executable, "-W", "error", "-c", OPEN, f"sqlite:///{path}"]
    processes = [subprocess.Popen(command) for _ in range(4)]  # noqa: S603 - this Python, our own words
    assert [process.wait(30) for process in processes] == [0, 0, 0, 0]
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM t").fetchone() == (80,)
