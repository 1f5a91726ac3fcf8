"""What counting forces: never more than the best plan has."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.icebreakers import History
from bot.domain.icebreakers.bounds import cliques, crowding, repeats_bound
from bot.domain.icebreakers.rooms import open_room
from bot.domain.icebreakers.sizes import table_counts, table_sizes
from tests.domain.icebreakers.communities import after, pairs_of, people_and_history, seatings, strangers


@settings(max_examples=20, deadline=None)
@given(people_and_history(least=4, most=8, blocks=2), st.integers(2, 4))
def test_the_bound_of_a_round_is_never_above_the_best_seating(community, size):
    people, history = community
    ids = sorted(person.user_id for person in people)
    sizes = table_sizes(len(ids), table_counts(len(ids), size)[0])
    repeats = [
        sum(pair in history.met for pair in pairs_of(seating))
        for seating in seatings(ids, sizes)
        if not set(pairs_of(seating)) & history.blocked
    ]
    if repeats:
        assert repeats_bound(open_room(people, history), sizes, 1) <= min(repeats)


@settings(max_examples=10, deadline=None)
@given(people_and_history(least=6, most=6, blocks=0), st.integers(2, 3))
def test_the_bound_of_two_rounds_is_never_above_the_best_evening(community, size):
    people, history = community
    ids = sorted(person.user_id for person in people)
    sizes = table_sizes(6, 6 // size)
    rounds = list(seatings(ids, sizes))
    best = min(
        sum(pair in history.met for pair in pairs_of(first))
        + sum(pair in after(history, first).met for pair in pairs_of(second))
        for first in rounds
        for second in rounds
    )
    assert repeats_bound(open_room(people, history), sizes, 2) <= best


def test_tables_larger_than_their_number_force_repeats_from_the_second_round_on():
    room = open_room(strangers(9), History())
    assert repeats_bound(room, [5, 4], 1) == 0
    assert repeats_bound(room, [5, 4], 2) >= crowding(5, 2) + crowding(4, 2) == 4 + 2


def test_a_clique_spreads_as_evenly_as_it_can():
    assert [crowding(people, 3) for people in range(8)] == [0, 0, 0, 0, 1, 2, 3, 5]


def test_cliques_are_found_and_do_not_overlap():
    met = [0b0001110, 0b0001101, 0b0001011, 0b0110111, 0b0101000, 0b0011000, 0]
    assert cliques(met, larger_than=2) == [0b0001111]
