"""Use cases about what is made of photos: the recap's collage, the album, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import photos as rules
from bot.domain.meetups import Meetup
from bot.domain.profiles import PhotoConsent
from bot.services import agenda
from bot.services.photos import require_there
from bot.storage import communities, meetups, photo_wishes, photos
from bot.storage.database import Database
from bot.storage.media import Media

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from bot.domain.photos import Entry, Picture
    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class Album:
    """Which files are kept of a meetup, in the order they were posted, and until when."""

    meetup: Meetup
    files: tuple[tuple[str, int], ...]
    """The key and the size in bytes of each."""
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What became of an album on a date: it goes on until ``later``, or ``is_over`` now, or was before."""

    later: datetime | None = None
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class AlbumService:
    """Chooses for the collage, hands the album to those who were there, and deletes it on its date."""

    db: Database
    clock: Clock
    media: Media

    @property
    def is_on(self) -> bool:
        """Whether photos are kept at all."""
        return self.media.is_on

    async def read(self, key: str) -> bytes | None:
        """A file of an album; None if it is gone."""
        return await self.media.read(key)

    async def delete_files(self, keys: Iterable[str]) -> None:
        """Delete files whose photos were taken down."""
        await self.media.drop(keys)

    async def discard(self, pictures: Iterable[Picture]) -> None:
        """Delete files of photos that were not posted after all."""
        await self.media.drop(picture.key for picture in pictures if picture.key)

    async def posted(self, meetup_id: int) -> list[Entry]:
        """What was posted after a meetup, the oldest first."""
        return await self.db.read(lambda tx: photos.of_meetup(tx, meetup_id))

    async def note_likes(self, entry: Entry, likes: int | None) -> None:
        """Keep how many people like an entry; None says that its message is gone, and with it the entry."""

        def work(tx: Connection) -> None:
            if likes is None:
                photos.remove(tx, entry)
            else:
                photos.save_likes(tx, entry.id, likes)

        await self.db.write(work)
        if likes is None:
            await self.discard(entry.pictures)

    async def collage(self, meetup_id: int) -> list[bytes]:
        """The files of the photos that make the collage, the best liked first; empty for no collage."""
        picked = await self.db.read(lambda tx: self._picked(tx, meetup_id))
        files = [await self.media.read(picture.key) for picture in picked if picture.key]
        found = [data for data in files if data is not None]
        return found if len(found) >= rules.FEWEST_IN_COLLAGE else []

    async def album_until(self, meetup: Meetup) -> datetime | None:
        """Until when the album of a meetup can be had; None if nothing is in it."""

        def work(tx: Connection) -> datetime | None:
            ends_at = rules.album_ends_at(meetup.span[1], communities.load(tx, meetup.community_id))
            return ends_at if self.clock() < ends_at and _files(tx, meetup.id) else None

        return await self.db.read(work)

    async def album(self, actor: Actor, meetup_id: int) -> Album:
        """The album, for those who were there and organisers.

        Raises:
            MeetupNotFound, NotThere.
            AlbumOver: its date has come. AlbumEmpty: no photo is kept.
        """

        def work(tx: Connection) -> Album:
            meetup = meetups.load(tx, meetup_id, actor.community_id)
            require_there(tx, actor, meetup)
            ends_at = rules.album_ends_at(meetup.span[1], communities.load(tx, actor.community_id))
            if self.clock() >= ends_at:
                raise rules.AlbumOver
            files = _files(tx, meetup_id)
            if not files:
                raise rules.AlbumEmpty
            return Album(meetup, files, ends_at)

        return await self.db.read(work)

    async def end(self, meetup_id: int) -> Ending:
        """Delete the files of a meetup if its date has come."""

        def date(tx: Connection) -> tuple[int, datetime] | None:
            community_id = meetups.community_of(tx, meetup_id)
            if community_id is None:
                return None
            meetup = meetups.load(tx, meetup_id, community_id)
            return community_id, rules.album_ends_at(meetup.span[1], communities.load(tx, community_id))

        found = await self.db.read(date)
        if found is None:
            return Ending()
        community_id, ends_at = found
        if self.clock() < ends_at:
            return Ending(later=ends_at)
        await self.media.drop_meetup(community_id, meetup_id)  # first: after a crash it is done once more
        return Ending(is_over=await self.db.write(lambda tx: photos.forget_files(tx, meetup_id)))

    async def note_recap(self, meetup: Meetup, channel_id: int, message_id: int) -> None:
        """Keep where the recap stands, and have the card painted for the last time.

        The album that it hands out ends on the date that the community sets by now.
        """

        def work(tx: Connection) -> None:
            meetups.save_card(tx, meetup.id, thanks_channel_id=channel_id, thanks_message_id=message_id)
            agenda.card(tx, meetup.id, self.clock())
            agenda.end_album(tx, meetup, communities.load(tx, meetup.community_id), self.clock())

        await self.db.write(work)

    def _picked(self, tx: Connection, meetup_id: int) -> list[Picture]:
        entries = photos.of_meetup(tx, meetup_id)
        return rules.chosen(entries, _unwilling(tx, meetup_id, entries))


def _unwilling(tx: Connection, meetup_id: int, entries: Iterable[Entry]) -> set[int]:
    """Who of those who posted said no to photos."""
    community_id = meetups.community_of(tx, meetup_id) or 0
    told = photo_wishes.of_members(tx, community_id, meetup_id, {entry.user_id for entry in entries})
    return {user_id for user_id, stance in told.items() if stance.holds is PhotoConsent.NO}


def _files(tx: Connection, meetup_id: int) -> tuple[tuple[str, int], ...]:
    entries = photos.of_meetup(tx, meetup_id)
    unwilling = _unwilling(tx, meetup_id, entries)
    willing = (entry for entry in entries if entry.user_id not in unwilling)
    return tuple((p.key, p.size) for entry in willing for p in entry.pictures if p.key)
