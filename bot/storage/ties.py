"""Ties, derived from what proves them: they are kept nowhere, so undoing a check-in undoes its ties."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from bot.domain.ties import SMALL_MEETUP, Pair, Strength, Tie
from bot.storage.schema import check_ins, meetups, rounds, seats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


def among(
    tx: Connection, community_id: int, user_ids: Iterable[int], *, but_present_at: int | None = None
) -> dict[Pair, Tie]:
    """Every tie between two of those users in that community.

    Being present at the meetup ``but_present_at`` proves nothing: there they are about to be introduced.
    """
    users = list(user_ids)
    ties: dict[Pair, Tie] = {}
    presences = _presences(tx, community_id, users, but_present_at)
    for tie in chain(_tables(tx, community_id, users), presences):
        known = ties.get(tie.pair)
        ties[tie.pair] = known.and_also(tie) if known else tie
    return ties


def _tables(tx: Connection, community_id: int, users: list[int]) -> list[Tie]:
    """Two at one table of a round, both still held to have been there."""
    low, high = seats.alias("low"), seats.alias("high")
    low_came, high_came = check_ins.alias("low_came"), check_ins.alias("high_came")
    same_table = and_(
        low.c.round_id == high.c.round_id,
        low.c.table_number == high.c.table_number,
        low.c.user_id < high.c.user_id,
    )
    query = (
        select(low.c.user_id, high.c.user_id, rounds.c.started_at, rounds.c.meetup_id)
        .join(high, same_table)
        .join(rounds, rounds.c.id == low.c.round_id)
        .join(meetups, meetups.c.id == rounds.c.meetup_id)
        .join(low_came, and_(low_came.c.meetup_id == meetups.c.id, low_came.c.user_id == low.c.user_id))
        .join(high_came, and_(high_came.c.meetup_id == meetups.c.id, high_came.c.user_id == high.c.user_id))
        .where(meetups.c.community_id == community_id, low.c.user_id.in_(users), high.c.user_id.in_(users))
    )
    return [Tie((a, b), Strength.MET, at, at, frozenset({meetup})) for a, b, at, meetup in tx.execute(query)]


def _presences(tx: Connection, community_id: int, users: list[int], but_at: int | None) -> list[Tie]:
    """Two checked in at one small meetup; they met when it began, whenever somebody noted it."""
    low, high = check_ins.alias("low"), check_ins.alias("high")
    same_meetup = and_(low.c.meetup_id == high.c.meetup_id, low.c.user_id < high.c.user_id)
    small = (
        select(check_ins.c.meetup_id)
        .join(meetups, meetups.c.id == check_ins.c.meetup_id)
        .where(meetups.c.community_id == community_id, check_ins.c.meetup_id != (but_at or 0))
        .group_by(check_ins.c.meetup_id)
        .having(func.count() <= SMALL_MEETUP)
    )
    query = (
        select(low.c.user_id, high.c.user_id, meetups.c.starts_at, low.c.meetup_id)
        .join(high, same_meetup)
        .join(meetups, meetups.c.id == low.c.meetup_id)
        .where(low.c.meetup_id.in_(small), low.c.user_id.in_(users), high.c.user_id.in_(users))
    )
    return [
        Tie((a, b), Strength.PRESENT, at, at, frozenset({meetup}))
        for a, b, at, meetup in tx.execute(query)
        if at is not None
    ]
