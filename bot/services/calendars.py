"""Use cases about calendars: one meetup as a file, and feeds that applications read by a secret."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import calendars as rules
from bot.domain import rights
from bot.domain.calendars import Entry
from bot.domain.communities import Community
from bot.storage import communities, feeds, meetups, rosters
from bot.storage.database import Database
from bot.storage.feeds import Feed

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup
    from bot.domain.rights import Actor
    from bot.domain.rosters import Party

SECRET_BYTES = 32
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a feed shows now; a personal one knows the addresses its owner may know."""

    feed: Feed
    community: Community
    entries: tuple[Entry, ...]

    @property
    def is_personal(self) -> bool:
        return self.feed.user_id is not None


@dataclass(frozen=True, slots=True)
class CalendarService:
    """Hands out calendar entries, and makes, reads and retires feeds."""

    db: Database
    clock: Clock

    async def entry(self, actor: Actor, meetup_id: int) -> Entry:
        """One meetup for the actor's calendar.

        Raises:
            MeetupNotFound, DateMissing, SeatNotSure.
        """

        def work(tx: Connection) -> Entry:
            meetup = meetups.load(tx, meetup_id, actor.community_id)
            organises = rights.may_edit(actor, meetup, communities.load(tx, actor.community_id))
            party = rosters.load(tx, meetup).party_of(actor.user_id)
            return rules.entry(meetup, party, organises=organises)

        return await self.db.read(work)

    async def feed(self, actor: Actor, *, personal: bool) -> Feed | None:
        """The actor's own feed, or the community's."""
        user_id = actor.user_id if personal else None
        return await self.db.read(lambda tx: feeds.find(tx, actor.community_id, user_id))

    async def make(self, actor: Actor, *, personal: bool) -> str:
        """A new secret for the actor's feed or the community's; the old one opens nothing from now on.

        The secret is told once: only its hash is kept.

        Raises:
            ModeratorsOnly: the community's feed is for moderators to make.
        """
        secret = secrets.token_urlsafe(SECRET_BYTES)

        def work(tx: Connection) -> None:
            user_id = self._owner(tx, actor, personal=personal)
            feeds.make(tx, actor.community_id, user_id, _hash(secret), self.clock())

        await self.db.write(work)
        return secret

    async def retire(self, actor: Actor, *, personal: bool) -> None:
        """End a feed; who has its link reads nothing any more.

        Raises:
            ModeratorsOnly: the community's feed is for moderators to end.
        """
        await self.db.write(
            lambda tx: feeds.retire(tx, actor.community_id, self._owner(tx, actor, personal=personal))
        )

    async def contents(self, secret: str) -> Contents | None:
        """What the feed of that secret shows, the earliest meetup first; None if no feed answers to it."""
        return await self.db.read(lambda tx: self._contents(tx, secret))

    async def served(self, feed: Feed, digest: str) -> datetime:
        """Note what was served; return since when the feed looks like that, in whole seconds of UTC.

        Two changes within one second get two different seconds: whoever asks by time alone (RFC 9110,
        If-Modified-Since) would else never hear of the second.
        """
        if digest == feed.digest:
            return feed.changed_at
        changed_at = max(self.clock().astimezone(UTC).replace(microsecond=0), feed.changed_at + _SECOND)
        await self.db.write(lambda tx: feeds.stamp(tx, feed.id, digest, changed_at))
        return changed_at

    def _owner(self, tx: Connection, actor: Actor, *, personal: bool) -> int | None:
        if personal:
            return actor.user_id
        rights.require_moderator(actor, communities.load(tx, actor.community_id))
        return None

    def _contents(self, tx: Connection, secret: str) -> Contents | None:
        wanted = _hash(secret)
        feed = feeds.by_hash(tx, wanted)
        if feed is None or not hmac.compare_digest(feed.secret_hash, wanted):
            return None
        since = self.clock() - rules.KEPT_FOR
        found = feeds.meetups_of(tx, feed.community_id, feed.user_id, since)
        entries: list[Entry | None]
        if feed.user_id is None:
            entries = [rules.entry(meetup, None, organises=False) for meetup in found]
        else:
            parties = rosters.parties_of(tx, feed.user_id, [meetup.id for meetup in found])
            entries = [_own(meetup, parties.get(meetup.id), feed.user_id) for meetup in found]
        shown = tuple(entry for entry in entries if entry is not None)
        return Contents(feed=feed, community=communities.load(tx, feed.community_id), entries=shown)


def _own(meetup: Meetup, party: Party | None, user_id: int) -> Entry | None:
    organises = user_id in meetup.organiser_ids
    if not rules.belongs_in_feed(meetup, party, organises=organises):
        return None
    return rules.entry(meetup, party, organises=organises)


def _hash(secret: str) -> str:
    """What is kept of a secret: it has 256 random bits, so no salt or slow hash is needed."""
    return sha256(secret.encode()).hexdigest()
