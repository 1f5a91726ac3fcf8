"""Several rounds of tables: a known perfect evening where there is one, a search where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.icebreakers.annealing import anneal, relabel
from bot.domain.icebreakers.apart import keep_apart
from bot.domain.icebreakers.designs import perfect_evening
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
    for hall, steps in _starts(room, sizes, rounds, rng):
        cost = anneal(hall, rng, steps, goal) if steps else relabel(hall, rng, RELABELLINGS, goal)
        if hall.blocked():
            continue
        if best is None or cost < best[0]:
            best = (cost, hall)
        if cost <= goal:
            break
    hall = best[1] if best else _safe(room, sizes, rounds)
    return polish(hall, rng)


def _starts(room: Room, sizes: Sequence[int], rounds: int, rng: Random) -> Iterator[tuple[Hall, int]]:
    """Yield halls to improve with the steps to spend on each; none for a construction to be relabelled."""
    evening = perfect_evening(sizes, rounds)
    if evening is not None:
        yield Hall(room, evening), 0
    steps = min(MOST_STEPS, max(LEAST_STEPS, STEPS_A_SEAT * len(room) * min(rounds, SLOW)))
    for spent in (steps // 6, steps, steps):
        yield Hall(room, deal(len(room), sizes, rounds, rng)), spent


def _safe(room: Room, sizes: Sequence[int], rounds: int) -> Hall:
    """Return the same tables in every round: repeats, but nobody beside somebody blocked."""
    tables = keep_apart(room.barred, sizes)
    if tables is None:
        raise ValueError("Blocks do not allow tables of these sizes.")
    return Hall(room, [tables] * rounds)
