"""Co-organisers in the database: who else may change a meetup, besides who began it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.storage.organiser_schema import co_organisers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection


def of(tx: Connection, meetup_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """The co-organisers of several meetups, by the meetup, in the order they were added."""
    if not meetup_ids:
        return {}
    query = (
        select(co_organisers.c.meetup_id, co_organisers.c.user_id)
        .where(co_organisers.c.meetup_id.in_(meetup_ids))
        .order_by(co_organisers.c.added_at, co_organisers.c.user_id)
    )
    teams: dict[int, tuple[int, ...]] = {}
    for meetup_id, user_id in tx.execute(query):
        teams[meetup_id] = (*teams.get(meetup_id, ()), user_id)
    return teams


def add(tx: Connection, meetup_id: int, user_ids: Sequence[int], *, by_id: int, now: datetime) -> None:
    """Add co-organisers that the meetup does not have yet."""
    for user_id in user_ids:
        row = {"meetup_id": meetup_id, "user_id": user_id, "by_id": by_id, "added_at": now}
        tx.execute(insert(co_organisers).values(row))


def remove(tx: Connection, meetup_id: int, user_ids: Sequence[int]) -> None:
    """Take co-organisers away; who is none is left alone."""
    gone = (co_organisers.c.meetup_id == meetup_id) & co_organisers.c.user_id.in_(user_ids)
    tx.execute(delete(co_organisers).where(gone))
