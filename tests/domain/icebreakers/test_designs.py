"""Perfect evenings, and the fields they are built on."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from bot.domain.icebreakers.designs import perfect_evening
from bot.domain.icebreakers.galois import Field, prime_power
from bot.domain.icebreakers.rooms import bits
from bot.domain.icebreakers.sizes import table_counts, table_sizes
from bot.domain.icebreakers.starters import STARTERS


@pytest.mark.parametrize("order", [2, 3, 4, 5, 7, 8, 9, 16, 25, 27])
def test_a_field_is_a_field(order):
    field = Field(*prime_power(order))
    everything = range(order)
    for one in everything:
        assert field.plus(one, 0) == field.times(one, 1) == one
        assert sorted(field.plus(one, other) for other in everything) == list(everything)
        if one:
            assert sorted(field.times(one, other) for other in everything) == list(everything)
    for one, other, third in product(range(0, order, max(1, order // 5)), repeat=3):
        assert field.times(one, other) == field.times(other, one)
        assert field.times(one, field.times(other, third)) == field.times(field.times(one, other), third)
        assert field.times(one, field.plus(other, third)) == field.plus(
            field.times(one, other), field.times(one, third)
        )


def test_prime_powers_are_told_from_other_numbers():
    assert [number for number in range(30) if prime_power(number)] == [
        2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 17, 19, 23, 25, 27, 29,
    ]  # fmt: skip
    assert prime_power(64) == (2, 6)


@pytest.mark.parametrize("count", [4, 6, 20, 50, 100])
def test_pairs_meet_all_others(count):
    _perfect([2] * (count // 2), count - 1)


@pytest.mark.parametrize(("tables", "size"), STARTERS)
def test_starters_are_perfect(tables, size):
    starter = STARTERS[tables, size]
    rounds = len(starter.rounds())
    _perfect([size] * tables, rounds)
    assert (tables * size - 1) // (size - 1) - rounds in {0, 1}
    if tables - 1 <= (size - 1) * (rounds - 1):
        assert perfect_evening([size] * tables, rounds + 2) is None


@pytest.mark.parametrize("size", [3, 4, 5, 6])
def test_a_prime_power_of_tables_gives_as_many_rounds_for_any_sizes_one_apart(size):
    for tables in range(size, 17):
        if prime_power(tables) and tables * size <= 80:
            for spare in range(tables):
                _perfect([size] * (tables - spare) + [size - 1] * spare, tables)


def test_as_many_seats_as_tables_give_one_round_more():
    _perfect([4] * 4, 5)
    assert perfect_evening([4] * 4, 6) is None


@pytest.mark.parametrize("size", [3, 4, 5, 6])
def test_two_rounds_are_perfect_wherever_tables_are_as_many_as_seats(size):
    for count in range(size * (size + 1), 81):
        _perfect(table_sizes(count, table_counts(count, size)[0]), 2)


def _perfect(sizes: list[int], rounds: int) -> None:
    evening = perfect_evening(sizes, rounds)
    assert evening is not None
    assert len(evening) == rounds
    met = set()
    for tables in evening:
        assert sorted(table.bit_count() for table in tables) == sorted(sizes)
        assert sum(tables) == (1 << sum(sizes)) - 1
        for table in tables:
            pairs = set(combinations(bits(table), 2))
            assert not pairs & met
            met |= pairs
