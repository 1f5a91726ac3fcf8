"""What a change to a meetup sets in motion: one job for each consequence, written with its cause."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain import photos, polls, reminders
from bot.domain.checkins import OPENS_BEFORE
from bot.storage import jobs

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup
    from bot.domain.polls import Poll

CARD = "card"
REMINDER = "reminder"
PROMOTED = "promoted"
SCHEDULED = "scheduled"
CHANGED = "changed"
CANCELLED = "cancelled"
POSTPONED = "postponed"
DECLINED = "declined"
EXPIRED = "expired"
PHOTOS = "photos"
THANKS = "thanks"
POLL = "poll"
POLL_CLOSE = "poll_close"
POLL_NUDGE = "poll_nudge"
ROUND = "round"

SOON = timedelta(minutes=10)
"""How long after the end the photo thread opens: people are still putting their coats on."""


def card(tx: Connection, meetup_id: int, now: datetime) -> None:
    """Post the meetup's card, or paint it again."""
    jobs.enqueue(tx, CARD, now, now=now, meetup_id=meetup_id)


def answered(tx: Connection, meetup_id: int, now: datetime) -> None:
    """Paint the card again unless the press that answered does so itself: only a crash keeps it from that."""
    jobs.enqueue(tx, CARD, now, now=now, meetup_id=meetup_id, answered=True)


def tell(tx: Connection, kind: str, meetup_id: int, now: datetime, **payload: object) -> None:
    """Tell members about a meetup; ``kind`` is one of this module's names."""
    jobs.enqueue(tx, kind, now, now=now, meetup_id=meetup_id, **payload)


def dates(tx: Connection, meetup: Meetup, now: datetime) -> None:
    """Everything that hangs on when a scheduled meetup takes place.

    Each job notes the start it was made for: when the meetup moves, new ones are written, and the old ones
    find that the world has moved on. Unless it moves back: a reminder that still waits is not written twice.
    """
    starts_at, ends_at = meetup.span
    made_for = starts_at.isoformat()
    waiting = jobs.waiting(tx, meetup.id, REMINDER)
    for lead, due_at in reminders.due(starts_at, now, meetup.plan.leads):
        payload = {"meetup_id": meetup.id, "starts_at": made_for, "lead": int(lead.total_seconds())}
        if payload not in waiting:
            jobs.enqueue(tx, REMINDER, due_at, now=now, **payload)
    for turns_at in (starts_at - OPENS_BEFORE, starts_at, ends_at):  # the card looks different from then on
        jobs.enqueue(tx, CARD, turns_at, now=now, meetup_id=meetup.id)
    jobs.enqueue(tx, PHOTOS, ends_at + SOON, now=now, meetup_id=meetup.id, starts_at=made_for)
    thanks_at = ends_at + photos.THANKS_AFTER
    jobs.enqueue(tx, THANKS, thanks_at, now=now, meetup_id=meetup.id, starts_at=made_for)


def poll(tx: Connection, poll_id: int, meetup_id: int, now: datetime) -> None:
    """Post the poll's message, or paint it again."""
    jobs.enqueue(tx, POLL, now, now=now, meetup_id=meetup_id, poll_id=poll_id)


def poll_dates(tx: Connection, opened: Poll, now: datetime) -> None:
    """Close a new poll at its deadline, and before that remind once those who have not voted."""
    ids = {"meetup_id": opened.meetup_id, "poll_id": opened.id}
    jobs.enqueue(tx, POLL_CLOSE, opened.closes_at, now=now, **ids)
    nudge_at = polls.nudge_at(opened.closes_at, now)
    if nudge_at is not None:
        jobs.enqueue(tx, POLL_NUDGE, nudge_at, now=now, **ids)
