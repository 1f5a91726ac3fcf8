"""Use cases about members who leave the server."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.errors import Refusal
from bot.domain.rights import Actor
from bot.domain.rosters import Answer
from bot.services.rosters import RosterService
from bot.storage import meetups
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class DepartureService:
    """Frees the seats of who is no longer there; those who wait move up as after any other answer."""

    db: Database
    clock: Clock
    rosters: RosterService

    async def leave(self, community_id: int, user_id: int) -> int:
        """Answer for who left: they come to nothing any more. Returns how many meetups that concerns."""
        now = self.clock()
        ids = await self.db.read(lambda tx: meetups.expecting(tx, community_id, user_id, now))
        actor = Actor(user_id=user_id, community_id=community_id)
        for meetup_id in ids:
            with contextlib.suppress(Refusal):  # it was cancelled this instant
                await self.rosters.answer(actor, meetup_id, Answer.DECLINED)
        return len(ids)
