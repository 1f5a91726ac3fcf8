"""What a poll asks and how it is answered: every kind of poll is a value of the concepts here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class PollKind(StrEnum):
    """What the winner becomes: the meetup's date, its place, or nothing but an answer."""

    DATE = "date"
    VENUE = "venue"
    QUESTION = "question"


class Method(StrEnum):
    """How a ballot speaks of the options."""

    GRADED = "graded"
    """Yes, if need be or no to each."""
    SEVERAL = "several"
    """Yes or no to each."""
    SINGLE = "single"
    """Yes to one at most."""
    RANKED = "ranked"
    """Some of them in order of preference; instant run-off finds the winner."""


class Choice(StrEnum):
    """What one ballot says of one option; no word about an option counts as NO."""

    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"


Said: TypeAlias = Choice | int
"""A word about an option; in a ranked poll its place instead, 1 for the favourite (or NO)."""

SCALES = {
    Method.GRADED: (Choice.YES, Choice.IF_NEED_BE, Choice.NO),
    Method.SEVERAL: (Choice.YES, Choice.NO),
    Method.SINGLE: (Choice.YES, Choice.NO),
    Method.RANKED: (Choice.NO,),
}
"""The words a ballot may say of an option, in the order in which taps go through them."""

METHODS = {
    PollKind.DATE: (Method.GRADED,),
    PollKind.VENUE: (Method.SEVERAL, Method.SINGLE, Method.RANKED),
    PollKind.QUESTION: (Method.SINGLE, Method.SEVERAL, Method.RANKED),
}
"""How a poll of a kind may be answered; the first one unless its author says otherwise."""


class Additions(StrEnum):
    """Who may add options besides the organisers."""

    NOBODY = "nobody"
    WITH_LEAVE = "with_leave"
    """Everybody may suggest one; an organiser lets it in."""
    ANYBODY = "anybody"


class Names(StrEnum):
    """Who can see who said what."""

    EVERYBODY = "everybody"
    ORGANISERS = "organisers"
    """The card has counts only."""
    NOBODY = "nobody"
    """Ballots carry names only as long as the poll is open, and never show them."""


class Results(StrEnum):
    """When the counts can be seen."""

    ALWAYS = "always"
    VOTED = "voted"
    """By each member once they have voted."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the author of a poll decides about it besides its options and its deadline.

    With fewer ballots than ``fewest_ballots`` the poll decides nothing; with a ``role_id`` only who has that
    role votes.
    """

    method: Method
    additions: Additions = Additions.NOBODY
    names: Names = Names.EVERYBODY
    results: Results = Results.ALWAYS
    fewest_ballots: int = 0
    role_id: int | None = None


def usual_terms(kind: PollKind) -> Terms:
    """The terms of a poll of that kind when nobody says otherwise."""
    return Terms(method=METHODS[kind][0])
