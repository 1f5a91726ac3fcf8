"""Use cases about letters: direct messages to members who wish them, and what happens when one is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.services import agenda
from bot.storage import profiles
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup
    from bot.services.runner import Work
    from bot.storage.jobs import Job


@dataclass(frozen=True, slots=True)
class LetterService:
    """Knows who wishes letters; the work it returns is done in the transaction that ends the letter's job."""

    db: Database
    clock: Clock

    async def is_wished(self, community_id: int, user_id: int) -> bool:
        """Whether the member wishes direct messages from this community."""
        return (await self.db.read(lambda tx: profiles.load(tx, community_id, user_id))).wants_dms

    async def wishing(self, community_id: int, user_ids: Collection[int]) -> list[int]:
        """Those of some members who wish direct messages, in the order given."""
        known = await self.db.read(lambda tx: profiles.of_members(tx, community_id, user_ids))
        return [user_id for user_id in user_ids if known[user_id].wants_dms]

    def written(self, job: Job, community_id: int, user_ids: Collection[int]) -> Work:
        """Write what the job says to each of those, a letter each: once, as the job ends."""
        told, now = job.payload, self.clock()
        return lambda tx: agenda.direct(tx, job.kind, community_id, user_ids, now, **told)

    def alone(self, meetup: Meetup, user_ids: Iterable[int], text: str) -> Work:
        """Write to members what concerns them alone."""
        told, now = tuple(user_ids), self.clock()
        return lambda tx: agenda.direct(
            tx, agenda.ALONE, meetup.community_id, told, now, meetup_id=meetup.id, text=text
        )

    def elsewhere(self, job: Job) -> Work:
        """Say it in the meetup's thread: the member has meanwhile asked for no more letters."""
        letter, now = job.payload, self.clock()
        return lambda tx: agenda.instead(tx, letter, now, is_closed=False)

    def refused(self, job: Job) -> Work:
        """End the wish for letters, keep when one was refused, and say it in the meetup's thread, once."""
        letter, now = job.payload, self.clock()

        def work(tx: Connection) -> None:
            before = profiles.hold(tx, letter["community_id"], letter["user_id"])
            profiles.save(tx, replace(before, wants_dms=False, dms_closed_at=now))
            agenda.instead(tx, letter, now, is_closed=before.wants_dms)

        return work
