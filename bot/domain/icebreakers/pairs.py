"""One round of pairs: everybody in a pair, the odd one out in a trio, at the least cost there is."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from bot.domain.icebreakers.aims import table_score
from bot.domain.icebreakers.matching import cheapest
from bot.domain.icebreakers.rooms import mask_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.icebreakers.matching import Couple, Pairing, Prices

Seating = tuple[tuple[int, ...], ...]
Trio = tuple[int, int, int]

EXACT_TRIO = 31
"""Up to this many people every trio is weighed; the proof below prunes nearly all of them."""
LIKELY_PARTNERS = 8
LIKELY_TRIOS = 12
RESCUES = 400
"""How many trios are tried, at most, to seat somebody whom blocks leave over; those with them first."""


def pair_up(prices: Prices) -> tuple[Seating, tuple[int, ...]]:
    """Return the tables of one round and who could not be seated.

    As many as possible sit; then as few trios as possible; then the least cost. Exact with an even number of
    people whom blocks leave a perfect pairing, and with an odd number up to `EXACT_TRIO`; above it the trio
    comes from a short list.
    """
    people = len(prices.room)
    pairing: Pairing
    trios: tuple[Trio, ...] = ()
    if people % 2 == 0:
        pairing = prices.pairing()
    else:
        pairing, trios = _with_one_trio(prices)
    if not pairing.left:
        return (*pairing.couples, *trios), ()
    rescued = [_rescued(prices, pairing, trios)]
    if trios:
        rescued.append(_rescued(prices, prices.pairing(), ()))
    return min(rescued, key=lambda seating: len(seating[1]))


def _trio_cost(prices: Prices, trio: Trio) -> int:
    return prices.scale.pack(table_score(prices.room, trio))


def _with_one_trio(prices: Prices) -> tuple[Pairing, tuple[Trio, ...]]:
    """Return the best trio and the pairing of the others; without any possible trio, the pairing of all."""
    best = prices.pairing()
    trios: tuple[Trio, ...] = ()
    least: tuple[int, int] | None = None
    people = len(prices.room)
    ranked = _ranked_trios(prices) if people <= EXACT_TRIO else _likely_trios(prices)
    for bound, cost, trio in ranked:
        if least is not None and not least[0] and bound >= least[1]:
            break
        pairing = prices.pairing(without=trio)
        key = (len(pairing.left), pairing.cost + cost)
        if least is None or key < least:
            least, best, trios = key, pairing, (trio,)
    return best, trios


def _ranked_trios(prices: Prices) -> Iterator[tuple[int, int, Trio]]:
    """Yield (bound, cost, trio) for every allowed trio, by a bound on what a plan with it costs.

    The rest of a plan with trio abc, and the pair ab, pair everybody but c: so the rest costs at least the
    best pairing without c, less the price of ab. The same holds for a and for b.
    """
    without = [prices.pairing(without=(one,)) for one in range(len(prices.room))]
    whole = min(len(pairing.left) for pairing in without)
    ranked = []
    for trio in _allowed_trios(prices, range(len(prices.room))):
        cost = _trio_cost(prices, trio)
        rests = [
            without[odd].cost - prices.of[min(pair), max(pair)]
            for odd, pair in ((one, tuple(set(trio) - {one})) for one in trio)
            if len(without[odd].left) == whole
        ]
        ranked.append((cost + max(rests, default=0), cost, trio))
    yield from sorted(ranked)


def _likely_trios(prices: Prices) -> Iterator[tuple[int, int, Trio]]:
    """Yield a short list of trios among good partners, by what they add to the pairs they replace."""
    room = prices.room
    partners: list[list[tuple[int, int]]] = [[] for _ in range(len(room))]
    for (one, other), cost in prices.of.items():
        partners[one].append((cost, other))
        partners[other].append((cost, one))
    seen: set[Trio] = set()
    ranked = []
    for one, ranks in enumerate(partners):
        close = [other for _, other in sorted(ranks)[:LIKELY_PARTNERS]]
        for trio in _allowed_trios(prices, [one, *close], must=one):
            if trio not in seen:
                seen.add(trio)
                cost = _trio_cost(prices, trio)
                ranked.append((cost - min(prices.of[pair] for pair in combinations(trio, 2)), cost, trio))
    for _, cost, trio in sorted(ranked)[:LIKELY_TRIOS]:
        yield -1, cost, trio


def _allowed_trios(prices: Prices, among: Iterable[int], must: int | None = None) -> Iterator[Trio]:
    for one, other, third in combinations(sorted(among), 3):
        if must is not None and must not in {one, other, third}:
            continue
        if (one, other) in prices.of and (one, third) in prices.of and (other, third) in prices.of:
            yield one, other, third


def _rescued(prices: Prices, pairing: Pairing, trios: tuple[Trio, ...]) -> tuple[Seating, tuple[int, ...]]:
    """Seat whom blocks leave over: as thirds of pairs, else by breaking up pairs for one more trio."""
    tables, left = _join_pairs(prices, pairing.couples, pairing.left)
    while left:
        best = (len(left), tables, left, trios)
        fixed = {one for trio in trios for one in trio}
        free = [one for one in range(len(prices.room)) if one not in fixed]
        for trio in _first_with(left, _allowed_trios(prices, free)):
            again = prices.pairing(without=fixed | set(trio))
            joined, over = _join_pairs(prices, again.couples, again.left)
            if len(over) < best[0]:
                best = (len(over), joined, over, (*trios, trio))
            if not over:
                break
        if best[2] == left:
            break
        _, tables, left, trios = best
    return (*tables, *trios), left


def _first_with(left: tuple[int, ...], trios: Iterable[Trio]) -> list[Trio]:
    return sorted(trios, key=lambda trio: set(left).isdisjoint(trio))[:RESCUES]


def _join_pairs(
    prices: Prices, couples: tuple[Couple, ...], left: tuple[int, ...]
) -> tuple[Seating, tuple[int, ...]]:
    """Let as many of those left over as can join a pair, a pair taking one, where that costs least."""
    people, barred = len(prices.room), prices.room.barred
    edges = [
        (one, people + number, _trio_cost(prices, (*pair, one)) - prices.of[pair])
        for one in left
        for number, pair in enumerate(couples)
        if not mask_of(pair) & barred[one]
    ]
    joined = {number - people: one for one, number in cheapest(people + len(couples), edges)}
    tables = tuple((*pair, joined[n]) if n in joined else pair for n, pair in enumerate(couples))
    return tables, tuple(one for one in left if one not in joined.values())
