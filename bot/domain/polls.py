"""A poll decides a meetup's date or place: options, ballots, the count and its tie rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

NUDGE_BEFORE = timedelta(days=1)
NUDGE_HELPS = timedelta(minutes=30)
"""So long before the close somebody may still find the time to vote."""

FEWEST_OPTIONS = 2
MOST_OPTIONS = 25


class PollKind(StrEnum):
    """What the winner becomes."""

    DATE = "date"
    VENUE = "venue"


class Choice(StrEnum):
    """What one ballot says of one option; no word about an option counts as NO."""

    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"


SCALES = {
    PollKind.DATE: (Choice.YES, Choice.IF_NEED_BE, Choice.NO),
    PollKind.VENUE: (Choice.YES, Choice.NO),
}
"""What a ballot may say of an option, by the kind of poll."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A date (``starts_at``, and ``ends_at`` where it was said) or a place (``label``)."""

    id: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A question to everybody about one proposal; ``ballots`` maps a user to their choice per option id."""

    id: int
    community_id: int
    meetup_id: int
    kind: PollKind
    creator_id: int
    zone: ZoneInfo
    closes_at: datetime
    closed_at: datetime | None = None
    winner_id: int | None = None
    options: tuple[Option, ...]
    ballots: Mapping[int, Mapping[int, Choice]]
    channel_id: int | None = None
    message_id: int | None = None

    @property
    def winner(self) -> Option | None:
        return next((o for o in self.options if o.id == self.winner_id), None)

    def is_open(self, now: datetime) -> bool:
        """Whether ballots are taken at ``now``; the deadline holds even before the poll is counted."""
        return self.closed_at is None and now < self.closes_at


@dataclass(frozen=True, slots=True)
class Tally:
    """How many ballots said what of one option."""

    option: Option
    yes: int
    if_need_be: int


class PollNotFound(Refusal):
    """No poll of this community answers to that number."""


class PollClosed(Refusal):
    """The poll takes no more ballots."""


class PollRunning(Refusal):
    """The meetup already has an open poll of that kind."""


class OptionGone(Refusal):
    """The option is not in this poll, or nobody can say that of it."""


class ProposalDecided(Refusal):
    """The meetup is no proposal any more, so there is nothing to vote on."""


@dataclass(eq=False)
class OptionsOutOfRange(Refusal):
    """A poll needs between ``fewest`` and ``most`` different options."""

    fewest: int
    most: int


class CloseOutOfRange(Refusal):
    """A poll closes in the future, and for a date before the first of its options."""


def checked_options(kind: PollKind, options: Iterable[Option], now: datetime) -> tuple[Option, ...]:
    """The options without doubles; dates in order of time, places in the order given.

    Raises:
        OptionsOutOfRange: too few or too many of them are left.
    """
    firsts: dict[object, Option] = {}
    for option in options:
        firsts.setdefault((option.starts_at, option.ends_at, option.label.casefold()), option)
    unique = tuple(firsts.values())
    if kind is PollKind.DATE:
        unique = tuple(sorted((o for o in unique if _start(o) > now), key=_start))
    if not FEWEST_OPTIONS <= len(unique) <= MOST_OPTIONS:
        raise OptionsOutOfRange(FEWEST_OPTIONS, MOST_OPTIONS)
    return unique


def checked_close(
    kind: PollKind, options: tuple[Option, ...], closes_at: datetime, now: datetime
) -> datetime:
    """The deadline, if it can be kept.

    Raises:
        CloseOutOfRange.
    """
    latest = min((_start(o) for o in options), default=closes_at) if kind is PollKind.DATE else closes_at
    if not now < closes_at <= latest:
        raise CloseOutOfRange
    return closes_at


def voted(poll: Poll, user_id: int, choices: Mapping[int, Choice], now: datetime) -> Poll:
    """The poll after a member's ballot; options left out keep what the member said before.

    Raises:
        PollClosed, OptionGone.
    """
    if not poll.is_open(now):
        raise PollClosed
    known, sayable = {o.id for o in poll.options}, {*SCALES[poll.kind]}
    if not (choices.keys() <= known and sayable.issuperset(choices.values())):
        raise OptionGone
    ballot = {**poll.ballots.get(user_id, {}), **choices}
    return replace(poll, ballots={**poll.ballots, user_id: ballot})


def count(poll: Poll) -> tuple[Tally, ...]:
    """The tallies in the order of the options. The order of ballots does not matter."""
    said = Counter((option, choice) for ballot in poll.ballots.values() for option, choice in ballot.items())
    return tuple(Tally(o, said[o.id, Choice.YES], said[o.id, Choice.IF_NEED_BE]) for o in poll.options)


def leading(poll: Poll, now: datetime) -> Option | None:
    """The best option so far: most yes, then most yes and if-need-be, then the earliest (first) one.

    None while nobody said yes or if need be to anything that can still be; a date that has passed cannot.
    """
    return next((tally.option for tally in _best(poll, now)), None)


def ties(poll: Poll, now: datetime) -> tuple[Option, ...]:
    """The options that have as many of each as the leading one, and lose because it comes first."""
    return tuple(tally.option for tally in _best(poll, now)[1:])


def _best(poll: Poll, now: datetime) -> list[Tally]:
    possible = [t for t in count(poll) if t.option.starts_at is None or t.option.starts_at > now]
    most = max((_weight(t) for t in possible), default=(0, 0))
    return [t for t in possible if most > (0, 0) and _weight(t) == most]


def _weight(tally: Tally) -> tuple[int, int]:
    return tally.yes, tally.yes + tally.if_need_be


def closed(poll: Poll, now: datetime) -> Poll:
    """The poll after its close, with its winner by the tie rule of ``leading``.

    Raises:
        PollClosed: it was closed before.
    """
    if poll.closed_at is not None:
        raise PollClosed
    best = leading(poll, now)
    return replace(poll, closed_at=now, winner_id=best.id if best else None)


def said_yes(poll: Poll, option_id: int) -> tuple[int, ...]:
    """The users whose ballot says yes to that option, in the order of their first ballots."""
    return who_said(poll, option_id, Choice.YES)


def who_said(poll: Poll, option_id: int, choice: Choice) -> tuple[int, ...]:
    """The users whose ballot says that of the option, in the order of their first ballots."""
    return tuple(user for user, ballot in poll.ballots.items() if ballot.get(option_id) is choice)


def _start(option: Option) -> datetime:
    if option.starts_at is None:
        raise ValueError("a date option has a start")
    return option.starts_at


def default_close(kind: PollKind, options: tuple[Option, ...], now: datetime) -> datetime:
    """When a poll closes if nobody says: in three days, but half-way to the first date if that is sooner.

    At a full hour where there is one left by then.
    """
    latest = now + timedelta(days=3)
    if kind is PollKind.DATE:
        latest = min([latest, *(now + (_start(o) - now) / 2 for o in options)])
    full_hour = latest.replace(minute=0, second=0, microsecond=0)
    return full_hour if full_hour > now else latest


def nudge_at(closes_at: datetime, now: datetime) -> datetime | None:
    """When those who have not voted are reminded: a day before the close, or late in a short poll.

    None where a reminder would follow on the heels of the question.
    """
    due_at = closes_at - min(NUDGE_BEFORE, (closes_at - now) / 3)
    return due_at if closes_at - due_at >= NUDGE_HELPS else None


def may_nudge(poll: Poll, now: datetime) -> bool:
    """Whether a reminder, perhaps a late one, still helps."""
    return poll.is_open(now) and poll.closes_at - now >= NUDGE_HELPS
