"""Troubles in the database: each kind once a channel."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from bot.domain.troubles import IN_CHANNEL, LOST, Deed, Lack, Trouble
from bot.storage.schema import troubles

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NAMES = tuple(field.name for field in fields(Trouble))


def note(tx: Connection, trouble: Trouble) -> bool:
    """Keep a trouble; returns whether it is a new one."""
    is_lost = trouble.lack in LOST and trouble.deed in IN_CHANNEL
    known = select(troubles.c.since).where(
        troubles.c.community_id == trouble.community_id,
        troubles.c.deed.in_(IN_CHANNEL if is_lost else {trouble.deed}),
        troubles.c.lack == trouble.lack,
        troubles.c.channel_id == trouble.channel_id,
    )
    if tx.execute(known).first() is not None:
        return False
    try:
        with tx.begin_nested():
            tx.execute(insert(troubles).values(**asdict(trouble)))
    except IntegrityError:  # another process met the same one this instant
        return False
    return True


def of_community(tx: Connection, community_id: int) -> list[Trouble]:
    """What does not work in that community, the oldest first."""
    query = select(troubles).where(troubles.c.community_id == community_id).order_by(troubles.c.since)
    return [
        Trouble(
            **{name: row[name] for name in _NAMES} | {"deed": Deed(row["deed"]), "lack": Lack(row["lack"])}
        )
        for row in tx.execute(query).mappings()
    ]


def mended(tx: Connection, community_id: int, deed: Deed) -> None:
    """Forget what did not work about one deed in that community."""
    mine = (troubles.c.community_id == community_id) & (troubles.c.deed == deed)
    tx.execute(delete(troubles).where(mine))


def forget(tx: Connection, community_id: int) -> None:
    """Forget what did not work in that community: it is about to be tried again."""
    tx.execute(delete(troubles).where(troubles.c.community_id == community_id))
