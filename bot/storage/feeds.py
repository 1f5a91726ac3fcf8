"""Calendar feeds in the database: who reads which calendar by which secret; only its hash is kept."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, or_, select, update

from bot.domain.meetups import LONGEST, State
from bot.storage import meetups
from bot.storage.feed_schema import feeds
from bot.storage.organiser_schema import co_organisers
from bot.storage.schema import answers
from bot.storage.schema import meetups as meetup_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup

MOST = 500
"""Meetups in one feed: a calendar of more is read by nobody, and each reading costs its size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar that can be read over HTTP; ``user_id`` is None for the community's own.

    ``digest`` is of what was served last, and ``changed_at`` is when that last changed.
    """

    id: int
    community_id: int
    user_id: int | None
    secret_hash: str
    made_at: datetime
    digest: str
    changed_at: datetime


_FEED = tuple(field.name for field in fields(Feed))


def find(tx: Connection, community_id: int, user_id: int | None) -> Feed | None:
    """A member's feed, or with None the community's; None if there is none, or it was retired."""
    owner = feeds.c.user_id.is_(None) if user_id is None else feeds.c.user_id == user_id
    row = (
        tx.execute(select(feeds).where(feeds.c.community_id == community_id, owner)).mappings().one_or_none()
    )
    return Feed(**{name: row[name] for name in _FEED}) if row else None


def by_hash(tx: Connection, secret_hash: str) -> Feed | None:
    """The feed that answers to a secret of this hash."""
    row = tx.execute(select(feeds).where(feeds.c.secret_hash == secret_hash)).mappings().one_or_none()
    return Feed(**{name: row[name] for name in _FEED}) if row else None


def make(tx: Connection, community_id: int, user_id: int | None, secret_hash: str, now: datetime) -> None:
    """Keep a new feed; the one before it answers no more."""
    retire(tx, community_id, user_id)
    owner = {"community_id": community_id, "user_id": user_id}
    tx.execute(
        insert(feeds).values(
            owner | {"secret_hash": secret_hash, "made_at": now, "digest": "", "changed_at": now}
        )
    )


def retire(tx: Connection, community_id: int, user_id: int | None) -> None:
    """Forget a feed: its secret opens nothing any more."""
    owner = feeds.c.user_id.is_(None) if user_id is None else feeds.c.user_id == user_id
    tx.execute(delete(feeds).where(feeds.c.community_id == community_id, owner))


def stamp(tx: Connection, feed_id: int, digest: str, changed_at: datetime) -> None:
    """Note what was served, and since when it looks like that."""
    tx.execute(update(feeds).where(feeds.c.id == feed_id).values(digest=digest, changed_at=changed_at))


def meetups_of(tx: Connection, community_id: int, user_id: int | None, since: datetime) -> list[Meetup]:
    """What a feed may show: scheduled and cancelled meetups that end after ``since``, the earliest first.

    A member's are those they answered or organise.
    """
    wanted = [
        meetup_rows.c.community_id == community_id,
        meetup_rows.c.state.in_([State.SCHEDULED, State.CANCELLED]),
        meetup_rows.c.starts_at > since - LONGEST,
    ]
    if user_id is not None:
        answered = select(answers.c.meetup_id).where(answers.c.user_id == user_id)
        helped = select(co_organisers.c.meetup_id).where(co_organisers.c.user_id == user_id)
        wanted.append(
            or_(
                meetup_rows.c.organiser_id == user_id,
                meetup_rows.c.id.in_(answered),
                meetup_rows.c.id.in_(helped),
            )
        )
    order = (meetup_rows.c.starts_at, meetup_rows.c.id)
    found = meetups.read(tx, select(meetup_rows).where(*wanted).order_by(*order).limit(MOST))
    return [meetup for meetup in found if meetup.span[1] > since]
