"""A member's answer to a meetup with their guests, and what a rule about it may refuse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.errors import Refusal


class Answer(StrEnum):
    """What a member says to an invitation."""

    GOING = "going"
    MAYBE = "maybe"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A member's answer with their guests; ``position`` orders arrivals and grows with each new "going".

    ``answered_at`` is when they said it, or took an offer.
    ``offered_until`` is the deadline of a seat that is held for who waits. ``is_favoured``: may take a kept
    seat. ``is_picked``: the host means to choose them. ``is_late``: gave up a seat shortly before the start.
    ``asked_at`` is when they were asked whether they still come, until they say so.
    ``note`` is for the organisers ("20 min late"); ``by_id`` is who answered for the member, if another did.
    """

    user_id: int
    answer: Answer
    guests: int = 0
    position: int
    has_seat: bool = False
    answered_at: datetime
    offered_until: datetime | None = None
    is_favoured: bool = False
    is_picked: bool = False
    is_late: bool = False
    asked_at: datetime | None = None
    note: str = ""
    by_id: int | None = None

    @property
    def size(self) -> int:
        """How many seats the party takes."""
        return 1 + self.guests

    @property
    def is_waiting(self) -> bool:
        """Whether they want to come and have no seat, offered or not."""
        return self.answer is Answer.GOING and not self.has_seat

    @property
    def holds(self) -> int:
        """How many seats nobody else can have: those they sit on, and those held for them by an offer."""
        return self.size if self.has_seat or self.offered_until is not None else 0


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one party; None is no answer at all."""

    before: Party | None
    after: Party | None

    @property
    def user_id(self) -> int:
        party = self.before or self.after
        if party is None:
            raise ValueError("a change of nothing")
        return party.user_id

    @property
    def is_promoted(self) -> bool:
        """Whether who waited has a seat now."""
        return self.before is not None and self.before.is_waiting and self._has_seat

    @property
    def is_offered(self) -> bool:
        """Whether a seat is held for them that was not before."""
        until = self.after.offered_until if self.after else None
        return until is not None and (self.before is None or self.before.offered_until != until)

    @property
    def is_lapsed(self) -> bool:
        """Whether an offer ended by its deadline: they said nothing, and are a “maybe” now."""
        before, after = self.before, self.after
        if before is None or after is None or before.offered_until is None:
            return False
        return after.answer is Answer.MAYBE and after.position == before.position

    @property
    def _has_seat(self) -> bool:
        return self.after is not None and self.after.has_seat


@dataclass(eq=False)
class CapacityBelowSeated(Refusal):
    """Fewer seats than are taken: nobody loses a seat by a change of capacity."""

    seated: int


@dataclass(eq=False)
class TooManyGuests(Refusal):
    """More guests than a party may bring."""

    highest: int


@dataclass(eq=False)
class GuestsDoNotFit(Refusal):
    """A seated party would grow by more than the ``free`` seats; it keeps those it has."""

    free: int


@dataclass(eq=False)
class TooManyPicked(Refusal):
    """Those whom the host picked need more seats than the ``free`` ones."""

    needed: int
    free: int


class NobodyPicked(Refusal):
    """The host chose nobody who waits."""


class SeatNeeded(Refusal):
    """The exact address is for those who have a seat."""


class OfferOver(Refusal):
    """No seat is held for the member, or not any more."""


class NotWaiting(Refusal):
    """The member does not wait for a seat."""


class NoAnswer(Refusal):
    """The member has not answered."""
