"""Photos that members added after a meetup: who, how many, where they stand, which files are kept."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from bot.domain.photos import Entry, Picture
from bot.storage.memory_schema import photos, pictures, taken_down
from bot.storage.schema import meetups

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, RowMapping

_ENTRY = tuple(f.name for f in fields(Entry) if f.name != "pictures")
_PICTURE = tuple(f.name for f in fields(Picture))


def add(tx: Connection, entry: Entry, now: datetime) -> int:
    """Keep what a member adds; its ``id`` is ignored and the new one returned."""
    values = {name: getattr(entry, name) for name in _ENTRY if name != "id"}
    result = tx.execute(insert(photos).values(**values, posted_at=now).returning(photos.c.id))
    photo_id = int(result.scalar_one())
    save_pictures(tx, photo_id, entry.pictures)
    return photo_id


def save_pictures(tx: Connection, photo_id: int, kept: Iterable[Picture]) -> None:
    """Keep the pictures of an entry."""
    rows = [{"photo_id": photo_id} | {name: getattr(p, name) for name in _PICTURE} for p in kept]
    if rows:
        tx.execute(insert(pictures), rows)


def save_message(tx: Connection, photo_id: int, message_id: int) -> None:
    """Note where an entry was posted."""
    tx.execute(update(photos).where(photos.c.id == photo_id).values(message_id=message_id))


def save_likes(tx: Connection, photo_id: int, likes: int) -> None:
    """Note how many people like an entry."""
    tx.execute(update(photos).where(photos.c.id == photo_id).values(likes=likes))


def find(tx: Connection, community_id: int, photo_id: int) -> Entry | None:
    """The entry of that number, if it is that community's."""
    found = _entries(tx, meetups.c.community_id == community_id, photos.c.id == photo_id)
    return found[0] if found else None


def at_message(tx: Connection, community_id: int, message_id: int) -> Entry | None:
    """The entry that stands in a message of that community."""
    found = _entries(tx, meetups.c.community_id == community_id, photos.c.message_id == message_id)
    return found[0] if found else None


def of_meetup(tx: Connection, meetup_id: int) -> list[Entry]:
    """What was posted after a meetup, the oldest first."""
    return _entries(tx, photos.c.meetup_id == meetup_id, photos.c.message_id.is_not(None))


def of_user(tx: Connection, community_id: int, user_id: int) -> list[Entry]:
    """What a user posted in that community, the oldest first."""
    return _entries(
        tx,
        meetups.c.community_id == community_id,
        photos.c.user_id == user_id,
        photos.c.message_id.is_not(None),
    )


def remove(tx: Connection, entry: Entry, positions: Collection[int] | None = None) -> None:
    """Forget those pictures of an entry, or all of it; nothing left of it is all of it."""
    left = 0 if positions is None else entry.count - len(positions)
    if positions is None or left <= 0:
        tx.execute(delete(pictures).where(pictures.c.photo_id == entry.id))
        tx.execute(delete(photos).where(photos.c.id == entry.id))
        return
    gone = pictures.c.position.in_(list(positions))
    tx.execute(delete(pictures).where(pictures.c.photo_id == entry.id, gone))
    tx.execute(update(photos).where(photos.c.id == entry.id).values(count=left))


def count(tx: Connection, meetup_id: int) -> int:
    """How many photos were posted after a meetup."""
    query = select(func.coalesce(func.sum(photos.c.count), 0))
    posted = query.where(photos.c.meetup_id == meetup_id, photos.c.message_id.is_not(None))
    return int(tx.execute(posted).scalar_one())


def used(tx: Connection, community_id: int) -> int:
    """How many bytes are kept for that community."""
    query = (
        select(func.coalesce(func.sum(pictures.c.size), 0))
        .join(photos, photos.c.id == pictures.c.photo_id)
        .join(meetups, meetups.c.id == photos.c.meetup_id)
        .where(meetups.c.community_id == community_id, pictures.c.key.is_not(None))
    )
    return int(tx.execute(query).scalar_one())


def albums(tx: Connection, community_id: int) -> list[int]:
    """The meetups of that community of which files are kept."""
    query = (
        select(meetups.c.id)
        .join(photos, photos.c.meetup_id == meetups.c.id)
        .join(pictures, pictures.c.photo_id == photos.c.id)
        .where(meetups.c.community_id == community_id, pictures.c.key.is_not(None))
        .distinct()
        .order_by(meetups.c.id)
    )
    return list(tx.scalars(query))


def forget_files(tx: Connection, meetup_id: int) -> bool:
    """Note that nothing is kept of a meetup's photos any more; whether there was anything."""
    mine = select(photos.c.id).where(photos.c.meetup_id == meetup_id)
    kept = (pictures.c.photo_id.in_(mine), pictures.c.key.is_not(None))
    return tx.execute(update(pictures).where(*kept).values(key=None, size=0)).rowcount > 0


def ban(tx: Connection, meetup_id: int, digests: Iterable[str]) -> None:
    """Remember what was taken down, so that it does not come back."""
    for digest in set(digests) - banned(tx, meetup_id):
        tx.execute(insert(taken_down).values(meetup_id=meetup_id, digest=digest))


def banned(tx: Connection, meetup_id: int) -> frozenset[str]:
    """What was taken down after a meetup."""
    return frozenset(tx.scalars(select(taken_down.c.digest).where(taken_down.c.meetup_id == meetup_id)))


def _entries(tx: Connection, *where: ColumnElement[bool]) -> list[Entry]:
    query = select(photos).join(meetups, meetups.c.id == photos.c.meetup_id).where(*where)
    rows = tx.execute(query.order_by(photos.c.id)).mappings().all()
    kept: dict[int, list[Picture]] = {row["id"]: [] for row in rows}
    found = select(pictures).where(pictures.c.photo_id.in_(list(kept))).order_by(pictures.c.position)
    for row in tx.execute(found).mappings():
        kept[row["photo_id"]].append(_picture(row))
    return [_entry(row, kept[row["id"]]) for row in rows]


def _entry(row: RowMapping, kept: list[Picture]) -> Entry:
    plain: dict[str, Any] = {name: row[name] for name in _ENTRY}
    return Entry(**plain, pictures=tuple(kept))


def _picture(row: RowMapping) -> Picture:
    plain: dict[str, Any] = {name: row[name] for name in _PICTURE}
    return Picture(**plain)
