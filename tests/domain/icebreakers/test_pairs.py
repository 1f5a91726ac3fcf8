"""Pairs: the law, the optimum, and the mathematical limit of an evening."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.icebreakers import History, Person, plan_intros, plan_rounds
from tests.domain.icebreakers.communities import (
    START,
    after,
    cost_of,
    cost_of_round,
    half_met,
    holds_the_law,
    pairs_of,
    people_and_history,
    seatings,
    strangers,
)


@settings(max_examples=40, deadline=None)
@given(people_and_history(most=13, blocks=12), st.integers(1, 4), st.integers(0, 3))
def test_no_plan_breaks_the_law(community, rounds, seed):
    people, history = community
    plan = plan_rounds(people, history, rounds=rounds, seed=seed)
    holds_the_law(plan, people, history, 2, rounds)


@settings(max_examples=40, deadline=None)
@given(people_and_history(most=8, blocks=20), st.integers(0, 3))
def test_nobody_is_left_out_who_can_be_seated(community, seed):
    people, history = community
    plan = plan_rounds(people, history, seed=seed)
    ids = tuple(person.user_id for person in people)
    assert len(plan.unseated) == _fewest_left_out(ids, history)


def _fewest_left_out(ids: tuple[int, ...], history: History) -> int:
    if not ids:
        return 0
    first, rest = ids[0], ids[1:]
    least = 1 + _fewest_left_out(rest, history)
    for size in (1, 2):
        for company in combinations(rest, size):
            if not set(pairs_of([(first, *company)])) & history.blocked:
                others = tuple(one for one in rest if one not in company)
                least = min(least, _fewest_left_out(others, history))
    return least


@settings(max_examples=50, deadline=None)
@given(people_and_history(least=2, most=10, blocks=6), st.integers(0, 3), st.booleans())
def test_one_round_is_the_very_best_there_is(community, seed, by_area):
    people, history = community
    known = {person.user_id: person for person in people}
    shape = [2] * (len(people) // 2 - len(people) % 2) + [3] * (len(people) % 2)
    prices = {
        table: cost_of(table, known, history, by_area=by_area)
        for size in set(shape)
        for table in combinations(sorted(known), size)
        if not set(pairs_of([table])) & history.blocked
    }
    costs = [
        tuple(map(sum, zip(*(prices[table] for table in tables), strict=True)))
        for tables in seatings(sorted(known), shape)
        if all(table in prices for table in tables)
    ]
    if not costs:
        return
    plan = plan_intros(people, history, seed=seed) if by_area else plan_rounds(people, history, seed=seed)
    assert cost_of_round(plan.rounds[0], known, history, by_area=by_area) == min(costs)


@settings(max_examples=40, deadline=None)
@given(people_and_history(most=9), st.integers(0, 99), st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_plan_however_people_are_listed(community, seed, rng):
    people, history = community
    shuffled = people.copy()
    rng.shuffle(shuffled)
    again = History(dict(reversed(history.met.items())), frozenset(sorted(history.blocked)))
    assert plan_rounds(people, history, rounds=2, seed=seed) == plan_rounds(
        shuffled, again, rounds=2, seed=seed
    )


def test_another_seed_gives_another_plan_among_equals():
    plans = {plan_rounds(strangers(12), History(), seed=seed).rounds for seed in range(8)}
    assert len(plans) > 4


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.sampled_from([4, 6, 8]))
def test_an_evening_repeats_no_more_than_counting_forces(beyond, count):
    rounds = count - 1 + beyond
    plan = plan_rounds(strangers(count), History(), rounds=rounds)
    assert len(plan.repeats) == plan.repeats_bound == beyond * count // 2


@pytest.mark.parametrize("count", [20, 50, 100])
def test_everybody_meets_everybody_before_anybody_meets_again(count):
    plan = plan_rounds(strangers(count), History(), rounds=count - 1)
    assert plan.repeats == ()
    assert len({pair for tables in plan.rounds for pair in pairs_of(tables)}) == count * (count - 1) // 2


@pytest.mark.parametrize("count", [20, 50])
def test_the_limit_is_reached_round_by_round_as_well(count):
    history = History()
    for played in range(count - 1):
        plan = plan_rounds(strangers(count), history, seed=played)
        assert plan.repeats == ()
        history = after(history, plan.rounds[0], START + timedelta(days=played))


@pytest.mark.parametrize(("count", "rounds"), [(5, 1), (7, 3), (9, 5), (15, 10), (23, 17)])
def test_an_odd_number_meets_in_pairs_and_one_trio_without_a_repeat(count, rounds):
    plan = plan_rounds(strangers(count), History(), rounds=rounds)
    assert plan.repeats == ()
    assert all(sorted(map(len, tables)) == [2] * (count // 2 - 1) + [3] for tables in plan.rounds)


def test_thirty_members_of_whom_half_come_meet_nobody_twice_while_there_is_somebody_new():
    repeats = forced = 0
    for seed in range(3):
        rng, history = Random(seed), History()
        for played in range(40):
            present = rng.sample(strangers(30), 14)
            plan = plan_rounds(present, history, seed=played)
            repeats, forced = repeats + len(plan.repeats), forced + plan.repeats_bound
            history = after(history, plan.rounds[0], START + timedelta(days=played))
    assert repeats == forced <= 1


def test_people_who_have_all_met_meet_again_by_the_longest_absence():
    people = strangers(4)
    days = {(100, 101): 9, (102, 103): 9, (100, 102): 1, (101, 103): 1, (100, 103): 5, (101, 102): 5}
    history = History({pair: START + timedelta(days=day) for pair, day in days.items()})
    plan = plan_rounds(people, history)
    assert plan.rounds == (((100, 102), (101, 103)),)
    assert plan.repeats_bound == len(plan.repeats) == 2


def test_a_newcomer_meets_somebody_experienced_who_speaks_their_language():
    people = [
        Person(1, newcomer=True, languages=frozenset({"fr"})),
        Person(2, newcomer=True, languages=frozenset({"fr", "en"})),
        Person(3, languages=frozenset({"fr"})),
        Person(4, languages=frozenset({"en"})),
    ]
    assert plan_rounds(people, History()).rounds == (((1, 3), (2, 4)),)


def test_intros_prefer_one_area_to_a_shared_interest():
    tea, chess = frozenset({"tea"}), frozenset({"chess"})
    people = [
        Person(1, interests=tea, area="north"),
        Person(2, interests=chess, area="north"),
        Person(3, interests=tea, area="south"),
        Person(4, interests=chess, area="south"),
    ]
    assert plan_intros(people, History()).rounds == (((1, 2), (3, 4)),)
    assert plan_rounds(people, History()).rounds == (((1, 3), (2, 4)),)


def test_who_is_blocked_by_everybody_is_left_over_and_the_others_sit():
    plan = plan_rounds(strangers(4), History(blocked=frozenset({(100, 101), (100, 102), (100, 103)})))
    assert plan.rounds == (((101, 102, 103),),)
    assert plan.unseated == (100,)


def test_two_trios_seat_those_whom_pairs_cannot():
    two_circles = frozenset((one, other) for one in (100, 101, 102) for other in (103, 104, 105))
    plan = plan_rounds(strangers(6), History(blocked=two_circles))
    assert plan.rounds == (((100, 101, 102), (103, 104, 105)),)
    assert plan.unseated == ()


def test_a_block_counts_in_whichever_order_it_was_written():
    plan = plan_rounds(strangers(2), History(blocked=frozenset({(101, 100)})))
    assert plan.rounds == ((),)
    assert plan.unseated == (100, 101)


@pytest.mark.parametrize("count", [33, 61, 99])
def test_a_trio_from_the_short_list_costs_no_repeat_and_hardly_more_than_pairs(count):
    people, history = half_met(count, 0.4, seed=count, blocks=count)
    plan = plan_rounds(people, history)
    holds_the_law(plan, people, history, 2, 1)
    assert plan.repeats == plan.unseated == ()


@pytest.mark.parametrize(("size", "rounds"), [(1, 1), (9, 1), (2, 0)])
def test_sizes_and_rounds_out_of_range_are_refused(size, rounds):
    with pytest.raises(ValueError, match="2 to 8 seats"):
        plan_rounds(strangers(4), History(), size=size, rounds=rounds)


def test_nobody_has_two_seats():
    with pytest.raises(ValueError, match="one seat only"):
        plan_rounds([Person(1), Person(1)], History())


@pytest.mark.parametrize("size", [2, 4])
def test_nobody_and_one_alone_have_no_table(size):
    assert plan_rounds([], History(), size=size, rounds=2).rounds == ((), ())
    alone = plan_rounds(strangers(1), History(), size=size, rounds=2)
    assert alone.rounds == ((), ())
    assert alone.unseated == (100,)
