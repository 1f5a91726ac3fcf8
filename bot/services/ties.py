"""Use cases about ties: what a member sees of their own, and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.ties import Tie
from bot.storage import meetups, ties
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class Acquaintances:
    """Everybody whom one member has met, the latest first, and what the meetups are called."""

    user_id: int
    ties: tuple[Tie, ...]
    titles: Mapping[int, str]

    @property
    def again(self) -> int:
        """How many of them were met more than once."""
        return sum(tie.times > 1 for tie in self.ties)


@dataclass(frozen=True, slots=True)
class TieService:
    """Shows members whom they have met."""

    db: Database

    async def mine(self, actor: Actor) -> Acquaintances:
        """The actor's own ties in their community."""

        def work(tx: Connection) -> Acquaintances:
            found = ties.of_member(tx, actor.community_id, actor.user_id).values()
            latest = sorted(found, key=lambda tie: (tie.last_met_at, tie.pair), reverse=True)
            meetup_ids = {meetup_id for tie in found for meetup_id in tie.meetup_ids}
            titles = meetups.titles(tx, actor.community_id, meetup_ids)
            return Acquaintances(actor.user_id, tuple(latest), titles)

        return await self.db.read(work)
