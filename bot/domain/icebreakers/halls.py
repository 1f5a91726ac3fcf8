"""Everybody's place in every round of an evening, and what a swap of two people changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.icebreakers.rooms import bits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bot.domain.icebreakers.rooms import Room

BLOCK = 16
"""What a blocked pair at one table weighs in the search, in repeats; a plan that keeps one is no plan."""


class Hall:
    """The tables of every round as masks, and at which table everybody sits."""

    def __init__(self, room: Room, rounds: Sequence[Sequence[int]]) -> None:
        """Seat people; each round is a list of masks that together hold everybody once."""
        self.room = room
        self.tables = [list(tables) for tables in rounds]
        self.seat = [[0] * len(room) for _ in rounds]
        for tables, seat in zip(self.tables, self.seat, strict=True):
            for number, table in enumerate(tables):
                for one in bits(table):
                    seat[one] = number

    def mates(self, played: int, one: int) -> int:
        """Return who sits with a person in a round."""
        return self.tables[played][self.seat[played][one]] ^ 1 << one

    def elsewhere(self, played: int, one: int) -> int:
        """Return whom a person has met outside a round: in the history and in the other rounds."""
        met = self.room.met[one]
        for number, tables in enumerate(self.tables):
            if number != played:
                met |= tables[self.seat[number][one]]
        return met & ~(1 << one)

    def uneasy(self, played: int, one: int) -> bool:
        """Tell whether somebody sits with whom they meet elsewhere or from whom they are barred."""
        return bool(self.mates(played, one) & (self.elsewhere(played, one) | self.room.barred[one]))

    def rise(self, played: int, one: int, other: int) -> int:
        """Return by how much repeats, and `BLOCK` for each blocked pair, rise if two people change seats."""
        here, there = self.mates(played, one), self.mates(played, other)
        rise = _rise(here, there, self.elsewhere(played, one), self.elsewhere(played, other))
        mine, theirs = self.room.barred[one], self.room.barred[other]
        return rise + BLOCK * _rise(here, there, mine, theirs) if mine or theirs else rise

    def swap(self, played: int, one: int, other: int) -> None:
        """Let two people at different tables of a round change seats."""
        tables, seat, both = self.tables[played], self.seat[played], 1 << one | 1 << other
        tables[seat[one]] ^= both
        tables[seat[other]] ^= both
        seat[one], seat[other] = seat[other], seat[one]

    def apart(self, one: int, other: int) -> list[int]:
        """Return the rounds in which two people sit at different tables."""
        return [played for played, seat in enumerate(self.seat) if seat[one] != seat[other]]

    def repeats(self) -> int:
        """Return how often a pair meets that has met before."""
        count = 0
        for one, known in enumerate(self.room.met):
            met = known
            for played in range(len(self.tables)):
                others = self.mates(played, one)
                count += (others & met).bit_count()
                met |= others
        return count // 2

    def blocked(self) -> int:
        """Return how often a blocked pair shares a table."""
        barred = self.room.barred
        if not any(barred):
            return 0
        rounds = range(len(self.tables))
        return (
            sum((self.mates(r, one) & bar).bit_count() for one, bar in enumerate(barred) for r in rounds) // 2
        )

    def cost(self) -> int:
        """Return what the search brings down: repeats, and `BLOCK` for each blocked pair."""
        return self.repeats() + BLOCK * self.blocked()


def _rise(here: int, there: int, mine: int, theirs: int) -> int:
    return (
        (there & mine).bit_count()
        + (here & theirs).bit_count()
        - (here & mine).bit_count()
        - (there & theirs).bit_count()
    )


def deal(people: int, sizes: Sequence[int], rounds: int, rng: Random) -> list[list[int]]:
    """Return random rounds of tables of these sizes, as masks."""
    dealt = []
    for _ in range(rounds):
        order = list(range(people))
        rng.shuffle(order)
        seats = iter(order)
        dealt.append([sum(1 << next(seats) for _ in range(size)) for size in sizes])
    return dealt
