"""Who has an intro when, who was silent, who can talk, and which times suit all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import intros
from bot.domain.communities import default_community
from bot.domain.icebreakers import Person
from bot.domain.intros import Intro, Outcome, Participant, Reply
from bot.domain.profiles import DayPart, Slot

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # 10:00 in Paris
HERE = default_community(1, "fr", MONDAY)
WEEK = timedelta(weeks=1)


def member(every: int = 1, **values: object) -> Participant:
    usual = {"user_id": 1, "every": every, "joined_at": MONDAY - 52 * WEEK}
    return Participant(**{"awake_since": MONDAY - 52 * WEEK, **usual, **values})  # type: ignore[arg-type]


def test_rounds_keep_their_local_hour_over_the_change_of_clocks() -> None:
    found, at = [], MONDAY - timedelta(hours=1)
    for _ in range(5):
        at = intros.next_round(HERE, at)
        found.append(at.astimezone(PARIS).strftime("%a %d %H:%M"))
    assert found == ["Mon 02 10:00", "Mon 09 10:00", "Mon 16 10:00", "Mon 23 10:00", "Mon 30 10:00"]
    assert intros.next_round(HERE, MONDAY) == MONDAY + WEEK
    sunday = replace(HERE, intros_weekday=7, intros_hour=20)
    assert intros.next_round(sunday, MONDAY).astimezone(PARIS).strftime("%a %d %H") == "Sun 08 20"


@pytest.mark.parametrize(("every", "turns"), [(1, 16), (2, 8), (4, 4)])
def test_every_rhythm_has_its_turns_and_the_rare_ones_fall_together(every: int, turns: int) -> None:
    def rounds_of(one: Participant) -> list[int]:
        taken = []
        for week in range(17):
            at = MONDAY + week * WEEK
            if intros.takes_part(one, at, PARIS):
                one = replace(one, last_round_at=at)
                taken.append(week)
        return taken

    old = rounds_of(member(every, last_round_at=MONDAY - 4 * WEEK))
    assert abs(len(old) - turns) <= 1
    new = rounds_of(member(every, joined_at=MONDAY - timedelta(days=1)))
    assert new[0] == 0
    assert set(old) <= set(new)
    assert set(old) <= set(rounds_of(member(1)))


def test_who_paused_skipped_or_sleeps_is_left_out() -> None:
    assert intros.takes_part(member(), MONDAY, PARIS)
    assert not intros.takes_part(member(skipped_round_at=MONDAY), MONDAY, PARIS)
    assert intros.takes_part(member(skipped_round_at=MONDAY), MONDAY + WEEK, PARIS)
    assert not intros.takes_part(member(paused_until=MONDAY + WEEK), MONDAY, PARIS)
    assert intros.takes_part(member(paused_until=MONDAY + WEEK), MONDAY + WEEK, PARIS)
    assert not intros.takes_part(member(is_asleep=True), MONDAY, PARIS)


def test_the_next_turn_looks_past_what_is_skipped() -> None:
    before = MONDAY - timedelta(days=1)
    assert intros.next_turn(member(), HERE, MONDAY, before) == MONDAY
    assert intros.next_turn(member(skipped_round_at=MONDAY), HERE, MONDAY, before) == MONDAY + WEEK
    assert intros.next_turn(member(is_asleep=True), HERE, MONDAY, before) is None
    paused = member(paused_until=before + intros.PAUSE)
    assert intros.next_turn(paused, HERE, None, before) == MONDAY + 4 * WEEK - timedelta(hours=1)


def test_a_late_warning_still_leaves_time_to_skip_and_a_very_late_round_is_left_out() -> None:
    assert intros.match_at(HERE, MONDAY, MONDAY - timedelta(days=1)) == MONDAY
    assert intros.match_at(HERE, MONDAY, MONDAY - timedelta(hours=1)) == MONDAY + timedelta(hours=11)
    assert intros.match_at(HERE, MONDAY, MONDAY + timedelta(hours=1)) == MONDAY + timedelta(hours=22), "quiet"
    assert intros.match_at(HERE, MONDAY, MONDAY + timedelta(days=3)) is not None
    assert intros.match_at(HERE, MONDAY, MONDAY + timedelta(days=5)) is None


def an_intro(weeks_ago: int, *outcomes: Outcome | None) -> Intro:
    replies = tuple(Reply(user_id, outcome) for user_id, outcome in enumerate(outcomes, 1))
    return Intro(
        id=weeks_ago, community_id=1, round_at=MONDAY - weeks_ago * WEEK, prompt="?", replies=replies
    )


def test_three_ripe_rounds_without_a_word_are_silence() -> None:
    mute = [an_intro(weeks, None, Outcome.MET) for weeks in (1, 2, 3, 4)]
    assert not intros.is_silent(member(), mute[:3], MONDAY), "the newest may still be answered"
    assert intros.is_silent(member(), mute, MONDAY)
    assert not intros.is_silent(member(awake_since=MONDAY - 3 * WEEK), mute, MONDAY)
    spoke = [*mute[:3], an_intro(5, None, None), an_intro(4, Outcome.NO, None)]
    assert not intros.is_silent(member(), spoke, MONDAY)


def test_pairs_have_met_when_both_say_so() -> None:
    assert an_intro(1, Outcome.MET, None).met == ()
    assert an_intro(1, Outcome.MET, Outcome.LATER, Outcome.MET).met == ((1, 3),)
    assert an_intro(1, Outcome.MET, Outcome.MET, Outcome.MET).met == ((1, 2), (1, 3), (2, 3))
    assert intros.pairs_of(an_intro(1, None, None, None)) == ((1, 2), (1, 3), (2, 3))


def test_who_shares_no_language_with_the_table_is_left_out() -> None:
    def speaks(user_id: int, *languages: str) -> Person:
        return Person(user_id, languages=frozenset(languages))

    assert intros.who_can_talk([speaks(1, "fr"), speaks(2, "fr", "en")]) == ((1, 2), ())
    assert intros.who_can_talk([speaks(1, "fr"), speaks(2)]) == ((1, 2), ())
    assert intros.who_can_talk([speaks(1, "fr"), speaks(2, "de")]) == ((), (1, 2))
    assert intros.who_can_talk([speaks(1, "fr"), speaks(2, "de"), speaks(3, "fr")]) == ((1, 3), (2,))


def test_the_odd_one_joins_a_pair_that_suits_them() -> None:
    people = {n: Person(n, languages=frozenset({"fr"} if n < 5 else {"de"})) for n in range(1, 6)}
    tables = [(1, 2), (3, 4)]
    assert intros.with_the_odd_ones(tables, [5], people, frozenset(), frozenset()) == (tables, [5])
    people[5] = Person(5)
    blocked, apart = frozenset({(1, 5)}), frozenset({(3, 5)})
    assert intros.with_the_odd_ones(tables, [5], people, blocked, frozenset()) == ([(1, 2), (3, 4, 5)], [])
    assert intros.with_the_odd_ones(tables, [5], people, frozenset(), apart) == ([(1, 2, 5), (3, 4)], [])
    assert intros.with_the_odd_ones(tables, [5], people, blocked, apart) == ([(1, 2), (3, 4, 5)], [])
    assert intros.with_the_odd_ones([], [5], people, blocked, apart) == ([], [5])


SLOTS = [Slot(day, part) for day in range(7) for part in DayPart]


@given(st.lists(st.frozensets(st.sampled_from(SLOTS)), min_size=1, max_size=3))
def test_proposed_times_suit_everybody(free: list[frozenset[Slot]]) -> None:
    found = intros.proposed_times(free, MONDAY, PARIS)
    common = frozenset.intersection(*free)
    assert bool(found) == bool(common)
    assert len(found) <= intros.TIMES_PROPOSED
    assert len({at.date() for at in found}) == len(found)
    for at in found:
        assert MONDAY < at < MONDAY + timedelta(days=15)
        assert intros.slot_of(at, PARIS) in common


def test_nothing_is_proposed_when_somebody_told_nothing() -> None:
    evening = frozenset({Slot(2, DayPart.EVENING)})
    assert intros.proposed_times([evening, frozenset()], MONDAY, PARIS) == ()
    [first, second] = intros.proposed_times([evening, evening], MONDAY, PARIS)
    assert (first.astimezone(PARIS).strftime("%a %H:%M"), second - first) == ("Wed 19:00", WEEK)
