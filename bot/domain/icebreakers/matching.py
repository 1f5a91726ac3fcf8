"""The best pairing of a set of people, exactly, by maximum-weight matching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import rustworkx

from bot.domain.icebreakers.aims import Scale, pair_costs
from bot.domain.icebreakers.rooms import bits

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from bot.domain.icebreakers.rooms import Room

Edge = tuple[int, int, int]
Couple = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Couples of numbers, those left over, and the packed cost of the couples."""

    couples: tuple[Couple, ...]
    left: tuple[int, ...]
    cost: int


class Prices:
    """What every allowed couple of a room costs, in whole numbers that compare as scores do."""

    def __init__(self, room: Room, size: int = 2) -> None:
        """Price all couples of the room, at most 31,125 of 250 people."""
        everybody = (1 << len(room)) - 1
        self.room = room
        self.scale = Scale(len(room), size)
        self.of: dict[Couple, int] = {}
        for one in range(len(room)):
            others = list(bits((everybody & ~room.barred[one]) >> (one + 1) << (one + 1)))
            costs = pair_costs(room, self.scale, one, others)
            self.of.update(((one, other), cost) for other, cost in zip(others, costs, strict=True))

    def shaken(self, rng: Random, *, only_repeats: bool = False) -> Prices:
        """Return prices whose ties fall by chance; with `only_repeats` all else than repeats is a tie."""
        again = object.__new__(Prices)
        again.room, again.scale = self.room, self.scale
        unit = self.scale.places[0] if only_repeats else self.scale.unit
        again.of = {
            couple: cost - cost % unit + rng.randrange(unit // 1024 + 1) for couple, cost in self.of.items()
        }
        return again

    def pairing(self, without: Iterable[int] = ()) -> Pairing:
        """Return the pairing with most couples and, among those, of least cost."""
        out = frozenset(without)
        edges = [(one, other, cost) for (one, other), cost in self.of.items() if not out & {one, other}]
        couples = cheapest(len(self.room), edges)
        seated = {one for couple in couples for one in couple}
        left = tuple(one for one in range(len(self.room)) if one not in seated and one not in out)
        return Pairing(couples, left, sum(self.of[couple] for couple in couples))


def cheapest(people: int, edges: list[Edge]) -> tuple[Couple, ...]:
    """Return the largest matching of least cost, each couple (lower, higher), rising.

    Edmonds' blossom algorithm as given by Galil, "Efficient Algorithms for Finding Maximum Matching in
    Graphs" (1986), O(people^3), exact for integers below 2^126. rustworkx holds the interpreter's lock
    meanwhile: about 7 ms for 250 people, a quarter of a second for a dense 500.
    """
    if not edges:
        return ()
    graph: rustworkx.PyGraph[None, int] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * people)
    dearest = max(cost for _, _, cost in edges)
    graph.add_edges_from([(one, other, dearest - cost) for one, other, cost in edges])
    matching = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return tuple(sorted((one, other) if one < other else (other, one) for one, other in matching))
