"""Why a poll refuses something."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.errors import Refusal


class PollNotFound(Refusal):
    """No poll of this community answers to that number."""


class PollClosed(Refusal):
    """The poll takes no more ballots."""


class PollOpen(Refusal):
    """That can only be done once the poll is closed."""


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


class MethodUnknown(Refusal):
    """Polls of that kind are not answered that way."""


@dataclass(eq=False)
class QuorumOutOfRange(Refusal):
    """The least number of ballots is no number between 0 and ``highest``."""

    highest: int


@dataclass(eq=False)
class RoleNeeded(Refusal):
    """Only members with that role vote here."""

    role_id: int


class NamesHidden(Refusal):
    """Who voted what is not shown in this poll."""


class ResultsHidden(Refusal):
    """The counts are shown once the poll is closed."""


class BallotNeeded(Refusal):
    """The counts are shown to those who have voted."""


class AdditionsClosed(Refusal):
    """Only organisers add options to this poll."""


@dataclass(eq=False)
class TooManyAdded(Refusal):
    """A member adds ``most`` options to a poll at most."""

    most: int


class OptionKnown(Refusal):
    """The poll has that option already."""


class OptionNotYours(Refusal):
    """An option is removed by who added it, or by an organiser."""


class AvailabilityMissing(Refusal):
    """The member has not told when they are usually free."""


class NamesForgotten(Refusal):
    """The ballots of an anonymous poll have no names any more, so nobody could change theirs."""
