"""Meetups: phases that leave no gap in time, every step from one state to the next, every refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.backups import BackupMissing, switched
from bot.domain.differences import TELLING, changes, rebased
from bot.domain.formats import USUAL
from bot.domain.meetups import (
    FARTHEST,
    LARGEST_CAPACITY,
    LONGEST,
    CapacityOutOfRange,
    DateMissing,
    DatePassed,
    DateTooFar,
    DurationOutOfRange,
    Format,
    Meetup,
    MeetupClosed,
    NothingChanged,
    Phase,
    Plan,
    State,
    TableSizeOutOfRange,
    cancelled,
    checked_plan,
    edited,
    postponed,
    read_capacity,
    read_table_size,
    require_phase,
)
from bot.domain.proposals import confirmed, declined, expired
from bot.domain.texts import TextMissing, TextTooLong

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
START = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
PLAN = Plan(title="Picnic", starts_at=START, duration=timedelta(hours=2), zone=PARIS, area="Parc")
SECOND = timedelta(seconds=1)
DURING = START + timedelta(hours=1)
AFTER = START + timedelta(hours=2)


def meetup(state=State.SCHEDULED, **plan):
    return Meetup(
        id=1,
        community_id=1,
        state=state,
        plan=replace(PLAN, **plan),
        organiser_id=5,
        created_at=NOW,
        check_in_secret="",
    )


class TestPhases:
    @pytest.mark.parametrize("state", [State.PROPOSED, State.CANCELLED, State.DECLINED])
    @pytest.mark.parametrize("now", [NOW, DURING, AFTER])
    def test_time_adds_nothing_to_what_is_not_scheduled(self, state, now):
        assert meetup(state).phase(now) == Phase(state)
        assert meetup(state, starts_at=None).phase(now) == Phase(state)

    @pytest.mark.parametrize(
        ("now", "phase"),
        [
            (START - SECOND, Phase.UPCOMING),
            (START, Phase.RUNNING),
            (AFTER - SECOND, Phase.RUNNING),
            (AFTER, Phase.OVER),
        ],
    )
    def test_a_scheduled_meetup_begins_at_its_start_and_is_over_at_its_end(self, now, phase):
        assert meetup().phase(now) is phase

    @settings(deadline=None)
    @given(
        away=st.timedeltas(timedelta(days=-30), timedelta(days=30)),
        further=st.timedeltas(timedelta(), timedelta(days=30)),
        duration=st.timedeltas(SECOND, LONGEST),
    )
    def test_phases_follow_one_another_and_leave_no_gap(self, away, further, duration):
        order = [Phase.UPCOMING, Phase.RUNNING, Phase.OVER]
        one = meetup(duration=duration)
        now = START + away
        phase = one.phase(now)
        assert order.index(phase) <= order.index(one.phase(now + further))
        begins, ends = one.span
        assert (phase is Phase.UPCOMING, phase is Phase.RUNNING, phase is Phase.OVER) == (
            now < begins,
            begins <= now < ends,
            ends <= now,
        )

    def test_the_span_is_start_and_end(self):
        assert meetup().span == (START, AFTER)
        assert PLAN.ends_at == AFTER

    def test_without_a_date_there_is_no_span(self):
        undated = meetup(State.PROPOSED, starts_at=None)
        assert undated.plan.ends_at is None
        with pytest.raises(DateMissing):
            _ = undated.span

    @pytest.mark.parametrize("phase", Phase)
    def test_a_phase_can_be_required(self, phase):
        one = meetup()
        if phase is Phase.RUNNING:
            require_phase(one, DURING, Phase.OVER, phase)
            return
        with pytest.raises(MeetupClosed) as refused:
            require_phase(one, DURING, phase)
        assert refused.value.phase is Phase.RUNNING


class TestCapacity:
    @pytest.mark.parametrize(
        ("typed", "seats"), [("", None), ("  ", None), ("1", 1), (" 12 ", 12), ("007", 7), ("500", 500)]
    )
    def test_it_is_a_number_or_nothing(self, typed, seats):
        assert read_capacity(typed) == seats

    @pytest.mark.parametrize(
        "typed", ["0", "501", "-3", "+3", "2.5", "ten", "١٢", "²", "1 2", "9" * 5000, "1e2", "0x10"]
    )
    def test_anything_else_is_refused(self, typed):
        with pytest.raises(CapacityOutOfRange) as refused:
            read_capacity(typed)
        assert refused.value.highest == LARGEST_CAPACITY == 500

    @settings(deadline=None)
    @given(st.text(max_size=8))
    def test_whatever_is_typed_is_in_range_or_refused(self, typed):
        try:
            seats = read_capacity(typed)
        except CapacityOutOfRange:
            seats = None
        assert seats is None or 1 <= seats <= LARGEST_CAPACITY


class TestPlans:
    def test_texts_are_cleaned(self):
        typed = replace(
            PLAN, title="  Pic\u200bnic ", description=" a\n\n\n\nb ", area=" Parc ", address="1\true"
        )
        expected = replace(PLAN, title="Picnic", description="a\n\nb", area="Parc", address="1 rue")
        assert checked_plan(typed, NOW) == expected

    @pytest.mark.parametrize(
        ("wrong", "refusal"),
        [
            ({"title": " \u200b"}, TextMissing),
            ({"title": "x" * 81}, TextTooLong),
            ({"description": "x" * 801}, TextTooLong),
            ({"area": "x" * 81}, TextTooLong),
            ({"address": "x" * 201}, TextTooLong),
            ({"capacity": 0}, CapacityOutOfRange),
            ({"capacity": 501}, CapacityOutOfRange),
            ({"duration": timedelta()}, DurationOutOfRange),
            ({"duration": -SECOND}, DurationOutOfRange),
            ({"duration": LONGEST + SECOND}, DurationOutOfRange),
            ({"starts_at": NOW}, DatePassed),
            ({"starts_at": NOW - timedelta(days=400)}, DatePassed),
            ({"starts_at": NOW + FARTHEST + SECOND}, DateTooFar),
        ],
    )
    def test_every_rule_about_one_field(self, wrong, refusal):
        with pytest.raises(refusal):
            checked_plan(replace(PLAN, **wrong), NOW)

    @pytest.mark.parametrize(
        "right",
        [
            {"starts_at": None},
            {"starts_at": NOW + SECOND},
            {"starts_at": NOW + FARTHEST},
            {"duration": SECOND},
            {"duration": LONGEST},
            {"capacity": None},
            {"capacity": 1},
            {"capacity": 500},
            {"area": "", "address": "", "description": ""},
        ],
    )
    def test_what_lies_just_inside_the_rules(self, right):
        plan = replace(PLAN, **right)
        assert checked_plan(plan, NOW) == plan

    def test_an_instant_is_kept_in_utc(self):
        """On a zone's own clock, adding hours over a clock change counts those on the wall."""
        eve = datetime(2026, 3, 28, 23, 0, tzinfo=PARIS)
        plan = checked_plan(replace(PLAN, starts_at=eve, duration=timedelta(hours=4)), NOW)
        assert plan.starts_at.tzinfo is UTC
        assert plan.ends_at == datetime(2026, 3, 29, 2, 0, tzinfo=UTC)

    @pytest.mark.parametrize("kind", Format)
    def test_what_is_usual_for_a_format_is_a_plan_within_the_rules(self, kind):
        usual = USUAL[kind]
        plan = replace(
            PLAN,
            format=kind,
            duration=usual.duration,
            capacity=usual.capacity,
            table_size=usual.table_size,
            leads=usual.leads,
        )
        assert checked_plan(plan, NOW) == plan


class TestPostponing:
    def test_a_postponed_meetup_has_no_date_until_an_edit_schedules_it_again(self):
        before = meetup(State.SCHEDULED)
        waiting = postponed(before, " Storm ", NOW)
        assert (waiting.phase(NOW), waiting.plan.starts_at, waiting.reason) == (
            Phase.POSTPONED,
            None,
            "Storm",
        )
        moved = edited(waiting, replace(before.plan, starts_at=START + timedelta(days=7)), NOW)
        assert (moved.phase(NOW), moved.reason) == (Phase.UPCOMING, "")
        assert edited(waiting, replace(waiting.plan, title="Later"), NOW).state is State.POSTPONED
        assert cancelled(waiting, "No new date", NOW).state is State.CANCELLED

    def test_only_what_is_still_to_come_is_postponed(self):
        for wrong, now in ((State.PROPOSED, NOW), (State.CANCELLED, NOW), (State.SCHEDULED, START)):
            with pytest.raises(MeetupClosed):
                postponed(meetup(wrong), "Storm", now)
        with pytest.raises(TextMissing):
            postponed(meetup(State.SCHEDULED), " ", NOW)

    def test_a_proposal_expires_once(self):
        gone = expired(meetup(State.PROPOSED), NOW)
        assert gone.phase(NOW) is Phase.EXPIRED
        with pytest.raises(MeetupClosed):
            expired(gone, NOW)


class TestPlanB:
    def test_a_tap_goes_there_and_another_comes_back(self):
        plan = replace(PLAN, area="Parc", address="1 rue", backup_area="Bar", backup_address="2 rue")
        there = switched(plan)
        assert (there.area, there.address) == ("Bar", "2 rue")
        assert switched(there) == plan

    def test_not_without_a_second_place(self):
        with pytest.raises(BackupMissing):
            switched(PLAN)


class TestDetails:
    @pytest.mark.parametrize(("text", "size"), [("", None), (" 4 ", 4), ("8", 8)])
    def test_tables_as_typed(self, text, size):
        assert read_table_size(text) == size

    @pytest.mark.parametrize("text", ["1", "9", "four", "-4", "99999999999"])
    def test_tables_that_are_none(self, text):
        with pytest.raises(TableSizeOutOfRange):
            read_table_size(text)

    def test_a_change_is_carried_over_to_the_plan_as_it_is_by_now(self):
        before, after = PLAN, replace(PLAN, area="Lac")
        assert rebased(replace(PLAN, title="Renamed"), before, after) == replace(
            PLAN, title="Renamed", area="Lac"
        )


class TestDecisions:
    def test_a_proposal_is_confirmed(self):
        assert confirmed(meetup(State.PROPOSED), NOW) == meetup(State.SCHEDULED)

    def test_not_without_a_date(self):
        with pytest.raises(DateMissing):
            confirmed(meetup(State.PROPOSED, starts_at=None), NOW)

    @pytest.mark.parametrize("now", [START, AFTER])
    def test_not_for_a_date_that_has_passed(self, now):
        with pytest.raises(DatePassed):
            confirmed(meetup(State.PROPOSED), now)

    def test_a_proposal_is_declined_for_a_reason(self):
        after = declined(meetup(State.PROPOSED), " Too\tfar ", NOW)
        assert (after.state, after.reason) == (State.DECLINED, "Too far")

    @pytest.mark.parametrize(
        ("state", "now"),
        [(State.PROPOSED, NOW), (State.PROPOSED, AFTER), (State.SCHEDULED, NOW), (State.SCHEDULED, DURING)],
    )
    def test_what_is_not_over_is_cancelled_for_a_reason(self, state, now):
        after = cancelled(meetup(state), "Rain", now)
        assert (after.state, after.reason) == (State.CANCELLED, "Rain")

    @pytest.mark.parametrize("decide", [declined, cancelled])
    def test_a_reason_is_required_and_short(self, decide):
        with pytest.raises(TextMissing):
            decide(meetup(State.PROPOSED), " \u200b ", NOW)
        with pytest.raises(TextTooLong):
            decide(meetup(State.PROPOSED), "x" * 301, NOW)

    @pytest.mark.parametrize(
        ("act", "open_in"),
        [
            (confirmed, {Phase.PROPOSED}),
            (lambda one, now: declined(one, "No", now), {Phase.PROPOSED}),
            (lambda one, now: cancelled(one, "No", now), {Phase.PROPOSED, Phase.UPCOMING, Phase.RUNNING}),
            (
                lambda one, now: edited(one, replace(one.plan, title="Other"), now),
                {Phase.PROPOSED, Phase.UPCOMING, Phase.RUNNING},
            ),
        ],
        ids=["confirm", "decline", "cancel", "edit"],
    )
    @pytest.mark.parametrize(
        ("state", "now"),
        [
            (State.PROPOSED, NOW),
            (State.SCHEDULED, NOW),
            (State.SCHEDULED, DURING),
            (State.SCHEDULED, AFTER),
            (State.CANCELLED, NOW),
            (State.DECLINED, NOW),
        ],
    )
    def test_each_decision_is_open_in_its_phases_only(self, act, open_in, state, now):
        one = meetup(state)
        phase = one.phase(now)
        if phase in open_in:
            assert act(one, now) != one
            return
        with pytest.raises(MeetupClosed) as refused:
            act(one, now)
        assert refused.value.phase is phase


class TestEdits:
    def test_another_plan(self):
        plan = replace(PLAN, starts_at=START + timedelta(days=1), area="Lac", capacity=4)
        assert edited(meetup(), plan, NOW) == replace(meetup(), plan=plan)

    def test_the_new_plan_is_checked(self):
        for wrong, refusal in (
            ({"starts_at": NOW}, DatePassed),
            ({"starts_at": NOW + FARTHEST + SECOND}, DateTooFar),
            ({"capacity": 0}, CapacityOutOfRange),
            ({"duration": timedelta()}, DurationOutOfRange),
            ({"title": ""}, TextMissing),
        ):
            with pytest.raises(refusal):
                edited(meetup(), replace(PLAN, **wrong), NOW)

    def test_a_running_meetup_may_be_edited_where_it_did_not_move(self):
        after = edited(meetup(), replace(PLAN, title=" Big picnic "), DURING)
        assert after.plan == replace(PLAN, title="Big picnic")

    def test_a_proposal_whose_date_has_passed_may_still_be_edited(self):
        after = edited(meetup(State.PROPOSED), replace(PLAN, area="Lac"), AFTER)
        assert after.plan == replace(PLAN, area="Lac")

    def test_a_proposal_may_lose_its_date_and_a_scheduled_meetup_may_not(self):
        undated = replace(PLAN, starts_at=None)
        assert edited(meetup(State.PROPOSED), undated, NOW).plan == undated
        with pytest.raises(DateMissing):
            edited(meetup(), undated, NOW)

    @pytest.mark.parametrize("title", ["Picnic", " Picnic ", "Pic\u200bnic"])
    def test_nothing_changed_is_said(self, title):
        with pytest.raises(NothingChanged):
            edited(meetup(), replace(PLAN, title=title), NOW)

    def test_the_same_instant_on_another_clock_has_not_moved(self):
        with pytest.raises(NothingChanged):
            edited(meetup(), replace(PLAN, starts_at=START.astimezone(PARIS)), DURING)

    def test_nor_has_an_hour_that_a_zone_has_twice(self):
        twice = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=1)
        with pytest.raises(NothingChanged):
            edited(meetup(starts_at=twice.astimezone(UTC)), replace(PLAN, starts_at=twice), NOW)

    def test_what_differs_between_two_plans(self):
        other = replace(PLAN, title="x", starts_at=None, zone=ZoneInfo("Asia/Tokyo"), capacity=3)
        assert changes(PLAN, PLAN) == ()
        assert changes(PLAN, other) == ("title", "starts_at", "zone", "capacity")

    def test_moves_of_time_and_place_are_told(self):
        assert {"starts_at", "zone", "area", "address", "access_code"} == TELLING
