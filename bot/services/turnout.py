"""Use cases about a meetup's least number of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import rights
from bot.domain import turnout as rules
from bot.services import agenda
from bot.storage import communities, meetups, rosters
from bot.storage.database import Database

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup
    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class TurnoutService:
    """Decides at the hour whether enough people come, and takes the organiser's word when they do not."""

    db: Database
    clock: Clock

    async def decide_due(self, community_id: int, meetup_id: int, at: datetime | None) -> None:
        """At the hour: it takes place if enough have a seat; else its organiser is asked. Told either way.

        ``at`` is the hour that this was meant for: another one may count by now. None is after it, when
        nobody is asked again: it takes place if enough come by now.

        Raises:
            MeetupNotFound.
        """

        def work(tx: Connection) -> None:
            now = self.clock()
            meetup = meetups.load(tx, meetup_id, community_id, lock=True)
            if not rules.is_due(meetup, now) or at not in {None, meetup.plan.seating.decides_at}:
                return
            is_enough = rules.is_enough(meetup, rosters.load(tx, meetup).taken)
            if is_enough:
                meetups.save(tx, rules.going_ahead(meetup, now))
            elif at is not None:
                agenda.tell(tx, agenda.TURNOUT_ASKED, meetup_id, now)
            if is_enough or at is not None:
                agenda.card(tx, meetup_id, now)
                agenda.tell(tx, agenda.TURNOUT_TOLD, meetup_id, now, is_enough=is_enough)

        await self.db.write(work)

    async def go_anyway(self, actor: Actor, meetup_id: int) -> Meetup:
        """The organiser lets it take place with however many come; those with an answer are told.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, NoMinimum, TurnoutDecided, TurnoutNotDue.
        """

        def work(tx: Connection) -> Meetup:
            now = self.clock()
            meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
            after = rules.going_ahead(meetup, now)
            meetups.save(tx, after)
            agenda.card(tx, meetup_id, now)
            agenda.tell(tx, agenda.TURNOUT_TOLD, meetup_id, now, is_enough=True)
            return after

        return await self.db.write(work)
