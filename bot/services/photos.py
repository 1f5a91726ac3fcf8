"""Use cases about photos: adding them, taking them down, and what came of a meetup in numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import photos as rules
from bot.domain import rights
from bot.domain.checkins import OPENS_BEFORE
from bot.domain.meetups import Meetup
from bot.domain.photos import Entry, Picture
from bot.domain.profiles import PhotoConsent
from bot.domain.texts import Field, clean
from bot.services import agenda
from bot.storage import checkins, communities, meetups, photo_wishes, photos, ties
from bot.storage.database import Database
from bot.storage.media import Media

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What came of a meetup: people there, first-timers among them, ties made, photos posted."""

    people: int
    first_timers: int
    new_ties: int
    photos: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where photos are handed in: for which meetup, how many bytes are free, and what must not return."""

    meetup: Meetup
    room: int
    banned: frozenset[str]
    said_no: int = 0
    ask_first: int = 0
    named: tuple[int, ...] = ()
    """Of those who did not say yes, who wants to be named to whoever uploads."""
    is_left_out: bool = False
    """Whether who uploads said no themselves: their photos are in no recap and no album."""

    def require_welcome(self, digest: str, filename: str) -> None:
        """Raises TakenDownBefore if somebody had that picture taken down."""
        if any(rules.looks_like(digest, gone) for gone in self.banned):
            raise rules.TakenDownBefore(filename)


@dataclass(frozen=True, slots=True)
class Noticed:
    """Photos that somebody posted by hand, and whether they are the first such in their thread."""

    entry: Entry
    is_first: bool


@dataclass(frozen=True, slots=True)
class PhotoService:
    """Lets those who were there add photos and take them down, and counts what came of a meetup."""

    db: Database
    clock: Clock
    media: Media

    async def desk(self, actor: Actor, meetup_id: int) -> Desk:
        """What is needed to add photos, if the actor may: they were there, or organise the meetup.

        Raises:
            MeetupNotFound, MeetupClosed, NotThere, ThreadNotOpen.
        """

        def work(tx: Connection) -> Desk:
            meetup = self._allowed(tx, actor, meetup_id)
            if meetup.card.photo_thread_id is None:
                raise rules.ThreadNotOpen
            room = self.media.limit - photos.used(tx, meetup.community_id)
            everybody = sorted({c.user_id for c in checkins.of_meetup(tx, meetup_id)} | {actor.user_id})
            told = photo_wishes.of_members(tx, meetup.community_id, meetup_id, everybody)
            own = told.pop(actor.user_id)
            hesitant = {id_: one for id_, one in told.items() if one.holds is not PhotoConsent.YES}
            refusing = [one for one in hesitant.values() if one.holds is PhotoConsent.NO]
            return Desk(
                meetup=meetup,
                room=room,
                banned=photos.banned(tx, meetup_id),
                said_no=len(refusing),
                ask_first=len(hesitant) - len(refusing),
                named=tuple(user_id for user_id, one in hesitant.items() if one.is_named),
                is_left_out=own.holds is PhotoConsent.NO,
            )

        return await self.db.read(work)

    async def note_thread(self, meetup_id: int, thread_id: int | None) -> None:
        """Keep where the photo thread is, None where it could not be opened; the card leads to it."""

        def work(tx: Connection) -> None:
            meetups.save_card(tx, meetup_id, photo_thread_id=thread_id)
            agenda.card(tx, meetup_id, self.clock())

        await self.db.write(work)

    async def keep_file(self, desk: Desk, data: bytes) -> str | None:
        """Keep a photo for the album; returns its key, or None where it is not kept or does not fit."""
        if not self.media.is_on or len(data) > desk.room:
            return None
        key = self.media.new_key(desk.meetup.community_id, desk.meetup.id)
        await self.media.keep(key, data)
        return key

    async def add(
        self,
        actor: Actor,
        meetup_id: int,
        caption: str,
        kept: tuple[Picture, ...],
        *,
        for_recap: bool = False,
    ) -> int:
        """Keep that the actor adds photos; returns the entry's number. It counts once it was posted.

        Raises:
            MeetupNotFound, MeetupClosed, NotThere, TextTooLong.
        """
        entry = Entry(
            id=0,
            meetup_id=meetup_id,
            user_id=actor.user_id,
            caption=clean(caption, Field.CAPTION),
            count=len(kept),
            for_recap=for_recap,
            pictures=kept,
        )

        def work(tx: Connection) -> int:
            self._allowed(tx, actor, meetup_id)
            return photos.add(tx, entry, self.clock())

        return await self.db.write(work)

    async def note_message(self, photo_id: int, message_id: int) -> None:
        """Keep where the photos were posted."""
        await self.db.write(lambda tx: photos.save_message(tx, photo_id, message_id))

    async def is_thread(self, community_id: int, thread_id: int) -> bool:
        """Whether that is a photo thread of the community's."""
        found = await self.db.read(lambda tx: meetups.of_photo_thread(tx, community_id, thread_id))
        return found is not None

    async def noticed(self, community_id: int, thread_id: int, entry: Entry) -> Noticed | None:
        """Keep photos that a member posted by hand in a photo thread, once; None anywhere else."""

        def work(tx: Connection) -> Noticed | None:
            meetup = meetups.of_photo_thread(tx, community_id, thread_id)
            if meetup is None or photos.at_message(tx, community_id, entry.message_id or 0) is not None:
                return None
            mine = replace(entry, meetup_id=meetup.id, is_by_hand=True)
            is_first = not any(one.is_by_hand for one in photos.of_meetup(tx, meetup.id))
            return Noticed(replace(mine, id=photos.add(tx, mine, self.clock())), is_first=is_first)

        return await self.db.write(work)

    async def may_take_down(self, actor: Actor, message_id: int, thread_id: int, author_id: int) -> Entry:
        """The photos of a message, if the actor may take them down: whoever posted them; no reason is asked.

        A message that a member posted by hand in a photo thread counts too, noticed or not. ``author_id`` is
        the message's.

        Raises:
            NoPhotos: the message holds none of this community's.
            NotThere: the actor was not at that meetup, nor organises it, nor posted them.
        """
        return await self.db.read(
            lambda tx: self._in_message(tx, actor, message_id, thread_id=thread_id, author_id=author_id)
        )

    async def take_down(
        self, actor: Actor, entry: Entry, positions: Collection[int] | None = None
    ) -> Entry | None:
        """Take those pictures down, or all of them; returns what is left of the entry, None for nothing.

        They are gone from whatever is made of them later: the recap is made again, the files are deleted, and
        the same picture is not taken a second time. The rest follows by a job, the message included.

        Raises:
            NoPhotos: somebody else was quicker.
            NotThere.
        """

        def work(tx: Connection) -> Entry | None:
            author_id = entry.user_id if entry.is_by_hand else 0
            thread_id = meetups.load(tx, entry.meetup_id, actor.community_id).card.photo_thread_id or 0
            message_id = entry.message_id or 0
            known = self._in_message(tx, actor, message_id, thread_id=thread_id, author_id=author_id)
            return self._remove(tx, known, positions, by=actor.user_id)

        return await self.db.write(work)

    async def withdraw(self, actor: Actor, meetup_id: int | None = None) -> int:
        """Take down everything the actor posted in their community, or after one meetup.

        Returns how many photos that were.
        """

        def work(tx: Connection) -> int:
            posted = photos.of_user(tx, actor.community_id, actor.user_id)
            mine = [entry for entry in posted if meetup_id in {None, entry.meetup_id}]
            for entry in mine:
                self._remove(tx, entry, None, by=actor.user_id)
            return sum(entry.count for entry in mine)

        return await self.db.write(work)

    async def entry_at(self, community_id: int, message_id: int) -> Entry | None:
        """What is left of the photos in a message."""
        return await self.db.read(lambda tx: photos.at_message(tx, community_id, message_id))

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

    def _in_message(
        self, tx: Connection, actor: Actor, message_id: int, *, thread_id: int, author_id: int
    ) -> Entry:
        entry = photos.at_message(tx, actor.community_id, message_id)
        if entry is None:
            meetup = meetups.of_photo_thread(tx, actor.community_id, thread_id)
            if meetup is None or not author_id:
                raise rules.NoPhotos
            entry = Entry(
                id=0,
                meetup_id=meetup.id,
                user_id=author_id,
                count=1,
                message_id=message_id,
                is_by_hand=True,
            )
        if entry.user_id != actor.user_id:
            require_there(tx, actor, meetups.load(tx, entry.meetup_id, actor.community_id))
        return entry

    def _remove(
        self, tx: Connection, entry: Entry, positions: Collection[int] | None, *, by: int
    ) -> Entry | None:
        meetup_id, now = entry.meetup_id, self.clock()
        gone = [p for p in entry.pictures if positions is None or p.position in positions]
        photos.ban(tx, meetup_id, (picture.digest for picture in gone))
        photos.remove(tx, entry, None if positions is None else [picture.position for picture in gone])
        agenda.tell(
            tx,
            agenda.TAKEN_DOWN,
            meetup_id,
            now,
            message_id=entry.message_id,
            uploader_id=entry.user_id,
            is_own=entry.user_id == by,
            keys=[picture.key for picture in gone if picture.key],
        )
        agenda.recap_again(tx, meetup_id, now)
        left = tuple(picture for picture in entry.pictures if picture not in gone)
        return replace(entry, pictures=left, count=len(left)) if left else None

    def _allowed(self, tx: Connection, actor: Actor, meetup_id: int) -> Meetup:
        meetup = meetups.load(tx, meetup_id, actor.community_id)
        rules.require_open(meetup, self.clock())
        require_there(tx, actor, meetup)
        return meetup


def require_there(tx: Connection, actor: Actor, meetup: Meetup) -> None:
    """Raises NotThere unless the actor was at the meetup, or may edit it."""
    there = any(c.user_id == actor.user_id for c in checkins.of_meetup(tx, meetup.id))
    if not there and not rights.may_edit(actor, meetup, communities.load(tx, actor.community_id)):
        raise rules.NotThere


def _new_ties(tx: Connection, meetup: Meetup, present: list[int]) -> int:
    """Pairs for whom this meetup was the first."""
    doors = meetup.span[0] - OPENS_BEFORE
    among = ties.among(tx, meetup.community_id, present).values()
    return sum(meetup.id in tie.meetup_ids and tie.first_met_at >= doors for tie in among)
