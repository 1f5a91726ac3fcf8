"""The seat law: never over capacity, no free seat while a party that fits waits, the earliest first.

Hypothesis plays thousands of evenings against a model that is slow and obvious. The steps are the same in
every run; ``ROSTER_SEARCH=1`` looks for new ones, ``ROSTER_SEARCH=20`` looks twenty times as long.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.domain.rosters import (
    Answer,
    CapacityBelowSeated,
    GuestsDoNotFit,
    Party,
    Roster,
    TooManyGuests,
    promoted,
)

GOING, MAYBE, DECLINED = Answer
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
EXAMPLES, STEPS = 220, 100
SEARCH = int(os.environ.get("ROSTER_SEARCH", "0"))


def roster(capacity, *sizes, guest_limit=9):
    """Users 1, 2, 3... who say "going" in that order, in parties of those sizes."""
    result = Roster(capacity, guest_limit=guest_limit)
    for user_id, size in enumerate(sizes, 1):
        result = result.answered(user_id, GOING, NOW, guests=size - 1)
    return result


def users(parties):
    return [party.user_id for party in parties]


class TestAnswers:
    def test_nobody_answered_yet(self):
        empty = Roster(5)
        assert empty.taken == 0
        assert (empty.seated, empty.waiting, empty.maybe, empty.declined) == ((), (), (), ())
        assert empty.party_of(1) is None
        assert empty.place_in_line(1) is None

    def test_seats_go_to_the_first_who_come_and_the_rest_wait_in_line(self):
        full = roster(2, 1, 1, 1, 1)
        assert users(full.seated) == [1, 2]
        assert users(full.waiting) == [3, 4]
        assert [full.place_in_line(user) for user in (1, 2, 3, 4, 5)] == [None, None, 1, 2, None]

    def test_maybe_and_declined_hold_no_seat(self):
        answered = Roster(1).answered(1, MAYBE, NOW).answered(2, DECLINED, NOW).answered(3, GOING, NOW)
        assert users(answered.maybe) == [1]
        assert users(answered.declined) == [2]
        assert users(answered.seated) == [3]
        assert answered.taken == 1

    def test_without_a_limit_everybody_has_a_seat(self):
        assert roster(None, *[3] * 40).taken == 120

    def test_an_answer_notes_its_instant_and_its_place_in_the_order(self):
        first, second = Roster(None).answered(7, GOING, NOW).answered(8, MAYBE, LATER).parties
        assert first == Party(user_id=7, answer=GOING, position=1, has_seat=True, answered_at=NOW)
        assert second == Party(user_id=8, answer=MAYBE, position=2, answered_at=LATER)

    @pytest.mark.parametrize("answer", Answer)
    def test_saying_the_same_again_changes_nothing_at_all(self, answer):
        once = roster(1, 1, 1).answered(3, answer, NOW)
        assert once.answered(3, answer, LATER) is once

    def test_who_declines_frees_a_seat_for_the_first_in_line(self):
        before = roster(2, 1, 1, 1, 1)
        after = before.answered(1, DECLINED, LATER)
        assert users(after.seated) == [2, 3]
        assert users(after.waiting) == [4]
        assert promoted(before, after) == (3,)

    @pytest.mark.parametrize("meanwhile", [MAYBE, DECLINED])
    def test_who_comes_back_goes_to_the_end_of_the_line(self, meanwhile):
        before = roster(1, 1, 1, 1)
        after = before.answered(1, meanwhile, LATER).answered(1, GOING, LATER)
        assert users(after.seated) == [2]
        assert users(after.waiting) == [3, 1]

    def test_who_leaves_altogether_is_gone_and_their_seat_is_given_on(self):
        before = roster(1, 1, 1)
        after = before.without(1)
        assert after.party_of(1) is None
        assert promoted(before, after) == (2,)
        assert after.without(99) == after


class TestGuests:
    def test_guests_count(self):
        assert roster(4, 3, 1).taken == 4

    @pytest.mark.parametrize("guests", [-1, 1, 10**9])
    def test_no_more_guests_than_the_meetup_takes(self, guests):
        with pytest.raises(TooManyGuests) as refused:
            Roster(5).answered(1, GOING, NOW, guests=guests)
        assert refused.value.highest == 0

    def test_a_party_that_could_never_sit_is_told_so(self):
        with pytest.raises(TooManyGuests) as refused:
            Roster(3, guest_limit=5).answered(1, GOING, NOW, guests=3)
        assert refused.value.highest == 2

    def test_a_party_that_does_not_fit_lets_a_smaller_one_by(self):
        full = roster(3, 2, 2, 1)
        assert users(full.seated) == [1, 3]
        assert users(full.waiting) == [2]

    def test_a_seat_is_not_taken_back_for_an_earlier_party(self):
        before = roster(3, 2, 2, 1)
        after = before.answered(1, DECLINED, LATER)
        assert users(after.seated) == [2, 3]

    def test_one_seated_party_that_leaves_may_seat_several(self):
        before = roster(3, 3, 1, 2, 1)
        after = before.answered(1, DECLINED, LATER)
        assert promoted(before, after) == (2, 3)
        assert users(after.waiting) == [4]

    def test_fewer_guests_keep_the_seat_and_free_the_rest(self):
        before = roster(3, 3, 1, 1)
        after = before.answered(1, GOING, LATER, guests=0)
        assert users(after.seated) == [1, 2, 3]
        assert promoted(before, after) == (2, 3)
        assert after.party_of(1) == replace(before.party_of(1), guests=0)

    def test_a_waiting_party_that_shrinks_keeps_its_place_and_may_fit(self):
        before = roster(4, 3, 3, 2)
        assert users(before.waiting) == [2, 3]
        after = before.answered(2, GOING, LATER, guests=0)
        assert users(after.seated) == [1, 2]
        assert users(after.waiting) == [3]

    def test_more_guests_take_the_free_seats_and_keep_the_place(self):
        after = roster(4, 1, 1).answered(1, GOING, LATER, guests=2)
        assert after.taken == 4
        assert users(after.seated) == [1, 2]

    def test_a_seated_party_that_cannot_grow_is_refused_and_keeps_its_seat(self):
        full = roster(4, 2, 1, 2)
        with pytest.raises(GuestsDoNotFit) as refused:
            full.answered(1, GOING, LATER, guests=3)
        assert refused.value.free == 1
        assert users(full.seated) == [1, 2]

    def test_a_waiting_party_may_grow_in_its_place(self):
        before = roster(2, 2, 1, 1)
        after = before.answered(2, GOING, LATER, guests=1)
        assert users(after.waiting) == [2, 3]
        assert users(after.answered(1, DECLINED, LATER).seated) == [2]

    def test_without_a_limit_of_seats_a_party_may_always_grow(self):
        assert roster(None, 1).answered(1, GOING, LATER, guests=9).taken == 10

    def test_a_party_from_before_a_lower_limit_stays_and_may_shrink_but_not_grow(self):
        before = replace(roster(9, 5), guest_limit=1)
        assert before.answered(1, GOING, LATER, guests=4) is before
        assert before.answered(1, GOING, LATER, guests=3).taken == 4
        with pytest.raises(TooManyGuests):
            before.answered(1, GOING, LATER, guests=5)
        with pytest.raises(TooManyGuests):
            before.answered(1, MAYBE, LATER, guests=4)


class TestCapacity:
    def test_more_seats_go_to_those_who_wait(self):
        before = roster(1, 1, 1, 1, 1)
        after = before.resized(3)
        assert promoted(before, after) == (2, 3)
        assert promoted(after, after.resized(None)) == (4,)

    def test_nobody_loses_a_seat_by_a_smaller_room(self):
        full = roster(5, 2, 2)
        with pytest.raises(CapacityBelowSeated) as refused:
            full.resized(3)
        assert refused.value.seated == 4
        assert full.resized(4).seated == full.seated

    def test_a_limit_may_come_late(self):
        assert roster(None, 1, 1).resized(2).taken == 2
        with pytest.raises(CapacityBelowSeated):
            roster(None, 1, 1).resized(1)


class Model:
    """The law in the slowest words: a list of who sits, and a queue that is asked again after each change."""

    def __init__(self, capacity, guest_limit):
        self.capacity = capacity
        self.guest_limit = guest_limit
        self.sitting = {}
        self.queue = []
        self.elsewhere = {}

    def size(self, user):
        return self.sitting.get(user) or dict(self.queue).get(user)

    def free(self):
        return 10**9 if self.capacity is None else self.capacity - sum(self.sitting.values())

    def wants_to_come(self, user, size):
        """Return whether it is allowed."""
        held = self.size(user)
        if size == held:
            return True
        largest = min(1 + self.guest_limit, self.capacity or 10**9)
        if size > max(largest, held or 0):
            return False
        if user in self.sitting:
            if size - held > self.free():
                return False
            self.sitting[user] = size
        elif held:
            self.queue = [(one, size if one == user else old) for one, old in self.queue]
        else:
            self.elsewhere.pop(user, None)
            self.queue.append((user, size))
        self.serve()
        return True

    def wants_something_else(self, user, answer):
        self.leaves(user)
        self.elsewhere[user] = answer

    def leaves(self, user):
        self.sitting.pop(user, None)
        self.elsewhere.pop(user, None)
        self.queue = [entry for entry in self.queue if entry[0] != user]
        self.serve()

    def has_seats(self, capacity):
        """Return whether it is allowed."""
        if capacity is not None and sum(self.sitting.values()) > capacity:
            return False
        self.capacity = capacity
        self.serve()
        return True

    def serve(self):
        for entry in self.queue:
            user, size = entry
            if size <= self.free():
                self.sitting[user] = size
                self.queue.remove(entry)
                return self.serve()
        return None


class Evening(RuleBasedStateMachine):
    """People who come, go, bring guests and change their minds while the room changes its size."""

    people = st.integers(1, 9)
    sizes = st.sampled_from([None, *range(1, 13)])
    steps = 0

    @initialize(capacity=sizes, guest_limit=st.integers(0, 4))
    def invite(self, capacity, guest_limit):
        self.roster = Roster(capacity, guest_limit=guest_limit)
        self.model = Model(capacity, guest_limit)

    @rule(user=people, guests=st.integers(0, 5))
    def come(self, user, guests):
        before, queued = self.begin(), dict(self.model.queue)
        if not self.model.wants_to_come(user, 1 + guests):
            with pytest.raises((TooManyGuests, GuestsDoNotFit)):
                before.answered(user, GOING, NOW, guests=guests)
            return
        self.roster = before.answered(user, GOING, NOW, guests=guests)
        if before.party_of(user) and before.party_of(user).answer is GOING:
            assert self.roster.party_of(user).position == before.party_of(user).position
        self.judge(before, queued, by=user)

    @rule(user=people, answer=st.sampled_from([MAYBE, DECLINED]))
    def say_something_else(self, user, answer):
        before, queued = self.begin(), dict(self.model.queue)
        self.model.wants_something_else(user, answer)
        self.roster = before.answered(user, answer, NOW)
        self.judge(before, queued, by=user)

    @rule(user=people)
    def leave(self, user):
        before, queued = self.begin(), dict(self.model.queue)
        self.model.leaves(user)
        self.roster = before.without(user)
        self.judge(before, queued, by=user)

    @rule(capacity=sizes)
    def change_rooms(self, capacity):
        before, queued = self.begin(), dict(self.model.queue)
        if not self.model.has_seats(capacity):
            with pytest.raises(CapacityBelowSeated):
                before.resized(capacity)
            return
        self.roster = before.resized(capacity)
        self.judge(before, queued, by=None)

    def begin(self):
        type(self).steps += 1
        return self.roster

    def judge(self, before, queued, *, by):
        """Hold a step against the laws about two moments."""
        moved_up = [user for user in queued if user in self.model.sitting]
        assert list(promoted(before, self.roster)) == moved_up
        kept = {party.user_id for party in before.seated} - {by}
        assert kept <= {party.user_id for party in self.roster.seated}

    @invariant()
    def follows_the_law(self):
        roster, model = self.roster, self.model
        assert {party.user_id: party.size for party in roster.seated} == model.sitting
        assert [(party.user_id, party.size) for party in roster.waiting] == model.queue
        assert {p.user_id: p.answer for p in (*roster.maybe, *roster.declined)} == model.elsewhere
        free = model.free()
        assert free >= 0
        assert all(party.size > free for party in roster.waiting)
        positions = [party.position for party in roster.parties]
        assert positions == sorted(set(positions))
        assert [roster.place_in_line(user) for user, _ in model.queue] == list(range(1, len(model.queue) + 1))


@pytest.mark.timeout(180 + 60 * SEARCH)
def test_no_evening_breaks_the_law():
    Evening.steps = 0
    run_state_machine_as_test(
        Evening,
        settings=settings(
            max_examples=EXAMPLES * max(SEARCH, 1),
            stateful_step_count=STEPS,
            derandomize=not SEARCH,
            database=None,
            deadline=None,
        ),
    )
    assert Evening.steps >= 20_000
