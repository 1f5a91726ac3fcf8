"""Feedback and the words that may be quoted, in the database."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from bot.domain.testimonials import Feedback, Testimonial
from bot.storage.memory_schema import feedback, testimonials
from bot.storage.schema import meetups

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, RowMapping

_COLUMNS = tuple(f.name for f in fields(Testimonial))


def save_feedback(tx: Connection, given: Feedback) -> None:
    """Keep what somebody says about a meetup, in place of what they said before."""
    mine = (feedback.c.meetup_id == given.meetup_id, feedback.c.user_id == given.user_id)
    tx.execute(delete(feedback).where(*mine))
    tx.execute(insert(feedback).values(**asdict(given)))


def feedback_of(tx: Connection, meetup_id: int) -> list[Feedback]:
    """What was said about a meetup, the earliest first."""
    query = select(feedback).where(feedback.c.meetup_id == meetup_id)
    rows = tx.execute(query.order_by(feedback.c.given_at, feedback.c.user_id)).mappings()
    return [Feedback(**row) for row in rows]


def find_feedback(tx: Connection, meetup_id: int, user_id: int) -> Feedback | None:
    """What one member said about a meetup."""
    query = select(feedback).where(feedback.c.meetup_id == meetup_id, feedback.c.user_id == user_id)
    row = tx.execute(query).mappings().one_or_none()
    return Feedback(**row) if row else None


def allow(tx: Connection, quote: Testimonial) -> None:
    """Keep words that may be quoted, in place of the author's former ones; its ``id`` is ignored."""
    withdraw(tx, quote.meetup_id, quote.user_id)
    values = {name: value for name, value in asdict(quote).items() if name != "id"}
    tx.execute(insert(testimonials).values(**values))


def withdraw(tx: Connection, meetup_id: int, user_id: int) -> bool:
    """Forget the words somebody allowed to quote; whether there were any."""
    mine = (testimonials.c.meetup_id == meetup_id, testimonials.c.user_id == user_id)
    return tx.execute(delete(testimonials).where(*mine)).rowcount > 0


def decide(tx: Connection, quote: Testimonial) -> None:
    """Keep whether words are approved and picked."""
    values = {"is_approved": quote.is_approved, "is_picked": quote.is_picked}
    tx.execute(update(testimonials).where(testimonials.c.id == quote.id).values(**values))


def find(tx: Connection, community_id: int, testimonial_id: int) -> tuple[Testimonial, str] | None:
    """The words of that number with their meetup's title, if they are that community's."""
    found = _listed(tx, meetups.c.community_id == community_id, testimonials.c.id == testimonial_id)
    return found[0] if found else None


def of_community(tx: Connection, community_id: int) -> list[tuple[Testimonial, str]]:
    """All words that may be quoted, each with its meetup's title: picked ones, then the newest, first."""
    return _listed(tx, meetups.c.community_id == community_id)


def of_meetup(tx: Connection, meetup_id: int) -> list[Testimonial]:
    """The approved words about a meetup, picked ones first."""
    found = _listed(tx, testimonials.c.meetup_id == meetup_id, testimonials.c.is_approved)
    return [quote for quote, _ in found]


def of_user(tx: Connection, community_id: int, user_id: int) -> list[tuple[Testimonial, str]]:
    """The words that somebody allowed to quote in a community."""
    return _listed(tx, meetups.c.community_id == community_id, testimonials.c.user_id == user_id)


def _listed(tx: Connection, *where: ColumnElement[bool]) -> list[tuple[Testimonial, str]]:
    query = (
        select(testimonials, meetups.c.title)
        .join(meetups, meetups.c.id == testimonials.c.meetup_id)
        .where(*where)
        .order_by(testimonials.c.is_picked.desc(), testimonials.c.id.desc())
    )
    return [(_testimonial(row), row["title"]) for row in tx.execute(query).mappings()]


def _testimonial(row: RowMapping) -> Testimonial:
    plain: dict[str, Any] = {name: row[name] for name in _COLUMNS}
    return Testimonial(**plain)
