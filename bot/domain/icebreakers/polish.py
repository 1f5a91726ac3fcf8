"""Language, newcomers and interests at tables, improved without a repeat more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.icebreakers.aims import Scale, table_score
from bot.domain.icebreakers.halls import BLOCK, Hall
from bot.domain.icebreakers.rooms import TONIGHT, bits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

MEMORY = 200
"""Late acceptance: a change is taken if it is no worse than the plan this many steps ago."""
STEPS_A_SEAT, LEAST_STEPS, MOST_STEPS = 200, 2_000, 12_000
SLOW = 4
"""Rounds beyond which a change for the whole evening takes longer, and steps become fewer."""
FOR_THE_EVENING = 0.2
"""How often two people change places in all rounds, not in one, where neither history nor blocks bind."""
SHAKEN = 2
SETTLING = 10
"""After two random swaps, steps for each person to settle in before the old plan is taken back."""


def polish(hall: Hall, rng: Random) -> Hall:
    """Return a hall with better company; repeats never rise and blocked pairs stay apart."""
    if len(hall.tables[0]) == 1 or _all_alike(hall):
        return hall
    seats = len(hall.room) * len(hall.tables)
    steps = min(MOST_STEPS, max(LEAST_STEPS, STEPS_A_SEAT * seats)) * SLOW // max(SLOW, len(hall.tables))
    company = _Company(hall, rng)
    _wander(company, steps)
    settling = SETTLING * len(hall.room)
    for _ in range(steps // settling):
        _shake(company, settling)
    return company.hall


def _all_alike(hall: Hall) -> bool:
    first = hall.room.people[0]
    traits = (first.newcomer, first.languages, first.interests)
    alike = all((one.newcomer, one.languages, one.interests) == traits for one in hall.room.people)
    return alike and not any(hall.room.met)


def _wander(company: _Company, steps: int) -> None:
    """Take changes that are no worse than the plan some steps ago, and end at the best plan met.

    Burke and Bykov, "The late acceptance Hill-Climbing heuristic" (2017): it needs no temperature, so it
    suits counts that are compared in order.
    """
    memory = [company.cost] * MEMORY
    best, kept = company.cost, company.snapshot()
    for step in range(steps):
        rounds, one, other, rise = company.proposal()
        if rise > 0 or not rounds:
            continue
        before = company.cost
        company.swap(rounds, one, other)
        if rise == 0 and company.cost > max(before, memory[step % MEMORY]):
            company.swap(rounds, one, other)
        memory[step % MEMORY] = company.cost
        if rise < 0 or company.cost < best:
            best, kept = company.cost, company.snapshot()
    company.restore(kept)


def _shake(company: _Company, settling: int) -> None:
    """Swap at random, even at the price of repeats, settle in, and take it all back if that was worse."""
    done: list[tuple[list[int], int, int]] = []
    before, risen = company.cost, 0
    for step in range(SHAKEN + settling):
        rounds, one, other, rise = company.proposal()
        if not rounds or rise > (BLOCK // 2 if step < SHAKEN else 0):
            continue
        cost = company.cost
        company.swap(rounds, one, other)
        if step >= SHAKEN and rise == 0 and company.cost > cost:
            company.swap(rounds, one, other)
            continue
        done.append((rounds, one, other))
        risen += rise
    if (risen, company.cost) > (0, before):
        for swap in reversed(done):
            company.swap(*swap)


class _Company:
    """What the company at all tables costs, repeats apart, kept up through swaps."""

    def __init__(self, hall: Hall, rng: Random) -> None:
        self.hall, self.rng = hall, rng
        self.free = not any(hall.room.met) and not any(hall.room.barred)
        largest = max(table.bit_count() for table in hall.tables[0])
        self.scale = Scale(len(hall.room) * len(hall.tables), largest)
        self.known: dict[int, int] = {}
        self.cost = self._total()

    def proposal(self) -> tuple[list[int], int, int, int]:
        """Return rounds in which two people could change seats, the two, and how repeats would rise."""
        people, random = len(self.hall.room), self.rng.random
        one, other = int(random() * people), int(random() * people)
        if self.free and random() < FOR_THE_EVENING:
            return self.hall.apart(one, other), one, other, 0
        played = int(random() * len(self.hall.tables))
        seat = self.hall.seat[played]
        if seat[one] == seat[other]:
            return [], one, other, 0
        return [played], one, other, self.hall.rise(played, one, other)

    def swap(self, rounds: Sequence[int], one: int, other: int) -> None:
        """Let two people change seats in rounds in which they sit apart."""
        for played in rounds:
            tables, seat = self.hall.tables[played], self.hall.seat[played]
            here, there = seat[one], seat[other]
            self.cost -= self._price(tables[here]) + self._price(tables[there])
            self.hall.swap(played, one, other)
            self.cost += self._price(tables[here]) + self._price(tables[there])

    def snapshot(self) -> list[list[int]]:
        """Return the tables as they stand."""
        return [list(tables) for tables in self.hall.tables]

    def restore(self, tables: list[list[int]]) -> None:
        """Go back to a snapshot."""
        self.hall = Hall(self.hall.room, tables)
        self.cost = self._total()

    def _total(self) -> int:
        return sum(self._price(table) for tables in self.hall.tables for table in tables)

    def _price(self, table: int) -> int:
        """Return the packed cost of a table but for its repeats; those of tonight are the most recent."""
        if table not in self.known:
            score = table_score(self.hall.room, bits(table))
            aged = score._replace(repeats=0, recent=score.recent - TONIGHT * score.repeats)
            self.known[table] = self.scale.pack(aged)
        return self.known[table]
