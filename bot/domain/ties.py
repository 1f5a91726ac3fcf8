"""The tie: a pair of members of one community who have met in person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Pair = tuple[int, int]
"""Two user ids, the lower first."""

SMALL_MEETUP = 12
"""Up to so many people everybody at a meetup is taken to have met everybody, unless the community says so."""


class Strength(StrEnum):
    """How sure it is that two have met: they were at one small meetup, or together for certain."""

    PRESENT = "present"
    MET = "met"


class How(StrEnum):
    """What proves that two have met."""

    PRESENT = "present"
    """Both were checked in at one small meetup."""
    TABLE = "table"
    """Both sat at one table of an icebreaker, and both were checked in."""
    NAMED = "named"
    """Each named the other after a meetup, and both were checked in."""
    INTRO = "intro"
    """Both said that they met after an intro."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that proves a tie, and when it happened (UTC): at a meetup, or after an intro."""

    how: How
    at: datetime
    meetup_id: int | None = None
    intro_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A pair that has met, and everything that proves it; there is at least one proof."""

    pair: Pair
    proofs: frozenset[Proof]

    @property
    def strength(self) -> Strength:
        """The strongest of the proofs."""
        is_certain = any(proof.how is not How.PRESENT for proof in self.proofs)
        return Strength.MET if is_certain else Strength.PRESENT

    @property
    def first_met_at(self) -> datetime:
        return min(proof.at for proof in self.proofs)

    @property
    def last_met_at(self) -> datetime:
        return max(proof.at for proof in self.proofs)

    @property
    def meetup_ids(self) -> frozenset[int]:
        """The meetups at which they met."""
        return frozenset(proof.meetup_id for proof in self.proofs if proof.meetup_id is not None)

    @property
    def times(self) -> int:
        """How often they met: several proofs of one evening are one time."""
        return len({(proof.meetup_id, proof.intro_id) for proof in self.proofs})

    def other(self, user_id: int) -> int:
        """Whom one of the two has met."""
        low, high = self.pair
        return high if user_id == low else low
