"""Intros in the database: who takes part, the rounds, who was put together, and what they said of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.domain.intros import Intro, IntroNotFound, Outcome, Participant, Reply
from bot.storage.schema import intro_members, intro_replies, intro_rounds, intros

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, RowMapping


def participants(tx: Connection, community_id: int) -> tuple[Participant, ...]:
    """Everybody who opted in, also who paused; in the order of their numbers."""
    query = select(intro_members).where(intro_members.c.community_id == community_id)
    rows = tx.execute(query.order_by(intro_members.c.user_id)).mappings().all()
    return tuple(_participant(row) for row in rows)


def participant(tx: Connection, community_id: int, user_id: int) -> Participant | None:
    """The member, if they opted in."""
    row = tx.execute(select(intro_members).where(_is(community_id, user_id))).mappings().one_or_none()
    return _participant(row) if row else None


def keep(tx: Connection, community_id: int, one: Participant) -> None:
    """Keep a participant, new or known."""
    values = asdict(one)
    known = tx.execute(update(intro_members).where(_is(community_id, one.user_id)).values(**values))
    if not known.rowcount:
        tx.execute(insert(intro_members).values(community_id=community_id, **values))


def leave(tx: Connection, community_id: int, user_id: int) -> bool:
    """Forget that a member takes part; whether they did."""
    return tx.execute(delete(intro_members).where(_is(community_id, user_id))).rowcount == 1


def open_round(tx: Connection, community_id: int, round_at: datetime) -> bool:
    """Keep that a round is to come; False if it was known: then its jobs are written already."""
    known = select(intro_rounds.c.round_at).where(_round(community_id, round_at))
    if tx.execute(known).one_or_none() is not None:
        return False
    tx.execute(insert(intro_rounds).values(community_id=community_id, round_at=round_at))
    return True


def coming_round(tx: Connection, community_id: int) -> datetime | None:
    """The round that is announced and was not made yet."""
    query = select(intro_rounds.c.round_at).where(
        intro_rounds.c.community_id == community_id, intro_rounds.c.matched_at.is_(None)
    )
    return tx.execute(query.order_by(intro_rounds.c.round_at.desc()).limit(1)).scalar_one_or_none()


def round_marks(
    tx: Connection, community_id: int, round_at: datetime
) -> tuple[datetime | None, datetime | None]:
    """When a round was warned of, and when it was made.

    Raises:
        LookupError: there is no such round.
    """
    query = select(intro_rounds.c.warned_at, intro_rounds.c.matched_at)
    row = tx.execute(query.where(_round(community_id, round_at))).one_or_none()
    if row is None:
        raise LookupError(f"no round of intros of {community_id} at {round_at}")
    return row.warned_at, row.matched_at


def mark_round(tx: Connection, community_id: int, round_at: datetime, mark: str, now: datetime) -> bool:
    """Note that a round was warned of, made or in trouble (``mark``); False if that was noted before."""
    column = intro_rounds.c[mark]
    row = _round(community_id, round_at) & column.is_(None)
    return tx.execute(update(intro_rounds).where(row).values({mark: now})).rowcount == 1


def add(tx: Connection, community_id: int, round_at: datetime, user_ids: Sequence[int], prompt: str) -> int:
    """Keep that those users are put together; returns the number of the intro."""
    values = {"community_id": community_id, "round_at": round_at, "prompt": prompt}
    intro_id = int(tx.execute(insert(intros).values(**values).returning(intros.c.id)).scalar_one())
    tx.execute(insert(intro_replies), [{"intro_id": intro_id, "user_id": user_id} for user_id in user_ids])
    return intro_id


def load(tx: Connection, intro_id: int, *, lock: bool = False) -> Intro:
    """The intro; whoever asks has to be one of its people, or a job.

    Raises:
        IntroNotFound.
    """
    query = select(intros).where(intros.c.id == intro_id)
    found = tx.execute(query.with_for_update() if lock else query).mappings().all()
    if not found:
        raise IntroNotFound
    return _with_replies(tx, found)[0]


def of_member(tx: Connection, community_id: int, user_id: int) -> tuple[Intro, ...]:
    """All intros of a member, the newest first."""
    mine = select(intro_replies.c.intro_id).where(intro_replies.c.user_id == user_id)
    query = select(intros).where(intros.c.community_id == community_id, intros.c.id.in_(mine))
    return _with_replies(tx, tx.execute(query.order_by(intros.c.id.desc())).mappings().all())


def of_community(tx: Connection, community_id: int, since: datetime | None = None) -> tuple[Intro, ...]:
    """All intros of a community since an instant, the newest first."""
    query = select(intros).where(intros.c.community_id == community_id)
    if since is not None:
        query = query.where(intros.c.round_at >= since)
    return _with_replies(tx, tx.execute(query.order_by(intros.c.id.desc())).mappings().all())


def note_opened(tx: Connection, intro_id: int, thread_id: int | None, now: datetime) -> None:
    """Keep where an intro stands in Discord, or that it went out as private messages."""
    values = {"thread_id": thread_id, "opened_at": now}
    tx.execute(update(intros).where(intros.c.id == intro_id).values(**values))


def reply(tx: Connection, intro_id: int, user_id: int, outcome: Outcome, now: datetime) -> None:
    """Keep what somebody says of their intro, in place of what they said before."""
    mine = (intro_replies.c.intro_id == intro_id) & (intro_replies.c.user_id == user_id)
    tx.execute(update(intro_replies).where(mine).values(outcome=outcome, said_at=now))


def remove_person(tx: Connection, intro_id: int, user_id: int) -> None:
    """Take somebody out of an intro who is no member of the community any more."""
    mine = (intro_replies.c.intro_id == intro_id) & (intro_replies.c.user_id == user_id)
    tx.execute(delete(intro_replies).where(mine))


def _with_replies(tx: Connection, found: Sequence[RowMapping]) -> tuple[Intro, ...]:
    replies: dict[int, list[Reply]] = {row["id"]: [] for row in found}
    for part in _parts(list(replies)):
        query = select(intro_replies).where(intro_replies.c.intro_id.in_(part))
        for row in tx.execute(query.order_by(intro_replies.c.user_id)).all():
            outcome = Outcome(row.outcome) if row.outcome else None
            replies[row.intro_id].append(Reply(row.user_id, outcome, row.said_at))
    return tuple(Intro(**row, replies=tuple(replies[row["id"]])) for row in found)


def _parts(ids: list[int]) -> Iterable[list[int]]:
    """The ids in portions that a database takes as parameters."""
    return (ids[first : first + 1000] for first in range(0, len(ids), 1000))


def _participant(row: RowMapping) -> Participant:
    return Participant(**{name: value for name, value in row.items() if name != "community_id"})


def _is(community_id: int, user_id: int) -> ColumnElement[bool]:
    return (intro_members.c.community_id == community_id) & (intro_members.c.user_id == user_id)


def _round(community_id: int, round_at: datetime) -> ColumnElement[bool]:
    return (intro_rounds.c.community_id == community_id) & (intro_rounds.c.round_at == round_at)
