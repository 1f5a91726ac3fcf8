"""The people of one plan as numbers, and what any two of them are to one another, as bit masks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

from bot.domain.icebreakers.plans import Pair, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from bot.domain.icebreakers.plans import History

LONG_AGO = 4095  # days: who met eleven years ago met as long ago as anybody
TONIGHT = LONG_AGO + 1
"""How fresh a meeting of the same evening is: fresher than any day of the history."""


@dataclass(frozen=True, slots=True)
class Room:
    """Person i of `people` is bit 1 << i of every mask; mask i of a list says who stands so to person i."""

    people: tuple[Person, ...]
    met: list[int]
    barred: list[int]
    tongue: list[int]  # shares a language, or one of the two told none
    near: list[int]  # the same area, told by both
    topics: tuple[list[int], list[int], list[int]]  # shares at least one, two, three interests
    newcomers: int
    fresh: dict[Pair, int]  # (lower, higher) -> 0 long ago .. TONIGHT, for those who met
    acquaintances: list[int]  # how many people they met, present or not
    by_area: bool = False

    def __len__(self) -> int:
        """Return how many people there are."""
        return len(self.people)

    def after(self, tables: Iterable[Iterable[int]]) -> Room:
        """Return the room once these tables have met."""
        met, known, fresh = self.met.copy(), self.acquaintances.copy(), self.fresh.copy()
        for table in tables:
            mask = mask_of(table)
            for one in bits(mask):
                others = mask & ~(1 << one)
                known[one] += (others & ~met[one]).bit_count()
                met[one] |= others
                fresh.update(((one, other), TONIGHT) for other in bits(others >> one << one))
        return replace(self, met=met, acquaintances=known, fresh=fresh)

    def ids(self, table: Iterable[int]) -> tuple[int, ...]:
        """Return the user ids of a table of numbers, rising."""
        return tuple(sorted(self.people[one].user_id for one in table))


def bits(mask: int) -> Iterator[int]:
    """Yield the numbers in a mask, rising."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(table: Iterable[int]) -> int:
    """Return the mask of a table of numbers."""
    mask = 0
    for one in table:
        mask |= 1 << one
    return mask


def in_seeded_order(people: Iterable[Person], seed: int) -> list[Person]:
    """Return people in an order that depends on the seed and on who they are, not on how they were listed.

    Raises:
        ValueError: If a user id stands twice.
    """
    ordered = sorted(people, key=lambda person: person.user_id)
    if any(one.user_id == other.user_id for one, other in pairwise(ordered)):
        raise ValueError("A person can have one seat only: user ids must differ.")
    Random(seed).shuffle(ordered)
    return ordered


def open_room(people: Sequence[Person], history: History, *, by_area: bool = False) -> Room:
    """Number people in their order and read the history of those present into masks."""
    number = {person.user_id: place for place, person in enumerate(people)}
    met, known, fresh = _meetings(number, history.met)
    barred = [0] * len(people)
    for one, other in history.blocked:
        if one in number and other in number:
            _join(barred, number[one], number[other])
    return Room(
        people=tuple(people),
        met=met,
        barred=barred,
        tongue=_tongues(people),
        near=_sharing(people, lambda person: () if person.area is None else (person.area,))[0],
        topics=_sharing(people, lambda person: person.interests),
        newcomers=mask_of(place for place, person in enumerate(people) if person.newcomer),
        fresh=fresh,
        acquaintances=known,
        by_area=by_area,
    )


def _join(masks: list[int], one: int, other: int) -> None:
    if one != other:
        masks[one] |= 1 << other
        masks[other] |= 1 << one


def _meetings(
    number: Mapping[int, int], met: Mapping[Pair, datetime]
) -> tuple[list[int], list[int], dict[Pair, int]]:
    """Return who has met whom among those present, how many each has met at all, and how freshly."""
    masks, known = [0] * len(number), [0] * len(number)
    when: dict[Pair, datetime] = {}
    for (one, other), moment in met.items():
        low, high = number.get(one, -1), number.get(other, -1)
        if low >= 0:
            known[low] += 1
        if high >= 0:
            known[high] += 1
        if low >= 0 and high >= 0:
            _join(masks, low, high)
            when[min(low, high), max(low, high)] = moment
    newest = max(when.values(), default=None)
    fresh = {}
    if newest is not None:
        fresh = {pair: LONG_AGO - min(LONG_AGO, (newest - moment).days) for pair, moment in when.items()}
    return masks, known, fresh


def _tongues(people: Sequence[Person]) -> list[int]:
    shared = _sharing(people, lambda person: person.languages)[0]
    silent = mask_of(place for place, person in enumerate(people) if not person.languages)
    everybody = (1 << len(people)) - 1
    masks = []
    for place, person in enumerate(people):
        reach = shared[place] | silent if person.languages else everybody
        masks.append(reach & ~(1 << place))
    return masks


def _sharing(
    people: Sequence[Person], trait: Callable[[Person], Iterable[str]]
) -> tuple[list[int], list[int], list[int]]:
    """Return for each person who shares at least one, two and three values of a trait."""
    holders: dict[str, int] = {}
    for place, person in enumerate(people):
        for value in trait(person):
            holders[value] = holders.get(value, 0) | 1 << place
    ones, twos, threes = [], [], []
    for place, person in enumerate(people):
        one = two = three = 0
        for value in trait(person):
            others = holders[value] & ~(1 << place)
            three |= two & others
            two |= one & others
            one |= others
        ones.append(one)
        twos.append(two)
        threes.append(three)
    return ones, twos, threes
