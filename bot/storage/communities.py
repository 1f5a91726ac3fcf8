"""Communities in the database."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.communities import Community
from bot.storage.schema import communities

if TYPE_CHECKING:
    from sqlalchemy import Connection


def find(tx: Connection, community_id: int, *, lock: bool = False) -> Community | None:
    """The community of that guild, or None while it has no row."""
    query = select(communities).where(communities.c.id == community_id)
    row = tx.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    return Community(**row) if row else None


def load(tx: Connection, community_id: int, *, lock: bool = False) -> Community:
    """The community of that guild.

    Raises:
        LookupError: it has no row; every entry point makes sure of one first.
    """
    community = find(tx, community_id, lock=lock)
    if community is None:
        raise LookupError(f"no community {community_id}")
    return community


def welcome(tx: Connection, community: Community) -> Community:
    """Keep a community on first sight; returns what is kept, which is another's if they were quicker."""
    try:
        with tx.begin_nested():
            tx.execute(insert(communities).values(**asdict(community)))
    except IntegrityError:
        return load(tx, community.id)
    return community


def save(tx: Connection, community: Community) -> None:
    """Keep the community as it is now, new or known."""
    values = asdict(community)
    changed = tx.execute(update(communities).where(communities.c.id == community.id).values(**values))
    if not changed.rowcount:
        tx.execute(insert(communities).values(**values))
