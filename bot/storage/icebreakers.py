"""Rounds of an icebreaker and who sat at which table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from bot.storage.schema import rounds, seats

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Table:
    """People who talk together, and what about; ``prompt`` is its key in the catalog of prompts."""

    number: int
    user_ids: tuple[int, ...]
    prompt: str


@dataclass(frozen=True, slots=True)
class Round:
    """One pairing of those present; ``message_id`` is None until it was shown."""

    id: int
    meetup_id: int
    number: int
    tables: tuple[Table, ...]
    message_id: int | None = None


def add(
    tx: Connection,
    meetup_id: int,
    tables: Mapping[tuple[int, ...], str],
    *,
    started_by_id: int,
    now: datetime,
) -> Round:
    """Keep a new round of a meetup: the users of each table with its prompt."""
    last = select(func.coalesce(func.max(rounds.c.number), 0)).where(rounds.c.meetup_id == meetup_id)
    number = int(tx.execute(last).scalar_one()) + 1
    values = {"meetup_id": meetup_id, "number": number, "started_by_id": started_by_id, "started_at": now}
    round_id = int(tx.execute(insert(rounds).values(**values).returning(rounds.c.id)).scalar_one())
    for table_number, (user_ids, prompt) in enumerate(tables.items(), 1):
        rows = [
            {"round_id": round_id, "user_id": user_id, "table_number": table_number, "prompt": prompt}
            for user_id in user_ids
        ]
        tx.execute(insert(seats), rows)
    return load(tx, round_id)


def load(tx: Connection, round_id: int) -> Round:
    """The round with its tables in order.

    Raises:
        LookupError: there is none by that number.
    """
    row = tx.execute(select(rounds).where(rounds.c.id == round_id)).mappings().one_or_none()
    if row is None:
        raise LookupError(f"no round {round_id}")
    query = select(seats).where(seats.c.round_id == round_id).order_by(seats.c.table_number, seats.c.user_id)
    tables: dict[int, list[int]] = {}
    prompts: dict[int, str] = {}
    for seat in tx.execute(query).mappings():
        tables.setdefault(seat["table_number"], []).append(seat["user_id"])
        prompts[seat["table_number"]] = seat["prompt"]
    return Round(
        id=row["id"],
        meetup_id=row["meetup_id"],
        number=row["number"],
        tables=tuple(Table(n, tuple(users), prompts[n]) for n, users in tables.items()),
        message_id=row["message_id"],
    )


def save_message(tx: Connection, round_id: int, message_id: int) -> None:
    """Note where a round was shown."""
    tx.execute(update(rounds).where(rounds.c.id == round_id).values(message_id=message_id))


def count(tx: Connection, meetup_id: int) -> int:
    """How many rounds a meetup has had."""
    return int(tx.execute(select(func.count()).where(rounds.c.meetup_id == meetup_id)).scalar_one())


def prompts_used(tx: Connection, meetup_id: int) -> frozenset[str]:
    """The prompts that tables of this meetup already had."""
    query = select(seats.c.prompt).join(rounds, rounds.c.id == seats.c.round_id)
    return frozenset(tx.execute(query.where(rounds.c.meetup_id == meetup_id).distinct()).scalars())
