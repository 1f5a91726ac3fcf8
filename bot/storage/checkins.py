"""Check-ins in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from bot.domain.checkins import CheckIn, Method
from bot.storage.schema import check_ins, meetups

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection


def of_meetup(tx: Connection, meetup_id: int) -> tuple[CheckIn, ...]:
    """Everybody who was there, in the order they were checked in."""
    query = select(check_ins).where(check_ins.c.meetup_id == meetup_id)
    rows = tx.execute(query.order_by(check_ins.c.checked_in_at, check_ins.c.user_id)).mappings()
    return tuple(
        CheckIn(
            user_id=row["user_id"],
            method=Method(row["method"]),
            by_id=row["by_id"],
            checked_in_at=row["checked_in_at"],
        )
        for row in rows
    )


def is_present(tx: Connection, meetup_id: int, user_id: int) -> bool:
    """Whether somebody is checked in."""
    mine = (check_ins.c.meetup_id == meetup_id) & (check_ins.c.user_id == user_id)
    return tx.execute(select(check_ins.c.user_id).where(mine)).first() is not None


def add(tx: Connection, meetup_id: int, check_in: CheckIn) -> None:
    """Keep a new check-in; the key (meetup, user) refuses a second one."""
    tx.execute(
        insert(check_ins).values(
            meetup_id=meetup_id,
            user_id=check_in.user_id,
            method=check_in.method,
            by_id=check_in.by_id,
            checked_in_at=check_in.checked_in_at,
        )
    )


def remove(tx: Connection, meetup_id: int, user_id: int) -> None:
    """Undo a check-in."""
    tx.execute(delete(check_ins).where(check_ins.c.meetup_id == meetup_id, check_ins.c.user_id == user_id))


def been_before(
    tx: Connection, community_id: int, user_ids: Iterable[int], before: datetime
) -> frozenset[int]:
    """Which of those users were at a meetup of the community that started before an instant."""
    query = (
        select(check_ins.c.user_id)
        .join(meetups, meetups.c.id == check_ins.c.meetup_id)
        .where(
            meetups.c.community_id == community_id,
            meetups.c.starts_at < before,
            check_ins.c.user_id.in_(list(user_ids)),
        )
        .distinct()
    )
    return frozenset(tx.execute(query).scalars())


def count(tx: Connection, meetup_id: int) -> int:
    """How many people were there."""
    query = select(func.count()).select_from(check_ins).where(check_ins.c.meetup_id == meetup_id)
    return int(tx.execute(query).scalar_one())
