"""Use cases about invitations: who is asked when a meetup has room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import invitations as rules
from bot.domain.meetups import Phase
from bot.domain.quiet import next_loud
from bot.services import agenda
from bot.storage import communities, invitations, meetups, rosters, ties
from bot.storage.database import Database

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup
    from bot.domain.rosters import Roster


@dataclass(frozen=True, slots=True)
class InvitationService:
    """Asks those who wish it, the ones with the fewest ties first."""

    db: Database
    clock: Clock

    async def ask(self, meetup_id: int, made_for: datetime) -> datetime | None:
        """Ask the next ones, unless the meetup moved, is full or closed; an instant: ask them then.

        Ties are counted before the transaction that asks: it would hold up every press meanwhile.
        """
        known = await self.db.read(lambda tx: self._known(tx, meetup_id))

        def work(tx: Connection) -> datetime | None:
            now, community_id = self.clock(), meetups.community_of(tx, meetup_id)
            if community_id is None:
                return None
            meetup = meetups.load(tx, meetup_id, community_id, lock=True)
            if not has_room(meetup, rosters.load(tx, meetup), now) or meetup.span[0] != made_for:
                return None
            quiet = communities.load(tx, community_id).quiet
            if next_loud(now, quiet) != now:
                return next_loud(now, quiet)
            free = free_for_all(meetup, rosters.load(tx, meetup), now)
            chosen = rules.wave(known, _out(tx, meetup), free, meetup_id)
            invitations.add(tx, meetup_id, chosen, now)
            ids = {"meetup_id": meetup_id, "starts_at": made_for.isoformat()}
            agenda.direct(tx, agenda.INVITE, community_id, chosen, now, **ids)
            following = rules.next_at(made_for, now, quiet)
            if chosen and following is not None:
                agenda.invite(tx, meetup_id, made_for, following, now)
            return None

        return await self.db.write(work)

    def _known(self, tx: Connection, meetup_id: int) -> dict[int, int]:
        """How many people each of those has met who wish invitations."""
        community_id = meetups.community_of(tx, meetup_id)
        if community_id is None:
            return {}
        counted = dict.fromkeys(invitations.wishing(tx, community_id), 0)
        if counted:
            for pair in ties.of_community(tx, community_id):
                for user_id in counted.keys() & set(pair):
                    counted[user_id] += 1
        return counted


def _out(tx: Connection, meetup: Meetup) -> frozenset[int]:
    """Who is not to be asked: they were, or they answered, or they organise it."""
    answered = {party.user_id for party in rosters.load(tx, meetup).parties}
    return invitations.asked(tx, meetup.id) | answered | {*meetup.organiser_ids}


def has_room(meetup: Meetup, roster: Roster, now: datetime) -> bool:
    """Whether anybody who is asked could still take a seat: it is on, open to all, and not full."""
    seating = meetup.plan.seating
    is_open = seating.entry_role_id is None and not seating.host_picks
    closes_at = seating.closes_at
    if meetup.phase(now) is not Phase.UPCOMING or not is_open or (closes_at is not None and now >= closes_at):
        return False
    free = free_for_all(meetup, roster, now)
    return free is None or free > 0


def free_for_all(meetup: Meetup, roster: Roster, now: datetime) -> int | None:
    """Seats that are neither taken, kept for somebody, nor waited for; None for no limit."""
    if roster.capacity is None:
        return None
    waited_for = sum(party.size for party in roster.waiting)
    return max(0, roster.capacity - roster.taken - waited_for - meetup.plan.seating.kept_at(now))
