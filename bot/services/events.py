"""Use cases about Discord's own events: which meetups have one, and what it was last told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain.mirrors import Kept, Mirror
from bot.domain.troubles import Deed, Lack
from bot.services.meetups import Overview, load_overview
from bot.storage import meetups, mirrors, troubles
from bot.storage.database import Database

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """A meetup, the event it has, and what is known not to work."""

    overview: Overview
    kept: Kept | None
    lacks: frozenset[Lack]


@dataclass(frozen=True, slots=True)
class EventService:
    """Remembers what Discord's own events were told."""

    db: Database
    clock: Clock

    async def view(self, meetup_id: int) -> EventView | None:
        """What there is to compare; None when the meetup is gone."""

        def work(tx: Connection) -> EventView | None:
            community_id = meetups.community_of(tx, meetup_id)
            if community_id is None:
                return None
            found = troubles.of_community(tx, community_id)
            return EventView(
                overview=load_overview(tx, meetup_id, community_id),
                kept=mirrors.find(tx, meetup_id, Mirror.EVENT),
                lacks=frozenset(trouble.lack for trouble in found if trouble.deed is Deed.EVENT),
            )

        return await self.db.read(work)

    async def note_asked(self, meetup_id: int) -> datetime:
        """Note before an event is made that it is about to be; returns when that was first noted.

        After a crash the event that was made then is found again.
        """

        def work(tx: Connection) -> datetime:
            known = mirrors.find(tx, meetup_id, Mirror.EVENT)
            if known is None:
                known = _kept(meetup_id, None, "", self.clock())
                mirrors.save(tx, known)
            return known.asked_at

        return await self.db.write(work)

    async def note(self, meetup_id: int, event_id: int, digest: str, *, is_over: bool = False) -> None:
        """Note what the meetup's event shows now; ``is_over``: somebody ended it by hand."""
        await self.db.write(
            lambda tx: mirrors.save(tx, _kept(meetup_id, event_id, digest, self.clock(), is_over=is_over))
        )

    async def note_called_off(self, meetup_id: int) -> None:
        """Note that the meetup has no event any more, by our doing: another date makes another one."""
        await self.db.write(lambda tx: mirrors.forget(tx, meetup_id, Mirror.EVENT))


def _kept(meetup_id: int, event_id: int | None, digest: str, now: datetime, *, is_over: bool = False) -> Kept:
    return Kept(
        meetup_id=meetup_id,
        mirror=Mirror.EVENT,
        object_id=event_id,
        digest=digest,
        asked_at=now,
        is_over=is_over,
    )
