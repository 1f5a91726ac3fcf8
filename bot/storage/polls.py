"""Polls, their options and their ballots in the database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from bot.domain.polls import Choice, Option, Poll, PollKind, PollNotFound
from bot.storage.schema import options, polls, votes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection


def load(
    tx: Connection, poll_id: int, community_id: int, *, lock: bool = False, voter_id: int | None = None
) -> Poll:
    """The poll of that community, with its ballots in the order of their first votes.

    With ``voter_id`` only that user's ballot is read: in a rush, reading all for each vote would be slow.

    Raises:
        PollNotFound: there is none by that number in this community.
    """
    query = select(polls).where(polls.c.id == poll_id, polls.c.community_id == community_id)
    row = tx.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    if row is None:
        raise PollNotFound
    return Poll(
        **{name: row[name] for name in row if name not in {"kind", "created_at"}},
        kind=PollKind(row["kind"]),
        options=_options(tx, poll_id),
        ballots=_ballots(tx, poll_id, voter_id),
    )


def community_of(tx: Connection, poll_id: int) -> int | None:
    """Which community a poll belongs to: for jobs, which know a poll by its number alone."""
    return tx.execute(select(polls.c.community_id).where(polls.c.id == poll_id)).scalar_one_or_none()


def of_meetup(tx: Connection, meetup_id: int, community_id: int) -> list[Poll]:
    """All polls about a meetup, the oldest first."""
    query = select(polls.c.id).where(polls.c.meetup_id == meetup_id, polls.c.community_id == community_id)
    return [load(tx, poll_id, community_id) for poll_id in tx.execute(query.order_by(polls.c.id)).scalars()]


def add(tx: Connection, poll: Poll, now: datetime) -> Poll:
    """Keep a new poll with its options; ids are ignored, and those given are in the poll returned."""
    values = {
        name: getattr(poll, name)
        for name in ("community_id", "meetup_id", "kind", "creator_id", "zone", "closes_at", "channel_id")
    }
    poll_id = int(
        tx.execute(insert(polls).values(**values, created_at=now).returning(polls.c.id)).scalar_one()
    )
    for position, option in enumerate(poll.options):
        tx.execute(
            insert(options).values(
                poll_id=poll_id,
                position=position,
                starts_at=option.starts_at,
                ends_at=option.ends_at,
                label=option.label,
            )
        )
    return replace(poll, id=poll_id, options=_options(tx, poll_id))


def save_ballot(tx: Connection, user_id: int, ballot: Mapping[int, Choice], now: datetime) -> None:
    """Keep a user's choices; a NO is kept too, so that a seen option is told from an unseen one."""
    for option_id, choice in ballot.items():
        mine = (votes.c.option_id == option_id) & (votes.c.user_id == user_id)
        if not tx.execute(update(votes).where(mine).values(choice=choice)).rowcount:
            tx.execute(
                insert(votes).values(option_id=option_id, user_id=user_id, choice=choice, voted_at=now)
            )


def save_close(tx: Connection, poll: Poll) -> None:
    """Keep that a poll is closed, and its winner."""
    values = {"closed_at": poll.closed_at, "winner_id": poll.winner_id}
    tx.execute(update(polls).where(polls.c.id == poll.id).values(**values))


def save_message(tx: Connection, poll_id: int, channel_id: int, message_id: int) -> None:
    """Note where the poll's message stands in Discord."""
    tx.execute(
        update(polls).where(polls.c.id == poll_id).values(channel_id=channel_id, message_id=message_id)
    )


def _options(tx: Connection, poll_id: int) -> tuple[Option, ...]:
    query = select(options.c.id, options.c.starts_at, options.c.ends_at, options.c.label)
    rows = tx.execute(query.where(options.c.poll_id == poll_id).order_by(options.c.position)).mappings()
    return tuple(Option(**row) for row in rows)


def _ballots(tx: Connection, poll_id: int, voter_id: int | None) -> dict[int, dict[int, Choice]]:
    query = (
        select(votes.c.user_id, votes.c.option_id, votes.c.choice)
        .join(options, options.c.id == votes.c.option_id)
        .where(options.c.poll_id == poll_id)
        .order_by(votes.c.voted_at, votes.c.user_id, options.c.position)
    )
    if voter_id is not None:
        query = query.where(votes.c.user_id == voter_id)
    ballots: dict[int, dict[int, Choice]] = {}
    for user_id, option_id, choice in tx.execute(query):
        ballots.setdefault(user_id, {})[option_id] = Choice(choice)
    return ballots
