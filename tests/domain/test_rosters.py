"""Rosters by example: answers, guests, rooms, offers, kept seats and a host's choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce

import pytest

from bot.domain.rosters import (
    Answer,
    CapacityBelowSeated,
    GuestsDoNotFit,
    Handing,
    NoAnswer,
    NotWaiting,
    OfferOver,
    Party,
    Roster,
    Terms,
    TooManyGuests,
    TooManyPicked,
    promoted,
)
from bot.domain.ushers import Usher

GOING, MAYBE, DECLINED = Answer
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


class Played(Roster):
    """A roster that is decided about one step at a time."""

    __slots__ = ()

    def after(self, decide):
        usher = Usher(self)
        decide(usher)
        result = usher.roster
        return Played(result.capacity, result.parties, result.guest_limit, result.terms)

    def answered(self, user_id, answer, now, **details):
        return self.after(lambda usher: usher.answer(user_id, answer, now, **details))

    def without(self, user_id):
        return self.after(lambda usher: usher.remove(user_id))

    def resized(self, capacity):
        return self.at(NOW, self.terms, capacity=capacity)

    def at(self, now, terms, **changes):
        usual = {"capacity": self.capacity, "guest_limit": self.guest_limit}
        return self.after(lambda usher: usher.begin(terms, now, **usual | changes))


def roster(capacity, *sizes, guest_limit=9):
    """Users 1, 2, 3... who say "going" in that order, in parties of those sizes."""
    result = Played(capacity, guest_limit=guest_limit)
    for user_id, size in enumerate(sizes, 1):
        result = result.answered(user_id, GOING, NOW, guests=size - 1)
    return result


def users(parties):
    return [party.user_id for party in parties]


class TestAnswers:
    def test_nobody_answered_yet(self):
        empty = Played(5)
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
        answered = Played(1).answered(1, MAYBE, NOW).answered(2, DECLINED, NOW).answered(3, GOING, NOW)
        assert users(answered.maybe) == [1]
        assert users(answered.declined) == [2]
        assert users(answered.seated) == [3]
        assert answered.taken == 1

    def test_without_a_limit_everybody_has_a_seat(self):
        assert roster(None, *[3] * 40).taken == 120

    def test_an_answer_notes_its_instant_and_its_place_in_the_order(self):
        first, second = Played(None).answered(7, GOING, NOW).answered(8, MAYBE, LATER).parties
        assert first == Party(user_id=7, answer=GOING, position=1, has_seat=True, answered_at=NOW)
        assert second == Party(user_id=8, answer=MAYBE, position=2, answered_at=LATER)

    @pytest.mark.parametrize("answer", Answer)
    def test_saying_the_same_again_changes_nothing_at_all(self, answer):
        once = roster(1, 1, 1).answered(3, answer, NOW)
        assert once.answered(3, answer, LATER) == once

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
        with pytest.raises(NoAnswer):
            after.without(99)


class TestGuests:
    def test_guests_count(self):
        assert roster(4, 3, 1).taken == 4

    @pytest.mark.parametrize("guests", [-1, 1, 10**9])
    def test_no_more_guests_than_the_meetup_takes(self, guests):
        with pytest.raises(TooManyGuests) as refused:
            Played(5).answered(1, GOING, NOW, guests=guests)
        assert refused.value.highest == 0

    def test_a_party_that_could_never_sit_is_told_so(self):
        with pytest.raises(TooManyGuests) as refused:
            Played(3, guest_limit=5).answered(1, GOING, NOW, guests=3)
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
        assert before.answered(1, GOING, LATER, guests=4) == before
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


UNTIL = LATER + timedelta(hours=24)
OFFERED = Terms(Handing.OFFERED, offer_until=UNTIL)
IN_TIME = UNTIL - timedelta(minutes=1)


class TestOffers:
    def test_a_freed_seat_is_held_for_the_first_in_line_and_counts_as_taken(self):
        after = roster(2, 1, 1, 1, 1).at(NOW, OFFERED).answered(1, DECLINED, LATER)
        assert users(after.offered) == [3]
        assert after.party_of(3).offered_until == UNTIL
        assert (after.taken, after.held) == (1, 2)
        assert users(after.answered(5, GOING, LATER).seated) == [2], "nobody sits down on an offered seat"

    def test_pressing_going_takes_it(self):
        before = roster(1, 1, 1).at(NOW, OFFERED).answered(1, DECLINED, LATER)
        after = before.answered(2, GOING, IN_TIME)
        assert users(after.seated) == [2]
        assert after.party_of(2).offered_until is None

    def test_a_no_passes_it_on(self):
        before = roster(1, 1, 1, 1).at(NOW, OFFERED).answered(1, DECLINED, LATER)
        after = before.after(lambda usher: usher.decline_offer(2))
        assert users(after.offered) == [3]
        assert after.party_of(2).answer is DECLINED
        for nobody in (1, 2, 99):
            with pytest.raises(OfferOver):
                after.after(lambda usher, user=nobody: usher.decline_offer(user))

    def test_silence_passes_it_on_and_makes_a_maybe(self):
        before = roster(1, 1, 1, 1).at(NOW, OFFERED).answered(1, DECLINED, LATER)
        assert users(before.at(IN_TIME, OFFERED).offered) == [2]
        later = replace(OFFERED, offer_until=UNTIL + timedelta(hours=2))
        after = before.at(UNTIL, later)
        assert users(after.offered) == [3]
        assert after.party_of(3).offered_until == later.offer_until
        assert users(after.maybe) == [2]

    def test_the_party_that_fits_is_asked_and_not_the_one_before_it(self):
        after = roster(3, 2, 1, 2, 1).at(NOW, OFFERED).answered(2, DECLINED, LATER)
        assert users(after.offered) == [4]
        assert users(after.waiting) == [3, 4]

    def test_who_makes_themselves_fit_sits_down_at_once(self):
        before = roster(3, 2, 2).at(NOW, OFFERED)
        assert users(before.answered(2, GOING, LATER, guests=0).seated) == [1, 2]

    def test_an_offer_may_be_taken_with_fewer_guests_and_the_rest_goes_on(self):
        before = roster(2, 2, 2, 1).at(NOW, OFFERED).answered(1, DECLINED, LATER)
        assert users(before.offered) == [2]
        after = before.answered(2, GOING, LATER, guests=0)
        assert users(after.seated) == [2]
        assert users(after.offered) == [3]
        both = roster(3, 3, 2, 1).at(NOW, OFFERED).answered(1, DECLINED, LATER)
        assert users(both.offered) == [2, 3]
        with pytest.raises(GuestsDoNotFit):
            both.answered(2, GOING, LATER, guests=2)

    def test_a_larger_room_is_offered_to_as_many_as_fit(self):
        assert users(roster(1, 1, 1, 1, 1).at(NOW, OFFERED, capacity=3).offered) == [2, 3]

    def test_in_the_last_hours_whoever_presses_first_has_it(self):
        before = roster(1, 1, 1, 1).at(NOW, Terms(Handing.OPEN)).answered(1, DECLINED, LATER)
        assert users(before.waiting) == [2, 3]
        assert before.offered == ()
        assert users(before.answered(3, GOING, LATER).seated) == [3]
        assert users(before.answered(9, GOING, LATER).seated) == [9]


class TestKeptSeats:
    KEPT = Terms(kept=2)

    def test_others_leave_them_free(self):
        full = Played(3, terms=self.KEPT).answered(1, GOING, NOW).answered(2, GOING, NOW)
        assert users(full.waiting) == [2]
        assert (full.free_for(favoured=True), full.free_for(favoured=False)) == (2, 0)
        after = full.answered(3, GOING, NOW, is_favoured=True)
        assert users(after.seated) == [1, 3]
        assert users(after.waiting) == [2]

    def test_when_their_hour_comes_they_go_to_those_who_wait(self):
        full = Played(3, terms=self.KEPT).answered(1, GOING, NOW).answered(2, GOING, NOW)
        assert users(full.at(LATER, Terms()).seated) == [1, 2]

    def test_who_waits_may_come_to_be_favoured(self):
        full = Played(3, guest_limit=1, terms=self.KEPT)
        for user in (1, 2, 3):
            full = full.answered(user, GOING, NOW)
        assert users(full.answered(3, GOING, LATER, is_favoured=True).seated) == [1, 3]
        assert users(full.answered(3, GOING, LATER, guests=1, is_favoured=True).seated) == [1, 3]
        after = full.after(lambda usher: usher.favour([1, 3, 9]))
        assert users(after.seated) == [1, 3]
        assert not after.party_of(1).is_favoured, "who sits took none of the kept seats"

    def test_the_favoured_may_sit_anywhere(self):
        full = Played(3, terms=self.KEPT)
        for user in (1, 2, 3):
            full = full.answered(user, GOING, NOW, is_favoured=True)
        assert users(full.seated) == [1, 2, 3]


class TestHostPicks:
    PICKED = Terms(Handing.PICKED)

    def signed_up(self, capacity=2):
        return reduce(
            lambda roster, user: roster.answered(user, GOING, NOW),
            (1, 2, 3, 4),
            Played(capacity, terms=self.PICKED),
        )

    def picked(self, before, *users_, is_picked=True):
        for user in users_:
            before = before.after(lambda usher, u=user: usher.pick(u, is_picked=is_picked))
        return before

    def test_nobody_sits_until_the_host_chose(self):
        before = self.picked(self.signed_up(), 2, 4)
        assert before.seated == ()
        after = before.after(Usher.choose)
        assert users(after.seated) == [2, 4]
        assert users(after.waiting) == [1, 3]

    def test_the_host_may_change_their_mind_and_choose_no_more_than_fit(self):
        before = self.picked(self.signed_up(), 1, 2, 3)
        with pytest.raises(TooManyPicked) as refused:
            before.after(Usher.choose)
        assert (refused.value.needed, refused.value.free) == (3, 2)
        after = self.picked(before, 2, is_picked=False).after(Usher.choose)
        assert users(after.seated) == [1, 3]

    def test_only_who_waits_can_be_picked(self):
        for user in (5, 99):
            with pytest.raises(NotWaiting):
                self.picked(self.signed_up().answered(5, MAYBE, NOW), user)

    def test_a_seat_that_is_given_up_waits_for_the_host(self):
        after = self.picked(self.signed_up(), 1, 2).after(Usher.choose).answered(1, DECLINED, LATER)
        assert users(after.seated) == [2]
        assert users(self.picked(after, 4).after(Usher.choose).seated) == [2, 4]


class TestForTheOrganisers:
    def test_giving_up_a_seat_late_is_marked_and_giving_up_a_place_in_line_is_not(self):
        before = roster(1, 1, 1)
        assert before.answered(1, DECLINED, LATER, is_late=True).party_of(1).is_late
        assert not before.answered(2, DECLINED, LATER, is_late=True).party_of(2).is_late

    def test_a_note_stays_with_the_answer_it_was_written_for(self):
        noted = roster(2, 1).after(lambda usher: usher.note(1, "20 min late"))
        assert noted.answered(1, GOING, LATER, guests=1).party_of(1).note == "20 min late"
        assert noted.answered(1, MAYBE, LATER).party_of(1).note == ""
        with pytest.raises(NoAnswer):
            noted.after(lambda usher: usher.note(2, "x"))

    def test_who_answered_for_somebody_is_known(self):
        assert roster(1).answered(1, GOING, NOW, by_id=7).party_of(1).by_id == 7
