"""A round that is played: latecomers, leavers and swaps, and what no swap may tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.icebreakers import History, Person, plan_rounds
from bot.domain.icebreakers.plans import Round, pairs_at
from bot.domain.rounds import (
    LINGERS,
    SOON,
    Company,
    NotAtATable,
    PlayedRound,
    SameTable,
    SeatedTable,
    SwapRefused,
    apart_by_lot,
    first_meetings,
    fits,
    keep_up,
    shared_interests,
    soon_at,
    swapped,
)
from tests.domain.icebreakers.communities import half_met, pairs_of, people_and_history, strangers

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
SECRET = "a lot for tests"  # noqa: S105 - it guards nothing here


def playing(groups: Round, number: int = 1) -> PlayedRound:
    tables = tuple(SeatedTable(n, users, f"question {n}") for n, users in enumerate(groups, 1))
    return PlayedRound(id=7, icebreaker_id=3, meetup_id=1, number=number, tables=tables, started_at=NOW)


@settings(max_examples=60, deadline=None)
@given(people_and_history(least=4, most=12, blocks=5), st.integers(2, 5), st.integers(0, 99), st.data())
def test_people_come_and_go_and_nobody_sits_alone_or_beside_whom_they_must_not(
    community: tuple[list[Person], History], size: int, seed: int, data: st.DataObject
) -> None:
    people, history = community
    there = data.draw(st.lists(st.sampled_from(people), min_size=2, unique=True))
    now_here = data.draw(st.lists(st.sampled_from(people), min_size=2, unique=True))
    (groups,) = plan_rounds(there, history, size=size, seed=seed).rounds
    before = playing(groups)
    after, moved = keep_up(before, Company(tuple(now_here), history))
    ids = {person.user_id for person in now_here}
    assert after.seated <= ids
    assert set(moved) <= after.seated
    assert all(len(table.user_ids) >= 2 for table in after.tables)
    assert not set(pairs_of(after.groups)) & history.blocked
    assert {table.number: table.prompt for table in after.tables}.items() <= {
        table.number: table.prompt for table in before.tables
    }.items()
    for user_id in ids - after.seated:  # only whom blocks keep from every table
        rest = [t for t in after.groups if not any(history.keeps_apart(user_id, other) for other in t)]
        assert not rest
    again, moved_again = keep_up(after, Company(tuple(now_here), history))
    assert after.seated <= again.seated
    assert set(moved_again) == again.seated - after.seated


def test_a_latecomer_joins_the_smallest_table_where_they_know_nobody() -> None:
    people = strangers(12)
    met = {(100, 111): NOW, (104, 111): NOW}
    groups = ((100, 101, 102, 103), (104, 105, 106), (107, 108, 109, 110))
    after, moved = keep_up(playing(groups), Company(tuple(people), History(met)))
    assert moved == (111,)
    assert after.tables[2].user_ids == (107, 108, 109, 110, 111)
    smallest, _ = keep_up(playing(groups), Company(tuple(people), History({(100, 111): NOW})))
    assert smallest.tables[1].user_ids == (104, 105, 106, 111)


def test_who_would_sit_alone_after_somebody_left_joins_others() -> None:
    people = strangers(5)[:4]
    after, moved = keep_up(playing(((100, 104), (101, 102, 103))), Company(tuple(people), History()))
    assert sorted(map(len, after.groups)) == [2, 2]
    assert len(moved) == 1


def test_a_swap_keeps_tables_and_says_nothing_of_why_not() -> None:
    people, history = half_met(12, 0, seed=3)
    company = Company(tuple(Person(p.user_id) for p in people), history)
    groups = ((100, 101, 102), (103, 104, 105), (106, 107, 108), (109, 110, 111))
    before = playing(groups)
    refused = []
    for one, other in combinations(range(100, 112), 2):
        try:
            after = swapped(before, one, other, company, secret=SECRET)
        except SameTable:
            assert before.table_of(one) == before.table_of(other)
        except SwapRefused:
            refused.append((one, other))
        else:
            assert after.table_of(one).number == before.table_of(other).number  # type: ignore[union-attr]
            assert sorted(map(len, after.groups)) == [3, 3, 3, 3]
            assert after.seated == before.seated
    assert 0 < len(refused) < 40  # by lot alone: nobody here is blocked
    with pytest.raises(NotAtATable):
        swapped(before, 100, 999, company, secret=SECRET)


def test_a_block_refuses_exactly_as_the_lot_does() -> None:
    lots = [pair for pair in combinations(range(100, 140), 2) if apart_by_lot(SECRET, pair)]
    assert 15 <= len(lots) <= 55  # 780 pairs, one in 24
    drawn = lots[0]
    free = next(p for p in combinations(range(100, 140), 2) if not apart_by_lot(SECRET, p))
    for pair, blocked in ((drawn, frozenset()), (free, frozenset({free}))):
        one, other = pair
        rest = [n for n in range(100, 140) if n not in pair]
        helpers = next(
            (a, b)
            for a, b in combinations(rest, 2)
            if not any(apart_by_lot(SECRET, tuple(sorted(p))) for p in ((one, b), (a, b), (a, other)))
        )
        groups = (tuple(sorted((one, helpers[0]))), tuple(sorted((other, helpers[1]))))
        company = Company(tuple(strangers(40)), History(blocked=blocked))
        with pytest.raises(SwapRefused):
            swapped(playing(groups), helpers[0], other, company, secret=SECRET)


def test_nobody_is_swapped_back_to_whom_they_sat_with_tonight_or_away_from_their_language() -> None:
    def company(**languages: str) -> Company:
        people = [Person(n, languages=frozenset(languages.get(f"p{n}", "").split())) for n in range(1, 5)]
        return Company(tuple(people), History(), earlier=(((1, 4), (2, 3)),))

    with pytest.raises(SwapRefused):
        swapped(playing(((1, 2), (3, 4))), 2, 4, company(), secret=SECRET)
    speaking = Company(company(p1="fr", p2="fr", p3="en", p4="en").people, History())
    with pytest.raises(SwapRefused):
        swapped(playing(((1, 2), (3, 4))), 2, 4, speaking, secret=SECRET)


def test_planned_rounds_fit_while_the_same_people_are_there_and_have_not_met_since() -> None:
    company = Company(tuple(strangers(4)), History(), earlier=(((100, 101), (102, 103)),))
    planned = (((100, 102), (101, 103)),)
    assert fits(planned, company)
    assert fits((), company)
    assert not fits(planned, Company(company.people[:3], History()))
    assert not fits(planned, Company(company.people, History(blocked=frozenset({(100, 102)}))))
    assert not fits(planned, Company(company.people, History(), earlier=planned))


def test_what_meets_for_the_first_time_is_counted() -> None:
    company = Company(tuple(strangers(6)), History({(100, 101): NOW}), earlier=(((102, 103),),))
    assert first_meetings(((100, 101, 102), (103, 104, 105)), company) == (5, 6)
    assert first_meetings(((102, 103), (104, 105)), company) == (1, 2)


def test_an_interest_is_shared_by_two() -> None:
    people = tuple(Person(n, interests=frozenset(words)) for n, words in enumerate(("ab", "bc", "cd", "e")))
    assert shared_interests((0, 1), Company(people, History())) == {"b"}
    assert shared_interests((0, 2, 3), Company(people, History())) == frozenset()


def test_the_word_before_the_end_is_for_rounds_that_are_long_enough() -> None:
    for minutes, said in ((3, False), (4, False), (5, True), (20, True)):
        ends_at = NOW + timedelta(minutes=minutes)
        assert soon_at(NOW, ends_at) == (ends_at - SOON if said else None)


def test_a_round_takes_people_while_it_lasts_and_never_after_the_meetup() -> None:
    open_ended, ends_at = playing(((1, 2),)), NOW + timedelta(hours=3)
    assert open_ended.takes_people(ends_at, NOW + LINGERS - SOON)
    assert not open_ended.takes_people(ends_at, NOW + LINGERS)
    assert not open_ended.takes_people(NOW, NOW + SOON)


def test_no_round_planned_ahead_seats_a_table_of_the_same_people_twice() -> None:
    rng = Random(5)
    people, history = half_met(23, 0.2, seed=rng.randrange(99))
    plan = plan_rounds(people, history, size=4, rounds=3)
    met: set[tuple[int, int]] = set()
    for tables in plan.rounds:
        pairs = {pair for table in tables for pair in pairs_at(table)}
        assert not pairs & met
        met |= pairs
