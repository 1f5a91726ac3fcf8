"""When a poll closes and what then holds: deadlines, the nudge before them, the winner, a new start."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain.polls.counting import leading
from bot.domain.polls.kinds import METHODS, PollKind, Terms
from bot.domain.polls.options import start_of
from bot.domain.polls.refusals import (
    CloseOutOfRange,
    MethodUnknown,
    NamesForgotten,
    OptionGone,
    PollClosed,
    PollOpen,
    QuorumOutOfRange,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from bot.domain.polls.poll import Option, Poll

NUDGE_BEFORE = timedelta(days=1)
NUDGE_HELPS = timedelta(minutes=30)
"""So long before the close somebody may still find the time to vote."""
HIGHEST_QUORUM = 500


def checked_terms(kind: PollKind, terms: Terms) -> Terms:
    """The terms, if a poll of that kind can have them.

    Raises:
        MethodUnknown, QuorumOutOfRange.
    """
    if terms.method not in METHODS[kind]:
        raise MethodUnknown
    if not 0 <= terms.fewest_ballots <= HIGHEST_QUORUM:
        raise QuorumOutOfRange(HIGHEST_QUORUM)
    return terms


def checked_close(
    kind: PollKind, options: tuple[Option, ...], closes_at: datetime, now: datetime
) -> datetime:
    """The deadline, if it can be kept.

    Raises:
        CloseOutOfRange.
    """
    latest = min((start_of(o) for o in options), default=closes_at) if kind is PollKind.DATE else closes_at
    if not now < closes_at <= latest:
        raise CloseOutOfRange
    return closes_at


def default_close(kind: PollKind, options: Iterable[Option], now: datetime) -> datetime:
    """When a poll closes if nobody says: in three days, but half-way to the first date if that is sooner.

    At a full hour where there is one left by then.
    """
    latest = now + timedelta(days=3)
    if kind is PollKind.DATE:
        latest = min([latest, *(now + (start_of(o) - now) / 2 for o in options)])
    full_hour = latest.replace(minute=0, second=0, microsecond=0)
    return full_hour if full_hour > now else latest


def closed(poll: Poll, now: datetime) -> Poll:
    """The poll after its close, with its winner by the rule of ``leading``; with too few ballots, none.

    Raises:
        PollClosed: it was closed before.
    """
    if poll.closed_at is not None:
        raise PollClosed
    best = None if poll.lacks_ballots else leading(poll, now)
    return replace(poll, closed_at=now, winner_id=best.id if best else None)


def decided(poll: Poll, option_id: int, user_id: int, now: datetime) -> Poll:
    """The poll with the winner that an organiser chose in the count's stead; open ones are closed by it.

    Raises:
        OptionGone: there is no such option, or its date has passed.
    """
    option = poll.option(option_id)
    if option is None or (option.starts_at is not None and option.starts_at <= now):
        raise OptionGone
    return replace(poll, closed_at=poll.closed_at or now, winner_id=option_id, decided_by_id=user_id)


def extended(poll: Poll, closes_at: datetime, now: datetime) -> Poll:
    """The open poll with another deadline.

    Raises:
        PollClosed, CloseOutOfRange.
    """
    if not poll.is_open(now):
        raise PollClosed
    return replace(poll, closes_at=checked_close(poll.kind, _ahead(poll, now), closes_at, now))


def reopened(poll: Poll, closes_at: datetime, now: datetime) -> Poll:
    """The closed poll, open again until another deadline with all its ballots.

    Raises:
        PollOpen: it has not been closed.
        NamesForgotten: it was anonymous, so that nobody could change their ballot.
        CloseOutOfRange.
    """
    if poll.closed_at is None:
        raise PollOpen
    if poll.is_anonymous:
        raise NamesForgotten
    closes_at = checked_close(poll.kind, _ahead(poll, now), closes_at, now)
    return replace(poll, closes_at=closes_at, closed_at=None, winner_id=None, decided_by_id=None)


def _ahead(poll: Poll, now: datetime) -> tuple[Option, ...]:
    """The options that can still be; a poll whose dates have all passed has nothing to ask."""
    ahead = tuple(o for o in poll.options if o.starts_at is None or o.starts_at > now)
    if not ahead:
        raise CloseOutOfRange
    return ahead


def without_names(poll: Poll, random: Random) -> Poll:
    """The ballots under numbers below zero, shuffled: the counts stay, and nobody can be found in them."""
    ballots = list(poll.ballots.values())
    random.shuffle(ballots)
    return replace(poll, ballots={-n: ballot for n, ballot in enumerate(ballots, 1)})


def nudge_at(closes_at: datetime, now: datetime) -> datetime | None:
    """When those who have not voted are reminded: a day before the close, or late in a short poll.

    None where a reminder would follow on the heels of the question.
    """
    due_at = closes_at - min(NUDGE_BEFORE, (closes_at - now) / 3)
    return due_at if closes_at - due_at >= NUDGE_HELPS else None


def may_nudge(poll: Poll, now: datetime) -> bool:
    """Whether a reminder, perhaps a late one, still helps; there is one a poll."""
    return poll.is_open(now) and poll.nudged_at is None and poll.closes_at - now >= NUDGE_HELPS
