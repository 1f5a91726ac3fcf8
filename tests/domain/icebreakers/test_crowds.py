"""Pairs for crowds: the law, against the optimum, and the same in every process."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from bot.domain.icebreakers import History, Person, plan_intros, plan_rounds
from bot.domain.icebreakers.aims import evening_score
from bot.domain.icebreakers.crowds import best_partners
from bot.domain.icebreakers.matching import Prices
from bot.domain.icebreakers.planning import EXACT
from bot.domain.icebreakers.rooms import open_room
from tests.domain.icebreakers.communities import cost_of, half_met, holds_the_law, strangers


@pytest.mark.parametrize("count", [EXACT + 1, 600])
def test_crowds_obey_the_law_and_repeat_nothing(count):
    people, history = half_met(count, 0.05, seed=count, blocks=count)
    plan = plan_rounds(people, history)
    holds_the_law(plan, people, history, 2, 1)
    assert plan.repeats == plan.unseated == ()


def test_a_crowd_meets_others_in_every_round():
    people, history = half_met(300, 0.02, blocks=30)
    plan = plan_rounds(people, history, rounds=3)
    holds_the_law(plan, people, history, 2, 3)
    assert plan.repeats == ()


def test_groups_come_within_a_hair_of_pairing_everybody_at_once():
    people, history = half_met(320, 0.1, seed=4, blocks=40)
    room = open_room(people, history, by_area=True)
    optimum = evening_score(room, [Prices(room).pairing().couples])
    number = {person.user_id: place for place, person in enumerate(people)}
    plan = plan_intros(people, history)
    found = evening_score(room, [[tuple(number[one] for one in table) for table in plan.rounds[0]]])
    assert found[:3] == optimum[:3]
    assert found.distant <= optimum.distant + 2
    assert found.topicless <= optimum.topicless + 6


def test_who_is_blocked_by_all_is_left_over_in_a_crowd_too():
    people = strangers(EXACT + 5)
    plan = plan_rounds(people, History(blocked=frozenset((100, person.user_id) for person in people[1:])))
    assert plan.unseated == (100,)
    assert Counter(map(len, plan.rounds[0])) == {2: (EXACT + 4) // 2}


def test_an_odd_crowd_has_one_trio():
    plan = plan_rounds(strangers(EXACT + 3), History())
    assert Counter(map(len, plan.rounds[0])) == {2: EXACT // 2, 3: 1}
    assert plan.unseated == ()


def test_rare_languages_find_one_another_in_a_crowd():
    people = [Person(n, languages=frozenset({"eo" if n % 97 == 0 else "en"})) for n in range(1, 971)]
    plan = plan_rounds(people, History())
    rare = [table for table in plan.rounds[0] if any(one % 97 == 0 for one in table)]
    assert all(one % 97 == 0 for table in rare for one in table)


def test_best_partners_come_in_the_order_of_their_cost():
    people, history = half_met(24, 0.4, seed=2, blocks=20)
    room = open_room(people, history, by_area=True)
    known = {person.user_id: person for person in people}
    for one in range(len(people)):
        partners = best_partners(room, one, len(people))
        costs = [list(cost_of(room.ids((one, other)), known, history, by_area=True)) for other in partners]
        for cost in costs:
            del cost[5]  # how recent a repeat is does not choose candidates
        assert costs == sorted(costs)
        assert len(partners) == len(people) - 1 - room.barred[one].bit_count()


SCRIPT = """
from tests.domain.icebreakers.communities import half_met
from bot.domain.icebreakers import plan_intros, plan_rounds
people, history = half_met(240, 0.05, blocks=9)
print(plan_intros(people, history, seed=3))
print(plan_rounds(people[:23], history, size=4, rounds=3, seed=3))
print(plan_rounds(people[:23], history, rounds=2, seed=3))
"""


def test_plans_do_not_depend_on_how_a_process_hashes():
    outputs = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", SCRIPT], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1
