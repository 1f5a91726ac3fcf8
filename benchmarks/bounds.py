"""The worth that the best pairing has, exactly, or that no pairing exceeds."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import rustworkx
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from scipy.sparse.csgraph import min_weight_full_bipartite_matching  # type: ignore[import-untyped]

from benchmarks.crowds import POINTS, worth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.domain.icebreakers import History, Person
    from bot.domain.icebreakers.plans import Pair

    Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
    Whole = np.ndarray[tuple[int, ...], np.dtype[np.int64]]

BLOCK = 500
"""How many people are compared with all others at once: 40 MB for 20,000."""
CANDIDATES, MORE = 20, 10
"""So many partners of each person enter the assignment, and so many more where its prices were too low."""
NEVER = -10_000


def optimum(people: Sequence[Person], history: History, *, by_area: bool) -> int:
    """Return the worth of the best pairing of all, exactly."""
    graph: rustworkx.PyGraph[None, int] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * len(people))
    edges = {
        (one, other): worth(people[one], people[other], history, by_area=by_area)
        for one, other in combinations(range(len(people)), 2)
        if not history.keeps_apart(people[one].user_id, people[other].user_id)
    }
    graph.add_edges_from([(one, other, points) for (one, other), points in edges.items()])
    matching = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sum(edges[min(pair), max(pair)] for pair in matching)


class Worths:
    """What everybody is worth to everybody, some rows at a time."""

    def __init__(self, people: Sequence[Person], history: History, *, by_area: bool) -> None:
        """Turn what people told into columns of numbers."""
        number = {person.user_id: place for place, person in enumerate(people)}
        self.count, self.by_area = len(people), by_area
        self.languages = _columns([person.languages for person in people])
        self.interests = _columns([person.interests for person in people])
        self.areas = _columns([{person.area} if person.area else set() for person in people]).argmax(axis=1)
        self.areas[[person.area is None for person in people]] = -1
        self.newcomers = np.array([person.newcomer for person in people], np.float32)
        self.met = _adjacent(history.met, number)
        self.blocked = _adjacent(history.blocked, number)

    def rows(self, first: int, last: int) -> Numbers:
        """Return what people first .. last - 1 are worth to everybody; little to whom they may not meet."""
        some = slice(first, last)
        shared = self.interests[some] @ self.interests.T
        points = POINTS["each topic"] * np.minimum(shared, 3) + POINTS["topic"] * (shared > 0)
        points += POINTS["unmet"] + POINTS["language"] * (self.languages[some] @ self.languages.T > 0)
        points += POINTS["experience"] * (1 - np.outer(self.newcomers[some], self.newcomers))
        if self.by_area:
            areas = self.areas[some, None]
            points += POINTS["area"] * ((areas == self.areas) & (areas >= 0))
        for pairs, change in ((self.met, -POINTS["unmet"]), (self.blocked, NEVER)):
            low, high = np.searchsorted(pairs[:, 0], (first, last))
            points[pairs[low:high, 0] - first, pairs[low:high, 1]] += change
        points[np.arange(last - first), np.arange(first, last)] = NEVER
        result: Numbers = points
        return result

    def blocks(self) -> Iterator[tuple[int, Numbers]]:
        """Yield all rows, block by block, with the number of the first."""
        for first in range(0, self.count, BLOCK):
            yield first, self.rows(first, min(self.count, first + BLOCK))


def _columns(values: Sequence[frozenset[str] | set[str]]) -> Numbers:
    names = sorted(set().union(*values))
    return np.array([[name in told for name in names] for told in values], np.float32)


def _adjacent(pairs: Iterable[Pair], number: dict[int, int]) -> Whole:
    both = [(number[one], number[other]) for one, other in pairs]
    found = np.array(both + [(other, one) for one, other in both], np.int64).reshape(-1, 2)
    return found[np.argsort(found[:, 0], kind="stable")]


def upper_bound(people: Sequence[Person], history: History, *, by_area: bool) -> float:
    """Return a worth that no pairing exceeds.

    If each person has a price, and no pair is worth more than its two prices together, then no pairing is
    worth more than all prices (weak duality; Kőnig and Egerváry, 1931). Good prices are those of the best
    assignment over each person's best partners; then every pair of all is looked at, and who is in a pair
    worth more than its prices pays half of the difference. So the bound holds whatever was overlooked.
    """
    worths = Worths(people, history, by_area=by_area)
    luck = np.random.default_rng(1)
    everybody = np.arange(worths.count)
    ring = np.roll(everybody, 1)  # any assignment at all, so that there is one
    edges = [np.stack([everybody, ring, np.full(worths.count, NEVER)])]
    prices = np.zeros(worths.count, np.float32)
    for wanted in (CANDIDATES, MORE):
        edges.append(_best_partners(worths, prices, wanted, luck))
        prices = _prices(worths.count, np.concatenate(edges, axis=1))
    lacking = np.concatenate(
        [(rows - prices).max(axis=1) - prices[first : first + BLOCK] for first, rows in worths.blocks()]
    )
    return float(np.sum(prices + np.maximum(0, lacking) / 2, dtype=np.float64))


def _best_partners(worths: Worths, prices: Numbers, wanted: int, luck: np.random.Generator) -> Whole:
    """Return (person, partner, worth) for the partners most above their price, equals by chance."""
    found = []
    for first, rows in worths.blocks():
        gain = rows - prices + luck.random(rows.shape, dtype=np.float32) * 0.9
        count = min(wanted, worths.count - 1)
        partners = np.argpartition(-gain, count - 1, axis=1)[:, :count]
        places = np.repeat(np.arange(len(rows)), count)
        chosen = partners.ravel()
        found.append(np.stack([first + places, chosen, rows[places, chosen].astype(np.int64)]))
    return np.concatenate(found, axis=1)


def _prices(count: int, edges: Whole) -> Numbers:
    """Return what everybody costs, so that no edge is worth more than its two people together.

    The best assignment gives the difference that each change of partner makes; the longest walk over such
    differences is the price of whoever is assigned, and what remains of the worth that of the other. There is
    no round trip that gains anything, or the assignment would not be the best, so walks end.
    """
    ones = np.concatenate([edges[0], edges[1]])
    others = np.concatenate([edges[1], edges[0]])
    points = np.concatenate([edges[2], edges[2]])
    _, kept = np.unique(others * count + ones, return_index=True)  # by partner, each pair once
    ones, others, points = ones[kept], others[kept], points[kept]
    cost = csr_matrix((points.max() + 1.0 - points, (ones, others)), shape=(count, count))
    _, partner = min_weight_full_bipartite_matching(cost)
    own = points.max() + 1.0 - np.asarray(cost[np.arange(count), partner]).ravel()
    gain = points - own[ones]
    starts = np.flatnonzero(np.r_[True, others[1:] != others[:-1]])
    price, before = np.zeros(count), None
    while before is None or (price != before).any():
        before = price.copy()
        reached = np.maximum.reduceat(price[partner[ones]] + gain, starts)
        price[others[starts]] = np.maximum(price[others[starts]], reached)
    return ((own - price[partner] + price) / 2).astype(np.float32)
