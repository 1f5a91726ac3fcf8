"""Icebreakers, the rounds they had, and who sat at which table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from bot.domain.prompts import Tag
from bot.domain.rounds import Icebreaker, PlayedRound, Pool, SeatedTable, Wish
from bot.storage.schema import departures, icebreakers, meetups, rounds, seats

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Connection

    from bot.domain.icebreakers.plans import Round


def add(
    tx: Connection, meetup_id: int, wish: Wish, planned: Iterable[Round], *, by_id: int, now: datetime
) -> Icebreaker:
    """Keep a new icebreaker with the rounds that are planned for it."""
    values = {
        "meetup_id": meetup_id,
        "size": wish.size,
        "minutes": wish.minutes,
        "pool": wish.pool,
        "left_out": sorted(wish.left_out),
        "planned": _as_json(planned),
        "started_by_id": by_id,
        "started_at": now,
    }
    key = tx.execute(insert(icebreakers).values(**values).returning(icebreakers.c.id)).scalar_one()
    return load(tx, int(key))


def load(tx: Connection, icebreaker_id: int) -> Icebreaker:
    """The icebreaker of that number.

    Raises:
        LookupError: there is none.
    """
    row = tx.execute(select(icebreakers).where(icebreakers.c.id == icebreaker_id)).mappings().one_or_none()
    if row is None:
        raise LookupError(f"no icebreaker {icebreaker_id}")
    return _icebreaker(dict(row))


def newest(tx: Connection, meetup_id: int) -> Icebreaker | None:
    """The icebreaker that a meetup had last, whether it goes on or is over."""
    query = select(icebreakers).where(icebreakers.c.meetup_id == meetup_id)
    row = tx.execute(query.order_by(icebreakers.c.id.desc()).limit(1)).mappings().one_or_none()
    return _icebreaker(dict(row)) if row else None


def is_running(tx: Connection, meetup_id: int) -> bool:
    """Whether an icebreaker goes on at a meetup."""
    query = select(icebreakers.c.id).where(icebreakers.c.meetup_id == meetup_id)
    return tx.execute(query.where(icebreakers.c.ended_at.is_(None)).limit(1)).first() is not None


def save_plan(tx: Connection, icebreaker_id: int, planned: Iterable[Round]) -> None:
    """Note which rounds are still to come; an icebreaker that was over goes on."""
    values = {"planned": _as_json(planned), "ended_at": None}
    tx.execute(update(icebreakers).where(icebreakers.c.id == icebreaker_id).values(**values))


def end(tx: Connection, icebreaker_id: int, now: datetime) -> None:
    """Note that an icebreaker is over; what was planned for it is forgotten."""
    values = {"planned": [], "ended_at": now}
    tx.execute(update(icebreakers).where(icebreakers.c.id == icebreaker_id).values(**values))


def add_round(
    tx: Connection,
    icebreaker: Icebreaker,
    groups: Round,
    prompts: Iterable[str],
    *,
    now: datetime,
    ends_at: datetime | None = None,
) -> PlayedRound:
    """Keep a round that begins: who sits together, each table with its prompt."""
    last = select(func.coalesce(func.max(rounds.c.number), 0)).where(
        rounds.c.meetup_id == icebreaker.meetup_id
    )
    values = {
        "meetup_id": icebreaker.meetup_id,
        "icebreaker_id": icebreaker.id,
        "number": int(tx.execute(last).scalar_one()) + 1,
        "started_at": now,
        "ends_at": ends_at,
        "message_ids": [],
    }
    round_id = int(tx.execute(insert(rounds).values(**values).returning(rounds.c.id)).scalar_one())
    tables = tuple(
        SeatedTable(n, users, prompt)
        for n, (users, prompt) in enumerate(zip(groups, prompts, strict=True), 1)
    )
    _seat(tx, round_id, tables)
    return load_round(tx, round_id)


def save_seats(tx: Connection, played: PlayedRound, stayed: Iterable[int] = ()) -> None:
    """Keep who sits where now; of those who have gone, who ``stayed`` long enough has met their table."""
    gone = seats.c.user_id.in_(list(stayed))
    tx.execute(update(seats).where(seats.c.round_id == played.id, gone).values(has_left=True))
    outdated = seats.c.has_left.is_(False) | seats.c.user_id.in_(played.seated)
    tx.execute(delete(seats).where(seats.c.round_id == played.id, outdated))
    _seat(tx, played.id, played.tables)


def load_round(tx: Connection, round_id: int) -> PlayedRound:
    """The round with its tables in order.

    Raises:
        LookupError: there is none by that number.
    """
    row = tx.execute(select(rounds).where(rounds.c.id == round_id)).mappings().one_or_none()
    if row is None:
        raise LookupError(f"no round {round_id}")
    return _round(tx, dict(row))


def of_meetup(tx: Connection, meetup_id: int) -> tuple[PlayedRound, ...]:
    """Every round that a meetup had, in their order."""
    rows = tx.execute(select(rounds).where(rounds.c.meetup_id == meetup_id).order_by(rounds.c.number))
    return tuple(_round(tx, dict(row)) for row in rows.mappings().all())


def save_messages(tx: Connection, round_id: int, message_ids: Iterable[int]) -> None:
    """Note where a round is shown."""
    tx.execute(update(rounds).where(rounds.c.id == round_id).values(message_ids=list(message_ids)))


def left(tx: Connection, icebreaker_id: int) -> frozenset[int]:
    """Who has left an icebreaker, though they were there."""
    query = select(departures.c.user_id).where(departures.c.icebreaker_id == icebreaker_id)
    return frozenset(tx.execute(query).scalars())


def leave(tx: Connection, icebreaker_id: int, user_id: int, now: datetime) -> None:
    """Note that somebody has left an icebreaker; a second time changes nothing."""
    if user_id not in left(tx, icebreaker_id):
        values = {"icebreaker_id": icebreaker_id, "user_id": user_id, "left_at": now}
        tx.execute(insert(departures).values(**values))


def come_back(tx: Connection, icebreaker_id: int, user_id: int) -> None:
    """Note that somebody who had left is there again."""
    tx.execute(
        delete(departures).where(departures.c.icebreaker_id == icebreaker_id, departures.c.user_id == user_id)
    )


def secret_of(tx: Connection, community_id: int) -> str:
    """What draws a community's lots: the secret of its first meetup, which nobody ever sees."""
    query = select(meetups.c.check_in_secret).where(meetups.c.community_id == community_id)
    return tx.execute(query.order_by(meetups.c.id).limit(1)).scalar_one()


def _seat(tx: Connection, round_id: int, tables: Iterable[SeatedTable]) -> None:
    rows = [
        {
            "round_id": round_id,
            "user_id": user_id,
            "table_number": table.number,
            "prompt": table.prompt,
            "has_left": False,
        }
        for table in tables
        for user_id in table.user_ids
    ]
    if rows:
        tx.execute(insert(seats), rows)


def _icebreaker(row: dict[str, Any]) -> Icebreaker:
    return Icebreaker(
        id=row["id"],
        meetup_id=row["meetup_id"],
        wish=Wish(
            size=row["size"],
            rounds=len(row["planned"]),
            minutes=row["minutes"],
            pool=Pool(row["pool"]),
            left_out=frozenset(map(Tag, row["left_out"])),
        ),
        planned=tuple(tuple(tuple(table) for table in tables) for tables in row["planned"]),
        started_by_id=row["started_by_id"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
    )


def _round(tx: Connection, row: dict[str, Any]) -> PlayedRound:
    query = select(seats).where(seats.c.round_id == row["id"], seats.c.has_left.is_(False))
    at_tables: dict[int, list[int]] = {}
    prompts: dict[int, str] = {}
    for seat in tx.execute(query.order_by(seats.c.table_number, seats.c.user_id)).mappings():
        at_tables.setdefault(seat["table_number"], []).append(seat["user_id"])
        prompts[seat["table_number"]] = seat["prompt"]
    return PlayedRound(
        id=row["id"],
        icebreaker_id=row["icebreaker_id"],
        meetup_id=row["meetup_id"],
        number=row["number"],
        tables=tuple(SeatedTable(n, tuple(users), prompts[n]) for n, users in at_tables.items()),
        started_at=row["started_at"],
        ends_at=row["ends_at"],
        message_ids=tuple(row["message_ids"]),
    )


def _as_json(planned: Iterable[Round]) -> list[list[list[int]]]:
    return [[list(table) for table in tables] for tables in planned]
