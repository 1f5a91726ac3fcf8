"""Blocks in the database: who asked never to be put with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.domain.blocks import Block
from bot.storage.schema import blocks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


def pairs(tx: Connection, community_id: int, user_ids: Iterable[int]) -> frozenset[tuple[int, int]]:
    """The pairs among those users that must never be put together, as (lower id, higher id).

    Which of the two asked for it is not told. A community has few blocks, so they are all read: the users may
    be more than a database takes as parameters.
    """
    users = frozenset(user_ids)
    query = select(blocks.c.by_id, blocks.c.user_id).where(blocks.c.community_id == community_id)
    return frozenset(
        (min(one, other), max(one, other))
        for one, other in tx.execute(query)
        if one in users and other in users
    )


def by_member(tx: Connection, community_id: int, by_id: int) -> tuple[Block, ...]:
    """What one member asked for, the newest first; never what others asked about them."""
    query = select(blocks.c.by_id, blocks.c.user_id, blocks.c.created_at)
    mine = query.where(blocks.c.community_id == community_id, blocks.c.by_id == by_id)
    return tuple(
        Block(*row) for row in tx.execute(mine.order_by(blocks.c.created_at.desc(), blocks.c.user_id))
    )


def add(tx: Connection, community_id: int, block: Block) -> None:
    """Keep a new block; the key (community, who asked, whom) refuses a second one."""
    values = {"by_id": block.by_id, "user_id": block.user_id, "created_at": block.created_at}
    tx.execute(insert(blocks).values(community_id=community_id, **values))


def remove(tx: Connection, community_id: int, by_id: int, user_id: int) -> bool:
    """Forget a block; whether there was one."""
    row = (blocks.c.community_id == community_id) & (blocks.c.by_id == by_id) & (blocks.c.user_id == user_id)
    return tx.execute(delete(blocks).where(row)).rowcount == 1
