"""Language, newcomers and interests at tables, improved without a repeat more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.icebreakers.aims import Scale, table_score
from bot.domain.icebreakers.halls import Hall
from bot.domain.icebreakers.rooms import TONIGHT, bits

if TYPE_CHECKING:
    from random import Random


MEMORY = 200
"""Late acceptance: a change is taken if it is no worse than the plan this many steps ago."""
STEPS_A_SEAT, LEAST_STEPS, MOST_STEPS = 200, 4_000, 25_000
FOR_THE_EVENING = 0.2
"""How often two people change places in all rounds, not in one, where neither history nor blocks bind."""


def polish(hall: Hall, rng: Random) -> Hall:
    """Return a hall with better company; repeats never rise and blocked pairs stay apart.

    Burke and Bykov, "The late acceptance Hill-Climbing heuristic" (2017): it needs no temperature, so it
    suits counts that are compared in order.
    """
    people, rounds = len(hall.room), len(hall.tables)
    if len(hall.tables[0]) < 2 or _all_alike(hall):  # noqa: PLR2004
        return hall
    company = _Company(hall)
    free = not any(hall.room.met) and not any(hall.room.barred)
    best, kept = company.cost, [list(tables) for tables in hall.tables]
    memory = [company.cost] * MEMORY
    steps = min(MOST_STEPS, max(LEAST_STEPS, STEPS_A_SEAT * people * rounds))
    for step in range(steps):
        one, other = int(rng.random() * people), int(rng.random() * people)
        played = hall.apart(one, other)
        if not (free and rng.random() < FOR_THE_EVENING):
            played = rng.sample(played, min(1, len(played)))
        rise = hall.rise(played[0], one, other) if len(played) == 1 else 0
        if rise > 0 or not played:
            continue
        before = company.cost
        company.swap(played, one, other)
        if rise == 0 and company.cost > max(before, memory[step % MEMORY]):
            company.swap(played, one, other)
        memory[step % MEMORY] = company.cost
        if rise < 0 or company.cost < best:
            best, kept = company.cost, [list(tables) for tables in hall.tables]
    return Hall(hall.room, kept)


def _all_alike(hall: Hall) -> bool:
    first = hall.room.people[0]
    traits = (first.newcomer, first.languages, first.interests)
    alike = all((one.newcomer, one.languages, one.interests) == traits for one in hall.room.people)
    return alike and not any(hall.room.met)


class _Company:
    """What the company at all tables costs, repeats apart, kept up through swaps."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.scale = Scale(
            len(hall.room) * len(hall.tables), max(table.bit_count() for table in hall.tables[0])
        )
        self.known: dict[int, int] = {}
        self.cost = sum(self.price(table) for tables in hall.tables for table in tables)

    def price(self, table: int) -> int:
        """Return the packed cost of a table but for its repeats; those of tonight are the most recent."""
        if table not in self.known:
            score = table_score(self.hall.room, bits(table))
            aged = score._replace(repeats=0, recent=score.recent - TONIGHT * score.repeats)
            self.known[table] = self.scale.pack(aged)
        return self.known[table]

    def swap(self, rounds: list[int], one: int, other: int) -> None:
        """Let two people change seats in rounds in which they sit apart."""
        for played in rounds:
            tables, seat = self.hall.tables[played], self.hall.seat[played]
            here, there = seat[one], seat[other]
            self.cost -= self.price(tables[here]) + self.price(tables[there])
            self.hall.swap(played, one, other)
            self.cost += self.price(tables[here]) + self.price(tables[there])
