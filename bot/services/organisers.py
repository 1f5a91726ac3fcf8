"""Use cases about who organises a meetup, and who may see the answers to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import organisers as rules
from bot.domain import rights
from bot.services import agenda, mirroring
from bot.storage import communities, meetups
from bot.storage import organisers as rows
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup
    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class OrganiserService:
    """Changes who organises a meetup."""

    db: Database
    clock: Clock

    async def choose(self, actor: Actor, meetup_id: int, user_ids: Iterable[int]) -> Meetup:
        """Say who else organises the meetup: for who began it, and moderators.

        Raises:
            MeetupNotFound, OrganisersOnly, TooManyOrganisers.
        """

        def work(tx: Connection) -> Meetup:
            meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            rights.require_leader(actor, meetup, communities.load(tx, actor.community_id))
            return self._save(tx, meetup, rules.checked_team(meetup, user_ids), actor)

        return await self.db.write(work)

    async def step_down(self, actor: Actor, meetup_id: int) -> Meetup:
        """Organise the meetup no longer.

        Raises:
            MeetupNotFound, NoOrganiser.
        """

        def work(tx: Connection) -> Meetup:
            meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            if actor.user_id not in meetup.co_organiser_ids:
                raise rules.NoOrganiser
            rest = tuple(user_id for user_id in meetup.co_organiser_ids if user_id != actor.user_id)
            return self._save(tx, meetup, rest, actor)

        return await self.db.write(work)

    async def hide_answers(self, actor: Actor, meetup_id: int, *, hidden: bool) -> Meetup:
        """Show who comes to organisers only, or to everybody again: for organisers.

        Raises:
            MeetupNotFound, OrganisersOnly.
        """

        def work(tx: Connection) -> Meetup:
            now = self.clock()
            meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            community = communities.load(tx, actor.community_id)
            rights.require_editor(actor, meetup, community)
            after = replace(meetup, hides_answers=hidden)
            meetups.save(tx, after)
            agenda.card(tx, meetup_id, now)
            mirroring.seats_moved(tx, meetup_id, community, now)
            return after

        return await self.db.write(work)

    def _save(self, tx: Connection, meetup: Meetup, team: tuple[int, ...], actor: Actor) -> Meetup:
        now = self.clock()
        known = set(meetup.co_organiser_ids)
        rows.remove(tx, meetup.id, [user_id for user_id in known if user_id not in team])
        added = [user_id for user_id in team if user_id not in known]
        rows.add(tx, meetup.id, added, by_id=actor.user_id, now=now)
        agenda.card(tx, meetup.id, now)
        if added:
            agenda.tell(tx, agenda.TEAM, meetup.id, now, user_ids=added, by_id=actor.user_id)
        return replace(meetup, co_organiser_ids=team)
