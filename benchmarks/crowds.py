"""Made-up communities of any size, with a past, and what a pair of their members is worth."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from bot.domain.icebreakers import History, Person
from bot.domain.icebreakers.plans import pair_of, pairs_at

if TYPE_CHECKING:
    from collections.abc import Sequence

START = datetime(2025, 1, 1, tzinfo=UTC)
POINTS = {"unmet": 100, "language": 60, "experience": 30, "area": 20, "topic": 10, "each topic": 3}
"""What a pair is worth: the preference that is compared with its own optimum; the engine does not know it."""


def community(count: int, seed: int = 1) -> tuple[list[Person], History]:
    """Return people of six languages, forty interests and uneven areas, with past meetups and blocks."""
    rng = Random(seed)
    languages = ["fr"] * 60 + ["en"] * 30 + ["de"] * 5 + ["es"] * 3 + ["ar", "pt"]
    popularity = [1 / (rank + 1) for rank in range(40)]
    areas = [f"area {number}" for number in range(max(4, count // 80))]
    crowding = [1 / (rank + 1) ** 0.5 for rank in range(len(areas))]
    people = [
        Person(
            user_id=1_000 + number,
            newcomer=rng.random() < 0.2,
            languages=frozenset([rng.choice(languages)] + ["en"] * (rng.random() < 0.4)),
            interests=frozenset(rng.choices([f"i{n}" for n in range(40)], popularity, k=rng.randrange(1, 6))),
            area=rng.choices(areas, crowding)[0] if rng.random() < 0.85 else None,
        )
        for number in range(count)
    ]
    return people, History(_past(people, rng), frozenset(_any_pair(people, rng) for _ in range(count // 50)))


def _past(people: Sequence[Person], rng: Random) -> dict[tuple[int, int], datetime]:
    """Return meetups of 4 to 12 people of one area, one for every 8 people, and 3 random pairs a person."""
    neighbours: dict[str | None, list[int]] = {}
    for person in people:
        neighbours.setdefault(person.area, []).append(person.user_id)
    around = list(neighbours.values())
    met: dict[tuple[int, int], datetime] = {}
    for _ in range(len(people) // 8):
        pool = rng.choice(around)
        group = rng.sample(pool, min(len(pool), rng.randrange(4, 13)))
        met.update(dict.fromkeys(pairs_at(group), START + timedelta(days=rng.randrange(300))))
    for _ in range(3 * len(people)):
        met[_any_pair(people, rng)] = START + timedelta(days=rng.randrange(300))
    return met


def _any_pair(people: Sequence[Person], rng: Random) -> tuple[int, int]:
    one, other = rng.sample(range(len(people)), 2)
    return pair_of(people[one].user_id, people[other].user_id)


def worth(one: Person, other: Person, history: History, *, by_area: bool) -> int:
    """Return how much a pair is worth, by `POINTS`."""
    shared = len(one.interests & other.interests)
    return (
        POINTS["unmet"] * (pair_of(one.user_id, other.user_id) not in history.met)
        + POINTS["language"] * (not one.languages.isdisjoint(other.languages))
        + POINTS["experience"] * (not (one.newcomer and other.newcomer))
        + POINTS["area"] * (by_area and one.area is not None and one.area == other.area)
        + POINTS["topic"] * (shared > 0)
        + POINTS["each topic"] * min(3, shared)
    )
