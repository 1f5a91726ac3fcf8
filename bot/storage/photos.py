"""Photos that members added after a meetup: who, how many and where, never the files themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from bot.storage.schema import photos

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


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


def count(tx: Connection, meetup_id: int) -> int:
    """How many photos were posted after a meetup."""
    query = select(func.coalesce(func.sum(photos.c.count), 0))
    posted = query.where(photos.c.meetup_id == meetup_id, photos.c.message_id.is_not(None))
    return int(tx.execute(posted).scalar_one())
