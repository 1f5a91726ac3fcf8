"""Use cases about a member's own profile: nobody else reads or changes it here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain.profiles import LANGUAGES, Profile, Slot, Wish, read_interests
from bot.domain.reminders import OWN_LEADS
from bot.domain.texts import Field, clean
from bot.services import agenda
from bot.storage import communities, profiles
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from sqlalchemy import Connection

    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class ProfileService:
    """Reads and changes the profile of who acts."""

    db: Database
    clock: Clock

    async def of(self, actor: Actor) -> Profile:
        """The actor's own profile."""
        return await self.db.read(
            partial(profiles.load, community_id=actor.community_id, user_id=actor.user_id)
        )

    async def tell(self, actor: Actor, *, area: str, interests: str, offers: str, needs: str) -> Profile:
        """Keep what the member typed about themselves; interests have commas between them.

        Raises:
            TextTooLong, TooManyInterests.
        """
        return await self._change(
            actor,
            area=clean(area, Field.AREA),
            interests=read_interests(interests),
            offers=clean(offers, Field.OFFERS),
            needs=clean(needs, Field.NEEDS),
        )

    async def speak(self, actor: Actor, languages: Iterable[str]) -> Profile:
        """Keep the languages a member speaks; what is none of LANGUAGES is left out."""
        chosen = frozenset(languages)
        return await self._change(actor, languages=tuple(code for code in LANGUAGES if code in chosen))

    async def be_free(self, actor: Actor, slots: Iterable[Slot]) -> Profile:
        """Keep the parts of the week in which a member is usually free."""
        return await self._change(actor, availability=frozenset(slots))

    async def wish(self, actor: Actor, wish: Wish, *, granted: bool) -> Profile:
        """Keep a yes or a no to something the bot does only with a yes."""
        values: dict[str, object] = {wish.value: granted}
        if wish is Wish.DMS:
            values["dms_closed_at"] = None
        return await self._change(actor, **values)

    async def remind(self, actor: Actor, lead: timedelta | None) -> Profile:
        """Keep how long before a start a member is reminded once more; what is none of OWN_LEADS is never."""
        return await self._change(actor, own_lead=lead if lead in OWN_LEADS else None)

    async def _change(self, actor: Actor, **values: object) -> Profile:
        def work(tx: Connection) -> Profile:
            before = profiles.hold(tx, actor.community_id, actor.user_id)
            changed: Profile = replace(before, **values)  # type: ignore[arg-type]  # each use case is typed
            profiles.save(tx, changed)
            if (before.wants_dms, before.own_lead) != (changed.wants_dms, changed.own_lead):
                community = communities.load(tx, actor.community_id)
                agenda.remind_of_all(tx, community, self.clock())
            return changed

        return await self.db.write(work)
