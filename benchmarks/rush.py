"""A rush of answers: 10,000 presses, four in ten within the first twelfth of it, each timed from its press.

``python -m benchmarks.rush`` lets members answer a meetup through the real use case, on a SQLite file at
synchronous=FULL, and looks whether they stand in their order of arrival; ``--work counter`` is the least that
a write can do; ``--url postgresql://…`` rushes at a server that has been migrated. Beside it stands what one
commit of the plain driver takes in the same folder right before: a machine busy elsewhere shows there.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Integer, MetaData, Table, insert, select, update

from bot.domain.meetups import Plan
from bot.domain.rights import Actor
from bot.domain.rosters import Answer
from bot.services import Services
from bot.storage import migrations
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy import Connection

    Press = Callable[[int], Awaitable[object]]
    Order = Callable[[], Awaitable[bool]]

DISCORD_WAITS = 3.0
EARLY_SHARE, EARLY_TIME = 0.4, 1 / 12
GUILD = 1

tables = MetaData()
counters = Table("rush", tables, Column("id", Integer, primary_key=True), Column("n", Integer))


def moments(presses: int, seconds: float) -> list[float]:
    """When each press comes, in seconds from the start."""
    chance = random.Random(1)
    early = round(presses * EARLY_SHARE)
    first = [chance.uniform(0, seconds * EARLY_TIME) for _ in range(early)]
    return sorted(first + [chance.uniform(seconds * EARLY_TIME, seconds) for _ in range(presses - early)])


async def counting(db: Database, keys: int) -> tuple[Press, Order | None]:
    """Each press reads one of ``keys`` rows and writes it back: the least that an answer does."""

    def prepare(tx: Connection) -> None:
        tables.drop_all(tx)
        tables.create_all(tx)
        tx.execute(insert(counters), [{"id": key, "n": 0} for key in range(keys)])

    def work(tx: Connection, key: int) -> None:
        n = tx.execute(select(counters.c.n).where(counters.c.id == key).with_for_update()).scalar_one()
        tx.execute(update(counters).where(counters.c.id == key).values(n=n + 1))

    await db.write(prepare)
    return (lambda number: db.write(partial(work, key=number % keys))), None


async def answering(db: Database, keys: int) -> tuple[Press, Order | None]:
    """Each press is a member who answers one of ``keys`` meetups; they are to stand in order of arrival."""
    services = Services.create(db, lambda: datetime.now(UTC))
    community = await services.communities.of(GUILD, "fr")
    host = Actor(user_id=1, community_id=community.id, manages_guild=True)
    starts_at = datetime.now(UTC) + timedelta(days=7)
    plan = Plan(title="Rush", zone=ZoneInfo("Europe/Paris"), starts_at=starts_at, capacity=50)
    meetups = [await services.meetups.schedule(host, plan, channel_id=1) for _ in range(keys)]

    def press(number: int) -> Awaitable[object]:
        member = Actor(user_id=1000 + number, community_id=community.id)
        return services.rosters.answer(member, meetups[number % keys].id, Answer.GOING)

    async def is_kept() -> bool:
        rosters = [(await services.rosters.sheet(host, meetup.id)).roster for meetup in meetups]
        lists = [[party.user_id for party in roster.parties] for roster in rosters]
        return all(users == sorted(users) for users in lists)

    return press, is_kept


async def rush(press: Press, presses: int, seconds: float) -> list[float]:
    """Press at the planned moments; return how long each waited for its answer, in seconds.

    Timed from when the press was due, so that a loop too busy to start it is counted too.
    """
    waits: list[float] = []
    start = time.perf_counter()

    async def one(number: int, due: float) -> None:
        await press(number)
        waits.append(time.perf_counter() - start - due)

    async with asyncio.TaskGroup() as group:
        for number, due in enumerate(moments(presses, seconds)):
            ahead = start + due - time.perf_counter()
            if ahead > 0:
                await asyncio.sleep(ahead)
            group.create_task(one(number, due))
    return sorted(waits)


def plain_commits(folder: Path) -> list[float]:
    """How long each of 200 commits of one row takes the plain driver, in seconds, shortest first."""
    connection = sqlite3.connect(folder / "plain.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE plain (n INTEGER)")
    waits = []
    for number in range(200):
        start = time.perf_counter()
        connection.execute("INSERT INTO plain VALUES (?)", (number,))
        waits.append(time.perf_counter() - start)
    connection.close()
    return sorted(waits)


def figures(waits: list[float]) -> str:
    """Say in words how long the middle one, one in a hundred and the last took."""
    at = {"p50": waits[len(waits) // 2], "p99": waits[int(len(waits) * 0.99)], "max": waits[-1]}
    return "  ".join(f"{name} {wait * 1000:.1f} ms" for name, wait in at.items())


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--presses", type=int, default=10_000)
    parser.add_argument(
        "--seconds", type=float, default=20.0, help="how long the rush lasts (60 is the real one)"
    )
    parser.add_argument("--keys", type=int, default=1, help="counters or meetups that share the presses")
    parser.add_argument("--work", choices=["counter", "rsvp"], default="rsvp")
    parser.add_argument("--url", help="a database; a fresh SQLite file if left out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = await Database.open(options.url or f"sqlite:///{folder}/rush.sqlite3", synchronous="FULL")
        try:
            await migrations.prepare(db)
            press, is_kept = await {"counter": counting, "rsvp": answering}[options.work](db, options.keys)
            print(f"200 plain commits: {figures(plain_commits(Path(folder)))}", flush=True)
            spent = time.process_time()
            waits = await rush(press, options.presses, options.seconds)
            spent = time.process_time() - spent
            late = sum(wait > DISCORD_WAITS for wait in waits) / len(waits)
            print(f"{len(waits)} presses in {options.seconds:g} s: {figures(waits)}", end="  ")
            print(f"later than {DISCORD_WAITS:g} s: {late:.1%}  processor: {spent:.1f} s")
            if is_kept is not None:
                print(f"order of arrival kept: {'yes' if await is_kept() else 'NO'}")
        finally:
            await db.close()


if __name__ == "__main__":
    asyncio.run(main())
