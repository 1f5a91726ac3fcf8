"""The count: a pure function of options and ballots, its tie rules, and the instant run-off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.polls.kinds import Choice, Method
from bot.domain.polls.poll import Option, ranking

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.polls.poll import Poll


@dataclass(frozen=True, slots=True)
class Tally:
    """How many ballots said what of one option; in a ranked poll, ``yes`` counts who has it first."""

    option: Option
    yes: int
    if_need_be: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One count of an instant run-off: ballots by option id, and the option that goes out after it.

    The last one names nobody: its largest number wins.
    """

    votes: Mapping[int, int]
    out_id: int | None


def count(poll: Poll) -> tuple[Tally, ...]:
    """The tallies in the order of the options. The order of ballots does not matter."""
    if poll.terms.method is Method.RANKED:
        firsts = Counter(option for ballot in poll.ballots.values() for option in ranking(ballot)[:1])
        return tuple(Tally(option, firsts[option.id], 0) for option in poll.options)
    said = Counter((option, word) for ballot in poll.ballots.values() for option, word in ballot.items())
    return tuple(Tally(o, said[o.id, Choice.YES], said[o.id, Choice.IF_NEED_BE]) for o in poll.options)


def leading(poll: Poll, now: datetime) -> Option | None:
    """The best option so far: most yes, then most yes and if-need-be, then the earliest (first) one.

    In a ranked poll it is the winner of the run-off. None while nobody said yes or if need be to anything
    that can still be; a date that has passed cannot.
    """
    if poll.terms.method is Method.RANKED:
        turns = runoff(poll)
        return poll.option(max(turns[-1].votes, key=turns[-1].votes.__getitem__)) if turns else None
    return next((tally.option for tally in _best(poll, now)), None)


def ties(poll: Poll, now: datetime) -> tuple[Option, ...]:
    """The options that have as many of each as the leading one, and lose because it comes first."""
    if poll.terms.method is Method.RANKED:
        last = runoff(poll)[-1:]
        return tuple(o for turn in last for o in poll.options if _is_even(turn, o.id))[1:]
    return tuple(tally.option for tally in _best(poll, now)[1:])


def runoff(poll: Poll) -> tuple[Turn, ...]:
    """The counts of an instant run-off, the first one first; none if no ballot names anything.

    Each ballot counts for the first of its options that is still in. Until one has more than half of the
    ballots that still count, the one with the fewest goes out; of several equal ones, the one that stands
    last in the poll. (https://en.wikipedia.org/wiki/Instant-runoff_voting)
    """
    orders = [order for ballot in poll.ballots.values() if (order := ranking(ballot))]
    remaining = [option.id for option in poll.options]
    turns: list[Turn] = []
    while orders:
        firsts = Counter(next((o for o in order if o in remaining), None) for order in orders)
        votes = {option: firsts[option] for option in remaining}
        if 2 * max(votes.values()) > sum(votes.values()) or len(remaining) <= 2:  # noqa: PLR2004 - a final
            return (*turns, Turn(votes, None))
        fewest = min(votes.values())
        out_id = next(option for option in reversed(remaining) if votes[option] == fewest)
        turns.append(Turn(votes, out_id))
        remaining.remove(out_id)
    return ()


def _is_even(turn: Turn, option_id: int) -> bool:
    return turn.votes.get(option_id) == max(turn.votes.values())


def _best(poll: Poll, now: datetime) -> list[Tally]:
    possible = [t for t in count(poll) if t.option.starts_at is None or t.option.starts_at > now]
    most = max((_weight(t) for t in possible), default=(0, 0))
    return [t for t in possible if most > (0, 0) and _weight(t) == most]


def _weight(tally: Tally) -> tuple[int, int]:
    return tally.yes, tally.yes + tally.if_need_be
