"""Communities to seat, small and large, and judges of plans that know no bit masks."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from bot.domain.icebreakers import History, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.domain.icebreakers import Plan, Round, Table

START = datetime(2025, 3, 1, 19, 0, tzinfo=UTC)


def strangers(count: int) -> list[Person]:
    return [Person(100 + number) for number in range(count)]


@st.composite
def people_and_history(
    draw: st.DrawFn, least: int = 0, most: int = 10, blocks: int = 4
) -> tuple[list[Person], History]:
    count = draw(st.integers(least, most))
    people = [
        Person(
            user_id=10 + 3 * number,
            newcomer=draw(st.booleans()),
            languages=draw(st.frozensets(st.sampled_from(["en", "fr", "de"]), max_size=2)),
            interests=draw(st.frozensets(st.sampled_from(["tea", "chess", "films", "hiking"]), max_size=3)),
            area=draw(st.sampled_from([None, "north", "south"])),
        )
        for number in range(count)
    ]
    pairs = list(combinations([person.user_id for person in people], 2))
    if not pairs:
        return people, History()
    met = draw(st.dictionaries(st.sampled_from(pairs), st.integers(0, 400), max_size=len(pairs)))
    blocked = draw(st.frozensets(st.sampled_from(pairs), max_size=blocks))
    return people, History({pair: START + timedelta(days=days) for pair, days in met.items()}, blocked)


def half_met(count: int, share: float, seed: int = 0, blocks: int = 0) -> tuple[list[Person], History]:
    rng = Random(seed)
    people = [
        Person(
            100 + number,
            newcomer=rng.random() < 0.2,
            languages=frozenset(rng.sample(["en", "fr", "de"], rng.choice([1, 1, 2]))),
            interests=frozenset(rng.sample("abcdefgh", rng.randrange(4))),
            area=rng.choice(["north", "south", "east", None]),
        )
        for number in range(count)
    ]
    pairs = list(combinations([person.user_id for person in people], 2))
    met = {pair: START + timedelta(days=rng.randrange(300)) for pair in pairs if rng.random() < share}
    return people, History(met, frozenset(rng.sample(pairs, blocks)))


def pairs_of(tables: Iterable[Table]) -> Iterator[tuple[int, int]]:
    for table in tables:
        yield from combinations(sorted(table), 2)


def after(history: History, tables: Round, when: datetime = START) -> History:
    return History({**history.met, **dict.fromkeys(pairs_of(tables), when)}, history.blocked)


def counted_repeats(plan: Plan, history: History) -> Counter[tuple[int, int]]:
    met, again = set(history.met), Counter[tuple[int, int]]()
    for tables in plan.rounds:
        together = list(pairs_of(tables))
        again.update(pair for pair in together if pair in met)
        met.update(together)
    return again


def holds_the_law(plan: Plan, people: Sequence[Person], history: History, size: int, rounds: int) -> None:
    """Assert what no plan may break."""
    ids = {person.user_id for person in people}
    assert len(plan.rounds) == rounds
    for tables in plan.rounds:
        seated = [member for table in tables for member in table]
        assert len(seated) == len(set(seated))
        assert set(seated) <= ids
        assert ids - set(seated) <= set(plan.unseated)
        assert not set(pairs_of(tables)) & history.blocked
        assert all(len(table) >= 2 for table in tables)
        sizes = {len(table) for table in tables}
        assert max(sizes, default=0) - min(sizes, default=0) <= 1
        if size == 2:
            assert sizes <= {2, 3}
        assert all(table == tuple(sorted(table)) for table in tables)
        assert tables == tuple(sorted(tables))
    assert Counter(plan.repeats) == counted_repeats(plan, history)
    assert plan.repeats_bound <= len(plan.repeats)


def cost_of(
    table: Table, people: dict[int, Person], history: History, *, by_area: bool = False
) -> tuple[int, ...]:
    """Count what a table costs in one round, in the order that a plan compares."""
    members = [people[user_id] for user_id in table]
    pairs = list(combinations(sorted(members, key=lambda one: one.user_id), 2))
    met = [history.met[pair] for pair in pairs_of([table]) if pair in history.met]
    newest = max(
        (when for (one, other), when in history.met.items() if one in people and other in people),
        default=START,
    )
    newcomers = sum(member.newcomer for member in members)
    return (
        len(met),
        sum(not any(_speak(one, other) for other in members if other is not one) for one in members),
        newcomers * (newcomers - 1) // 2 + (newcomers if newcomers == len(members) else 0),
        sum(one.area is None or one.area != other.area for one, other in pairs) if by_area else 0,
        sum(
            not any(one.interests & other.interests for other in members if other is not one)
            for one in members
        ),
        sum(4095 - (newest - when).days for when in met),
        sum(3 - min(3, len(one.interests & other.interests)) for one, other in pairs),
    )


def cost_of_round(
    tables: Iterable[Table], people: dict[int, Person], history: History, *, by_area: bool = False
) -> tuple[int, ...]:
    costs = [cost_of(table, people, history, by_area=by_area) for table in tables]
    return tuple(map(sum, zip(*costs, strict=True)))


def _speak(one: Person, other: Person) -> bool:
    return not one.languages or not other.languages or bool(one.languages & other.languages)


def seatings(ids: Sequence[int], sizes: Sequence[int]) -> Iterator[tuple[Table, ...]]:
    """Yield every way to seat everybody at tables of these sizes."""
    if not ids:
        yield ()
        return
    first, rest = ids[0], ids[1:]
    for size in sorted(set(sizes)):
        left = list(sizes)
        left.remove(size)
        for company in combinations(rest, size - 1):
            for others in seatings([one for one in rest if one not in company], left):
                yield ((first, *company), *others)
