"""What Discord itself shows of meetups, as it was last shown, in the database."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, or_, select, update

from bot.domain.meetups import LONGEST, State
from bot.domain.mirrors import OPEN, Group, Kept, Mirror, has_role
from bot.storage import meetups
from bot.storage.mirror_schema import mirrors, role_grants, thread_members
from bot.storage.schema import answers
from bot.storage.schema import meetups as meetup_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, timedelta

    from sqlalchemy import ColumnElement, Connection, RowMapping

_NAMES = tuple(field.name for field in fields(Kept))


def find(tx: Connection, meetup_id: int, mirror: Mirror) -> Kept | None:
    """What that meetup has of that kind, if anything."""
    query = select(mirrors).where(_is(meetup_id, mirror))
    row = tx.execute(query).mappings().one_or_none()
    return _kept(row) if row else None


def of_community(tx: Connection, community_id: int, mirror: Mirror) -> dict[int, Kept]:
    """What the community's meetups have of that kind, by meetup, in the order of their numbers."""
    query = (
        select(mirrors)
        .join(meetup_rows, meetup_rows.c.id == mirrors.c.meetup_id)
        .where(meetup_rows.c.community_id == community_id, mirrors.c.mirror == mirror)
        .order_by(mirrors.c.meetup_id)
    )
    return {row["meetup_id"]: _kept(row) for row in tx.execute(query).mappings()}


def called_off(tx: Connection, community_id: int) -> list[int]:
    """The community's meetups that take place no more, or not yet, and still have an event."""
    query = (
        select(mirrors.c.meetup_id)
        .join(meetup_rows, meetup_rows.c.id == mirrors.c.meetup_id)
        .where(
            meetup_rows.c.community_id == community_id,
            meetup_rows.c.state != State.SCHEDULED,
            mirrors.c.mirror == Mirror.EVENT,
            mirrors.c.is_over.is_(False),
        )
    )
    return list(tx.execute(query).scalars())


def save(tx: Connection, kept: Kept) -> None:
    """Keep what is shown now, new or known."""
    values = asdict(kept)
    changed = tx.execute(update(mirrors).where(_is(kept.meetup_id, kept.mirror)).values(**values))
    if not changed.rowcount:
        tx.execute(insert(mirrors).values(**values))


def forget(tx: Connection, meetup_id: int, mirror: Mirror) -> None:
    """Forget what is shown no more; who had its role has it no longer."""
    kept = find(tx, meetup_id, mirror)
    if kept is None:
        return
    if mirror is Mirror.ROLE and kept.object_id is not None:
        forget_role(tx, kept.object_id)
    tx.execute(delete(mirrors).where(_is(meetup_id, mirror)))


def end(tx: Connection, mirror: Mirror, object_id: int) -> None:
    """Note that somebody deleted by hand what Discord knew by that number."""
    it = (mirrors.c.mirror == mirror) & (mirrors.c.object_id == object_id)
    tx.execute(update(mirrors).where(it).values(is_over=True))


def forget_deleted(tx: Connection, community_id: int, mirror: Mirror) -> None:
    """Forget that somebody deleted what the community's meetups had: it may be made again."""
    for number, kept in of_community(tx, community_id, mirror).items():
        if kept.is_over:
            forget(tx, number, mirror)


def groups(tx: Connection, community_id: int, after: timedelta, now: datetime) -> list[Group]:
    """Those with a seat at each of the community's meetups whose attendees have a role at ``now``.

    Whose answers only organisers see have none: a profile shows its roles to everybody.
    """
    is_recent = or_(meetup_rows.c.starts_at.is_(None), meetup_rows.c.starts_at > now - after - LONGEST)
    query = (
        select(meetup_rows)
        .where(meetup_rows.c.community_id == community_id, meetup_rows.c.state.in_(list(OPEN)), is_recent)
        .where(meetup_rows.c.hides_answers.is_(False))
        .order_by(meetup_rows.c.id)
    )
    open_ones = [one for one in meetups.read(tx, query) if has_role(one, after, now)]
    return [Group(meetup_id=one.id, title=one.plan.title, user_ids=seated(tx, one.id)) for one in open_ones]


def seated(tx: Connection, meetup_id: int) -> tuple[int, ...]:
    """Who has a seat, in the order of the roster."""
    query = select(answers.c.user_id).where(answers.c.meetup_id == meetup_id, answers.c.has_seat)
    return tuple(tx.execute(query.order_by(answers.c.position)).scalars())


def given(tx: Connection, community_id: int) -> list[tuple[int, int]]:
    """Which role whom was given in that community, by us: pairs of role and user."""
    query = select(role_grants.c.role_id, role_grants.c.user_id)
    return [(row[0], row[1]) for row in tx.execute(query.where(role_grants.c.community_id == community_id))]


def note_given(tx: Connection, community_id: int, role_id: int, user_id: int) -> None:
    """Note that a user has a role from us; it may be known."""
    note_taken(tx, role_id, user_id)
    tx.execute(insert(role_grants).values(community_id=community_id, role_id=role_id, user_id=user_id))


def note_taken(tx: Connection, role_id: int, user_id: int) -> None:
    """Note that a user has a role from us no more."""
    mine = (role_grants.c.role_id == role_id) & (role_grants.c.user_id == user_id)
    tx.execute(delete(role_grants).where(mine))


def forget_role(tx: Connection, role_id: int) -> None:
    """Note that nobody has that role from us: it is gone."""
    tx.execute(delete(role_grants).where(role_grants.c.role_id == role_id))


def in_thread(tx: Connection, meetup_id: int) -> set[int]:
    """Who was added to the meetup's thread."""
    query = select(thread_members.c.user_id).where(thread_members.c.meetup_id == meetup_id)
    return set(tx.execute(query).scalars())


def note_in_thread(tx: Connection, meetup_id: int, user_ids: Iterable[int]) -> None:
    """Note who was added to the meetup's thread just now."""
    fresh = [user_id for user_id in user_ids if user_id not in in_thread(tx, meetup_id)]
    if fresh:
        rows = [{"meetup_id": meetup_id, "user_id": user_id} for user_id in fresh]
        tx.execute(insert(thread_members), rows)


def _is(meetup_id: int, mirror: Mirror) -> ColumnElement[bool]:
    return (mirrors.c.meetup_id == meetup_id) & (mirrors.c.mirror == mirror)


def _kept(row: RowMapping) -> Kept:
    return Kept(**{name: row[name] for name in _NAMES} | {"mirror": Mirror(row["mirror"])})
