"""Several rounds of tables: a known perfect evening where there is one, a search where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.icebreakers.annealing import anneal, relabel
from bot.domain.icebreakers.apart import keep_apart
from bot.domain.icebreakers.designs import longest_perfect_evening
from bot.domain.icebreakers.halls import Hall, deal
from bot.domain.icebreakers.polish import polish

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from bot.domain.icebreakers.rooms import Room

RELABELLINGS = 1_500
SLOW = 4
"""Rounds beyond which steps take longer, and budgets grow no more."""
STEPS_A_SEAT, LEAST_STEPS, MOST_STEPS = 3_000, 20_000, 600_000
"""Steps of an annealing, by seats and rounds; at two microseconds each, three take three seconds at most."""


def table_rounds(room: Room, sizes: Sequence[int], rounds: int, goal: int, rng: Random) -> Hall:
    """Return an evening of everybody in the room at tables of these sizes.

    Args:
        room: Those to be seated; `apart.fitting_sizes` has found that blocks allow these sizes.
        sizes: The size of each table.
        rounds: How many rounds.
        goal: The search ends when no more pairs than this repeat.
        rng: Decides between equals.
    """
    best: tuple[int, Hall] | None = None
    for hall, kept, steps in _starts(room, sizes, rounds, rng):
        cost = anneal(hall, rng, steps, goal, kept) if kept < rounds else hall.cost()
        if kept and cost > goal:
            cost = relabel(hall, rng, RELABELLINGS, goal)
        if hall.blocked():
            continue
        if best is None or cost < best[0]:
            best = (cost, hall)
        if cost <= goal:
            break
    hall = best[1] if best else _safe(room, sizes, rounds)
    return polish(hall, rng)


def _starts(room: Room, sizes: Sequence[int], rounds: int, rng: Random) -> Iterator[tuple[Hall, int, int]]:
    """Yield halls to improve, how many of their first rounds to keep, and the steps to spend on the others.

    Where more rounds are wanted than can be perfect, those that can be are a better start than none: 24
    people at tables of 4 for 8 rounds repeat 18 times so, and 26 times otherwise.
    """
    steps = min(MOST_STEPS, max(LEAST_STEPS, STEPS_A_SEAT * len(room) * min(rounds, SLOW)))
    perfect = longest_perfect_evening(sizes, rounds)
    more = rounds - len(perfect)
    if not more or (perfect and not any(room.met)):
        yield Hall(room, perfect + deal(len(room), sizes, more, rng)), len(perfect), steps // 6
    for spent in (steps // 6, steps, steps):
        yield Hall(room, deal(len(room), sizes, rounds, rng)), 0, spent


def _safe(room: Room, sizes: Sequence[int], rounds: int) -> Hall:
    """Return the same tables in every round: repeats, but nobody beside somebody blocked."""
    tables = keep_apart(room.barred, sizes)
    if tables is None:
        raise ValueError("Blocks do not allow tables of these sizes.")
    return Hall(room, [tables] * rounds)
