"""From people, a history and a wish to a plan."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

from bot.domain.icebreakers.aims import evening_score
from bot.domain.icebreakers.apart import fitting_sizes, stay_out
from bot.domain.icebreakers.bounds import repeats_bound
from bot.domain.icebreakers.crowds import pair_crowd
from bot.domain.icebreakers.evenings import pair_rounds
from bot.domain.icebreakers.plans import History, Plan, pairs_at
from bot.domain.icebreakers.rooms import bits, in_seeded_order, open_room
from bot.domain.icebreakers.sizes import table_counts, table_sizes
from bot.domain.icebreakers.tables import table_rounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.icebreakers.pairs import Seating
    from bot.domain.icebreakers.plans import Pair, Person, Round
    from bot.domain.icebreakers.rooms import Room


EXACT = 160
"""Up to so many people are paired exactly; more in groups."""


def plan_rounds(
    people: Iterable[Person], history: History, *, size: int = 2, rounds: int = 1, seed: int = 0
) -> Plan:
    """Seat people at tables, round after round.

    No blocked pair ever shares a table, and whoever can be seated is. Then, each count before the next:
    fewest pairs that have met, in the history or earlier in the evening; fewest people who share a language
    with nobody at their table; newcomers apart and beside somebody experienced; a shared interest; longest
    since last together. The same people, history and seed give the same plan, however people are listed.

    It takes milliseconds for a round of pairs, up to three seconds for tables with a history, and holds the
    interpreter's lock meanwhile: for more than a few people, call it in a process.

    Args:
        people: Who is there; each user id once.
        history: Who has met and who is blocked; others than those present do no harm.
        size: People at a table, 2 to 8. Tables differ by one at most.
        rounds: How many rounds to plan together, at least 1.
        seed: Decides between plans that are equally good.

    Raises:
        ValueError: If size or rounds is out of range, or a user id stands twice.
    """
    if not 2 <= size <= 8 or rounds < 1:  # noqa: PLR2004
        raise ValueError("A table has 2 to 8 seats and an evening at least one round.")
    ordered = in_seeded_order(people, seed)
    if size > 2:  # noqa: PLR2004
        return _tables(open_room(ordered, history), history, size, rounds, seed)
    if len(ordered) > EXACT:
        return _crowd(ordered, history, rounds, seed)
    return _pairs(open_room(ordered, history), history, rounds, seed)


def plan_intros(people: Iterable[Person], history: History, *, seed: int = 0) -> Plan:
    """Pair people who are to meet by themselves: one round, and one area before newcomers and interests.

    All else is as in `plan_rounds`. A thousand people take a quarter of a second, a hundred thousand half a
    minute.

    Raises:
        ValueError: If a user id stands twice.
    """
    ordered = in_seeded_order(people, seed)
    if len(ordered) > EXACT:
        return _crowd(ordered, history, 1, seed, by_area=True)
    return _pairs(open_room(ordered, history, by_area=True), history, 1, seed)


def _crowd(
    people: Sequence[Person], history: History, rounds: int, seed: int, *, by_area: bool = False
) -> Plan:
    """Plan pairs of many, each round being history to the next; the bound is not looked for and stays 0."""
    known = dict(history.met) if rounds > 1 else history.met
    tonight = max(history.met.values(), default=datetime.min.replace(tzinfo=UTC))
    evening: list[Round] = []
    missing: set[int] = set()
    for played in range(rounds):
        so_far = History(known, history.blocked)
        tables, out = pair_crowd(people, so_far, seed + played, by_area=by_area)
        evening.append(tuple(sorted(tuple(sorted(people[one].user_id for one in t)) for t in tables)))
        missing.update(people[one].user_id for one in out)
        if rounds > 1:
            known = {**known, **dict.fromkeys((pair for t in evening[-1] for pair in pairs_at(t)), tonight)}
    return Plan(tuple(evening), tuple(sorted(missing)), repeats_of(evening, history))


def _pairs(room: Room, history: History, rounds: int, seed: int) -> Plan:
    """Plan pairs round by round; where that repeats more than it must, plan the evening as a whole too."""
    if _round_robin(room, rounds):
        sizes = table_sizes(len(room), len(room) // 2)
        return _plan(room, _search(room, sizes, rounds, 0, seed), (), history, 0)
    evening, missing = pair_rounds(room, rounds, seed)
    if missing:
        bound = sum(_bound_of_one_round(room, tables, history) for tables in evening)
        return _plan(room, evening, missing, history, bound)
    if not len(room):
        return Plan(((),) * rounds)
    sizes = table_sizes(len(room), table_counts(len(room), 2)[0])
    bound = repeats_bound(room, sizes, rounds)
    score = evening_score(room, evening)
    if rounds > 1 and score.repeats > bound and all(len(tables) == len(sizes) for tables in evening):
        whole = _search(room, sizes, rounds, bound, seed)
        evening = min(evening, whole, key=lambda tables: evening_score(room, tables))
    return _plan(room, evening, missing, history, bound)


def _tables(room: Room, history: History, size: int, rounds: int, seed: int) -> Plan:
    out = stay_out(room.barred, size)
    seated = room
    if out:
        seated = open_room([person for one, person in enumerate(room.people) if one not in out], history)
    sizes = fitting_sizes(seated.barred, size)
    if sizes is None:
        return Plan(((),) * rounds, room.ids(out))
    bound = repeats_bound(seated, sizes, rounds)
    plan = _plan(seated, _search(seated, sizes, rounds, bound, seed), (), history, bound)
    return Plan(plan.rounds, room.ids(out), plan.repeats, bound)


def _round_robin(room: Room, rounds: int) -> bool:
    """Tell whether strangers are to meet at least half of all others: then who meets when hardly matters."""
    strangers = not any(room.met) and not any(room.barred) and len(room) % 2 == 0
    return strangers and max(2, len(room) // 2) <= rounds < len(room)


def _search(room: Room, sizes: Sequence[int], rounds: int, bound: int, seed: int) -> list[Seating]:
    hall = table_rounds(room, sizes, rounds, bound, Random(seed))
    return [tuple(tuple(bits(table)) for table in tables) for tables in hall.tables]


def _bound_of_one_round(room: Room, tables: Seating, history: History) -> int:
    seated = open_room([room.people[one] for table in tables for one in table], history)
    return repeats_bound(seated, [len(table) for table in tables], 1) if tables else 0


def _plan(
    room: Room, evening: Iterable[Seating], missing: Iterable[int], history: History, bound: int
) -> Plan:
    rounds = tuple(tuple(sorted(room.ids(table) for table in tables)) for tables in evening)
    return Plan(rounds, room.ids(missing), repeats_of(rounds, history), bound)


def repeats_of(rounds: Iterable[Round], history: History) -> tuple[Pair, ...]:
    """Return the pairs that meet again, round by round, each as often as it does."""
    met = set(history.met)
    again: list[Pair] = []
    for tables in rounds:
        pairs = [pair for table in tables for pair in pairs_at(table)]
        again.extend(pair for pair in pairs if pair in met)
        met.update(pairs)
    return tuple(again)
