"""An evening of pairs, planned round by round with an eye on the rounds to come."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from bot.domain.icebreakers.lookahead import HORIZON, clean_rounds_left, peel
from bot.domain.icebreakers.matching import Prices
from bot.domain.icebreakers.pairs import pair_up

if TYPE_CHECKING:
    from bot.domain.icebreakers.pairs import Seating
    from bot.domain.icebreakers.rooms import Room

TRIES = 40


def pair_rounds(room: Room, rounds: int, seed: int) -> tuple[list[Seating], frozenset[int]]:
    """Return the tables of each round and the numbers of those who miss at least one."""
    rng = Random(seed)
    evening: list[Seating] = []
    missing: set[int] = set()
    for played in range(rounds):
        tables, left = _next_round(room, rounds - played - 1, rng)
        evening.append(tables)
        missing.update(left)
        room = room.after(tables)
    return evening, frozenset(missing)


def _next_round(room: Room, to_come: int, rng: Random) -> tuple[Seating, tuple[int, ...]]:
    """Return the best round that leaves as many clean rounds as can be.

    Rounds of this evening count more than language, newcomers and the rest: for them those may give way.
    Rounds of later evenings only decide between equals.
    """
    prices = Prices(room)
    tables, left = pair_up(prices)
    clean = clean_rounds_left(room) - 1
    trios = any(len(table) > 2 for table in tables)  # noqa: PLR2004
    if left or trios or not 0 < clean <= HORIZON or _repeats(room, tables):
        return tables, left
    best, deepest = tables, peel(room.after(tables), clean, rng)
    for attempt in range(1, TRIES):
        if deepest >= clean:
            break
        give_way = to_come > deepest and attempt > TRIES // 4
        tables, _ = pair_up(prices.shaken(rng, only_repeats=give_way))
        depth = peel(room.after(tables), clean, rng)
        if depth > deepest:
            best, deepest = tables, depth
    return best, ()


def _repeats(room: Room, tables: Seating) -> bool:
    return any(room.met[table[0]] >> table[1] & 1 for table in tables)
