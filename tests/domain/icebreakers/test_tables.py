"""Tables: the law, the optimum of repeats, perfect evenings and evenings with a history."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.icebreakers import History, Person, plan_rounds
from bot.domain.icebreakers.sizes import table_counts, table_sizes
from bot.domain.icebreakers.starters import STARTERS
from tests.domain.icebreakers.communities import (
    cost_of_round,
    half_met,
    holds_the_law,
    pairs_of,
    people_and_history,
    seatings,
    strangers,
)


@settings(max_examples=25, deadline=None)
@given(people_and_history(most=14, blocks=10), st.integers(3, 6), st.integers(1, 3), st.integers(0, 3))
def test_no_plan_breaks_the_law(community, size, rounds, seed):
    people, history = community
    plan = plan_rounds(people, history, size=size, rounds=rounds, seed=seed)
    holds_the_law(plan, people, history, size, rounds)


@settings(max_examples=25, deadline=None)
@given(people_and_history(least=4, most=9, blocks=4), st.integers(3, 5))
def test_one_round_repeats_as_little_as_any_seating(community, size):
    people, history = community
    ids = sorted(person.user_id for person in people)
    for tables in table_counts(len(ids), size):
        possible = [
            sum(pair in history.met for pair in pairs_of(seating))
            for seating in seatings(ids, table_sizes(len(ids), tables))
            if not set(pairs_of(seating)) & history.blocked
        ]
        if possible:
            plan = plan_rounds(people, history, size=size)
            assert plan.unseated == ()
            assert len(plan.rounds[0]) == tables
            assert len(plan.repeats) == min(possible)
            return


def test_company_is_nearly_always_as_good_as_any_with_as_few_repeats():
    best = 0
    for seed in range(12):
        people, history = half_met(8, 0.05 * seed, seed=seed)
        known = {person.user_id: person for person in people}
        (tables,) = plan_rounds(people, history, size=4).rounds
        costs = (cost_of_round(seating, known, history) for seating in seatings(sorted(known), [4, 4]))
        best += cost_of_round(tables, known, history) == min(costs)
    assert best >= 11


@pytest.mark.parametrize("size", [3, 4, 5, 6])
def test_any_number_of_people_sits_at_tables_one_apart(size):
    for count in range(6, 81):
        people = strangers(count)
        plan = plan_rounds(people, History(), size=size, rounds=2)
        holds_the_law(plan, people, History(), size, 2)
        assert plan.unseated == ()
        assert {len(table) for table in plan.rounds[0]} <= {size - 1, size, size + 1} or count < 2 * size
        assert len(plan.repeats) == plan.repeats_bound


@pytest.mark.parametrize(("tables", "size"), STARTERS)
def test_every_starter_gives_an_evening_without_a_repeat(tables, size):
    rounds = len(STARTERS[tables, size].rounds())
    plan = plan_rounds(strangers(tables * size), History(), size=size, rounds=rounds)
    assert plan.repeats == ()
    assert {len(table) for seated in plan.rounds for table in seated} == {size}


@pytest.mark.parametrize(
    ("count", "size", "rounds"), [(16, 4, 5), (25, 5, 6), (23, 4, 4), (32, 4, 5), (31, 4, 8)]
)
def test_evenings_without_a_history_have_no_repeat(count, size, rounds):
    people, history = half_met(count, 0, seed=count)
    plan = plan_rounds(people, history, size=size, rounds=rounds)
    assert plan.repeats == ()
    holds_the_law(plan, people, history, size, rounds)


def test_more_rounds_than_can_be_perfect_begin_with_those_that_can():
    plan = plan_rounds(strangers(24), History(), size=4, rounds=8)
    holds_the_law(plan, strangers(24), History(), 4, 8)
    assert plan.repeats_bound == 12
    assert len(plan.repeats) <= 18  # seven perfect rounds, and three repeats at each table of the eighth


@pytest.mark.parametrize(("count", "share"), [(60, 0.3), (100, 0.5)])
def test_four_rounds_of_fours_among_people_with_a_past_have_no_repeat(count, share):
    people, history = half_met(count, share, seed=count, blocks=count // 10)
    plan = plan_rounds(people, history, size=4, rounds=4)
    assert plan.repeats == plan.unseated == ()
    holds_the_law(plan, people, history, 4, 4)


def test_the_evening_of_the_demo():
    people, history = half_met(23, 0.2, seed=5, blocks=2)
    plan = plan_rounds(people, history, size=4, rounds=3)
    holds_the_law(plan, people, history, 4, 3)
    assert plan.repeats == plan.unseated == ()
    assert all(sorted(map(len, tables)) == [3, 4, 4, 4, 4, 4] for tables in plan.rounds)
    assert plan == plan_rounds(reversed(people), history, size=4, rounds=3)


def test_a_clique_larger_than_the_tables_forces_repeats_and_the_plan_says_how_many():
    people = strangers(12)
    clique = [person.user_id for person in people[:6]]
    history = History({pair: half_met(2, 1)[1].met[100, 101] for pair in pairs_of([tuple(clique)])})
    plan = plan_rounds(people, history, size=3)
    assert len(plan.repeats) == plan.repeats_bound == 2


def test_newcomers_are_spread_and_languages_kept_together():
    people = [
        Person(number, newcomer=number < 3, languages=frozenset({"fr"} if number % 2 else {"en"}))
        for number in range(12)
    ]
    (tables,) = plan_rounds(people, History(), size=4).rounds
    for table in tables:
        assert sum(member < 3 for member in table) == 1
        speakers = [member % 2 for member in table]
        assert speakers.count(0) != 1
        assert speakers.count(1) != 1


def test_blocks_that_allow_no_table_of_the_size_make_smaller_tables_before_anybody_stays_out():
    plan = plan_rounds(strangers(4), History(blocked=frozenset({(100, 101)})), size=4)
    assert sorted(map(len, plan.rounds[0])) == [2, 2]
    assert plan.unseated == ()


def test_who_is_blocked_by_everybody_stays_out():
    blocked = frozenset((100, 101 + number) for number in range(8))
    plan = plan_rounds(strangers(9), History(blocked=blocked), size=4, rounds=2)
    assert plan.unseated == (100,)
    assert sorted(map(len, plan.rounds[0])) == [4, 4]


def test_when_all_are_blocked_nobody_sits():
    people = strangers(5)
    plan = plan_rounds(
        people, History(blocked=frozenset(pairs_of([tuple(p.user_id for p in people)]))), size=3
    )
    assert plan.rounds == ((),)
    assert plan.unseated == (100, 101, 102, 103, 104)
