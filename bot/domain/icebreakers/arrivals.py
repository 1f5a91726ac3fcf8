"""Late arrivals and early departures: who moves where, so that nobody sits alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.icebreakers.aims import Score, table_score, total
from bot.domain.icebreakers.plans import Person, Round, Table
from bot.domain.icebreakers.rooms import open_room

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.icebreakers.plans import History


@dataclass(frozen=True, slots=True)
class Reseating:
    """The tables after somebody came or left.

    Attributes:
        tables: The round as it is now; tables keep their places, and one that has broken up is empty.
        moved: The id of who is to go to another table, if anybody is.
        unseated: The id of who has no table, because nobody may sit with them.
    """

    tables: Round
    moved: int | None = None
    unseated: int | None = None


def seat_latecomer(
    user_id: int, tables: Round, people: Iterable[Person], history: History, earlier: Sequence[Round] = ()
) -> Reseating:
    """Let somebody join the table with fewest people they have met; of those the smallest, then the best.

    Args:
        user_id: Who has come.
        tables: The round that is being played.
        people: Those at the tables and the latecomer; who is missing counts as having told nothing.
        history: Who has met before the evening, and who is blocked.
        earlier: The rounds of the evening that have been played.
    """
    options = [_at(tables, user_id, number) for number, table in enumerate(tables) if table]
    best = _Judge((*tables, (user_id,)), people, history, earlier).best(options)
    return Reseating(tables, unseated=user_id) if best is None else Reseating(best, moved=user_id)


def remove_leaver(
    user_id: int, tables: Round, people: Iterable[Person], history: History, earlier: Sequence[Round] = ()
) -> Reseating:
    """Let somebody leave; whoever would then be alone joins a table, or one of a larger table joins them.

    Fewest who have met, then tables of most equal size, then the best company. Arguments are those of
    `seat_latecomer`.
    """
    left = tuple(_without(table, user_id) for table in tables)
    lonely = [number for number, table in enumerate(left) if len(table) == 1 < len(tables[number])]
    if not lonely:
        return Reseating(left)
    home = lonely[0]
    alone = left[home][0]
    movers = {_at(left, alone, number): alone for number, table in enumerate(left) if len(table) > 1}
    for table in left:
        if len(table) > 2:  # noqa: PLR2004
            movers.update({_at(left, member, home): member for member in table})
    best = _Judge(left, people, history, earlier).best(movers)
    if best is None:
        return Reseating(tuple(_without(table, alone) for table in left), unseated=alone)
    return Reseating(best, moved=movers[best])


def _without(table: Table, user_id: int) -> Table:
    return tuple(member for member in table if member != user_id)


def _at(tables: Round, user_id: int, to: int) -> Round:
    """Return the round with somebody at one of its tables and at no other."""
    left = [_without(table, user_id) for table in tables]
    left[to] = tuple(sorted((*left[to], user_id)))
    return tuple(left)


class _Judge:
    """Compares rounds of the same people."""

    def __init__(
        self, tables: Round, people: Iterable[Person], history: History, earlier: Sequence[Round]
    ) -> None:
        told = {person.user_id: person for person in people}
        ids = sorted({member for seated in (*earlier, tables) for table in seated for member in table})
        self.number = {user_id: place for place, user_id in enumerate(ids)}
        self.room = open_room([told.get(user_id, Person(user_id)) for user_id in ids], history)
        for played in earlier:
            self.room = self.room.after([self._numbers(table) for table in played])

    def best(self, options: Iterable[Round]) -> Round | None:
        """Return the option with fewest repeats, then most equal sizes, then least cost."""
        allowed = [option for option in options if not any(self._barred(table) for table in option)]
        return min(allowed, key=self._rank, default=None)

    def _rank(self, option: Round) -> tuple[int, int, Score, Round]:
        score = total(table_score(self.room, self._numbers(table)) for table in option)
        return score.repeats, sum(len(table) ** 2 for table in option), score, option

    def _numbers(self, table: Table) -> list[int]:
        return [self.number[user_id] for user_id in table]

    def _barred(self, table: Table) -> bool:
        numbers = self._numbers(table)
        return any(self.room.barred[one] >> other & 1 for one in numbers for other in numbers)
