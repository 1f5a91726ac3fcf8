"""Ties, derived from what proves them: they are kept nowhere, so undoing a check-in undoes its ties.

``domain.ties.How`` says what proves one. Only whom people named is kept here; check-ins, tables and intros
are kept where they belong.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select

from bot.domain.intros import Outcome
from bot.domain.ties import How, Pair, Proof, Tie
from bot.storage.schema import (
    check_ins,
    communities,
    intro_replies,
    intros,
    meetups,
    named,
    rounds,
    seats,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

Whom = int | frozenset[int] | None
"""Whose ties: one user's with anybody, those within a group, or everybody's."""
FEW = 300
"""The database is asked about so many users by name; beyond, it tells all, and the rest is dropped."""
_Found = tuple[Iterable[int], Proof]
"""People who all met one another, and what proves it."""


def among(
    tx: Connection, community_id: int, user_ids: Iterable[int], *, but_present_at: int | None = None
) -> dict[Pair, Tie]:
    """Every tie between two of those users in that community.

    Being present at the meetup ``but_present_at`` proves nothing: there they are about to be introduced.
    """
    return _all(tx, community_id, frozenset(user_ids), but_present_at)


def of_member(tx: Connection, community_id: int, user_id: int) -> dict[Pair, Tie]:
    """Every tie of one user in that community."""
    return _all(tx, community_id, user_id)


def of_community(tx: Connection, community_id: int) -> dict[Pair, Tie]:
    """Every tie of that community."""
    return _all(tx, community_id, None)


def name(tx: Connection, meetup_id: int, by_id: int, met_ids: Iterable[int]) -> None:
    """Keep whom somebody says they met at a meetup, in place of what they said before.

    It proves a tie once the other says the same, and as long as both are checked in there.
    """
    tx.execute(delete(named).where(named.c.meetup_id == meetup_id, named.c.by_id == by_id))
    others = sorted(set(met_ids) - {by_id})
    if others:
        rows = [{"meetup_id": meetup_id, "by_id": by_id, "user_id": user_id} for user_id in others]
        tx.execute(insert(named), rows)


def named_by(tx: Connection, meetup_id: int, by_id: int) -> tuple[int, ...]:
    """Whom somebody said they met at a meetup, in rising order."""
    query = select(named.c.user_id).where(named.c.meetup_id == meetup_id, named.c.by_id == by_id)
    return tuple(tx.execute(query.order_by(named.c.user_id)).scalars())


def _all(tx: Connection, community_id: int, whom: Whom, but_at: int | None = None) -> dict[Pair, Tie]:
    """Read who was where, and put the pairs together here: pairs are many times as many rows as people."""
    present = _present(tx, community_id, whom)
    began = _began(tx, community_id)
    proofs: dict[Pair, list[Proof]] = {}
    found = chain(
        _presences(tx, community_id, present, began, but_at),
        _tables(tx, community_id, whom, present),
        _namings(tx, community_id, whom, present, began),
        _intros(tx, community_id, whom),
    )
    for people, proof in found:
        for pair in _pairs(people, whom):
            proofs.setdefault(pair, []).append(proof)
    return {pair: Tie(pair, frozenset(held)) for pair, held in proofs.items()}


def _pairs(people: Iterable[int], whom: Whom) -> Iterator[Pair]:
    """Every pair of those people that is wanted, the lower id first."""
    if isinstance(whom, int):
        others = [user_id for user_id in people if user_id != whom]
        return ((min(whom, other), max(whom, other)) for other in others)
    return combinations(sorted(user_id for user_id in people if whom is None or user_id in whom), 2)


def _wanted(whom: Whom, meetup_id: Any, user_id: Any) -> list[ColumnElement[bool]]:
    """Which rows are worth reading: those at one user's meetups, or those about a few users."""
    if isinstance(whom, int):
        return [meetup_id.in_(select(check_ins.c.meetup_id).where(check_ins.c.user_id == whom))]
    return [user_id.in_(sorted(whom))] if whom is not None and len(whom) <= FEW else []


def _began(tx: Connection, community_id: int) -> dict[int, datetime]:
    """When each meetup of the community began, or will; one without a date is left out."""
    dated = (meetups.c.community_id == community_id) & meetups.c.starts_at.is_not(None)
    rows = tx.execute(select(meetups.c.id, meetups.c.starts_at).where(dated)).all()
    return {row.id: row.starts_at for row in rows if row.starts_at is not None}


def _present(tx: Connection, community_id: int, whom: Whom) -> dict[int, set[int]]:
    """Who is held to have been at which meetup."""
    query = select(check_ins.c.meetup_id, check_ins.c.user_id).join(
        meetups, meetups.c.id == check_ins.c.meetup_id
    )
    wanted = _wanted(whom, check_ins.c.meetup_id, check_ins.c.user_id)
    present: dict[int, set[int]] = {}
    for meetup_id, user_id in tx.execute(query.where(meetups.c.community_id == community_id, *wanted)).all():
        present.setdefault(meetup_id, set()).add(user_id)
    return present


def _presences(
    tx: Connection,
    community_id: int,
    present: Mapping[int, set[int]],
    began: Mapping[int, datetime],
    but_at: int | None,
) -> Iterator[_Found]:
    """Those checked in at one small meetup; they met when it began, whenever somebody noted it."""
    limit = select(communities.c.small_meetup).where(communities.c.id == community_id).scalar_subquery()
    small = (
        select(check_ins.c.meetup_id)
        .join(meetups, meetups.c.id == check_ins.c.meetup_id)
        .where(meetups.c.community_id == community_id)
        .group_by(check_ins.c.meetup_id)
        .having(func.count() <= limit)
    )
    for meetup_id in tx.execute(small).scalars().all():
        if meetup_id in present and meetup_id in began and meetup_id != but_at:
            yield present[meetup_id], Proof(How.PRESENT, began[meetup_id], meetup_id)


def _tables(
    tx: Connection, community_id: int, whom: Whom, present: Mapping[int, set[int]]
) -> Iterator[_Found]:
    """Those at one table of a round who are still held to have been there."""
    here = select(rounds.c.id, rounds.c.meetup_id, rounds.c.started_at).join(
        meetups, meetups.c.id == rounds.c.meetup_id
    )
    known = tx.execute(here.where(meetups.c.community_id == community_id)).all()
    proofs = {row.id: Proof(How.TABLE, row.started_at, row.meetup_id) for row in known}
    query = (
        select(seats.c.round_id, seats.c.table_number, seats.c.user_id)
        .join(rounds, rounds.c.id == seats.c.round_id)
        .join(meetups, meetups.c.id == rounds.c.meetup_id)
        .where(meetups.c.community_id == community_id)
        .where(*_wanted(whom, rounds.c.meetup_id, seats.c.user_id))
    )
    tables: dict[tuple[int, int], list[int]] = {}
    for round_id, table_number, user_id in tx.execute(query).all():
        if user_id in present.get(proofs[round_id].meetup_id or 0, ()):
            tables.setdefault((round_id, table_number), []).append(user_id)
    for (round_id, _), people in tables.items():
        if not isinstance(whom, int) or whom in people:
            yield people, proofs[round_id]


def _namings(
    tx: Connection,
    community_id: int,
    whom: Whom,
    present: Mapping[int, set[int]],
    began: Mapping[int, datetime],
) -> Iterator[_Found]:
    """Two who named each other after a meetup and are still held to have been there."""
    query = (
        select(named.c.meetup_id, named.c.by_id, named.c.user_id)
        .join(meetups, meetups.c.id == named.c.meetup_id)
        .where(meetups.c.community_id == community_id, *_wanted(whom, named.c.meetup_id, named.c.by_id))
    )
    said = {(meetup_id, by_id, user_id) for meetup_id, by_id, user_id in tx.execute(query).all()}
    for meetup_id, one, other in said:
        if one > other or (meetup_id, other, one) not in said or meetup_id not in began:
            continue
        is_wanted = not isinstance(whom, int) or whom in {one, other}
        if is_wanted and present.get(meetup_id, set()) >= {one, other}:
            yield (one, other), Proof(How.NAMED, began[meetup_id], meetup_id)


def _intros(tx: Connection, community_id: int, whom: Whom) -> Iterator[_Found]:
    """Two who both say that they met after an intro; they had when the first of them said so."""
    query = (
        select(intro_replies.c.intro_id, intro_replies.c.user_id, intro_replies.c.said_at)
        .join(intros, intros.c.id == intro_replies.c.intro_id)
        .where(intros.c.community_id == community_id, intro_replies.c.outcome == Outcome.MET)
    )
    if isinstance(whom, int):
        mine = select(intro_replies.c.intro_id).where(intro_replies.c.user_id == whom)
        query = query.where(intro_replies.c.intro_id.in_(mine))
    said: dict[int, list[tuple[int, datetime]]] = {}
    for intro_id, user_id, said_at in tx.execute(query).all():
        if said_at is not None:
            said.setdefault(intro_id, []).append((user_id, said_at))
    for intro_id, people in said.items():
        for (one, at), (other, later) in combinations(people, 2):
            if not isinstance(whom, int) or whom in {one, other}:
                yield (one, other), Proof(How.INTRO, min(at, later), intro_id=intro_id)
