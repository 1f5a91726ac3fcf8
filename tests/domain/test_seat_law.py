"""The seat law: never over capacity, no free seat while a party that fits waits, the earliest first.

Hypothesis plays thousands of evenings against a model that is slow and obvious. The steps are the same in
every run; ``ROSTER_SEARCH=1`` looks for new ones, ``ROSTER_SEARCH=20`` looks twenty times as long.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.domain.rosters import (
    Answer,
    CapacityBelowSeated,
    GuestsDoNotFit,
    Handing,
    NobodyPicked,
    OfferOver,
    Roster,
    Terms,
    TooManyGuests,
    TooManyPicked,
)
from bot.domain.ushers import Usher
from tests.domain.seat_model import Model

GOING, MAYBE, DECLINED = Answer
START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
EXAMPLES, STEPS = 280, 100
SEARCH = int(os.environ.get("ROSTER_SEARCH", "0"))


class Evening(RuleBasedStateMachine):
    """People who come, go, bring guests and change their minds while rooms, terms and hours change."""

    people = st.integers(1, 9)
    sizes = st.sampled_from([None, *range(1, 13)])
    steps = 0

    @initialize(capacity=sizes, guest_limit=st.integers(0, 4))
    def invite(self, capacity, guest_limit):
        self.usher = Usher(Roster(capacity, guest_limit=guest_limit))
        self.model = Model(START, capacity, guest_limit)

    @rule(user=people, guests=st.integers(0, 5), is_favoured=st.booleans())
    def come(self, user, guests, is_favoured):
        held = self.begin()
        known = self.usher.party_of(user)
        if not self.model.comes(user, 1 + guests, is_favoured=is_favoured):
            before = self.usher.roster
            with pytest.raises((TooManyGuests, GuestsDoNotFit)):
                self.usher.answer(user, GOING, START, guests=guests, is_favoured=is_favoured)
            assert self.usher.roster == before, "a refusal changes nothing"
            return
        self.usher.answer(user, GOING, START, guests=guests, is_favoured=is_favoured)
        if known and known.answer is GOING:
            assert self.usher.party_of(user).position == known.position
        self.judge(held, by=user)

    @rule(user=people, answer=st.sampled_from([MAYBE, DECLINED]))
    def say_something_else(self, user, answer):
        held = self.begin()
        self.model.wants_something_else(user, answer)
        self.usher.answer(user, answer, START)
        self.judge(held, by=user)

    @rule(user=people)
    def leave(self, user):
        held = self.begin()
        if self.usher.party_of(user):
            self.model.leaves(user)
            self.usher.remove(user)
        self.judge(held, by=user)

    @rule(user=people)
    def refuse_an_offer(self, user):
        held = self.begin()
        guest = self.model.find(user)
        if guest and guest.until:
            self.model.wants_something_else(user, DECLINED)
            self.usher.decline_offer(user)
        else:
            with pytest.raises(OfferOver):
                self.usher.decline_offer(user)
        self.judge(held, by=user)

    @rule(capacity=sizes, kept=st.integers(0, 3), handing=st.sampled_from([*Handing, *[Handing.OFFERED] * 3]))
    def change_rooms(self, capacity, kept, handing):
        held = self.begin()
        allowed = self.model.becomes(capacity, kept, handing)
        if not allowed:
            with pytest.raises(CapacityBelowSeated):
                self.go_on(capacity, Terms(handing, kept, self.model.deadline))
            return
        self.go_on(capacity, Terms(handing, kept, self.model.deadline))
        sitting = {guest.user for guest in self.model.line if guest.sits}
        self.judge(held & sitting if handing is Handing.PAUSED else held)

    @rule(hours=st.integers(1, 3))
    def let_time_pass(self, hours):
        held = self.begin()
        asked = {guest.user for guest in self.model.line if guest.until}
        self.model.wait(hours)
        self.go_on(self.model.capacity, Terms(self.model.handing, self.model.kept, self.model.deadline))
        self.judge(held - asked)

    @rule(user=people, is_picked=st.booleans())
    def pick(self, user, is_picked):
        self.begin()
        guest = self.model.find(user)
        if guest and not guest.sits:
            guest.is_picked = is_picked
            self.usher.pick(user, is_picked=is_picked)

    @rule()
    def choose(self):
        held = self.begin()
        if self.model.choose():
            self.usher.choose()
        else:
            with pytest.raises((TooManyPicked, NobodyPicked)):
                self.usher.choose()
        self.judge(held)

    @rule(users=st.sets(people))
    def ask_whether_they_still_come(self, users):
        held = self.begin()
        for guest in self.model.line:
            guest.is_asked |= guest.sits and guest.user in users
        self.usher.ask(users, self.model.now)
        self.judge(held)

    @rule()
    def let_the_hour_of_the_silent_come(self):
        held = self.begin()
        freed = self.model.stay_silent()
        assert sorted(self.usher.free_silent()) == sorted(freed)
        self.judge(held - set(freed))

    @rule()
    def go_home_and_come_back(self):
        """A process that starts again reads the roster and knows as much as before."""
        self.usher = Usher(self.usher.roster)

    def go_on(self, capacity, terms):
        self.usher.begin(terms, self.model.now, capacity=capacity, guest_limit=self.model.guest_limit)

    def begin(self):
        """Return who holds a seat, and count the step."""
        type(self).steps += 1
        self.usher.take_changes()
        self.before = {guest.user: (guest.sits, guest.until) for guest in self.model.line}
        return {user for user, (sits, until) in self.before.items() if sits or until}

    def judge(self, held, *, by=None):
        """Hold a step against the laws about two moments: what was told, and who may have lost a seat."""
        changed = self.usher.take_changes()
        was, line = self.before, self.model.line
        promoted = [g.user for g in line if g.sits and g.user in was and not was[g.user][0]]
        offered = [g.user for g in line if g.until and (g.user not in was or was[g.user][1] != g.until)]
        assert [change.user_id for change in changed if change.is_promoted] == promoted
        assert [change.user_id for change in changed if change.is_offered] == offered
        assert held - {by} <= {guest.user for guest in line if guest.holds}

    @invariant()
    def follows_the_law(self):
        roster, line = self.usher.roster, self.model.line
        assert [
            (p.user_id, p.size, p.has_seat, p.offered_until) for p in roster.parties if p.answer is GOING
        ] == [(guest.user, guest.size, guest.sits, guest.until) for guest in line]
        assert {p.user_id: p.answer for p in (*roster.maybe, *roster.declined)} == self.model.elsewhere
        assert roster.capacity is None or roster.held <= roster.capacity
        if self.model.handing in {Handing.GIVEN, Handing.OFFERED}:
            assert not self.model.could_sit()
        positions = [party.position for party in roster.parties]
        assert positions == sorted(set(positions))


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
