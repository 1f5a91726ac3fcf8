"""First calls in the database: for whom a seat waits until an instant, because they voted for the date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from bot.storage.poll_schema import first_calls

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection


def replace(tx: Connection, meetup_id: int, user_ids: Iterable[int], until: datetime) -> None:
    """Give these users first call on a seat each, in place of whoever had it before."""
    tx.execute(delete(first_calls).where(first_calls.c.meetup_id == meetup_id))
    for user_id in user_ids:
        tx.execute(insert(first_calls).values(meetup_id=meetup_id, user_id=user_id, until=until))


def holders(tx: Connection, meetup_id: int, now: datetime) -> set[int]:
    """For whom a seat waits at ``now``; whoever has taken theirs is still among them."""
    query = select(first_calls.c.user_id).where(
        first_calls.c.meetup_id == meetup_id, first_calls.c.until > now
    )
    return set(tx.execute(query).scalars())


def release(tx: Connection, meetup_id: int, user_id: int) -> None:
    """Let a user's seat wait no longer: they cannot come."""
    mine = (first_calls.c.meetup_id == meetup_id) & (first_calls.c.user_id == user_id)
    tx.execute(delete(first_calls).where(mine))


def until(tx: Connection, meetup_id: int, now: datetime) -> datetime | None:
    """Until when seats wait for those who voted; None if none does."""
    query = select(func.max(first_calls.c.until)).where(
        first_calls.c.meetup_id == meetup_id, first_calls.c.until > now
    )
    return tx.execute(query).scalar_one_or_none()
