"""Counting with masks against counting by hand, and integers that compare as scores do."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.icebreakers import History
from bot.domain.icebreakers.aims import Scale, Score, evening_score, pair_costs, table_score, total
from bot.domain.icebreakers.rooms import TONIGHT, open_room
from tests.domain.icebreakers.communities import START, cost_of, people_and_history, strangers


@settings(max_examples=25, deadline=None)
@given(people_and_history(least=2, most=6), st.booleans())
def test_masks_count_what_a_person_would_count(community, by_area):
    people, history = community
    room = open_room(people, history, by_area=by_area)
    known = {person.user_id: person for person in people}
    for size in range(2, len(people) + 1):
        for table in combinations(range(len(people)), size):
            assert table_score(room, table) == cost_of(room.ids(table), known, history, by_area=by_area)


@settings(max_examples=25, deadline=None)
@given(people_and_history(least=2, most=6), st.booleans())
def test_a_pair_has_the_price_of_its_score(community, by_area):
    people, history = community
    room = open_room(people, history, by_area=by_area)
    scale = Scale(len(people), 2)
    for one, other in combinations(range(len(people)), 2):
        (price,) = pair_costs(room, scale, one, [other])
        worn = room.acquaintances[one] * room.acquaintances[other]
        assert price == scale.pack(table_score(room, (one, other))) + worn


scores = st.builds(Score, *[st.integers(0, cap) for cap in (12, 8, 12, 12, 8, 40_000, 30)])


@settings(deadline=None)
@given(scores, scores)
def test_packed_scores_compare_as_scores_do(one, other):
    scale = Scale(8, 2)
    assert (one < other) == (scale.pack(one) < scale.pack(other))


def test_scores_add_up_count_by_count():
    assert total([Score(1, 2, 3, 4, 5, 6, 7), Score(1, 1, 1, 1, 1, 1, 1)]) == Score(2, 3, 4, 5, 6, 7, 8)
    assert total([]) == Score()


def test_who_meets_twice_in_an_evening_repeats_most_recently():
    room = open_room(strangers(4), History({(100, 102): START}))
    score = evening_score(room, [[(0, 1), (2, 3)], [(0, 1), (2, 3)]])
    assert (score.repeats, score.recent) == (2, 2 * TONIGHT)
