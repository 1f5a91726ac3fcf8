"""Whether blocked pairs can be kept apart, and who has to stay out if they cannot."""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING

from bot.domain.icebreakers.rooms import bits
from bot.domain.icebreakers.sizes import table_counts, table_sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

ATTEMPTS = 20_000
"""Placements tried before an arrangement counts as impossible; only people with blocks are tried."""
DEPARTURES = 500
"""Groups of people tried, smallest first, whose absence would seat all others."""


def keep_apart(barred: Sequence[int], sizes: Sequence[int]) -> list[int] | None:
    """Return tables of these sizes, as masks, with no barred pair, or None if none was found.

    The most barred are placed first, by backtracking; people without blocks fill the seats that remain.
    """
    order = sorted((one for one, mask in enumerate(barred) if mask), key=lambda one: -barred[one].bit_count())
    tables, left = [0] * len(sizes), [ATTEMPTS]
    if not _place(order, 0, barred, sizes, tables, left):
        return None
    others = iter([one for one, mask in enumerate(barred) if not mask])
    for number, size in enumerate(sizes):
        for one in islice(others, size - tables[number].bit_count()):
            tables[number] |= 1 << one
    return tables


def _place(
    order: Sequence[int],
    place: int,
    barred: Sequence[int],
    sizes: Sequence[int],
    tables: list[int],
    left: list[int],
) -> bool:
    if place == len(order):
        return True
    one, tried = order[place], set()
    for number, size in enumerate(sizes):
        table = tables[number]
        if table.bit_count() == size or table & barred[one] or (table, size) in tried:
            continue
        tried.add((table, size))
        left[0] -= 1
        tables[number] = table | 1 << one
        if left[0] > 0 and _place(order, place + 1, barred, sizes, tables, left):
            return True
        tables[number] = table
    return False


def fitting_sizes(barred: Sequence[int], size: int) -> list[int] | None:
    """Return the table sizes nearest to the one asked for that keep everybody barred apart, or None."""
    for tables in table_counts(len(barred), size):
        sizes = table_sizes(len(barred), tables)
        if keep_apart(barred, sizes) is not None:
            return sizes
    return None


def stay_out(barred: Sequence[int], size: int) -> tuple[int, ...]:
    """Return a smallest group without whom everybody can be seated; the most barred if none is found soon."""
    people = range(len(barred))
    if len(people) < 2:  # noqa: PLR2004
        return tuple(people)
    if fitting_sizes(barred, size):
        return ()
    suspects = sorted((one for one in people if barred[one]), key=lambda one: -barred[one].bit_count())
    groups = (group for count in range(1, len(suspects)) for group in combinations(suspects, count))
    for group in islice(groups, DEPARTURES):
        if len(people) - len(group) > 1 and fitting_sizes(_without(barred, group), size):
            return group
    first = suspects[0]
    rest = [one for one in people if one != first]
    return (first, *(rest[one] for one in stay_out(_without(barred, (first,)), size)))


def _without(barred: Sequence[int], group: Sequence[int]) -> list[int]:
    """Return the masks of those who remain, numbered anew."""
    keep = [one for one in range(len(barred)) if one not in group]
    number = {one: place for place, one in enumerate(keep)}
    return [sum(1 << number[other] for other in bits(barred[one]) if other in number) for one in keep]
