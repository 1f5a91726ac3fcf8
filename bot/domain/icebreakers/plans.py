"""Who is to be seated, what lies behind them, and the plan that comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Pair = tuple[int, int]
Table = tuple[int, ...]
Round = tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A member to be seated; what they did not tell is empty, and never counts against a table's language."""

    user_id: int
    newcomer: bool = False
    languages: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    area: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Who has met (and when last) and who must never share a table; pairs are (lower id, higher id)."""

    met: Mapping[Pair, datetime] = field(default_factory=dict)
    blocked: frozenset[Pair] = frozenset()

    def keeps_apart(self, one: int, other: int) -> bool:
        """Tell whether a block stands between two user ids, in whichever order it was written."""
        return (one, other) in self.blocked or (other, one) in self.blocked


@dataclass(frozen=True, slots=True)
class Plan:
    """Rounds of tables of user ids, and what they cost.

    Ids rise within a table, tables rise by their first id, rounds stand in the order of the evening.

    Attributes:
        rounds: The tables of each round.
        unseated: Ids that have no table in at least one round, because of blocks or because they are alone.
        repeats: Pairs that meet again, in the order of the rounds; twice if it does so twice.
        repeats_bound: No plan that seats the same people at tables of the same sizes has fewer repeats.
    """

    rounds: tuple[Round, ...]
    unseated: tuple[int, ...] = ()
    repeats: tuple[Pair, ...] = ()
    repeats_bound: int = 0


def pair_of(one: int, other: int) -> Pair:
    """Return two ids as the key that a history uses."""
    return (one, other) if one < other else (other, one)


def pairs_at(table: Iterable[int]) -> list[Pair]:
    """Return every pair at one table, as history keys in rising order."""
    seats = sorted(table)
    return [(one, other) for place, one in enumerate(seats) for other in seats[place + 1 :]]
