"""A hall to hold use cases in: two communities with their people, all services, and the jobs they leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete

from bot.domain.meetups import Format, Plan
from bot.domain.rights import Actor
from bot.services import Services, mirroring
from bot.storage import jobs
from bot.storage.database import Database
from bot.storage.schema import jobs as job_rows

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.communities import Community
    from bot.domain.meetups import Meetup
    from bot.domain.rosters import Roster

FOLLOWING = {mirroring.WELCOME, mirroring.ARCHIVE}
HERE, THERE = 1, 2
CHANNEL = 500


@dataclass
class Hall:
    """Services over one database and one clock; ``here`` and ``there`` are two communities."""

    db: Database
    clock: Any
    services: Services
    here: int = HERE
    there: int = THERE
    channel: int = CHANNEL
    mod = Actor(user_id=100, community_id=HERE, manages_guild=True)
    organiser = Actor(user_id=101, community_id=HERE)
    stranger = Actor(user_id=102, community_id=THERE, manages_guild=True)

    @property
    def now(self) -> datetime:
        return self.clock()

    def member(self, user_id: int) -> Actor:
        return Actor(user_id=user_id, community_id=HERE)

    def plan(self, *, in_hours: float | None = 24 * 7, **fields: Any) -> Plan:
        """A plan that starts so many hours from now, or has no date."""
        starts_at = None if in_hours is None else self.now + timedelta(hours=in_hours)
        usual = {"title": "Picnic", "format": Format.MEAL, "zone": ZoneInfo("Europe/Paris"), "area": "Parc"}
        return Plan(**usual | {"starts_at": starts_at} | fields)

    async def proposed(self, **plan: Any) -> Meetup:
        """A proposal of the organiser's, with its jobs out of the way."""
        meetup = await self.services.meetups.propose(self.organiser, self.plan(**plan), self.channel)
        await self.take()
        return meetup

    async def scheduled(self, **plan: Any) -> Meetup:
        """A meetup of the organiser's, with its jobs out of the way."""
        meetup = await self.proposed(**plan)
        meetup = await self.services.meetups.confirm(self.mod, meetup.id)
        await self.take()
        return meetup

    async def meetup(self, meetup_id: int) -> Meetup:
        return (await self.services.meetups.overview(self.here, meetup_id)).meetup

    async def community(self) -> Community:
        return await self.services.communities.of(self.here, "fr")

    async def roster(self, meetup_id: int) -> Roster:
        return (await self.services.meetups.overview(self.here, meetup_id)).roster

    async def take(self) -> list[tuple[str, datetime, dict[str, Any]]]:
        """The jobs that were written since the last look: kind, due instant, payload; the first due first.

        What follows in Discord itself after almost any change is left out: the stories tell it.
        """
        found = await self.db.read(partial(jobs.upcoming, limit=10_000))

        def forget(tx: Connection) -> None:
            tx.execute(delete(job_rows))

        await self.db.write(forget)
        return [(job.kind, job.due_at, job.payload) for job in found if job.kind not in FOLLOWING]


@pytest.fixture
async def hall(db: Database, clock: Any) -> Hall:
    services = Services.create(db, clock)
    await services.communities.of(HERE, "fr")
    await services.communities.of(THERE, "en-US")
    return Hall(db, clock, services)
