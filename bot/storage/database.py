"""The two doors to the database: ``read`` and ``write``, the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import ArgumentError

from bot.storage import postgres, sqlite
from bot.storage.failures import DatabaseClosed, SchemaOutdated, StorageFailure

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL

__all__ = ["Database", "DatabaseClosed", "SchemaOutdated", "StorageFailure", "parse_url"]

T = TypeVar("T")


class _Reader(Protocol):
    async def read(self, work: Callable[[Connection], T]) -> T: ...

    async def close(self) -> None: ...


class _Writer(Protocol):
    async def write(self, work: Callable[[Connection], T]) -> T: ...

    async def close(self) -> None: ...


class Database:
    """An open database.

    A work is an ordinary function of a SQLAlchemy connection: what it does is one transaction, and what it
    raises undoes it. It has no other effect (PostgreSQL may run it again after a deadlock), does not commit,
    and returns values, not open results.
    """

    def __init__(self, url: URL, reader: _Reader, writer: _Writer) -> None:
        """Use ``Database.open``."""
        self.url = url
        self._reader = reader
        self._writer = writer
        self._is_closed = False
        self._reads: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(cls, url: str, *, synchronous: sqlite.Synchronous = "NORMAL") -> Self:
        """Open the database at ``url``: ``sqlite:///file`` or ``postgresql://user@host/name``.

        ``synchronous`` is SQLite's: NORMAL keeps what was acknowledged when the process dies, FULL also when
        the machine does. Raises ``StorageFailure`` with a sentence if the database cannot be used.
        """
        parsed = parse_url(url)
        if parsed.get_backend_name() == "sqlite":
            writer: _Writer = sqlite.SqliteWriter(sqlite.writing_engine(parsed, synchronous))
            database = cls(parsed, sqlite.SqliteReader(parsed), writer)
        else:
            engine = postgres.engine(parsed)
            database = cls(parsed, postgres.PostgresReader(engine), postgres.PostgresWriter(engine))
        try:
            await database.write(_touch)  # first: on SQLite it makes the file and its journal
            await database.read(_touch)
        except BaseException:
            await database.close()
            raise
        return database

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Return what ``work`` makes of one snapshot of the database. It cannot write.

        A read that began ends even if its caller is cancelled: aiosqlite loses a connection that is given up
        while its thread opens it.
        """
        self._refuse_if_closed()
        reading = asyncio.get_running_loop().create_task(self._reader.read(work))
        self._reads.add(reading)
        reading.add_done_callback(self._reads.discard)
        return await asyncio.shield(reading)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Return what ``work`` returned, after its commit.

        Works run in their order of arrival on SQLite; on PostgreSQL the row locks they take order them. An
        accepted work is carried out even if its caller is cancelled while it waits.
        """
        self._refuse_if_closed()
        return await self._writer.write(work)

    async def close(self) -> None:
        """Refuse new works, wait for the accepted ones, let go of every connection. May be called again."""
        self._is_closed = True
        await self._writer.close()
        if self._reads:
            await asyncio.wait(self._reads)
        await self._reader.close()

    def _refuse_if_closed(self) -> None:
        if self._is_closed:
            raise DatabaseClosed


def parse_url(url: str) -> URL:
    """Return ``url`` without its driver, or say in a ``StorageFailure`` what is wrong with it."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageFailure(f"DATABASE_URL is not an address: {error}") from error
    kind = parsed.get_backend_name() if parsed.drivername != "postgres" else "postgresql"
    if kind not in {"sqlite", "postgresql"}:
        raise StorageFailure(f"DATABASE_URL names {kind}: use sqlite:///file or postgresql://user@host/name.")
    if kind == "sqlite" and (not parsed.database or parsed.database == ":memory:" or parsed.host):
        raise StorageFailure(
            "DATABASE_URL names no file: use sqlite:///file, or sqlite:////absolute/path/file."
        )
    return parsed.set(drivername=kind)


def _touch(tx: Connection) -> None:
    tx.execute(text("SELECT 1"))
