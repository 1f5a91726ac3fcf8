"""Use cases about a meetup's thread: who belongs in it, and when it is archived."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain.meetups import Phase, State
from bot.domain.mirrors import Kept, Mirror
from bot.domain.troubles import LOST, Deed
from bot.services import mirroring
from bot.services.meetups import Overview, load_overview
from bot.storage import communities, meetups, mirrors, troubles
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup
    from bot.services.runner import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomers:
    """Who has a seat and was not yet added to the thread; ``message_id`` is the line that adds people."""

    overview: Overview
    user_ids: tuple[int, ...]
    message_id: int | None


@dataclass(frozen=True, slots=True)
class ThreadService:
    """Knows who was added to a meetup's thread, and how long it stays open."""

    db: Database
    clock: Clock

    async def newcomers(self, meetup_id: int) -> Newcomers | None:
        """Who is to be added; None where nobody is.

        Whose answers only organisers see are not added: the thread would name them to everybody.
        """

        def work(tx: Connection) -> Newcomers | None:
            community_id = meetups.community_of(tx, meetup_id)
            if community_id is None:
                return None
            overview = load_overview(tx, meetup_id, community_id)
            meetup = overview.meetup
            if not _takes_people(meetup, self.clock()) or _is_in_trouble(tx, meetup):
                return None
            kept = mirrors.find(tx, meetup_id, Mirror.WELCOME)
            known = mirrors.in_thread(tx, meetup_id)
            fresh = tuple(user for user in mirrors.seated(tx, meetup_id) if user not in known)
            if not fresh or (kept is not None and kept.is_over):
                return None
            return Newcomers(overview=overview, user_ids=fresh, message_id=kept.object_id if kept else None)

        return await self.db.read(work)

    async def note_message(self, meetup_id: int, message_id: int) -> None:
        """Note the line that adds people."""
        kept = Kept(
            meetup_id=meetup_id,
            mirror=Mirror.WELCOME,
            object_id=message_id,
            digest="",
            asked_at=self.clock(),
        )
        await self.db.write(lambda tx: mirrors.save(tx, kept))

    async def note_deleted(self, meetup_id: int) -> None:
        """Note that somebody deleted the line by hand: nobody is added any more."""

        def work(tx: Connection) -> None:
            known = mirrors.find(tx, meetup_id, Mirror.WELCOME)
            if known is not None:
                mirrors.save(tx, replace(known, is_over=True))

        await self.db.write(work)

    async def note_added(self, meetup_id: int, user_ids: Sequence[int]) -> None:
        """Note who is in the thread by now."""
        await self.db.write(lambda tx: mirrors.note_in_thread(tx, meetup_id, user_ids))

    async def closing(self, meetup_id: int) -> tuple[Meetup, datetime | None] | None:
        """The meetup, and when its thread is archived by its plan; None unless it is scheduled."""

        def work(tx: Connection) -> tuple[Meetup, datetime | None] | None:
            community_id = meetups.community_of(tx, meetup_id)
            if community_id is None:
                return None
            meetup = meetups.load(tx, meetup_id, community_id)
            if meetup.state is not State.SCHEDULED:
                return meetup, None
            return meetup, meetup.span[1] + communities.load(tx, community_id).thread_stays

        return await self.db.read(work)

    def end_roles(self, community_id: int) -> Work:
        """Look at the roles again: in the transaction that ends the archiving."""
        return lambda tx: mirroring.roles(tx, community_id, self.clock())


def _takes_people(meetup: Meetup, now: datetime) -> bool:
    return (
        meetup.card.thread_id is not None
        and not meetup.hides_answers
        and meetup.phase(now) in {Phase.UPCOMING, Phase.RUNNING}
    )


def _is_in_trouble(tx: Connection, meetup: Meetup) -> bool:
    found = troubles.of_community(tx, meetup.community_id)
    here = [one for one in found if one.channel_id == meetup.card.channel_id]
    return any(one.deed is Deed.NOTICE or one.lack in LOST for one in here)
