"""Use cases about what members allow about photos that show them, for one meetup or for all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.services import agenda
from bot.storage import meetups, photo_wishes, photos, profiles
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.photos import Stance
    from bot.domain.profiles import PhotoConsent, Profile
    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class PhotoWishService:
    """Keeps what members allow; a recap that shows what is no longer allowed is made again."""

    db: Database
    clock: Clock

    async def stance(self, actor: Actor, meetup_id: int) -> Stance:
        """What the actor allows about photos of a meetup.

        Raises:
            MeetupNotFound.
        """

        def work(tx: Connection) -> Stance:
            meetups.load(tx, meetup_id, actor.community_id)
            return _stance(tx, actor, meetup_id)

        return await self.db.read(work)

    async def say(self, actor: Actor, meetup_id: int, consent: PhotoConsent) -> Stance:
        """Keep what the actor allows of a meetup. Who never said it is taken at their word for every meetup.

        Raises:
            MeetupNotFound.
        """

        def work(tx: Connection) -> Stance:
            meetups.load(tx, meetup_id, actor.community_id)
            profile = profiles.hold(tx, actor.community_id, actor.user_id)
            if profile.photo_consent is None:
                profiles.save(tx, replace(profile, photo_consent=consent))
            elsewise = consent if profile.photo_consent not in {None, consent} else None
            photo_wishes.save(tx, meetup_id, actor.user_id, elsewise)
            self._mend(tx, actor)
            return _stance(tx, actor, meetup_id)

        return await self.db.write(work)

    async def say_for_all(self, actor: Actor, consent: PhotoConsent) -> Profile:
        """Keep what the actor allows of every meetup for which they said nothing else."""

        def work(tx: Connection) -> Profile:
            profile = profiles.hold(tx, actor.community_id, actor.user_id)
            changed = replace(profile, photo_consent=consent)
            profiles.save(tx, changed)
            self._mend(tx, actor)
            return changed

        return await self.db.write(work)

    async def uploads(self, actor: Actor, meetup_id: int | None = None) -> int:
        """How many photos the actor posted in their community, or after one meetup, that still stand."""
        mine = await self.db.read(lambda tx: photos.of_user(tx, actor.community_id, actor.user_id))
        return sum(entry.count for entry in mine if meetup_id in {None, entry.meetup_id})

    def _mend(self, tx: Connection, actor: Actor) -> None:
        mine = photos.of_user(tx, actor.community_id, actor.user_id)
        for meetup_id in sorted({entry.meetup_id for entry in mine}):
            agenda.recap_again(tx, meetup_id, self.clock())


def _stance(tx: Connection, actor: Actor, meetup_id: int) -> Stance:
    return photo_wishes.of_members(tx, actor.community_id, meetup_id, [actor.user_id])[actor.user_id]
