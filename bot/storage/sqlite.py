"""SQLite behind the doors: readers through aiosqlite, one writer thread that commits works together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast

import aiosqlite
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.failures import StorageFailure, failure_of, tell, translated

if TYPE_CHECKING:
    from sqlalchemy import URL
    from sqlalchemy.ext.asyncio import AsyncEngine

T = TypeVar("T")
Synchronous = Literal["NORMAL", "FULL"]

# Seconds to wait for another process to give up its lock.
LOCK_TIMEOUT = 5.0
# Works that share one transaction at most: bounds how long the first of them waits for the last.
BATCH = 256
READERS = 4

if not all(hasattr(aiosqlite.Connection, name) for name in ("_conn", "_execute")):
    raise ImportError("aiosqlite runs functions in its thread another way: see sqlite.SqliteReader.")
_log = logging.getLogger(__name__)


def migrating_engine(url: URL) -> AsyncEngine:
    """Return the engine that changes tables: one transaction under the write lock, waited for patiently."""
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite"),
        connect_args={"timeout": 60, "isolation_level": None},
    )
    # Alembic alters a table by copying it and dropping the old one: that must not cascade to other tables.
    _prepare(engine.sync_engine, begin="BEGIN IMMEDIATE", pragmas=("journal_mode=WAL", "foreign_keys=OFF"))
    return engine


def writing_engine(url: URL, synchronous: Synchronous = "NORMAL") -> Engine:
    """Return the synchronous engine of the write door: transactions take the write lock when they begin.

    ``synchronous=NORMAL`` survives the death of the process; ``FULL`` also that of the machine.
    """
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # logs hold no member's data
        connect_args={"timeout": LOCK_TIMEOUT, "isolation_level": None},
    )
    pragmas = ("journal_mode=WAL", f"synchronous={synchronous}", "foreign_keys=ON")
    # A transaction that begins as a reader and then wants to write fails at once if another wrote meanwhile,
    # whatever the timeout: IMMEDIATE waits for its turn before it reads.
    _prepare(engine, begin="BEGIN IMMEDIATE", pragmas=pragmas)
    return engine


def _prepare(engine: Engine, *, begin: str, pragmas: tuple[str, ...]) -> None:
    # isolation_level=None keeps Python's driver from beginning transactions by itself; the event below does.
    @event.listens_for(engine, "connect")
    def connect(dbapi_connection: Any, _record: object) -> None:
        cursor = dbapi_connection.cursor()
        try:
            for pragma in pragmas:
                cursor.execute(f"PRAGMA {pragma}")
        finally:
            cursor.close()

    @event.listens_for(engine, "begin")
    def started(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


class _TransactionLost(Exception):  # noqa: N818 - never leaves this module
    """SQLite itself rolled back the whole transaction, not only the work that failed."""


@dataclass(eq=False)
class _Call:
    """One work, the future its caller waits on, and what came of it."""

    work: Callable[[Connection], Any]
    answer: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def attempt(self, tx: Connection) -> None:
        """Run the work in a savepoint of its own; its error is kept for its caller and stops nobody else."""
        savepoint = tx.begin_nested()
        try:
            self.result = self.work(tx)
            savepoint.commit()
        except BaseException as error:  # even SystemExit belongs to the caller, not to this thread
            if not _in_transaction(tx):  # a full disk does that
                raise _TransactionLost from error
            savepoint.rollback()
            self.error = _as_failure(error)

    def deliver(self) -> None:
        """Wake the caller; runs in the event loop."""
        if self.answer.done():  # cancelled meanwhile: nobody hears the result, but what was decided stands
            if self.error is not None:
                _log.error("A work failed after its caller had given up.", exc_info=self.error)
        elif self.error is not None:
            self.answer.set_exception(self.error)
        else:
            self.answer.set_result(self.result)


def _in_transaction(tx: Connection) -> bool:
    return bool(tx.connection.dbapi_connection.in_transaction)  # type: ignore[union-attr] # SQLite's own flag


def _as_failure(error: BaseException) -> BaseException:
    if isinstance(error, StopIteration):
        return _stopped(error)
    failure = failure_of(error)
    if failure is None:
        return error
    tell(failure, error)
    failure.__cause__ = error
    return failure


def _stopped(error: StopIteration) -> RuntimeError:
    """What a caller hears instead: a future refuses StopIteration, and would let them wait for ever."""
    stopped = RuntimeError("a work raised StopIteration")
    stopped.__cause__ = error
    return stopped


@dataclass(eq=False)
class _Reading:
    """One connection that cannot write, and SQLAlchemy over it."""

    connection: aiosqlite.Connection
    engine: Engine

    @classmethod
    async def open(cls, url: URL) -> Self:
        connection = await aiosqlite.connect(url.database or "", timeout=LOCK_TIMEOUT, isolation_level=None)
        engine = create_engine(
            "sqlite+pysqlite://",
            creator=lambda: connection._conn,  # noqa: SLF001 - checked at import
            poolclass=StaticPool,
            hide_parameters=True,  # logs hold no member's data
        )
        _prepare(engine, begin="BEGIN", pragmas=("query_only=ON",))
        return cls(connection, engine)

    async def run(self, work: Callable[[], T]) -> T:
        """Run ``work`` in the connection's own thread."""
        thread: Any = self.connection  # aiosqlite types only what everybody uses
        return cast("T", await thread._execute(work))  # noqa: SLF001 - checked at import

    def read(self, work: Callable[[Connection], T]) -> T:
        try:
            with self.engine.begin() as tx:
                return work(tx)
        except StopIteration as error:
            raise _stopped(error) from error

    async def close(self) -> None:
        await self.run(self.engine.dispose)
        await self.connection.close()


class SqliteReader:
    """A few connections that cannot write; each read is one snapshot, whole in its connection's thread.

    SQLAlchemy's own way with aiosqlite changes threads at every statement: four times the processor time.
    """

    def __init__(self, url: URL) -> None:
        self._url = url
        self._free = asyncio.Semaphore(READERS)
        self._idle: list[_Reading] = []

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Return what ``work`` makes of the database."""
        with translated():
            async with self._free:
                reading = self._idle.pop() if self._idle else await _Reading.open(self._url)
                try:
                    return await reading.run(partial(reading.read, work))
                finally:
                    self._idle.append(reading)

    async def close(self) -> None:
        """Let go of every connection. The caller lets no read in after this."""
        while self._idle:
            await self._idle.pop().close()


class SqliteWriter:
    """One thread that owns the only writing connection.

    Works that wait together share one transaction, in their order of arrival, a savepoint each; callers are
    answered after the commit only. A burst costs one lock and one fsync, and nothing acknowledged is undone.
    """

    def __init__(self, engine: Engine) -> None:
        """Start the thread; its answers go to the running event loop."""
        self._engine = engine
        self._loop = asyncio.get_running_loop()
        self._inbox: SimpleQueue[_Call | None] = SimpleQueue()
        self._stopped = asyncio.Event()
        # A daemon: whoever forgets to close the database can still end the process.
        self._thread = Thread(target=self._run, name="storage-writer", daemon=True)
        self._thread.start()

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Queue ``work`` and wait for its commit; a queued work is done even if its caller is cancelled."""
        answer: asyncio.Future[T] = self._loop.create_future()
        self._inbox.put(_Call(work, answer))
        return await answer

    async def close(self) -> None:
        """Carry out what was queued before, then end the thread. The caller lets no write in after this."""
        if not self._stopped.is_set():
            self._inbox.put(None)
        await self._stopped.wait()
        self._thread.join()

    def _run(self) -> None:
        while calls := self._next_calls():
            self._carry_out(calls)
            self._in_loop(_deliver, calls)
        self._engine.dispose()
        self._in_loop(self._stopped.set)

    def _next_calls(self) -> list[_Call]:
        """Wait for a call, then take along those that wait behind it; empty at the end."""
        calls: list[_Call] = []
        with suppress(Empty):
            call = self._inbox.get()
            while call is not None:
                calls.append(call)
                if len(calls) == BATCH:
                    return calls
                call = self._inbox.get_nowait()
            if calls:
                self._inbox.put(None)  # the end came behind calls: meet it again next time
        return calls

    def _carry_out(self, calls: list[_Call]) -> None:
        try:
            with self._engine.begin() as tx:
                for call in calls:
                    call.attempt(tx)
        except Exception as error:  # noqa: BLE001 - it has to reach every caller, and the thread has to live
            cause = error.__cause__ if isinstance(error, _TransactionLost) and error.__cause__ else error
            sentence = failure_of(cause) or "The database undid what was being written."
            tell(StorageFailure(str(sentence)), cause)
            for call in calls:
                # each its own exception: callers that share one would write into one another's traceback
                call.error = StorageFailure(str(sentence))
                call.error.__cause__ = cause

    def _in_loop(self, function: Callable[..., object], *args: object) -> None:
        with suppress(RuntimeError):  # the loop is closed already: nobody waits any more
            self._loop.call_soon_threadsafe(function, *args)


def _deliver(calls: list[_Call]) -> None:
    for call in calls:
        call.deliver()
