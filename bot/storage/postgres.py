"""PostgreSQL behind the doors: both through asyncpg, each write a transaction of its own."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.failures import sqlstate, translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL, Connection
    from sqlalchemy.ext.asyncio import AsyncEngine

T = TypeVar("T")

CONNECTIONS = 10
# serialization_failure and deadlock_detected: PostgreSQL asks for the same work once more.
AGAIN = frozenset({"40001", "40P01"})
ATTEMPTS = 5

_log = logging.getLogger(__name__)


def engine(url: URL, *, command_timeout: float | None = 30) -> AsyncEngine:
    """Return the engine of both doors. Times are in seconds."""
    query = dict(url.query)
    if "sslmode" in query:  # the word of every other client; asyncpg says ssl
        query["ssl"] = query.pop("sslmode")
    return create_async_engine(
        url.set(drivername="postgresql+asyncpg", query=query),
        pool_size=CONNECTIONS,
        max_overflow=0,
        hide_parameters=True,  # logs hold no member's data
        pool_timeout=30,
        pool_pre_ping=True,  # a restarted server costs one ping, not one failed press a connection
        isolation_level="READ COMMITTED",
        connect_args={
            "timeout": 10,
            "command_timeout": command_timeout,
            "server_settings": {"application_name": "tablee"},
        },
    )


class PostgresReader:
    """Reads side by side through the writers' connections, each one snapshot that cannot write."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Read through ``engine``, which is let go of at the end."""
        self._engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Return what ``work`` makes of the database."""
        with translated():
            async with self._engine.begin() as connection:
                return await connection.run_sync(work)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._engine.dispose()


class PostgresWriter:
    """Writes side by side; the rows they lock put them in order."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Write through ``engine``, which stays its owner's to dispose of."""
        self._engine = engine
        self._running: set[asyncio.Task[object]] = set()

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Carry out ``work``, even if the caller is cancelled meanwhile; run it again after a deadlock."""
        task = asyncio.ensure_future(self._carry_out(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Wait for the running writes."""
        while self._running:
            await asyncio.wait(self._running)

    async def _carry_out(self, work: Callable[[Connection], T]) -> T:
        with translated():
            for _ in range(ATTEMPTS - 1):
                try:
                    return await self._once(work)
                except DBAPIError as error:
                    if sqlstate(error) not in AGAIN:
                        raise
                    _log.info("A write met another one and is run again: %s", error.orig)
            return await self._once(work)

    async def _once(self, work: Callable[[Connection], T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)
