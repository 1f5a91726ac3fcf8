"""Fewest repeats over several rounds of tables, by simulated annealing on swaps of two people."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from bot.domain.icebreakers.halls import Hall

HOT, COLD = 0.35, 0.12
"""Temperatures in repeats: at first one swap in 17 that adds a repeat is taken, at last one in 4,000."""
CALM = 0.03
"""How often somebody without a repeat at their table is moved as well."""


def anneal(hall: Hall, rng: Random, steps: int, goal: int = 0, first: int = 0) -> int:
    """Swap people until the cost of the hall is at most `goal` or the steps end; return the cost.

    Kirkpatrick, Gelatt and Vecchi, "Optimization by Simulated Annealing" (1983), geometric cooling. A step
    takes about 2 microseconds. Rounds before number `first` stay as they are.
    """
    random, cost = rng.random, hall.cost()
    people, rounds = len(hall.room), len(hall.tables)
    heat, cooling = HOT, (COLD / HOT) ** (1 / steps)
    for _ in range(steps):
        if cost <= goal:
            break
        heat *= cooling
        played, one = first + int(random() * (rounds - first)), int(random() * people)
        if not hall.uneasy(played, one) and random() > CALM:
            continue
        other, seat = int(random() * people), hall.seat[played]
        if seat[one] == seat[other]:
            continue
        rise = hall.rise(played, one, other)
        if rise <= 0 or random() < exp(-rise / heat):
            hall.swap(played, one, other)
            cost += rise
    return cost


def relabel(hall: Hall, rng: Random, steps: int, goal: int = 0) -> int:
    """Let two people change places for the whole evening while that costs no more; return the cost.

    This keeps what a construction is good for (nobody meets twice during the evening) and moves blocked pairs
    and pairs of the history to seats that never meet.
    """
    cost, people = hall.cost(), len(hall.room)
    for _ in range(steps):
        if cost <= goal:
            break
        one, other = rng.randrange(people), rng.randrange(people)
        if not any(hall.uneasy(played, one) for played in range(len(hall.tables))):
            continue
        rounds = hall.apart(one, other)
        for played in rounds:
            hall.swap(played, one, other)
        after = hall.cost()
        if after <= cost:
            cost = after
            continue
        for played in rounds:
            hall.swap(played, one, other)
    return cost
