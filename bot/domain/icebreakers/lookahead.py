"""Looking ahead: a round of pairs must leave enough for the clean rounds that are still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.icebreakers.matching import cheapest
from bot.domain.icebreakers.rooms import bits, mask_of

if TYPE_CHECKING:
    from random import Random

    from bot.domain.icebreakers.rooms import Room

HORIZON = 8
"""With more clean rounds left than this, any perfect pairing left enough (measured up to 100 people)."""


def unmet(room: Room) -> list[int]:
    """Return for each person the mask of those they may meet for the first time."""
    everybody = (1 << len(room)) - 1
    return [everybody & ~(1 << one) & ~room.met[one] & ~room.barred[one] for one in range(len(room))]


def clean_rounds_left(room: Room) -> int:
    """Return how many more clean rounds of pairs the person with the fewest unmet people allows."""
    return min((mask.bit_count() for mask in unmet(room)), default=0)


def peel(room: Room, rounds: int, rng: Random) -> int:
    """Return how many perfect pairings without a repeat come off one after another, at most `rounds`.

    One try, ties by chance: a lower bound of what is possible.
    """
    still = unmet(room)
    for peeled in range(rounds):
        edges = [
            (one, other, rng.randrange(64))
            for one, mask in enumerate(still)
            for other in bits(mask >> one << one)
        ]
        couples = cheapest(len(still), edges)
        if 2 * len(couples) < len(still):
            return peeled
        for couple in couples:
            for one in couple:
                still[one] &= ~mask_of(couple)
    return rounds
