"""The tie: a pair of members of one community who have met in person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Pair = tuple[int, int]
"""Two user ids, the lower first."""

SMALL_MEETUP = 12
"""Up to so many people everybody at a meetup is taken to have met everybody."""


class Strength(StrEnum):
    """What proves a tie: the same small meetup, or the same table of an icebreaker."""

    PRESENT = "present"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Tie:
    """What proves that a pair has met: the strongest proof, the first and last time, and at which meetups."""

    pair: Pair
    strength: Strength
    first_met_at: datetime
    last_met_at: datetime
    meetup_ids: frozenset[int]

    def and_also(self, other: Tie) -> Tie:
        """Both proofs of the same pair as one tie."""
        strongest = Strength.MET if Strength.MET in {self.strength, other.strength} else Strength.PRESENT
        return Tie(
            self.pair,
            strongest,
            min(self.first_met_at, other.first_met_at),
            max(self.last_met_at, other.last_met_at),
            self.meetup_ids | other.meetup_ids,
        )
