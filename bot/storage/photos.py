"""Photos that members added after a meetup: who, how many and where, never the files themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from bot.storage.schema import meetups, photos

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Entry:
    """What one member added at once."""

    id: int
    meetup_id: int
    user_id: int
    count: int


def add(tx: Connection, meetup_id: int, user_id: int, caption: str, count: int, now: datetime) -> int:
    """Keep that a user adds ``count`` photos; returns the number of the entry."""
    values = {
        "meetup_id": meetup_id,
        "user_id": user_id,
        "caption": caption,
        "count": count,
        "posted_at": now,
    }
    return int(tx.execute(insert(photos).values(**values).returning(photos.c.id)).scalar_one())


def save_message(tx: Connection, photo_id: int, message_id: int) -> None:
    """Note where an entry was posted."""
    tx.execute(update(photos).where(photos.c.id == photo_id).values(message_id=message_id))


def at_message(tx: Connection, community_id: int, message_id: int) -> Entry | None:
    """The entry that stands in a message of that community."""
    query = (
        select(photos.c.id, photos.c.meetup_id, photos.c.user_id, photos.c.count)
        .join(meetups, meetups.c.id == photos.c.meetup_id)
        .where(meetups.c.community_id == community_id, photos.c.message_id == message_id)
    )
    row = tx.execute(query).one_or_none()
    return None if row is None else Entry(*row)


def remove(tx: Connection, community_id: int, message_id: int) -> None:
    """Forget what stood in a message of that community: it was taken down."""
    entry = at_message(tx, community_id, message_id)
    if entry is not None:
        tx.execute(delete(photos).where(photos.c.id == entry.id))


def count(tx: Connection, meetup_id: int) -> int:
    """How many photos were posted after a meetup."""
    query = select(func.coalesce(func.sum(photos.c.count), 0))
    posted = query.where(photos.c.meetup_id == meetup_id, photos.c.message_id.is_not(None))
    return int(tx.execute(posted).scalar_one())
