"""How long a suggestion takes while somebody types: 500 meetups, found by title and by date."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.listings import search
from bot.domain.meetups import Meetup, Plan, State
from bot.domain.rights import Actor
from bot.services import Services
from bot.storage import meetups, migrations
from bot.storage.database import Database
from bot.ui.day_words import days_named, words_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

NOW = datetime(2026, 6, 10, 10, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
MEETUPS = 500
TYPED = ("", "a", "apero", "ven", "vendredi", "demain", "12 june", "apero ven", "nothing")
LIMIT_MS = 100.0
ROUNDS = 20


async def main() -> int:
    """Print the median and the slowest of each; 1 if a median is over the limit."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'finding.sqlite3'}"
        await migrations.migrate(url)
        db = await Database.open(url)
        services = Services.create(db, lambda: NOW)
        await services.communities.of(1, "fr")
        await db.write(_fill)
        slow = [typed for typed in TYPED if await _measured(services, typed) > LIMIT_MS]
        await db.close()
    return 1 if slow else 0


def _fill(tx: Connection) -> None:
    for n in range(MEETUPS):
        plan = Plan(title=f"Apéro numéro {n}", zone=PARIS, starts_at=NOW + timedelta(hours=3 * n))
        meetup = Meetup(
            id=0,
            community_id=1,
            state=State.SCHEDULED,
            plan=plan,
            organiser_id=5,
            created_at=NOW,
            check_in_secret="",
        )
        meetups.add(tx, meetup)


async def _measured(services: Services, typed: str) -> float:
    actor, took = Actor(user_id=5, community_id=1), []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        candidates = await services.listings.candidates(actor)
        found = search(candidates, typed, days_named(typed, NOW, PARIS, "fr"), words_of, NOW)
        took.append((time.perf_counter() - began) * 1000)
    median = statistics.median(took)
    print(f"{typed!r:12} {len(found):4} found, median {median:5.1f} ms, slowest {max(took):5.1f} ms")
    return median


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
