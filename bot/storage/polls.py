"""Polls, their options and their ballots in the database."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, update

from bot.domain.polls import (
    Additions,
    Choice,
    Method,
    Names,
    Option,
    Poll,
    PollKind,
    PollNotFound,
    Results,
    Terms,
)
from bot.storage.poll_schema import options, polls, votes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from bot.domain.polls import Said

_TERMS = tuple(field.name for field in fields(Terms))
_OPTION = tuple(field.name for field in fields(Option))
_OF_ROWS = {"terms", "options", "pending", "ballots"}
_PLAIN = tuple(field.name for field in fields(Poll) if field.name not in {"kind", *_OF_ROWS})
_LASTING = tuple(name for name in _PLAIN if name not in {"id", "message_id"})


def load(
    tx: Connection,
    poll_id: int,
    community_id: int,
    *,
    lock: bool = False,
    voters: frozenset[int] | None = None,
) -> Poll:
    """The poll of that community, with its ballots in the order of their first votes.

    With ``voters`` only those users' ballots are read: in a rush, reading all for each vote would be slow.

    Raises:
        PollNotFound: there is none by that number in this community.
    """
    query = select(polls).where(polls.c.id == poll_id, polls.c.community_id == community_id)
    row = tx.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    if row is None:
        raise PollNotFound
    return _poll(tx, row, voters)


def community_of(tx: Connection, poll_id: int) -> int | None:
    """Which community a poll belongs to: for jobs, which know a poll by its number alone."""
    return tx.execute(select(polls.c.community_id).where(polls.c.id == poll_id)).scalar_one_or_none()


def of_meetup(tx: Connection, meetup_id: int, community_id: int) -> list[Poll]:
    """All polls about a meetup, the oldest first."""
    query = select(polls).where(polls.c.meetup_id == meetup_id, polls.c.community_id == community_id)
    return [_poll(tx, row) for row in tx.execute(query.order_by(polls.c.id)).mappings().all()]


def beside(tx: Connection, lead_id: int, community_id: int) -> list[Poll]:
    """The polls that stand on another poll's card, the oldest first."""
    query = select(polls).where(polls.c.lead_id == lead_id, polls.c.community_id == community_id)
    return [_poll(tx, row) for row in tx.execute(query.order_by(polls.c.id)).mappings().all()]


def recent(tx: Connection, community_id: int, limit: int) -> list[Poll]:
    """The community's newest polls, without their ballots."""
    query = select(polls).where(polls.c.community_id == community_id)
    newest = query.order_by(polls.c.created_at.desc(), polls.c.id.desc()).limit(limit)
    return [_poll(tx, row, frozenset()) for row in tx.execute(newest).mappings().all()]


def add(tx: Connection, poll: Poll, now: datetime) -> Poll:
    """Keep a new poll with its options; ids are ignored, and those given are in the poll returned."""
    values = _values(poll) | {"created_at": now}
    poll_id = int(tx.execute(insert(polls).values(**values).returning(polls.c.id)).scalar_one())
    for option in poll.options:
        add_option(tx, poll_id, option, now)
    return replace(poll, id=poll_id, options=_options(tx, poll_id)[0])


def add_option(tx: Connection, poll_id: int, option: Option, now: datetime) -> int:
    """Keep one more option of a poll; one that was removed from it comes back with its ballots.

    Returns its id.
    """
    for row in tx.execute(select(options).where(options.c.poll_id == poll_id)).mappings():
        if _option(row).key == option.key:
            values = _option_values(option) | {"added_at": now, "removed_at": None}
            tx.execute(update(options).where(options.c.id == row["id"]).values(**values))
            return int(row["id"])
    last = tx.execute(select(func.max(options.c.position)).where(options.c.poll_id == poll_id)).scalar_one()
    values = _option_values(option) | {"poll_id": poll_id, "added_at": now}
    values["position"] = 0 if last is None else last + 1
    return int(tx.execute(insert(options).values(**values).returning(options.c.id)).scalar_one())


def save_option(tx: Connection, option: Option) -> None:
    """Keep a known option's words, and whether it still waits for leave."""
    tx.execute(update(options).where(options.c.id == option.id).values(**_option_values(option)))


def remove_option(tx: Connection, option_id: int, now: datetime) -> None:
    """Take an option out of its poll; its votes are kept apart, in case it comes back."""
    tx.execute(update(options).where(options.c.id == option_id).values(removed_at=now))


def changed_since(
    tx: Connection, poll_id: int, instant: datetime
) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """The options that were added, and those that were removed, at ``instant`` or later.

    What came and went meanwhile is in neither.
    """
    query = select(options).where(options.c.poll_id == poll_id, options.c.is_pending.is_(False))
    rows = tx.execute(query.order_by(options.c.starts_at, options.c.position)).mappings().all()
    added = [r for r in rows if r["added_at"] >= instant and r["removed_at"] is None]
    gone = [r for r in rows if r["removed_at"] and r["removed_at"] >= instant > r["added_at"]]
    return tuple(map(_option, added)), tuple(map(_option, gone))


def last_cast_at(tx: Connection, poll_id: int) -> datetime | None:
    """When somebody last said something of an option for the first time."""
    of_poll = select(func.max(votes.c.voted_at)).join(options, options.c.id == votes.c.option_id)
    return tx.execute(of_poll.where(options.c.poll_id == poll_id)).scalar_one()


def save_ballots(tx: Connection, before: Poll, after: Poll, cast_at: Mapping[int, datetime]) -> None:
    """Keep what users say in ``after`` that they did not in ``before``; ``cast_at`` has their instants.

    A NO is kept too, so that a seen option is told from an unseen one. The poll is locked.
    """
    new: list[dict[str, object]] = []
    other: list[dict[str, object]] = []
    for user_id, at in cast_at.items():
        known = before.ballots.get(user_id, {})
        for option_id, said in after.ballots[user_id].items():
            if option_id not in known:
                new.append({"option_id": option_id, "user_id": user_id, "choice": str(said), "voted_at": at})
            elif known[option_id] != said:
                other.append({"of_option": option_id, "of_user": user_id, "now_said": str(said)})
    if new:
        tx.execute(insert(votes), new)
    if other:
        mine = (votes.c.option_id == bindparam("of_option")) & (votes.c.user_id == bindparam("of_user"))
        tx.execute(update(votes).where(mine).values(choice=bindparam("now_said")), other)


def forget_names(tx: Connection, poll: Poll, now: datetime) -> None:
    """Keep the ballots of ``poll`` (see ``domain.polls.without_names``) in place of those with names.

    All of them get the same instant: their order would tell who they were.
    """
    of_poll = select(options.c.id).where(options.c.poll_id == poll.id)
    tx.execute(votes.delete().where(votes.c.option_id.in_(of_poll)))
    save_ballots(tx, replace(poll, ballots={}), poll, dict.fromkeys(poll.ballots, now))


def save(tx: Connection, poll: Poll) -> None:
    """Keep a known poll as it is now, but for its options, its ballots and its message."""
    tx.execute(update(polls).where(polls.c.id == poll.id).values(**_values(poll)))


def save_message(tx: Connection, poll_id: int, channel_id: int, message_id: int | None) -> None:
    """Note where the poll's message stands in Discord, or is to stand, and those polls' that stand on it."""
    here = (polls.c.id == poll_id) | (polls.c.lead_id == poll_id)
    tx.execute(update(polls).where(here).values(channel_id=channel_id, message_id=message_id))


def _values(poll: Poll) -> dict[str, Any]:
    values = {name: getattr(poll, name) for name in (*_LASTING, "kind")}
    return values | {name: getattr(poll.terms, name) for name in _TERMS}


def _option_values(option: Option) -> dict[str, Any]:
    return {name: getattr(option, name) for name in _OPTION if name != "id"}


def _poll(tx: Connection, row: RowMapping, voters: frozenset[int] | None = None) -> Poll:
    shown, pending = _options(tx, row["id"])
    return Poll(
        **{name: row[name] for name in _PLAIN},
        kind=PollKind(row["kind"]),
        terms=Terms(
            method=Method(row["method"]),
            additions=Additions(row["additions"]),
            names=Names(row["names"]),
            results=Results(row["results"]),
            fewest_ballots=row["fewest_ballots"],
            role_id=row["role_id"],
        ),
        options=shown,
        pending=pending,
        ballots=_ballots(tx, row["id"], {o.id for o in shown}, voters),
    )


def _options(tx: Connection, poll_id: int) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """Those to vote on, and those that wait for leave: dates in order of time, others in order of arrival."""
    query = select(options).where(options.c.poll_id == poll_id, options.c.removed_at.is_(None))
    rows = tx.execute(query.order_by(options.c.starts_at, options.c.position)).mappings()
    found = tuple(_option(row) for row in rows)
    return tuple(o for o in found if not o.is_pending), tuple(o for o in found if o.is_pending)


def _option(row: RowMapping) -> Option:
    return Option(**{name: row[name] for name in _OPTION})


def _ballots(
    tx: Connection, poll_id: int, known: Iterable[int], voters: frozenset[int] | None
) -> dict[int, dict[int, Said]]:
    """Ballots about the ``known`` options; a vote on one that was removed still says who came first."""
    if voters == frozenset():
        return {}
    query = (
        select(votes.c.user_id, votes.c.option_id, votes.c.choice)
        .join(options, options.c.id == votes.c.option_id)
        .where(options.c.poll_id == poll_id)
        .order_by(votes.c.voted_at, votes.c.user_id, options.c.position)
    )
    if voters is not None:
        query = query.where(votes.c.user_id.in_(sorted(voters)))
    ballots: dict[int, dict[int, Said]] = {}
    for user_id, option_id, choice in tx.execute(query):
        ballot = ballots.setdefault(user_id, {})
        if option_id in known:
            ballot[option_id] = int(choice) if choice.isdecimal() else Choice(choice)
    return {user_id: ballot for user_id, ballot in ballots.items() if ballot}
