"""Agenda messages in the database: where each community's stands, and whether it is about to be painted."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.domain.boards import Board
from bot.storage.board_schema import boards

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NAMES = tuple(field.name for field in fields(Board))


def find(tx: Connection, community_id: int, *, lock: bool = False) -> Board | None:
    """The community's agenda message, if it has one."""
    query = select(boards).where(boards.c.community_id == community_id)
    row = tx.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    return Board(**{name: row[name] for name in _NAMES}) if row else None


def save(tx: Connection, board: Board) -> None:
    """Keep the community's agenda message as it is now, new or known."""
    mine = boards.c.community_id == board.community_id
    if not tx.execute(update(boards).where(mine).values(asdict(board))).rowcount:
        tx.execute(insert(boards).values(asdict(board)))


def forget(tx: Connection, community_id: int) -> None:
    """The community has no agenda message any more."""
    tx.execute(delete(boards).where(boards.c.community_id == community_id))
