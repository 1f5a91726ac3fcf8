"""Evenings known to be perfect: nobody meets anybody twice, by construction and at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.icebreakers.galois import Field, prime_power
from bot.domain.icebreakers.rooms import mask_of
from bot.domain.icebreakers.starters import STARTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Evening = list[list[tuple[int, ...]]]


def perfect_evening(sizes: Sequence[int], rounds: int) -> list[list[int]] | None:
    """Return rounds of tables of seats 0, 1, 2 ... as masks, without any repeat, or None if none is known.

    Args:
        sizes: The size of each table, one apart at most.
        rounds: How many rounds are needed.
    """
    known = longest_perfect_evening(sizes, rounds)
    return known if len(known) == rounds else None


def longest_perfect_evening(sizes: Sequence[int], rounds: int) -> list[list[int]]:
    """Return as many of the first rounds as can be had without any repeat, as `perfect_evening` does."""
    tables, size = len(sizes), max(sizes)
    spare = tables * size - sum(sizes)
    makers: tuple[Callable[[int, int], Evening], ...] = (_circle, _strides, _field, _starter)
    evenings = [maker(tables, size)[:rounds] for maker in makers]
    for evening in sorted(evenings, key=len, reverse=True):
        kept = _thinned(evening, tables * size, spare)
        if kept is not None:
            return [[mask_of(table) for table in tables_of] for tables_of in kept]
    return []


def _circle(tables: int, size: int) -> Evening:
    """Turn everybody but the last round the table: people - 1 rounds of pairs, the most there can be.

    The circle method of round-robin tournaments (Kirkman, 1847).
    """
    if size != 2:  # noqa: PLR2004
        return []
    turning = 2 * tables - 1
    return [
        [
            (turning, still),
            *(((still + step) % turning, (still - step) % turning) for step in range(1, tables)),
        ]
        for still in range(turning)
    ]


def _strides(tables: int, size: int) -> Evening:
    """Seat column c of row j at table c + t*j, modulo the number of tables, in round t.

    Two people meet in rounds t and u only if (t - u)(j - i) is a multiple of the number of tables, which
    cannot be while (rounds - 1)(size - 1) is below it.
    """
    rounds = (tables - 1) // (size - 1) + 1
    return [
        [
            tuple(row * tables + (table - turn * row) % tables for row in range(size))
            for table in range(tables)
        ]
        for turn in range(rounds)
    ]


def _field(tables: int, size: int) -> Evening:
    """Do the same over GF(tables): as many rounds as tables, if that is a prime power and at least the size.

    With as many seats as tables, the rows themselves are one more round (an affine plane).
    """
    power = prime_power(tables)
    if power is None or size > tables:
        return []
    field = Field(*power)
    evening: Evening = []
    for turn in range(tables):
        seated: list[list[int]] = [[] for _ in range(tables)]
        for row in range(size):
            shift = field.times(turn, row)
            for column in range(tables):
                seated[field.plus(column, shift)].append(row * tables + column)
        evening.append([tuple(table) for table in seated])
    if size == tables:
        evening.append([tuple(range(row * tables, (row + 1) * tables)) for row in range(size)])
    return evening


def _starter(tables: int, size: int) -> Evening:
    starter = STARTERS.get((tables, size))
    return [] if starter is None else starter.rounds()


def _thinned(evening: Evening, seats: int, spare: int) -> Evening | None:
    """Empty `spare` seats that never share a table, so that sizes stay one apart; number the rest anew."""
    meets = [0] * seats
    for tables in evening:
        for table in tables:
            for seat in table:
                meets[seat] |= mask_of(table)
    empty = 0
    for seat in range(seats):
        if empty.bit_count() < spare and not meets[seat] & empty:
            empty |= 1 << seat
    if empty.bit_count() < spare:
        return None
    taken = [seat for seat in range(seats) if not empty >> seat & 1]
    number = {seat: place for place, seat in enumerate(taken)}
    return [
        [tuple(number[seat] for seat in table if seat in number) for table in tables] for tables in evening
    ]
