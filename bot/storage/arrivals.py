"""Arrivals to confirm, walk-ins without an account, wrong codes, and why people did not come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.domain.checkins import Arrival, Method, Reason, Tries
from bot.storage.schema import absences, arrivals, tries, walk_ins

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Connection, Table


def of_meetup(tx: Connection, meetup_id: int) -> tuple[Arrival, ...]:
    """Who waits to be confirmed, in the order in which they said that they are there."""
    query = select(arrivals).where(arrivals.c.meetup_id == meetup_id)
    rows = tx.execute(query.order_by(arrivals.c.said_at, arrivals.c.user_id)).mappings()
    return tuple(
        Arrival(user_id=row["user_id"], method=Method(row["method"]), said_at=row["said_at"]) for row in rows
    )


def add(tx: Connection, meetup_id: int, arrival: Arrival) -> None:
    """Keep that somebody says they are there, in place of what they said before."""
    values = {"method": arrival.method, "said_at": arrival.said_at}
    _put(tx, arrivals, meetup_id, arrival.user_id, values)


def remove(tx: Connection, meetup_id: int, user_id: int) -> None:
    """Forget what somebody said: it was confirmed, or it was not so."""
    tx.execute(delete(arrivals).where(arrivals.c.meetup_id == meetup_id, arrivals.c.user_id == user_id))


def walk_ins_at(tx: Connection, meetup_id: int) -> int:
    """How many people without an account were counted."""
    count = tx.execute(select(walk_ins.c.count).where(walk_ins.c.meetup_id == meetup_id)).scalar_one_or_none()
    return count or 0


def save_walk_ins(tx: Connection, meetup_id: int, count: int) -> None:
    """Keep how many people without an account were counted."""
    changed = tx.execute(update(walk_ins).where(walk_ins.c.meetup_id == meetup_id).values(count=count))
    if not changed.rowcount:
        tx.execute(insert(walk_ins).values(meetup_id=meetup_id, count=count))


def tries_of(tx: Connection, meetup_id: int, user_id: int) -> Tries | None:
    """The wrong codes that somebody typed."""
    query = select(tries.c.count, tries.c.since)
    row = tx.execute(query.where(tries.c.meetup_id == meetup_id, tries.c.user_id == user_id)).one_or_none()
    return Tries(*row) if row else None


def save_tries(tx: Connection, meetup_id: int, user_id: int, made: Tries) -> None:
    """Keep the wrong codes that somebody typed."""
    _put(tx, tries, meetup_id, user_id, {"count": made.count, "since": made.since})


def reasons(tx: Connection, meetup_id: int) -> dict[int, Reason]:
    """Why people did not come, by user id, as far as they told."""
    query = select(absences.c.user_id, absences.c.reason).where(absences.c.meetup_id == meetup_id)
    return {user_id: Reason(reason) for user_id, reason in tx.execute(query)}


def save_reason(tx: Connection, meetup_id: int, user_id: int, reason: Reason, now: datetime) -> None:
    """Keep why somebody did not come, in place of what they said before."""
    _put(tx, absences, meetup_id, user_id, {"reason": reason, "told_at": now})


def _put(tx: Connection, table: Table, meetup_id: int, user_id: int, values: Mapping[str, Any]) -> None:
    """Write a member's row of a meetup that is locked; no dialect's own upsert."""
    mine = (table.c.meetup_id == meetup_id) & (table.c.user_id == user_id)
    if not tx.execute(update(table).where(mine).values(**values)).rowcount:
        tx.execute(insert(table).values(meetup_id=meetup_id, user_id=user_id, **values))
