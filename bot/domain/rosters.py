"""Everybody's answers to a meetup in order of arrival: who has a seat, who waits, who moves up.

The law: never more people than seats, and no free seat while a party that fits waits. The earliest waiting
party that fits goes first; a seat once given is only lost by its owner's own answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable


class Answer(StrEnum):
    """What a member says to an invitation."""

    GOING = "going"
    MAYBE = "maybe"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A member's answer with their guests; ``position`` orders arrivals and grows with each new "going".

    ``offered_until`` is the deadline of a seat that is held for who waits. ``is_favoured``: may take a kept
    seat. ``is_picked``: the host means to choose them. ``is_late``: gave up a seat shortly before the start.
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
    note: str = ""
    by_id: int | None = None

    @property
    def size(self) -> int:
        """How many seats the party takes."""
        return 1 + self.guests


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


class SeatNeeded(Refusal):
    """The exact address is for those who have a seat."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The answers to one meetup, in order of position. ``capacity`` counts people; None is no limit."""

    capacity: int | None
    parties: tuple[Party, ...] = ()
    guest_limit: int = 0

    @property
    def seated(self) -> tuple[Party, ...]:
        return tuple(p for p in self.parties if p.has_seat)

    @property
    def waiting(self) -> tuple[Party, ...]:
        """Those who want to come and have no seat, the first in line first."""
        return tuple(p for p in self.parties if p.answer is Answer.GOING and not p.has_seat)

    @property
    def maybe(self) -> tuple[Party, ...]:
        return tuple(p for p in self.parties if p.answer is Answer.MAYBE)

    @property
    def declined(self) -> tuple[Party, ...]:
        return tuple(p for p in self.parties if p.answer is Answer.DECLINED)

    @property
    def taken(self) -> int:
        """Seats that are taken, guests included."""
        return sum(p.size for p in self.seated)

    @property
    def _free(self) -> int | None:
        return None if self.capacity is None else self.capacity - self.taken

    @property
    def _most_guests(self) -> int:
        return self.guest_limit if self.capacity is None else min(self.guest_limit, self.capacity - 1)

    def party_of(self, user_id: int) -> Party | None:
        return next((p for p in self.parties if p.user_id == user_id), None)

    def place_in_line(self, user_id: int) -> int | None:
        """1 for the first who waits; None for who does not wait."""
        return next((i for i, p in enumerate(self.waiting, 1) if p.user_id == user_id), None)

    def answered(self, user_id: int, answer: Answer, now: datetime, *, guests: int = 0) -> Roster:
        """The roster after a member's answer; who is going already keeps their place, whatever their guests.

        Raises:
            TooManyGuests: more than the meetup allows, or than would ever fit.
            GuestsDoNotFit: a party with a seat would outgrow the free seats.
        """
        before = self.party_of(user_id)
        if before and (before.answer, before.guests) == (answer, guests):
            return self
        mine = before if before and before.answer is answer else None
        if not 0 <= guests <= max(self._most_guests, mine.guests if mine else 0):
            raise TooManyGuests(self._most_guests)
        if mine:
            free = self._free
            if mine.has_seat and free is not None and guests - mine.guests > free:
                raise GuestsDoNotFit(free)
            party = replace(mine, guests=guests)
        else:
            last = max((p.position for p in self.parties), default=0)
            party = Party(user_id=user_id, answer=answer, guests=guests, position=last + 1, answered_at=now)
        others = (p for p in self.parties if p.user_id != user_id)
        return _settled(self, [*others, party])

    def without(self, user_id: int) -> Roster:
        """The roster after somebody left it altogether."""
        return _settled(self, (p for p in self.parties if p.user_id != user_id))

    def resized(self, capacity: int | None) -> Roster:
        """The roster with another capacity.

        Raises:
            CapacityBelowSeated: more people have seats than there would be.
        """
        if capacity is not None and capacity < self.taken:
            raise CapacityBelowSeated(self.taken)
        return _settled(replace(self, capacity=capacity), self.parties)


def promoted(before: Roster, after: Roster) -> tuple[int, ...]:
    """Who waited before and has a seat after, in order of arrival: a set difference of two rosters."""
    waited = {p.user_id for p in before.waiting}
    return tuple(p.user_id for p in after.seated if p.user_id in waited)


def _settled(roster: Roster, parties: Iterable[Party]) -> Roster:
    """Give free seats to the earliest waiting parties that fit."""
    ordered = sorted(parties, key=lambda p: p.position)
    free = None if roster.capacity is None else roster.capacity - sum(p.size for p in ordered if p.has_seat)
    settled = []
    for party in ordered:
        if party.answer is Answer.GOING and not party.has_seat and (free is None or party.size <= free):
            free = None if free is None else free - party.size
            settled.append(replace(party, has_seat=True))
        else:
            settled.append(party)
    return replace(roster, parties=tuple(settled))
