"""How near icebreakers come to the optimum, how fast, and how long they hold up everything else.

``python -m benchmarks.icebreakers`` takes two minutes; ``--sizes 300 700`` chooses how many people are
paired, ``--big`` adds 20,000 and 100,000. The optimum of up to a thousand people is computed exactly
(rustworkx, dense); up to 5,000, half of the symmetric assignment optimum is a bound (scipy, where it is
installed). Seconds are processor time, which other programs change least.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Any

import rustworkx

from bot.domain.icebreakers import History, Person, Plan, plan_intros, plan_rounds
from bot.domain.icebreakers.plans import pair_of, pairs_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

START = datetime(2025, 1, 1, tzinfo=UTC)
POINTS = {"unmet": 100, "language": 60, "experience": 30, "area": 20, "topic": 10, "each topic": 3}
"""What a pair is worth: the preference that is compared with its own optimum; the engine does not know it."""
EXACT_UP_TO, ASSIGNED_UP_TO = 1_000, 5_000


@dataclass(frozen=True, slots=True)
class Measured:
    """A plan, and the least of some runs in seconds of processor time: the whole, and the longest lock."""

    plan: Plan
    seconds: float
    locked: float


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


def optimum(people: Sequence[Person], history: History, *, by_area: bool) -> int:
    """Return the worth of the best pairing of all, exactly."""
    graph: rustworkx.PyGraph[None, int] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * len(people))
    edges = {
        (one, other): worth(people[one], people[other], history, by_area=by_area)
        for one, other in combinations(range(len(people)), 2)
        if not history.keeps_apart(people[one].user_id, people[other].user_id)
    }
    graph.add_edges_from([(one, other, points) for (one, other), points in edges.items()])
    matching = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sum(edges[min(pair), max(pair)] for pair in matching)


def upper_bound(people: Sequence[Person], history: History, *, by_area: bool) -> float | None:
    """Return a worth that no pairing exceeds: half of the best assignment of everybody to somebody else."""
    try:
        import numpy as np  # noqa: PLC0415 - only where scipy is there, too
        from scipy.optimize import (  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: PLC0415
            linear_sum_assignment,
        )
    except ImportError:
        return None
    points = np.zeros((len(people), len(people)), dtype=np.float32)
    for one, other in combinations(range(len(people)), 2):
        points[one, other] = points[other, one] = worth(people[one], people[other], history, by_area=by_area)
    for one, other in history.blocked:
        points[one - 1_000, other - 1_000] = points[other - 1_000, one - 1_000] = -1_000
    np.fill_diagonal(points, -1_000)
    rows, columns = linear_sum_assignment(points, maximize=True)
    return float(points[rows, columns].sum()) / 2


def measured(plan: Callable[[], Plan], runs: int) -> Measured:
    """Run a plan and time the calls to rustworkx, which hold the interpreter's lock."""
    matching, calls = rustworkx.max_weight_matching, [0.0]

    def timed(*graph: Any, **options: Any) -> set[tuple[int, int]]:
        started = time.process_time()
        matched = matching(*graph, **options)
        calls.append(time.process_time() - started)
        return matched

    rustworkx.max_weight_matching = timed
    seconds, locked, result = [], [], None
    for _ in range(runs):
        started = time.process_time()
        result = plan()
        seconds.append(time.process_time() - started)
        locked.append(max(calls))
        calls[:] = [0.0]
    rustworkx.max_weight_matching = matching
    assert result is not None  # noqa: S101 - there was a run
    return Measured(result, min(seconds), min(locked))


def report_crowd(count: int, *, by_area: bool) -> None:
    """Print how intros (by area) or pairs of an evening of so many people come out."""
    people, history = community(count)
    known = {person.user_id: person for person in people}
    planner = plan_intros if by_area else plan_rounds
    result = measured(lambda: planner(people, history), 3 if count <= ASSIGNED_UP_TO else 1)
    tables = result.plan.rounds[0]
    found = sum(worth(known[t[0]], known[t[1]], history, by_area=by_area) for t in tables)
    print(f"{count:>7,} {'intros' if by_area else 'pairs':>7}: {result.seconds:6.2f} s", end=", ")
    print(f"longest lock {1000 * result.locked:3.0f} ms, {len(result.plan.repeats)} repeats", end=", ")
    print(
        f"{len(result.plan.unseated)} left out, {_ratio(people, history, found, by_area=by_area)}", end=", "
    )
    print(
        f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most so far", flush=True
    )


def _ratio(people: Sequence[Person], history: History, found: int, *, by_area: bool) -> str:
    if len(people) <= EXACT_UP_TO:
        return f"{found / optimum(people, history, by_area=by_area):.2%} of the optimum"
    bound = upper_bound(people, history, by_area=by_area) if len(people) <= ASSIGNED_UP_TO else None
    if bound is not None:
        return f"{found / bound:.2%} of the bound"
    best = sum(POINTS.values()) - (0 if by_area else POINTS["area"]) + 2 * POINTS["each topic"]
    return f"{found / (len(people) // 2 * best):.2%} of pairs that lack nothing"


def report_evenings() -> None:
    """Print how evenings of pairs and of tables come out, with their bound."""
    for count in (20, 50, 100):
        _evening(f"{count} strangers in pairs", [Person(n) for n in range(count)], History(), 2, count - 1)
    for count, size, rounds, share in ((60, 4, 4, 0.3), (100, 4, 4, 0.5), (23, 4, 3, 0.2), (24, 4, 8, 0.0)):
        people, _ = community(count)
        rng = Random(count)
        pairs = pairs_at(person.user_id for person in people)
        met = {pair: START + timedelta(days=rng.randrange(300)) for pair in pairs if rng.random() < share}
        _evening(f"{count} by {size}, {share:.0%} met", people, History(met), size, rounds)


def _evening(name: str, people: Sequence[Person], history: History, size: int, rounds: int) -> None:
    result = measured(lambda: plan_rounds(people, history, size=size, rounds=rounds), 1)
    print(
        f"{name:>24}, {rounds:>2} rounds: {result.seconds:5.2f} s, {len(result.plan.repeats)} repeats",
        end=" ",
    )
    print(f"(at least {result.plan.repeats_bound} are forced)", flush=True)


def report_half_there(communities: int = 10, rounds: int = 40) -> None:
    """Print how often members meet again when a random half of 30 comes each time."""
    for present in (14, 15, 16):
        repeats, forced = Counter[int](), 0
        for seed in range(communities):
            rng, met = Random(seed), dict[tuple[int, int], datetime]()
            for played in range(rounds):
                people = [Person(number) for number in rng.sample(range(30), present)]
                plan = plan_rounds(people, History(met), seed=played)
                repeats[seed] += len(plan.repeats)
                forced += plan.repeats_bound
                for table in plan.rounds[0]:
                    met.update(dict.fromkeys(pairs_at(table), START + timedelta(days=7 * played)))
        clean = sum(repeats[seed] == 0 for seed in range(communities))
        print(
            f"{present} of 30, {rounds} rounds: {clean} of {communities} communities without a repeat",
            end=", ",
        )
        print(f"{repeats.total()} repeats in all, {forced} of them forced when they were made", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.icebreakers", description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[100, 200, 1_000, 5_000], help="people to pair"
    )
    parser.add_argument("--big", action="store_true", help="pair 20,000 and 100,000 people as well")
    chosen = parser.parse_args(arguments)
    report_evenings()
    report_half_there()
    for count in [*chosen.sizes, *([20_000, 100_000] if chosen.big else [])]:
        for by_area in (False, True):
            report_crowd(count, by_area=by_area)


if __name__ == "__main__":
    main()
