"""Invitations in the database: who wishes them, and who was asked about which meetup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bot.storage.schema import invitations, profiles

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection


def wishing(tx: Connection, community_id: int) -> frozenset[int]:
    """Who wishes to be asked first, and may be written to: there is no other private way to ask."""
    query = select(profiles.c.user_id).where(
        profiles.c.community_id == community_id, profiles.c.wants_invitations, profiles.c.wants_dms
    )
    return frozenset(tx.execute(query).scalars())


def asked(tx: Connection, meetup_id: int) -> frozenset[int]:
    """Who was asked about a meetup."""
    query = select(invitations.c.user_id).where(invitations.c.meetup_id == meetup_id)
    return frozenset(tx.execute(query).scalars())


def add(tx: Connection, meetup_id: int, user_ids: Iterable[int], now: datetime) -> None:
    """Keep that those users are asked about a meetup; the key refuses to ask anybody twice."""
    rows = [{"meetup_id": meetup_id, "user_id": user_id, "asked_at": now} for user_id in user_ids]
    if rows:
        tx.execute(insert(invitations), rows)
