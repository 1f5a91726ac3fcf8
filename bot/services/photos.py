"""Use cases about photos and the thank-you after a meetup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import photos as rules
from bot.domain import rights
from bot.domain.checkins import OPENS_BEFORE
from bot.domain.texts import Field, clean
from bot.services import agenda
from bot.storage import checkins, communities, meetups, photos, ties
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup
    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What came of a meetup: people there, first-timers among them, ties made, photos posted."""

    people: int
    first_timers: int
    new_ties: int
    photos: int


@dataclass(frozen=True, slots=True)
class PhotoService:
    """Lets those who were there add photos, and counts what came of a meetup."""

    db: Database
    clock: Clock

    async def require_may_add(self, actor: Actor, meetup_id: int) -> Meetup:
        """The meetup, if the actor may add photos: they were there, or organise it.

        Raises:
            MeetupNotFound, MeetupClosed, NotThere, ThreadNotOpen.
        """

        def work(tx: Connection) -> Meetup:
            meetup = self._allowed(tx, actor, meetup_id)
            if meetup.card.photo_thread_id is None:
                raise rules.ThreadNotOpen
            return meetup

        return await self.db.read(work)

    async def add(self, actor: Actor, meetup_id: int, caption: str, count: int) -> int:
        """Keep that the actor adds photos; returns the entry's number. It counts once it was posted.

        Raises:
            MeetupNotFound, MeetupClosed, NotThere, TextTooLong.
        """
        caption = clean(caption, Field.CAPTION)

        def work(tx: Connection) -> int:
            self._allowed(tx, actor, meetup_id)
            return photos.add(tx, meetup_id, actor.user_id, caption, count, self.clock())

        return await self.db.write(work)

    async def note_message(self, photo_id: int, message_id: int) -> None:
        """Keep where the photos were posted."""
        await self.db.write(lambda tx: photos.save_message(tx, photo_id, message_id))

    async def require_may_take_down(self, actor: Actor, message_id: int) -> None:
        """Anybody who was there may have photos taken down, whoever posted them; no reason is asked.

        Raises:
            NoPhotos: the message holds none of this community's.
            NotThere: the actor was not at that meetup, nor organises it, nor posted them.
        """

        def work(tx: Connection) -> None:
            entry = photos.at_message(tx, actor.community_id, message_id)
            if entry is None:
                raise rules.NoPhotos
            if entry.user_id != actor.user_id:
                self._require_there(tx, actor, meetups.load(tx, entry.meetup_id, actor.community_id))

        await self.db.read(work)

    async def forget(self, actor: Actor, message_id: int) -> None:
        """Count the photos of a message no longer: it was taken down."""
        await self.db.write(lambda tx: photos.remove(tx, actor.community_id, message_id))

    async def note_thanks(self, meetup_id: int, message_id: int) -> None:
        """Keep where the thank-you stands, and have the card painted for the last time."""

        def work(tx: Connection) -> None:
            meetups.save_card(tx, meetup_id, thanks_message_id=message_id)
            agenda.card(tx, meetup_id, self.clock())

        await self.db.write(work)

    async def numbers(self, meetup: Meetup) -> Numbers:
        """What came of a meetup, as far as is known now."""

        def work(tx: Connection) -> Numbers:
            starts_at, _ = meetup.span
            present = [c.user_id for c in checkins.of_meetup(tx, meetup.id)]
            known = checkins.been_before(tx, meetup.community_id, present, starts_at)
            return Numbers(
                people=len(present),
                first_timers=len(present) - len(known),
                new_ties=_new_ties(tx, meetup, present),
                photos=photos.count(tx, meetup.id),
            )

        return await self.db.read(work)

    def _allowed(self, tx: Connection, actor: Actor, meetup_id: int) -> Meetup:
        meetup = meetups.load(tx, meetup_id, actor.community_id)
        rules.require_open(meetup, self.clock())
        self._require_there(tx, actor, meetup)
        return meetup

    def _require_there(self, tx: Connection, actor: Actor, meetup: Meetup) -> None:
        there = any(c.user_id == actor.user_id for c in checkins.of_meetup(tx, meetup.id))
        if not there and not rights.may_edit(actor, meetup, communities.load(tx, actor.community_id)):
            raise rules.NotThere


def _new_ties(tx: Connection, meetup: Meetup, present: list[int]) -> int:
    """Pairs for whom this meetup was the first."""
    doors = meetup.span[0] - OPENS_BEFORE
    among = ties.among(tx, meetup.community_id, present).values()
    return sum(meetup.id in tie.meetup_ids and tie.first_met_at >= doors for tie in among)
