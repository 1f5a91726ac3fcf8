"""How many repeats no plan can avoid, by counting."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

from bot.domain.icebreakers.lookahead import unmet
from bot.domain.icebreakers.matching import cheapest
from bot.domain.icebreakers.rooms import bits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.icebreakers.rooms import Room


def repeats_bound(room: Room, sizes: Sequence[int], rounds: int) -> int:
    """Return a number of repeats below which no evening of everybody at tables of these sizes can stay."""
    return max(
        _too_few_unmet(room, sizes, rounds),
        _too_few_tables(room, sizes, rounds),
        rounds * _too_few_pairs(room, sizes),
    )


def _too_few_unmet(room: Room, sizes: Sequence[int], rounds: int) -> int:
    """Count what people must repeat because they sit with more people than they have not met.

    A repeat serves two people at most, so half of the sum is forced; so are all meetings beyond the number of
    pairs that have not met.
    """
    fresh = [mask.bit_count() for mask in unmet(room)]
    least = rounds * (min(sizes) - 1)
    forced = sum(max(0, least - count) for count in fresh)
    meetings = rounds * sum(comb(size, 2) for size in sizes)
    return max((forced + 1) // 2, meetings - sum(fresh) // 2)


def _too_few_tables(room: Room, sizes: Sequence[int], rounds: int) -> int:
    """Count what people who have all met one another must repeat because they outnumber the tables.

    From the second round on, the people of each table of the first are such a group.
    """
    tables = len(sizes)
    groups = sum(crowding(group.bit_count(), tables) for group in cliques(room.met, larger_than=tables))
    first = sum(crowding(size, tables) for size in sizes)
    return groups + (rounds - 1) * max(groups, first)


def crowding(people: int, tables: int) -> int:
    """Return how many pairs of a group at least share a table when it spreads over so many tables."""
    small, more = divmod(people, tables)
    return more * comb(small + 1, 2) + (tables - more) * comb(small, 2)


def cliques(met: Sequence[int], larger_than: int) -> list[int]:
    """Return disjoint groups of people who have all met one another, as masks, found greedily."""
    free = sum(1 << one for one, mask in enumerate(met) if mask)
    found = []
    for one in sorted(bits(free), key=lambda one: -met[one].bit_count()):
        if not free >> one & 1:
            continue
        group, common = 1 << one, met[one] & free
        while common:
            closest = max(bits(common), key=lambda other: (met[other] & common).bit_count())
            group |= 1 << closest
            common &= met[closest]
        if group.bit_count() > larger_than:
            found.append(group)
            free &= ~group
    return found


def _too_few_pairs(room: Room, sizes: Sequence[int]) -> int:
    """Count the pairs of one round that no matching of unmet people can serve; a trio holds one of them."""
    if max(sizes) > 3 or sum(size > 2 for size in sizes) > 1:  # noqa: PLR2004
        return 0
    fresh = enumerate(unmet(room))
    edges = [(one, other, 0) for one, mask in fresh for other in bits(mask >> one << one)]
    return len(sizes) - len(cheapest(len(room), edges))
