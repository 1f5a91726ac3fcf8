"""Use cases about those who were missed: a kind question, one tap, and no list that others see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain.checkins import Reason, WasNotMissed
from bot.domain.meetups import Meetup, State
from bot.services import agenda
from bot.storage import arrivals, checkins, meetups, rosters
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class AbsenceService:
    """Asks those who had a seat and did not come how they are."""

    db: Database
    clock: Clock

    async def ask(self, meetup_id: int) -> None:
        """Ask those who wish letters; the others find the question on the card."""

        def work(tx: Connection) -> None:
            meetup = _meetup(tx, meetup_id)
            if meetup is None:
                return
            told = {"meetup_id": meetup_id}
            agenda.direct(tx, "missed", meetup.community_id, _missing(tx, meetup), self.clock(), **told)

        await self.db.write(work)

    async def missed_at(self, user_id: int, meetup_id: int) -> Meetup:
        """The meetup at which somebody had a seat and was not.

        It is asked by the user's id alone: a button in a direct message knows no community.

        Raises:
            WasNotMissed: they were there, had no seat, or nobody was checked in at all.
        """
        return await self.db.read(lambda tx: _missed_by(tx, user_id, meetup_id))

    async def give_reason(self, user_id: int, meetup_id: int, reason: Reason) -> None:
        """Keep why somebody could not come, for the organiser's eyes.

        Raises:
            WasNotMissed.
        """

        def work(tx: Connection) -> None:
            meetup = _missed_by(tx, user_id, meetup_id, lock=True)
            arrivals.save_reason(tx, meetup.id, user_id, reason, self.clock())

        await self.db.write(work)


def _meetup(tx: Connection, meetup_id: int, *, lock: bool = False) -> Meetup | None:
    community_id = meetups.community_of(tx, meetup_id)
    return None if community_id is None else meetups.load(tx, meetup_id, community_id, lock=lock)


def _missing(tx: Connection, meetup: Meetup) -> list[int]:
    """Who had a seat and was not there; nobody where check-in was not used."""
    present = {row.user_id for row in checkins.of_meetup(tx, meetup.id)}
    if not present or meetup.state is not State.SCHEDULED:
        return []
    seated = [party.user_id for party in rosters.load(tx, meetup).seated]
    return [user_id for user_id in seated if user_id not in present and user_id not in meetup.organiser_ids]


def _missed_by(tx: Connection, user_id: int, meetup_id: int, *, lock: bool = False) -> Meetup:
    meetup = _meetup(tx, meetup_id, lock=lock)
    if meetup is None or user_id not in _missing(tx, meetup):
        raise WasNotMissed
    return meetup
