"""Use cases about answers: going, maybe, can't."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain.meetups import Phase, require_phase
from bot.services import agenda
from bot.services.meetups import save_roster
from bot.storage import meetups
from bot.storage import rosters as roster_rows
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.rights import Actor
    from bot.domain.rosters import Answer, Roster


@dataclass(frozen=True, slots=True)
class RosterService:
    """Takes members' answers."""

    db: Database
    clock: Clock

    async def answer(self, actor: Actor, meetup_id: int, answer: Answer) -> Roster:
        """Keep the actor's answer, give freed seats to those who wait, and tell them.

        Raises:
            MeetupNotFound, MeetupClosed.
        """

        def work(tx: Connection) -> Roster:
            now = self.clock()
            meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            require_phase(meetup, now, Phase.UPCOMING, Phase.RUNNING)
            before = roster_rows.load(tx, meetup)
            after = before.answered(actor.user_id, answer, now)
            if after is not before:
                save_roster(tx, meetup, before, after, now)
                agenda.card(tx, meetup_id, now)
            return after

        return await self.db.write(work)
