"""Jobs: what has to happen later, written in the transaction that causes it and claimed under a lease."""

from __future__ import annotations

import logging
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, insert, or_, select, update

from bot.storage.schema import jobs

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection

TRIES = 8
"""How often a job may fail before it is parked: the last time is about an hour after the first."""

_FIRST_DELAY = timedelta(seconds=30)
_LATEST_RETRY = timedelta(hours=1)
_ERROR_LENGTH = 1000
_DIED = "Whoever ran this job died while running it, every time."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Job:
    """A row of the jobs table.

    ``attempts`` counts the claims so far, this one included. With ``leased_until`` it tells one claim from
    the next: whoever holds an older one can neither finish nor fail the job.
    """

    id: int
    kind: str
    payload: dict[str, Any]
    due_at: datetime
    attempts: int
    leased_until: datetime | None
    last_error: str | None

    @property
    def is_last_try(self) -> bool:
        """Whether one more failure parks the job."""
        return self.attempts >= TRIES


_COLUMNS = tuple(field.name for field in fields(Job))


def enqueue(tx: Connection, kind: str, due_at: datetime, *, now: datetime, **payload: Any) -> int:
    """Write a job for ``due_at`` and return its id; ``payload`` is whatever JSON can hold."""
    values = {"kind": kind, "payload": payload, "due_at": due_at, "attempts": 0, "created_at": now}
    return tx.execute(insert(jobs).values(values).returning(jobs.c.id)).scalar_one()


def enqueue_once(tx: Connection, kind: str, now: datetime, key: str, value: int) -> None:
    """Write a job with ``{key: value}`` for now, unless the same one waits that nobody has begun.

    For jobs that bring something to how it stands when they run: the one that waits will see this cause too.
    """
    soon = jobs.c.due_at <= now + _LATEST_RETRY  # lets the index on due_at find it among many
    same = select(jobs.c.id).where(_is_waiting(), soon, jobs.c.leased_until.is_(None), jobs.c.kind == kind)
    mine = same.where(jobs.c.payload[key].as_integer() == value).limit(1)
    # locked, or whoever claims it this instant might read what was before this transaction
    if tx.scalar(mine.with_for_update(skip_locked=True)) is None:
        enqueue(tx, kind, now, now=now, **{key: value})


def claim(tx: Connection, now: datetime, *, lease: timedelta, limit: int) -> list[Job]:
    """Take up to ``limit`` due jobs, the longest due first; nobody else gets them before ``now + lease``."""
    is_due = and_(_is_waiting(), jobs.c.due_at <= now, _is_free(now))
    _park_deadly(tx, is_due, now)
    # SKIP LOCKED leaves out what another process is claiming this instant; SQLite has one writer at a time
    due = select(jobs.c.id).where(is_due).order_by(jobs.c.due_at, jobs.c.id).limit(limit)
    ids = list(tx.scalars(due.with_for_update(skip_locked=True)))
    if not ids:
        return []
    leased = {"leased_until": now + lease, "attempts": jobs.c.attempts + 1}
    tx.execute(update(jobs).where(jobs.c.id.in_(ids)).values(leased))
    return _read(tx, jobs.c.id.in_(ids))


def done(tx: Connection, job: Job) -> bool:
    """Delete a job that was carried out. False if the lease was lost: somebody else answers for it now."""
    return tx.execute(delete(jobs).where(_is_held(job))).rowcount == 1


def failed(tx: Connection, job: Job, now: datetime, error: str) -> bool:
    """Try again later, each time after twice the wait; park it after its last try. False as in ``done``."""
    changes: dict[str, Any] = {"leased_until": None, "last_error": error[:_ERROR_LENGTH]}
    if job.is_last_try:
        changes["parked_at"] = now
    else:
        changes["due_at"] = now + _FIRST_DELAY * 2 ** (job.attempts - 1)
    return _change(tx, job, changes)


def postpone(tx: Connection, job: Job, at: datetime) -> bool:
    """Give a job back for ``at``, as if it had not been tried. False as in ``done``."""
    return _change(tx, job, {"leased_until": None, "due_at": at, "attempts": job.attempts - 1})


def park(tx: Connection, job: Job, now: datetime, error: str) -> bool:
    """Set a job aside that cannot be carried out; it stays to be read. False as in ``done``."""
    return _change(tx, job, {"leased_until": None, "parked_at": now, "last_error": error[:_ERROR_LENGTH]})


def waiting(tx: Connection, meetup_id: int, kind: str) -> list[dict[str, Any]]:
    """The payloads of a meetup's jobs of one kind that are still to run."""
    query = select(jobs.c.payload).where(
        jobs.c.kind == kind,
        jobs.c.parked_at.is_(None),
        jobs.c.payload["meetup_id"].as_integer() == meetup_id,
    )
    return list(tx.execute(query).scalars())


def withdrawn(tx: Connection, meetup_id: int, kind: str) -> list[dict[str, Any]]:
    """Take back a meetup's jobs of one kind that nobody has begun; returns their payloads."""
    query = delete(jobs).where(
        _is_waiting(),
        jobs.c.leased_until.is_(None),
        jobs.c.kind == kind,
        jobs.c.payload["meetup_id"].as_integer() == meetup_id,
    )
    return list(tx.execute(query.returning(jobs.c.payload)).scalars())


def is_any_due(tx: Connection, now: datetime) -> bool:
    """Whether ``claim`` would find anything: asked each second, so it takes no lock."""
    due = select(jobs.c.id).where(_is_waiting(), jobs.c.due_at <= now, _is_free(now)).limit(1)
    return tx.scalar(due) is not None


def next_due(tx: Connection) -> datetime | None:
    """When the next job is due that nobody is running."""
    query = select(jobs.c.due_at).where(_is_waiting(), jobs.c.leased_until.is_(None))
    return tx.scalar(query.order_by(jobs.c.due_at).limit(1))


def upcoming(tx: Connection, limit: int) -> list[Job]:
    """The next jobs, the longest due first, whether or not somebody is running them."""
    return _read(tx, _is_waiting(), limit=limit)


def parked(tx: Connection) -> list[Job]:
    """The jobs that were set aside, with the error that did it."""
    return _read(tx, jobs.c.parked_at.is_not(None))


def release(tx: Connection, ids: Collection[int], now: datetime) -> None:
    """Have parked jobs tried again, from their first try on."""
    changes = {"parked_at": None, "leased_until": None, "attempts": 0, "due_at": now}
    tx.execute(update(jobs).where(jobs.c.id.in_(list(ids)), jobs.c.parked_at.is_not(None)).values(changes))


def _park_deadly(tx: Connection, is_due: ColumnElement[bool], now: datetime) -> None:
    """End the jobs whose lease ran out ``TRIES`` times: they may well be what kills the process."""
    changes = {"parked_at": now, "leased_until": None, "last_error": _DIED}
    count = tx.execute(update(jobs).where(is_due, jobs.c.attempts >= TRIES).values(changes)).rowcount
    if count:
        _log.error(
            "%s jobs are parked that were claimed %s times and neither finished nor failed.", count, TRIES
        )


def _change(tx: Connection, job: Job, changes: dict[str, Any]) -> bool:
    return tx.execute(update(jobs).where(_is_held(job)).values(changes)).rowcount == 1


def _is_waiting() -> ColumnElement[bool]:
    return jobs.c.parked_at.is_(None)


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(jobs.c.leased_until.is_(None), jobs.c.leased_until <= now)


def _is_held(job: Job) -> ColumnElement[bool]:
    """The row, if it is still under the very claim that ``job`` came from."""
    return and_(
        jobs.c.id == job.id,
        jobs.c.attempts == job.attempts,
        jobs.c.leased_until == job.leased_until,
    )


def _read(tx: Connection, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Job]:
    query = select(jobs).where(*conditions).order_by(jobs.c.due_at, jobs.c.id).limit(limit)
    return [Job(**{name: row[name] for name in _COLUMNS}) for row in tx.execute(query).mappings()]
