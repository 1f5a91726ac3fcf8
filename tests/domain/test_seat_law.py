"""The seat law: never over capacity, no free seat while a party that fits waits, the earliest first.

Hypothesis plays thousands of evenings against a model that is slow and obvious. The steps are the same in
every run; ``ROSTER_SEARCH=1`` looks for new ones, ``ROSTER_SEARCH=20`` looks twenty times as long.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

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

GOING, MAYBE, DECLINED = Answer
START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
EXAMPLES, STEPS = 250, 100
SEARCH = int(os.environ.get("ROSTER_SEARCH", "0"))
PLENTY = 10**9


@dataclass
class Guest:
    """Somebody who wants to come: sitting, waiting, or waiting with a seat held until an hour."""

    user: int
    size: int
    is_favoured: bool
    sits: bool = False
    until: datetime | None = None
    is_picked: bool = False
    is_asked: bool = False

    @property
    def holds(self):
        return self.size if self.sits or self.until else 0


class Model:
    """The law in the slowest words: one list of guests, in which everything is counted and asked again."""

    def __init__(self, capacity, guest_limit):
        self.capacity, self.guest_limit = capacity, guest_limit
        self.handing, self.kept, self.now = Handing.GIVEN, 0, START
        self.line = []
        self.elsewhere = {}

    @property
    def deadline(self):
        return self.now + 3 * HOUR

    def find(self, user):
        return next((guest for guest in self.line if guest.user == user), None)

    def free(self, *, is_favoured):
        if self.capacity is None:
            return PLENTY
        free = self.capacity - sum(guest.holds for guest in self.line)
        others = sum(guest.holds for guest in self.line if not guest.is_favoured)
        return free if is_favoured else max(0, min(free, self.capacity - self.kept - others))

    def fits(self, guest):
        return guest.size <= self.free(is_favoured=guest.is_favoured)

    def could_sit(self):
        return [guest for guest in self.line if not guest.holds and self.fits(guest)]

    def serve(self):
        if self.handing in {Handing.GIVEN, Handing.OFFERED} and self.could_sit():
            first = self.could_sit()[0]
            first.sits = self.handing is Handing.GIVEN or self.capacity is None
            first.until = None if first.sits else self.deadline
            self.serve()

    def sit_down(self, guest):
        """What a guest does who presses a button: they are there, so nobody asks them again."""
        if guest.until:
            guest.sits, guest.until = True, None
        elif not guest.sits and self.handing is not Handing.PICKED and self.fits(guest):
            guest.sits = True

    def comes(self, user, size, *, is_favoured):
        """Return whether it is allowed."""
        guest = self.find(user)
        most = min(1 + self.guest_limit, PLENTY if self.capacity is None else self.capacity)
        if size != (guest.size if guest else 0) and size > max(most, guest.size if guest else 0):
            return False
        if guest and guest.holds and size - guest.size > self.free(is_favoured=guest.is_favoured):
            return False
        if guest is None:
            self.elsewhere.pop(user, None)
            guest = Guest(user, size, is_favoured)
            self.line.append(guest)
        guest.size, guest.is_asked = size, False
        self.sit_down(guest)
        self.serve()
        return True

    def wants_something_else(self, user, answer):
        self.leaves(user)
        self.elsewhere[user] = answer

    def leaves(self, user):
        self.elsewhere.pop(user, None)
        self.line = [guest for guest in self.line if guest.user != user]
        self.serve()

    def becomes(self, capacity, kept, handing):
        """Return whether it is allowed."""
        if capacity is not None and sum(guest.holds for guest in self.line) > capacity:
            return False
        self.capacity, self.kept, self.handing = capacity, kept, handing
        self.serve()
        return True

    def wait(self, hours):
        self.now += hours * HOUR
        for guest in [guest for guest in self.line if guest.until and guest.until <= self.now]:
            self.line.remove(guest)
            self.elsewhere[guest.user] = MAYBE
        self.serve()

    def stay_silent(self):
        """Return whose seats silence freed."""
        silent = [guest for guest in self.line if guest.sits and guest.is_asked]
        for guest in silent:
            self.line.remove(guest)
            self.elsewhere[guest.user] = MAYBE
        if silent:
            self.serve()
        return [guest.user for guest in silent]

    def choose(self):
        """Return whether it is allowed."""
        chosen = [guest for guest in self.line if guest.is_picked and not guest.holds]
        if not chosen:
            return False
        if sum(guest.size for guest in chosen) > self.free(is_favoured=True):
            return False
        for guest in chosen:
            guest.sits = True
        return True


class Evening(RuleBasedStateMachine):
    """People who come, go, bring guests and change their minds while rooms, terms and hours change."""

    people = st.integers(1, 9)
    sizes = st.sampled_from([None, *range(1, 13)])
    steps = 0

    @initialize(capacity=sizes, guest_limit=st.integers(0, 4))
    def invite(self, capacity, guest_limit):
        self.usher = Usher(Roster(capacity, guest_limit=guest_limit))
        self.model = Model(capacity, guest_limit)

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
        self.judge(held)

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
