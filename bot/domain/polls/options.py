"""Which options a poll has: at its opening, added by members, removed, changed after votes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.polls.kinds import Additions, PollKind
from bot.domain.polls.poll import Option
from bot.domain.polls.refusals import (
    AdditionsClosed,
    OptionGone,
    OptionKnown,
    OptionNotYours,
    OptionsOutOfRange,
    PollClosed,
    TooManyAdded,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.domain.polls.poll import Poll

FEWEST_OPTIONS = 2
MOST_OPTIONS = 25
MOST_ADDED = 3
"""So many a member may add to one poll: a card has room for 25 in all."""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a poll's options: those in ``kept`` keep their numbers, and so their ballots."""

    kept: tuple[Option, ...]
    added: tuple[Option, ...]
    removed: tuple[Option, ...]


def checked_options(kind: PollKind, options: Iterable[Option], now: datetime) -> tuple[Option, ...]:
    """The options without doubles; dates in order of time, places in the order given.

    Raises:
        OptionsOutOfRange: too few or too many of them are left.
    """
    firsts: dict[object, Option] = {}
    for option in options:
        firsts.setdefault(option.key, option)
    unique = tuple(firsts.values())
    if kind is PollKind.DATE:
        unique = tuple(sorted((o for o in unique if start_of(o) > now), key=start_of))
    if not FEWEST_OPTIONS <= len(unique) <= MOST_OPTIONS:
        raise OptionsOutOfRange(FEWEST_OPTIONS, MOST_OPTIONS)
    return unique


def changed(poll: Poll, options: Iterable[Option], now: datetime) -> Change:
    """What follows if these are the poll's options from now on: one that is the same keeps its ballots.

    Raises:
        PollClosed: it takes no ballots about other options.
        OptionsOutOfRange: too few or too many.
    """
    if not poll.is_open(now):
        raise PollClosed
    wanted = {option.key: option for option in checked_options(poll.kind, options, now)}
    known = {option.key: option for option in poll.options}
    return Change(
        kept=tuple(
            replace(wanted[o.key], id=o.id, added_by_id=o.added_by_id)
            for o in poll.options
            if o.key in wanted
        ),
        added=tuple(o for key, o in wanted.items() if key not in known),
        removed=tuple(o for o in poll.options if o.key not in wanted),
    )


def require_addition(poll: Poll, option: Option, now: datetime, *, is_organiser: bool) -> bool:
    """Whether the option that ``option.added_by_id`` adds waits for an organiser's leave.

    Raises:
        PollClosed, AdditionsClosed, OptionKnown, TooManyAdded, OptionsOutOfRange.
    """
    if not poll.is_open(now):
        raise PollClosed
    if poll.terms.additions is Additions.NOBODY and not is_organiser:
        raise AdditionsClosed
    everything = (*poll.options, *poll.pending)
    if option.key in {o.key for o in everything}:
        raise OptionKnown
    mine = sum(o.added_by_id == option.added_by_id for o in everything)
    if mine >= MOST_ADDED and not is_organiser:
        raise TooManyAdded(MOST_ADDED)
    if len(everything) >= MOST_OPTIONS or (poll.kind is PollKind.DATE and start_of(option) <= now):
        raise OptionsOutOfRange(FEWEST_OPTIONS, MOST_OPTIONS)
    return poll.terms.additions is Additions.WITH_LEAVE and not is_organiser


def require_removal(poll: Poll, option_id: int, user_id: int, now: datetime, *, is_organiser: bool) -> None:
    """Raises PollClosed, OptionGone, OptionNotYours or OptionsOutOfRange unless the option may be removed.

    A poll keeps two options: with one there is nothing to choose.
    """
    if not poll.is_open(now):
        raise PollClosed
    option = next((o for o in (*poll.options, *poll.pending) if o.id == option_id), None)
    if option is None:
        raise OptionGone
    if not is_organiser and option.added_by_id != user_id:
        raise OptionNotYours
    if not option.is_pending and len(poll.options) <= FEWEST_OPTIONS:
        raise OptionsOutOfRange(FEWEST_OPTIONS, MOST_OPTIONS)


def start_of(option: Option) -> datetime:
    """When a date begins; any other option is a mistake in the code, and raises ValueError."""
    if option.starts_at is None:
        raise ValueError("a date option has a start")
    return option.starts_at
