"""What is asked about proposals, in the database, and the proposals that wait for a decision."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from bot.domain.meetups import State
from bot.domain.proposals import Question, QuestionGone
from bot.storage.schema import meetups, questions

if TYPE_CHECKING:
    from sqlalchemy import Connection

_QUESTION = tuple(field.name for field in fields(Question))


def waiting(tx: Connection, community_id: int, limit: int) -> list[int]:
    """The numbers of the proposals that nobody decided about, the oldest first."""
    query = (
        select(meetups.c.id)
        .where(meetups.c.community_id == community_id, meetups.c.state == State.PROPOSED)
        .order_by(meetups.c.created_at, meetups.c.id)
        .limit(limit)
    )
    return list(tx.execute(query).scalars())


def ask(tx: Connection, question: Question) -> int:
    """Keep a new question; its ``id`` is ignored and the new one returned."""
    values = {name: getattr(question, name) for name in _QUESTION if name != "id"}
    return int(tx.execute(insert(questions).values(**values).returning(questions.c.id)).scalar_one())


def save(tx: Connection, question: Question) -> None:
    """Keep the answer to a known question."""
    answer = {"answer": question.answer, "answered_at": question.answered_at}
    tx.execute(update(questions).where(questions.c.id == question.id).values(**answer))


def question(tx: Connection, question_id: int, community_id: int | None = None) -> Question:
    """The question, if it is about a proposal of that community; a job, which knows its number, gives none.

    Raises:
        QuestionGone.
    """
    query = select(questions).join(meetups).where(questions.c.id == question_id)
    if community_id is not None:
        query = query.where(meetups.c.community_id == community_id)
    row = tx.execute(query).mappings().one_or_none()
    if row is None:
        raise QuestionGone
    return Question(**{name: row[name] for name in _QUESTION})


def questions_about(tx: Connection, meetup_id: int, limit: int) -> list[Question]:
    """The newest questions about a proposal, the oldest of them first."""
    query = select(questions).where(questions.c.meetup_id == meetup_id).order_by(questions.c.id.desc())
    rows = tx.execute(query.limit(limit)).mappings()
    return [Question(**{name: row[name] for name in _QUESTION}) for row in rows][::-1]
