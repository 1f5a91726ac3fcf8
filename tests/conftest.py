"""Fixtures for everyone: a database of each kind, and a clock that stands still until it is told to move."""

from __future__ import annotations

import asyncio
import gc
import os
import pwd
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import URL, Connection, create_engine, delete, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import Database
from bot.storage.schema import metadata

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator

NO_POSTGRES = "PostgreSQL cannot be started from /usr/lib/postgresql, and TEST_POSTGRES_URL is not set"
QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "deadlock_timeout=50ms",
)
_numbers = count(1)

# Time is measured by benchmarks: a machine that is busy elsewhere is no mistake of a rule.
settings.register_profile("tablee", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tablee")

# A simulated Discord is made of many small objects, and so is each bot: to look through all of them as often
# as CPython does by default costs an eighth of the suite.
gc.set_threshold(100_000, 20, 100)

# What tests write goes to memory where there is room: a disk takes a seventh of the suite's time to sync
# files that nobody reads again.
MEMORY, SHORT = Path("/dev/shm"), "/tmp"  # noqa: S108 - tempfile makes folders in them
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2**29:
    tempfile.tempdir = SHORT = str(MEMORY)


class Server:
    """A database of PostgreSQL to administer, from a thread with an event loop of its own.

    A fixture may be set up inside a test's running loop, and may not wait in it.
    """

    def __init__(self, url: URL, **options: Any) -> None:
        """Connect to ``url``, which names no driver, when there is something to do."""
        self.url = url
        self._engine = create_async_engine(url.set(drivername="postgresql+asyncpg"), pool_size=1, **options)
        self._runner = asyncio.Runner()
        self._thread = ThreadPoolExecutor(1)

    @property
    def address(self) -> str:
        """The address as the bot's settings have it."""
        return self.url.render_as_string(hide_password=False)

    def run(self, work: Callable[[Connection], object]) -> None:
        """Carry out ``work`` in a transaction."""

        async def connected() -> None:
            async with self._engine.begin() as connection:
                await connection.run_sync(work)

        self._await(connected())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._await(self._engine.dispose())
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def _await(self, what: Coroutine[Any, Any, None]) -> None:
        self._thread.submit(self._runner.run, what).result()


@dataclass
class MovableClock:
    """``clock()`` is now; ``clock.move(hours=1)`` makes it later."""

    now: datetime = field(default_factory=lambda: datetime(2026, 3, 2, 12, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def move(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """An open database with empty tables; every test that takes it runs once on each kind."""
    database = await Database.open(database_url)
    yield database
    await database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of the test's own, with empty tables."""
    if database_kind == "sqlite":
        path = tmp_path / "tablee.sqlite3"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
    else:
        server: Server = request.getfixturevalue("postgres_tables")
        yield server.address
        server.run(_empty)


@pytest.fixture
def bare_database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of the test's own, without any table."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.sqlite3'}"
    else:
        with _postgres_database(request.getfixturevalue("postgres")) as url:
            yield url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with empty tables: a copy of it is quicker than making them again."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server for the session (for each worker under xdist), given or started here."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        with Server(make_url(given), isolation_level="AUTOCOMMIT") as server:
            yield server
        return
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    with ExitStack() as stack:
        try:
            url = stack.enter_context(_postgres_server(programs[-1].parent))
        except (IndexError, OSError):
            if os.environ.get("TEST_POSTGRES_REQUIRED"):
                raise
            pytest.skip(NO_POSTGRES)
        yield stack.enter_context(Server(url, isolation_level="AUTOCOMMIT"))


@pytest.fixture(scope="session")
def postgres_tables(postgres: Server) -> Iterator[Server]:
    """A database whose tables are empty again after each test: to make one takes longer than most tests."""
    with _postgres_database(postgres) as url, Server(url) as server:
        server.run(metadata.create_all)
        yield server


SERVER = """
cd "$1" && trap '' INT TERM || exit 1
"$2/initdb" -D data -U tablee --auth=trust --no-sync --encoding=UTF8 --locale=C >log 2>&1 &&
"$2/pg_ctl" -D data start --wait --log=log --options="$3" >>log 2>&1 && echo ready && read -r _
test -e data/postmaster.pid && "$2/pg_ctl" -D data stop --wait --mode=immediate >>log 2>&1
rm -r data log; cd / && rmdir "$1"
"""
"""Runs a server until its standard input ends: also when the tests are killed."""


@contextmanager
def _postgres_server(programs: Path) -> Iterator[URL]:
    """Run a server that only a Unix socket in a fresh folder leads to."""
    # PostgreSQL refuses to run as root; the path of a socket has 107 bytes at most, so the folder's is short
    owner = _unprivileged() if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="tablee-pg-", dir=SHORT) as folder:
        if owner is not None:
            shutil.chown(folder, owner)
        options = " ".join(
            [f"-k {folder}", "-c listen_addresses=''", *(f"-c {setting}" for setting in QUICK)]
        )
        command = ["/bin/sh", "-c", SERVER, "server", folder, str(programs), options]
        with subprocess.Popen(  # noqa: S603 - programs of the system, arguments of ours
            command, user=owner, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as server:
            if server.stdout is None or server.stdout.readline() != "ready\n":
                raise OSError("PostgreSQL did not start")
            yield URL.create("postgresql", "tablee", database="postgres", query={"host": folder})


def _unprivileged() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def _postgres_database(server: Server) -> Iterator[URL]:
    name = f"tablee_test_{os.getpid()}_{next(_numbers)}"  # servers given by TEST_POSTGRES_URL are shared
    server.run(lambda connection: connection.execute(text(f"CREATE DATABASE {name}")))
    yield server.url.set(database=name)
    server.run(lambda connection: connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)")))


def _empty(tx: Connection) -> None:
    """Take every row out, whoever still holds one, and let the numbers begin at 1 again."""
    deletions = "".join(f"{delete(table)};" for table in reversed(metadata.sorted_tables))
    tx.exec_driver_sql(EMPTY.format(deletions=deletions))


EMPTY = """
DO $$ DECLARE numbers regclass; BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    {deletions}
    FOR numbers IN SELECT seqrelid FROM pg_sequence LOOP PERFORM setval(numbers, 1, false); END LOOP;
END $$
"""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it where nobody overlooks it when half of the storage tests did not run."""
    skipped = terminalreporter.stats.get("skipped", [])
    missed = sum(NO_POSTGRES in str(report.longrepr) for report in skipped)
    if missed:
        terminalreporter.write_line(f"{missed} tests did not run on PostgreSQL: {NO_POSTGRES}.", yellow=True)
