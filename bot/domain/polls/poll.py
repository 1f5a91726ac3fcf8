"""A poll with its options and ballots, and what a ballot says after a tap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.polls.kinds import SCALES, Choice, Method, Names, PollKind, Results, Said, Terms
from bot.domain.polls.refusals import (
    AvailabilityMissing,
    BallotNeeded,
    NamesHidden,
    OptionGone,
    PollClosed,
    ResultsHidden,
    RoleNeeded,
)
from bot.domain.profiles import is_usually_free

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.domain.profiles import Slot

Ballot: TypeAlias = Mapping[int, Said]
"""What one member says, by the id of the option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A date (``starts_at``, and ``ends_at`` where it was said), a place or an answer (``label``).

    A place may have its ``area``, facts about ``access`` and a ``price``. ``added_by_id`` is the member who
    added it, None for the poll's author; one that waits for an organiser's leave ``is_pending``.
    """

    id: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    label: str = ""
    area: str = ""
    access: str = ""
    price: str = ""
    added_by_id: int | None = None
    is_pending: bool = False

    @property
    def key(self) -> object:
        """What makes two options the same one."""
        return self.starts_at, self.ends_at, self.label.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class PollPlan:
    """What the author of a poll asks.

    ``question`` is for a poll about neither date nor place; ``zone`` shows its deadline, unless it is about a
    meetup, which has a zone of its own.
    """

    kind: PollKind
    terms: Terms
    options: tuple[Option, ...]
    closes_at: datetime
    zone: ZoneInfo
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A question to everybody; ``ballots`` maps a user to their ballot, in the order of first ballots.

    ``meetup_id`` is None for a question about no meetup. ``pending`` are options that wait for leave.
    ``lead_id`` is the poll on whose card this one stands, None for its own. ``decided_by_id`` is the
    organiser who chose the winner in the count's stead. Since ``untold_since`` options have changed without
    the voters having been told.
    """

    id: int
    community_id: int
    meetup_id: int | None
    kind: PollKind
    terms: Terms
    question: str = ""
    creator_id: int
    zone: ZoneInfo
    closes_at: datetime
    closed_at: datetime | None = None
    winner_id: int | None = None
    decided_by_id: int | None = None
    nudged_at: datetime | None = None
    untold_since: datetime | None = None
    options: tuple[Option, ...]
    pending: tuple[Option, ...] = ()
    ballots: Mapping[int, Ballot]
    lead_id: int | None = None
    channel_id: int | None = None
    message_id: int | None = None

    @property
    def winner(self) -> Option | None:
        return self.option(self.winner_id)

    @property
    def is_anonymous(self) -> bool:
        return self.terms.names is Names.NOBODY

    @property
    def lacks_ballots(self) -> bool:
        """Whether too few have voted for the poll to decide anything."""
        return len(self.ballots) < self.terms.fewest_ballots

    def option(self, option_id: int | None) -> Option | None:
        """The option of that number, if the poll has it."""
        return next((o for o in self.options if o.id == option_id), None)

    def is_open(self, now: datetime) -> bool:
        """Whether ballots are taken at ``now``; the deadline holds even before the poll is counted."""
        return self.closed_at is None and now < self.closes_at

    def shows_results(self) -> bool:
        """Whether everybody may see the counts."""
        return self.terms.results is Results.ALWAYS or self.closed_at is not None


def voted(poll: Poll, user_id: int, choices: Ballot, now: datetime) -> Poll:
    """The poll after a member's ballot; options left out keep what the member said before.

    Raises:
        PollClosed, OptionGone.
    """
    if not poll.is_open(now):
        raise PollClosed
    ballot = dict(poll.ballots.get(user_id, {}))
    for option_id, said in choices.items():
        if poll.option(option_id) is None or not _is_sayable(said, poll):
            raise OptionGone
        ballot = _after(ballot, option_id, said, poll.terms.method)
    return replace(poll, ballots={**poll.ballots, user_id: ballot})


def _is_sayable(said: Said, poll: Poll) -> bool:
    if isinstance(said, Choice):
        return said in SCALES[poll.terms.method]
    return poll.terms.method is Method.RANKED and said >= 1


def _after(ballot: Ballot, option_id: int, said: Said, method: Method) -> dict[int, Said]:
    """A ballot after one more word; NO stays in it, so that a seen option is told from an unseen one."""
    others: dict[int, Said] = {one: word for one, word in ballot.items() if one != option_id}
    if method is Method.RANKED:
        order = ranking(others)
        if not isinstance(said, Choice):
            order.insert(said - 1, option_id)
        places: dict[int, Said] = {one: place for place, one in enumerate(order, 1)}
        return {**dict.fromkeys([*others, option_id], Choice.NO), **places}
    if method is Method.SINGLE and said is Choice.YES:
        others = dict.fromkeys(others, Choice.NO)
    return {**others, option_id: said}


def ranking(ballot: Ballot) -> list[int]:
    """The options that a ranked ballot names, the favourite first."""
    places = {option: said for option, said in ballot.items() if not isinstance(said, Choice)}
    return sorted(places, key=lambda option: places[option])


def next_word(method: Method, ballot: Ballot, option_id: int) -> Said:
    """What a tap on an option says of it, after what the ballot says so far."""
    said = ballot.get(option_id)
    if method is Method.RANKED:
        return Choice.NO if isinstance(said, int) else len(ranking(ballot)) + 1
    scale = SCALES[method]
    if not isinstance(said, Choice):
        return Choice.YES
    return scale[(scale.index(said) + 1) % len(scale)]


def usual_choices(poll: Poll, ballot: Ballot, availability: Collection[Slot]) -> Ballot:
    """Yes and no to the dates that a ballot says nothing of, by when its member is usually free.

    Raises:
        AvailabilityMissing: they have not told.
    """
    if not availability:
        raise AvailabilityMissing
    return {
        option.id: Choice.YES if is_usually_free(availability, option.starts_at, poll.zone) else Choice.NO
        for option in poll.options
        if option.starts_at is not None and option.id not in ballot
    }


def require_voter(poll: Poll, role_ids: frozenset[int]) -> None:
    """Raises RoleNeeded unless a member with those roles may vote."""
    if poll.terms.role_id is not None and poll.terms.role_id not in role_ids:
        raise RoleNeeded(poll.terms.role_id)


def require_names(poll: Poll, *, is_organiser: bool) -> None:
    """Raises NamesHidden unless the member may see who said what."""
    names = poll.terms.names
    if names is Names.NOBODY or (names is Names.ORGANISERS and not is_organiser):
        raise NamesHidden


def require_results(poll: Poll, user_id: int) -> None:
    """Raises ResultsHidden or BallotNeeded unless the member may see the counts now."""
    if poll.shows_results():
        return
    if poll.terms.results is Results.CLOSED:
        raise ResultsHidden
    if user_id not in poll.ballots:
        raise BallotNeeded


def who_said(poll: Poll, option_id: int, choice: Choice) -> tuple[int, ...]:
    """The users whose ballot says that of the option, in the order of their first ballots.

    In a ranked poll, whoever has the option first says yes to it.
    """
    if poll.terms.method is Method.RANKED and choice is Choice.YES:
        return tuple(user for user, ballot in poll.ballots.items() if ranking(ballot)[:1] == [option_id])
    return tuple(user for user, ballot in poll.ballots.items() if ballot.get(option_id) is choice)


def said_yes(poll: Poll, option_id: int) -> tuple[int, ...]:
    """The users whose ballot says yes to that option, in the order of their first ballots."""
    return who_said(poll, option_id, Choice.YES)
