"""Rosters in the database: the answers to one meetup, and who answered for somebody else.

Nothing else writes these tables: each change raises the meetup's ``roster_version``, by which a service knows
whether the roster it remembers is still the one that is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.domain.rosters import Answer, Party, Roster, changes
from bot.storage.schema import answer_log, answers, meetups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup
    from bot.domain.rosters import Change

_PARTY = tuple(field.name for field in fields(Party))
_LOGGED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredFor:
    """An organiser's answer for a member; ``answer`` None took them off the list."""

    user_id: int
    by_id: int
    answer: Answer | None
    at: datetime


def load(tx: Connection, meetup: Meetup) -> Roster:
    """The roster of a meetup; its lock is the meetup's (``meetups.load(lock=True)``)."""
    query = select(*(answers.c[name] for name in _PARTY)).where(answers.c.meetup_id == meetup.id)
    parties = []
    for row in tx.execute(query.order_by(answers.c.position)):
        values = dict(zip(_PARTY, row, strict=True))
        parties.append(Party(**values | {"answer": Answer(values["answer"])}))
    return Roster(meetup.plan.capacity, tuple(parties), meetup.plan.seating.guest_limit)


def version(tx: Connection, meetup_id: int) -> int:
    """A number that grows with each change of the roster."""
    return tx.execute(select(meetups.c.roster_version).where(meetups.c.id == meetup_id)).scalar_one()


def parties_of(tx: Connection, user_id: int, meetup_ids: Sequence[int]) -> dict[int, Party]:
    """A member's own answers to several meetups, by the meetup."""
    query = select(answers).where(answers.c.user_id == user_id, answers.c.meetup_id.in_(meetup_ids))
    return {
        row["meetup_id"]: Party(**{name: row[name] for name in _PARTY} | {"answer": Answer(row["answer"])})
        for row in tx.execute(query).mappings()
    }


def save(tx: Connection, meetup_id: int, before: Roster, after: Roster) -> None:
    """Write what differs between two rosters of one meetup."""
    write(tx, meetup_id, changes(before, after))


def write(tx: Connection, meetup_id: int, changed: Sequence[Change]) -> None:
    """Write what became of some parties of one meetup."""
    if not changed:
        return
    gone = [change.user_id for change in changed if change.after is None]
    if gone:
        tx.execute(delete(answers).where(answers.c.meetup_id == meetup_id, answers.c.user_id.in_(gone)))
    fresh = []
    for change in changed:
        if change.after is None:
            continue
        values = {name: getattr(change.after, name) for name in _PARTY}
        if change.before is None:
            fresh.append({"meetup_id": meetup_id, **values})
        else:
            mine = (answers.c.meetup_id == meetup_id) & (answers.c.user_id == change.user_id)
            tx.execute(update(answers).where(mine).values(**values))
    if fresh:
        tx.execute(insert(answers), fresh)
    newer = {"roster_version": meetups.c.roster_version + 1}
    tx.execute(update(meetups).where(meetups.c.id == meetup_id).values(newer))


def log(tx: Connection, meetup_id: int, entry: AnsweredFor) -> None:
    """Note that somebody answered for a member."""
    values = {"user_id": entry.user_id, "by_id": entry.by_id, "answer": entry.answer, "at": entry.at}
    tx.execute(insert(answer_log).values(meetup_id=meetup_id, **values))


def logged(tx: Connection, meetup_id: int) -> tuple[AnsweredFor, ...]:
    """Who answered for whom, the newest first, twenty at most."""
    query = select(answer_log).where(answer_log.c.meetup_id == meetup_id)
    rows = tx.execute(
        query.order_by(answer_log.c.at.desc(), answer_log.c.id.desc()).limit(_LOGGED)
    ).mappings()
    return tuple(
        AnsweredFor(
            user_id=row["user_id"],
            by_id=row["by_id"],
            answer=None if row["answer"] is None else Answer(row["answer"]),
            at=row["at"],
        )
        for row in rows
    )
