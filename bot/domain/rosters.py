"""Everybody's answers to a meetup in order of arrival: who has a seat, who waits, who moves up.

The law: never more people than seats (an offered seat counts as taken), and no free seat while a party that
fits waits. The earliest waiting party that fits goes first; a seat once given is only lost by its owner's own
answer, or by their silence where they were told so. In the last hours a free seat is for whoever presses
first, and a host may choose instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.parties import (
    Answer,
    CapacityBelowSeated,
    Change,
    GuestsDoNotFit,
    NoAnswer,
    NobodyPicked,
    NotWaiting,
    OfferOver,
    Party,
    SeatNeeded,
    TooManyGuests,
    TooManyPicked,
)

__all__ = [
    "Answer",
    "CapacityBelowSeated",
    "Change",
    "GuestsDoNotFit",
    "Handing",
    "NoAnswer",
    "NobodyPicked",
    "NotWaiting",
    "OfferOver",
    "Party",
    "Roster",
    "SeatNeeded",
    "Terms",
    "TooManyGuests",
    "TooManyPicked",
    "changes",
    "promoted",
]


class Handing(StrEnum):
    """What becomes of a free seat."""

    GIVEN = "given"
    """It goes to the earliest waiting party that fits."""
    OFFERED = "offered"
    """It is held for that party until they say yes or the offer ends."""
    OPEN = "open"
    """Whoever presses first has it."""
    PICKED = "picked"
    """The host chooses who has it."""
    PAUSED = "paused"
    """Nothing is handed on while there is no date; nobody could answer an offer, so those are taken back."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How seats are handed on at one instant.

    ``kept`` seats are for favoured parties only; an offer made now ends at ``offer_until``, and none that was
    made before lasts longer than ``latest``: the start may have moved.
    """

    handing: Handing = Handing.GIVEN
    kept: int = 0
    offer_until: datetime | None = None
    latest: datetime | None = None


GIVEN = Terms()


@dataclass(frozen=True, slots=True)
class Roster:
    """The answers to one meetup, in order of position. ``capacity`` counts people; None is no limit."""

    capacity: int | None
    parties: tuple[Party, ...] = ()
    guest_limit: int = 0
    terms: Terms = GIVEN

    @property
    def seated(self) -> tuple[Party, ...]:
        return tuple(p for p in self.parties if p.has_seat)

    @property
    def waiting(self) -> tuple[Party, ...]:
        """Those who want to come and have no seat, the first in line first; some may have an offer."""
        return tuple(p for p in self.parties if p.is_waiting)

    @property
    def offered(self) -> tuple[Party, ...]:
        """Those who wait and for whom a seat is held."""
        return tuple(p for p in self.parties if p.is_waiting and p.offered_until is not None)

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
    def held(self) -> int:
        """Seats that nobody new can have: those taken, and those offered."""
        return sum(p.holds for p in self.parties)

    def party_of(self, user_id: int) -> Party | None:
        return next((p for p in self.parties if p.user_id == user_id), None)

    def place_in_line(self, user_id: int) -> int | None:
        """1 for who is next; None for who does not wait, or has an offer already."""
        in_line = (p for p in self.waiting if p.offered_until is None)
        return next((i for i, p in enumerate(in_line, 1) if p.user_id == user_id), None)

    def free_for(self, *, favoured: bool) -> int | None:
        """How many more people could sit; the favoured may also take the kept seats. None is no limit."""
        if self.capacity is None:
            return None
        free = self.capacity - self.held
        if favoured:
            return free
        others = sum(p.holds for p in self.parties if not p.is_favoured)
        return max(0, min(free, self.capacity - self.terms.kept - others))

    def fits(self, party: Party) -> bool:
        """Whether a party that waits could sit."""
        free = self.free_for(favoured=party.is_favoured)
        return free is None or party.size <= free


def changes(before: Roster, after: Roster) -> tuple[Change, ...]:
    """What differs between two rosters of one meetup, those who are there now in their order first."""
    old = {party.user_id: party for party in before.parties}
    new = {party.user_id: party for party in after.parties}
    found = [Change(old.get(user_id), party) for user_id, party in new.items() if old.get(user_id) != party]
    return (*found, *(Change(party, None) for user_id, party in old.items() if user_id not in new))


def promoted(before: Roster, after: Roster) -> tuple[int, ...]:
    """Who waited before and has a seat after, in order of arrival: a set difference of two rosters."""
    return tuple(change.user_id for change in changes(before, after) if change.is_promoted)
