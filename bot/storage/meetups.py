"""Meetups in the database, and who is interested in a proposal."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from bot.domain.interest import Could
from bot.domain.meetups import Card, Meetup, MeetupNotFound, State
from bot.storage import organisers, plans
from bot.storage.schema import answers, interests, meetups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, RowMapping, Select

_CARD = tuple(field.name for field in fields(Card))
_APART = frozenset({"id", "plan", "card", "co_organiser_ids"})


def load(tx: Connection, meetup_id: int, community_id: int, *, lock: bool = False) -> Meetup:
    """The meetup of that community.

    Raises:
        MeetupNotFound: there is none by that number *in this community*: another one's is as good as none.
    """
    query = select(meetups).where(meetups.c.id == meetup_id, meetups.c.community_id == community_id)
    found = read(tx, query.with_for_update() if lock else query)
    if not found:
        raise MeetupNotFound
    return found[0]


def community_of(tx: Connection, meetup_id: int) -> int | None:
    """Which community a meetup belongs to: for jobs, which know a meetup by its number alone."""
    return tx.execute(select(meetups.c.community_id).where(meetups.c.id == meetup_id)).scalar_one_or_none()


def add(tx: Connection, meetup: Meetup) -> int:
    """Keep a new meetup; its ``id`` is ignored and the new one returned."""
    result = tx.execute(insert(meetups).values(**_values(meetup)).returning(meetups.c.id))
    return int(result.scalar_one())


def save(tx: Connection, meetup: Meetup) -> None:
    """Keep a known meetup as it is now, but for its card (see ``save_card``)."""
    values = {name: value for name, value in _values(meetup).items() if name not in _CARD}
    tx.execute(update(meetups).where(meetups.c.id == meetup.id).values(**values))


def save_card(tx: Connection, meetup_id: int, **parts: int | None) -> None:
    """Note where a part of the card stands in Discord; the names are those of ``Card``."""
    tx.execute(update(meetups).where(meetups.c.id == meetup_id).values(**parts))


def titles(tx: Connection, community_id: int, meetup_ids: Iterable[int]) -> dict[int, str]:
    """What those meetups of a community are called, by number."""
    query = select(meetups.c.id, meetups.c.title)
    wanted = query.where(meetups.c.community_id == community_id, meetups.c.id.in_(list(meetup_ids)))
    return {row.id: row.title for row in tx.execute(wanted)}


def of_photo_thread(tx: Connection, community_id: int, thread_id: int) -> Meetup | None:
    """The community's meetup whose photo thread has that number."""
    query = select(meetups).where(
        meetups.c.community_id == community_id, meetups.c.photo_thread_id == thread_id
    )
    row = tx.execute(query).mappings().one_or_none()
    return _meetup(row) if row else None


def upcoming(tx: Connection, community_id: int, now: datetime, limit: int) -> list[Meetup]:
    """Scheduled meetups that have not begun at ``now``, the next one first."""
    query = (
        select(meetups)
        .where(
            meetups.c.community_id == community_id,
            meetups.c.state == State.SCHEDULED,
            meetups.c.starts_at > now,
        )
        .order_by(meetups.c.starts_at, meetups.c.id)
        .limit(limit)
    )
    return read(tx, query)


def expecting(tx: Connection, community_id: int, user_id: int, now: datetime) -> list[int]:
    """The meetups to come that a member said they come, or may come, to; the next one first."""
    query = (
        select(meetups.c.id)
        .join(answers, answers.c.meetup_id == meetups.c.id)
        .where(
            meetups.c.community_id == community_id,
            meetups.c.state == State.SCHEDULED,
            meetups.c.starts_at > now,
            answers.c.user_id == user_id,
            answers.c.answer != "declined",
        )
        .order_by(meetups.c.starts_at, meetups.c.id)
    )
    return list(tx.execute(query).scalars())


def recent(tx: Connection, community_id: int, limit: int, states: Iterable[State] = State) -> list[Meetup]:
    """The community's meetups in those states, the newest first."""
    query = (
        select(meetups)
        .where(meetups.c.community_id == community_id, meetups.c.state.in_(list(states)))
        .order_by(meetups.c.created_at.desc(), meetups.c.id.desc())
        .limit(limit)
    )
    return read(tx, query)


def interested(tx: Connection, meetup_id: int) -> tuple[int, ...]:
    """Users who said they would come, in the order they said it."""
    query = (
        select(interests.c.user_id)
        .where(interests.c.meetup_id == meetup_id)
        .order_by(interests.c.created_at, interests.c.user_id)
    )
    return tuple(tx.execute(query).scalars())


def set_interest(tx: Connection, meetup_id: int, user_id: int, *, interested: bool, now: datetime) -> None:
    """Note that a user would come, or would not any more."""
    tx.execute(delete(interests).where(interests.c.meetup_id == meetup_id, interests.c.user_id == user_id))
    if interested:
        values = {"meetup_id": meetup_id, "user_id": user_id, "created_at": now, "could": []}
        tx.execute(insert(interests).values(values))


def could(tx: Connection, meetup_id: int) -> dict[int, tuple[Could, ...]]:
    """When those could come who said it, by user."""
    query = select(interests.c.user_id, interests.c.could).where(interests.c.meetup_id == meetup_id)
    return {row.user_id: tuple(map(_could, row.could)) for row in tx.execute(query) if row.could}


def set_could(tx: Connection, meetup_id: int, user_id: int, dates: Iterable[Could]) -> None:
    """Note when a member could come who said that they would."""
    kept = [one.on.isoformat() if one.at is None else f"{one.on} {one.at.isoformat()}" for one in dates]
    mine = update(interests).where(interests.c.meetup_id == meetup_id, interests.c.user_id == user_id)
    tx.execute(mine.values(could=kept))


def _could(kept: str) -> Could:
    on, _, at = kept.partition(" ")
    return Could(date.fromisoformat(on), datetime.fromisoformat(at) if at else None)


def _values(meetup: Meetup) -> dict[str, Any]:
    plain = {f.name: getattr(meetup, f.name) for f in fields(Meetup) if f.name not in _APART}
    return plain | plans.columns(meetup.plan) | {name: getattr(meetup.card, name) for name in _CARD}


def read(tx: Connection, query: Select[Any]) -> list[Meetup]:
    """The meetups that a query of whole rows finds, with those who organise them."""
    rows = tx.execute(query).mappings().all()
    teams = organisers.of(tx, [row["id"] for row in rows])
    return [replace(_meetup(row), co_organiser_ids=teams.get(row["id"], ())) for row in rows]


def _meetup(row: RowMapping) -> Meetup:
    return Meetup(
        id=row["id"],
        community_id=row["community_id"],
        state=State(row["state"]),
        plan=plans.of_row(row),
        organiser_id=row["organiser_id"],
        created_at=row["created_at"],
        check_in_secret=row["check_in_secret"],
        reason=row["reason"],
        series_id=row["series_id"],
        slot_on=row["slot_on"],
        is_modified=row["is_modified"],
        posts_at=row["posts_at"],
        hides_answers=row["hides_answers"],
        revision=row["revision"],
        revised_at=row["revised_at"],
        kept_at=row["kept_at"],
        ripe_at=row["ripe_at"],
        card=Card(**{name: row[name] for name in _CARD}),
    )
