"""Late arrivals and early departures."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.icebreakers import History, Person, plan_rounds, remove_leaver, seat_latecomer
from tests.domain.icebreakers.communities import START, pairs_of, people_and_history, strangers


@settings(max_examples=25, deadline=None)
@given(people_and_history(least=3, most=12, blocks=8), st.integers(2, 5))
def test_a_latecomer_sits_where_it_repeats_least_and_never_beside_somebody_blocked(community, size):
    people, history = community
    *present, late = people
    (tables,) = plan_rounds(present, history, size=size).rounds
    result = seat_latecomer(late.user_id, tables, people, history)
    welcome = [
        table for table in tables if not any(history.keeps_apart(late.user_id, member) for member in table)
    ]
    if not welcome:
        assert result.unseated == late.user_id
        assert result.tables == tables
        return
    (number,) = [number for number, table in enumerate(result.tables) if late.user_id in table]
    assert result.moved == late.user_id
    assert all(
        old == new
        for place, (old, new) in enumerate(zip(tables, result.tables, strict=True))
        if place != number
    )
    ranks = [(_met(late.user_id, table, history), len(table)) for table in welcome]
    assert (_met(late.user_id, tables[number], history), len(tables[number])) == min(ranks)


def _met(user_id: int, table: tuple[int, ...], history: History) -> int:
    return sum((min(user_id, member), max(user_id, member)) in history.met for member in table)


@settings(max_examples=25, deadline=None)
@given(people_and_history(least=2, most=12, blocks=8), st.integers(2, 5), st.integers(0, 11))
def test_a_leaver_leaves_nobody_alone(community, size, which):
    people, history = community
    (tables,) = plan_rounds(people, history, size=size).rounds
    seated = sorted(member for table in tables for member in table)
    if not seated:
        return
    gone = seated[which % len(seated)]
    result = remove_leaver(gone, tables, people, history)
    still = sorted(member for table in result.tables for member in table)
    expected = [member for member in seated if member not in {gone, result.unseated}]
    assert still == expected
    assert all(len(table) != 1 for table in result.tables)
    assert not set(pairs_of(result.tables)) & history.blocked
    changed = {
        member for old, new in zip(tables, result.tables, strict=True) for member in set(new) - set(old)
    }
    assert changed == ({result.moved} if result.moved is not None else set())


def test_the_odd_one_out_of_a_trio_makes_a_pair_again():
    tables = ((100, 101), (102, 103), (104, 105, 106))
    result = remove_leaver(100, tables, strangers(7), History({(101, 104): START, (101, 105): START}))
    assert result.tables == ((101, 106), (102, 103), (104, 105))
    assert result.moved == 106


def test_what_was_met_earlier_in_the_evening_counts():
    tables, earlier = ((100, 101), (102, 103)), (((100, 104), (101, 102)),)
    result = seat_latecomer(104, tables, strangers(5), History(), earlier)
    assert result.tables == ((100, 101), (102, 103, 104))


def test_between_equal_tables_a_newcomer_joins_the_one_with_somebody_experienced():
    people = [
        Person(1, newcomer=True),
        Person(2, newcomer=True),
        Person(3),
        Person(4),
        Person(5, newcomer=True),
    ]
    result = seat_latecomer(5, ((1, 2), (3, 4)), people, History())
    assert result.tables == ((1, 2), (3, 4, 5))


def test_who_may_sit_with_nobody_is_told_so():
    blocked = frozenset({(100, 102), (100, 103)})
    assert (
        remove_leaver(101, ((100, 101), (102, 103)), strangers(4), History(blocked=blocked)).unseated == 100
    )
    late = seat_latecomer(104, ((100, 101),), strangers(5), History(blocked=frozenset({(100, 104)})))
    assert (late.tables, late.unseated, late.moved) == (((100, 101),), 104, None)


def test_who_sits_nowhere_leaves_no_gap():
    tables = ((100, 101), (102, 103))
    assert remove_leaver(109, tables, strangers(4), History()).tables == tables


def test_a_table_that_broke_up_stays_empty_for_a_latecomer_too():
    result = remove_leaver(100, ((100, 101), (102, 103)), strangers(4), History())
    assert result.tables == ((), (101, 102, 103))
    assert seat_latecomer(104, result.tables, strangers(5), History()).tables == ((), (101, 102, 103, 104))
