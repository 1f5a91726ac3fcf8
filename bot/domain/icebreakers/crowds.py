"""Pairs for a thousand to a hundred thousand people: exact pairing of groups, cut anew and paired again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from random import Random
from typing import TYPE_CHECKING

from bot.domain.icebreakers.aims import Scale, pair_costs, table_score
from bot.domain.icebreakers.matching import cheapest
from bot.domain.icebreakers.plans import History, Person, pair_of
from bot.domain.icebreakers.rooms import bits, open_room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.domain.icebreakers.matching import Couple, Edge
    from bot.domain.icebreakers.pairs import Seating
    from bot.domain.icebreakers.rooms import Room

GROUP = 200
"""People paired at once: rustworkx holds the interpreter's lock meanwhile, about 5 ms for so many."""
CANDIDATES = 10
"""How many of the best partners each person brings into the pairing of a group."""
COMPANY = 5
"""How many good pairs each flawed one is mixed with to be mended."""

Unit = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """People by number, whom each has met and is blocked from, and what the groups are cut by."""

    people: Sequence[Person]
    history: History
    met: Sequence[Sequence[int]]
    barred: Mapping[int, Sequence[int]]
    by_area: bool

    def room(self, numbers: Sequence[int]) -> Room:
        """Return the room of some of the people, who keep count of everybody whom they met."""
        inside = set(numbers)
        people = self.people
        met, blocked = {}, set()
        for one in numbers:
            for other in self.met[one]:
                if other in inside and one < other:
                    pair = pair_of(people[one].user_id, people[other].user_id)
                    met[pair] = self.history.met[pair]
            for other in self.barred.get(one, ()):
                if other in inside:
                    blocked.add(pair_of(people[one].user_id, people[other].user_id))
        room = open_room(
            [people[one] for one in numbers], History(met, frozenset(blocked)), by_area=self.by_area
        )
        return replace(room, acquaintances=[len(self.met[one]) for one in numbers])

    def flawed(self, unit: Unit) -> bool:
        """Tell whether people are single, have met, or lack a language, somebody experienced or a topic."""
        if len(unit) == 1:
            return True
        one, other = self.people[unit[0]], self.people[unit[1]]
        return (
            unit[1] in self.met[unit[0]]
            or (bool(one.languages and other.languages) and one.languages.isdisjoint(other.languages))
            or (one.newcomer and other.newcomer)
            or (bool(one.interests and other.interests) and one.interests.isdisjoint(other.interests))
        )


def pair_crowd(
    people: Sequence[Person], history: History, seed: int, *, by_area: bool = False
) -> tuple[Seating, tuple[int, ...]]:
    """Return pairs of numbers, trios where somebody is over, and who could not be seated.

    The first groups hold people of one language and area. Then whole pairs are dealt into new groups by
    another trait and paired again; last, flawed pairs among some that are not, as long as that mends a
    quarter of them. No pass makes the whole worse.
    """
    rng = Random(seed)
    crowd = _crowd(people, history, by_area=by_area)
    units: list[Unit] = [(one,) for one in range(len(people))]
    for key in _cuts(people, by_area=by_area):
        rng.shuffle(units)
        units = _paired(crowd, sorted(units, key=key))
    flawed = len(units)
    while (still := sum(map(crowd.flawed, units))) * 4 < flawed * 3:
        flawed = still
        units = _mended(crowd, units, rng)
    return _seat_the_rest(crowd, units)


def _paired(crowd: Crowd, units: Sequence[Unit]) -> list[Unit]:
    return [paired for group in _groups(units) for paired in pair_group(crowd, group)]


def _mended(crowd: Crowd, units: Sequence[Unit], rng: Random) -> list[Unit]:
    """Pair those anew who are single or in a flawed pair, each among some pairs that are not."""
    flawed = [unit for unit in units if crowd.flawed(unit)]
    good = [unit for unit in units if not crowd.flawed(unit)]
    if not flawed:
        return good
    rng.shuffle(good)
    helpers = max(COMPANY * len(flawed), GROUP // 2)
    mixed = flawed + good[:helpers]
    rng.shuffle(mixed)
    return _paired(crowd, mixed) + good[helpers:]


def _crowd(people: Sequence[Person], history: History, *, by_area: bool) -> Crowd:
    number = {person.user_id: place for place, person in enumerate(people)}
    met: list[list[int]] = [[] for _ in people]
    barred: dict[int, list[int]] = {}
    for one, other in history.met:
        low, high = number.get(one), number.get(other)
        if low is not None and high is not None:
            met[low].append(high)
            met[high].append(low)
    for one, other in history.blocked:
        if one in number and other in number:
            barred.setdefault(number[one], []).append(number[other])
            barred.setdefault(number[other], []).append(number[one])
    return Crowd(people, history, met, barred, by_area)


def _cuts(people: Sequence[Person], *, by_area: bool) -> Iterator[Callable[[Unit], tuple[str, ...]]]:
    """Yield by what to sort before each pass: what is rare must meet, so it is what sorts."""
    tongues, topics = _rarest(people, lambda p: p.languages), _rarest(people, lambda p: p.interests)
    areas = [person.area or "" for person in people]
    traits = (tongues, areas, topics) if by_area else (tongues, topics, areas)
    yield lambda unit: tuple(trait[unit[0]] for trait in traits)
    yield lambda unit: tuple(trait[unit[-1]] for trait in traits[1:])


def _rarest(people: Sequence[Person], trait: Callable[[Person], frozenset[str]]) -> list[str]:
    """Return for each person their value of a trait that the fewest people have."""
    count: dict[str, int] = {}
    for person in people:
        for value in trait(person):
            count[value] = count.get(value, 0) + 1
    return [min(trait(person), key=lambda value: (count[value], value), default="") for person in people]


def _groups(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Cut a sequence of pairs and single people into groups, the last two of one size."""
    people, group = 0, []
    for unit in units:
        group.append(unit)
        people += len(unit)
        if people >= GROUP:
            yield group
            people, group = 0, []
    if group:
        yield group


def pair_group(crowd: Crowd, group: Sequence[Unit]) -> list[Unit]:
    """Return the people of one group in the best pairs found, never worse than they came."""
    numbers = [one for unit in group for one in unit]
    room = crowd.room(numbers)
    place = {one: spot for spot, one in enumerate(numbers)}
    kept = [(place[unit[0]], place[unit[1]]) for unit in group if len(unit) == 2]  # noqa: PLR2004
    couples = cheapest(len(room), _edges(room, kept))
    seated = {one for couple in couples for one in couple}
    paired: list[Unit] = [(numbers[one], numbers[other]) for one, other in couples]
    return paired + [(one,) for spot, one in enumerate(numbers) if spot not in seated]


def _edges(room: Room, kept: Sequence[Couple]) -> list[Edge]:
    scale = Scale(len(room), 2)
    wanted: list[set[int]] = [set() for _ in range(len(room))]
    for one, other in kept:
        wanted[min(one, other)].add(max(one, other))
    for one in range(len(room)):
        for other in best_partners(room, one, CANDIDATES):
            wanted[min(one, other)].add(max(one, other))
    edges: list[Edge] = []
    for one, others in enumerate(wanted):
        ordered = sorted(others)
        costs = pair_costs(room, scale, one, ordered)
        edges.extend((one, other, cost) for other, cost in zip(ordered, costs, strict=True))
    return edges


def best_partners(room: Room, one: int, count: int) -> list[int]:
    """Return the best partners of a person, by the counts in their order; barred people are none.

    Each count halves the candidates into those for whom it is good and the others, so the best come out first
    without pricing anybody. Ties start after the person's own number, so that not all choose the same.
    """
    newcomers = room.newcomers if room.newcomers >> one & 1 else 0
    everybody = (1 << len(room)) - 1
    first, second, third = (masks[one] for masks in room.topics)
    near = room.near[one] if room.by_area else everybody
    good = (~room.met[one], room.tongue[one], ~newcomers, near, first, second, third)
    found: list[int] = []
    waiting = [(everybody & ~room.barred[one] & ~(1 << one), 0)]
    while waiting and len(found) < count:
        mask, depth = waiting.pop()
        if depth == len(good):
            later = mask >> one << one
            found.extend(islice(chain(bits(later), bits(mask ^ later)), count - len(found)))
            continue
        parts = (mask & ~good[depth], mask & good[depth])
        waiting.extend((part, depth + 1) for part in parts if part)
    return found


def _seat_the_rest(crowd: Crowd, units: Sequence[Unit]) -> tuple[Seating, tuple[int, ...]]:
    """Let whoever is over join the pair that suits best among a group's worth of pairs."""
    pairs = [unit for unit in units if len(unit) > 1]
    trios: list[Unit] = []
    single = [unit[0] for unit in units if len(unit) == 1]
    for one in single:
        host = _host(crowd, pairs, one)
        if host:
            pairs.remove(host)
            trios.append((*host, one))
    seated = {member for trio in trios for member in trio}
    return (*pairs, *trios), tuple(one for one in single if one not in seated)


def _host(crowd: Crowd, pairs: Sequence[Unit], one: int) -> Unit | None:
    unwelcome = set(crowd.barred.get(one, ()))
    known = set(crowd.met[one])
    welcome = [pair for pair in pairs if not unwelcome.intersection(pair)]
    welcome.sort(key=lambda pair: len(known.intersection(pair)))
    near = welcome[: GROUP // 2]
    if not near:
        return None
    room = crowd.room([one, *(member for pair in near for member in pair)])
    scale = Scale(len(room), 2)
    prices = [
        scale.pack(table_score(room, (0, spot, spot + 1))) - scale.pack(table_score(room, (spot, spot + 1)))
        for spot in range(1, len(room), 2)
    ]
    return near[prices.index(min(prices))]
