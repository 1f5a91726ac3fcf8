"""From people, a history and a wish to a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.icebreakers.evenings import pair_rounds
from bot.domain.icebreakers.plans import Plan, pairs_at
from bot.domain.icebreakers.rooms import in_seeded_order, open_room

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.icebreakers.plans import History, Pair, Person, Round


def plan_rounds(
    people: Iterable[Person], history: History, *, size: int = 2, rounds: int = 1, seed: int = 0
) -> Plan:
    """Seat people at tables, round after round.

    No blocked pair ever shares a table, and whoever can be seated is. Then, each count before the next:
    fewest pairs that have met, in the history or earlier in the evening; fewest people who share a language
    with nobody at their table; newcomers apart and beside somebody experienced; a shared interest; longest
    since last together. The same people, history and seed give the same plan, however people are listed.

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
    room = open_room(in_seeded_order(people, seed), history)
    evening, missing = pair_rounds(room, rounds, seed)
    seated = tuple(tuple(sorted(room.ids(table) for table in tables)) for tables in evening)
    return Plan(seated, room.ids(missing), repeats_of(seated, history))


def repeats_of(rounds: Iterable[Round], history: History) -> tuple[Pair, ...]:
    """Return the pairs that meet again, round by round, each as often as it does."""
    met = set(history.met)
    again: list[Pair] = []
    for tables in rounds:
        pairs = [pair for table in tables for pair in pairs_at(table)]
        again.extend(pair for pair in pairs if pair in met)
        met.update(pairs)
    return tuple(again)
