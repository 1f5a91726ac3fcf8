"""Histories of meetups in the database: appended to, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bot.domain.histories import Change
from bot.domain.meetups import State
from bot.storage import plans
from bot.storage.schema import changes

if TYPE_CHECKING:
    from sqlalchemy import Connection


def add(tx: Connection, change: Change) -> None:
    """Keep one step."""
    tx.execute(
        insert(changes).values(
            meetup_id=change.meetup_id,
            by_id=change.by_id,
            changed_at=change.changed_at,
            state=change.state,
            was=change.was,
            reason=change.reason,
            before=plans.as_json(change.before),
            after=plans.as_json(change.after),
        )
    )


def of_meetup(tx: Connection, meetup_id: int, limit: int) -> list[Change]:
    """The meetup's newest steps, the newest first."""
    query = select(changes).where(changes.c.meetup_id == meetup_id).order_by(changes.c.id.desc()).limit(limit)
    return [
        Change(
            meetup_id=row["meetup_id"],
            by_id=row["by_id"],
            changed_at=row["changed_at"],
            state=State(row["state"]),
            was=State(row["was"]),
            reason=row["reason"],
            before=plans.of_json(row["before"]),
            after=plans.of_json(row["after"]),
        )
        for row in tx.execute(query).mappings()
    ]
