"""Use cases about a community's settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import rights
from bot.domain.communities import (
    RANGES,
    Community,
    checked_number,
    default_community,
    read_zone,
)
from bot.domain.mirrors import Mirror
from bot.domain.troubles import Deed
from bot.services import agenda, boards, mirroring
from bot.services.proposals import reconsider
from bot.storage import communities, meetups, mirrors, photos, troubles
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class CommunityService:
    """Finds and changes communities."""

    db: Database
    clock: Clock

    async def of(self, guild_id: int, locale: str) -> Community:
        """The community of a guild; on first sight it is kept with what the guild's locale suggests."""
        known = await self.db.read(lambda tx: communities.find(tx, guild_id))
        if known:
            return known
        fresh = default_community(guild_id, locale, self.clock())
        return await self.db.write(lambda tx: communities.welcome(tx, fresh))

    async def set_language(self, actor: Actor, language: str) -> Community:
        return await self._change(actor, language=language)

    async def set_zone(self, actor: Actor, name: str) -> Community:
        """Raises ZoneUnknown when no IANA zone answers to the name."""
        return await self._change(actor, zone=read_zone(name))

    async def set_announcement_channel(self, actor: Actor, channel_id: int | None) -> Community:
        return await self._change(actor, announcement_channel_id=channel_id)

    async def set_moderator_role(self, actor: Actor, role_id: int | None) -> Community:
        return await self._change(actor, moderator_role_id=role_id)

    async def set(self, actor: Actor, **values: object) -> Community:
        """Change settings by their names in Community, all or none.

        Other lead times are those of the meetups to come, too.

        Raises:
            SettingOutOfRange: a number is not in its range.
        """
        for name, value in values.items():
            if name in RANGES:
                checked_number(value if isinstance(value, int) else None, RANGES[name])
        return await self._change(actor, **values)

    async def _change(self, actor: Actor, **values: object) -> Community:
        def work(tx: Connection) -> Community:
            community = communities.find(tx, actor.community_id, lock=True)
            if community is None:
                raise LookupError(f"no community {actor.community_id}")
            rights.require_moderator(actor, community)
            changed: Community = replace(community, **values)  # type: ignore[arg-type]  # each setter is typed
            communities.save(tx, changed)
            if (changed.language, changed.zone) != (community.language, community.zone):
                boards.ask(tx, changed.id, self.clock())
            if _about_proposals(changed) != _about_proposals(community):
                reconsider(tx, changed, self.clock())
            if _about_reminders(changed) != _about_reminders(community):
                agenda.remind_of_all(tx, changed, self.clock())
            if changed.album_days < community.album_days:
                for meetup_id in photos.albums(tx, changed.id):
                    meetup = meetups.load(tx, meetup_id, changed.id)
                    agenda.end_album(tx, meetup, changed, self.clock())
            self._mirror(tx, community, changed)
            return changed

        return await self.db.write(work)

    def _mirror(self, tx: Connection, before: Community, after: Community) -> None:
        """Let roles and events follow their settings; what was deleted by hand may come back then."""
        anew = [
            (names, deed, mirror)
            for names, deed, mirror in _MIRRORED
            if any(getattr(before, name) != getattr(after, name) for name in names)
        ]
        for _, deed, mirror in anew:
            troubles.mended(tx, after.id, deed)
            mirrors.forget_deleted(tx, after.id, mirror)
        if anew or before.thread_days != after.thread_days:
            mirroring.all_again(tx, after, self.clock())


_MIRRORED = (
    (("gives_roles", "attendee_role_id"), Deed.ROLE, Mirror.ROLE),
    (("mirrors_events",), Deed.EVENT, Mirror.EVENT),
)


def _about_reminders(community: Community) -> tuple[object, ...]:
    return community.leads, community.reconfirms, community.silent_hours


def _about_proposals(community: Community) -> tuple[int | None, int | None]:
    return community.interest_threshold, community.proposal_days
