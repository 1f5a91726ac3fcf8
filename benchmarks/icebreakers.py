"""How near icebreakers come to the optimum, how fast, in how much memory, and how little they hold up.

``python -m benchmarks.icebreakers`` takes two minutes; ``--sizes 300 700`` chooses how many people are
paired, ``--big`` adds 20,000 and 100,000 (ten minutes, most of them for the bound). Up to a thousand people
the optimum is computed exactly; up to 20,000 a bound that no pairing exceeds. Seconds are processor time,
which other programs change least. Every line about a crowd is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import multiprocessing
import resource
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

import rustworkx

from benchmarks.crowds import POINTS, START, community, worth
from benchmarks.pauses import longest_pause
from bot.domain.icebreakers import History, Person, Plan, plan_intros, plan_rounds
from bot.domain.icebreakers.plans import pair_of, pairs_at
from bot.services import planner

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

EXACT_UP_TO, BOUND_UP_TO = 1_000, 20_000


@dataclass(frozen=True, slots=True)
class Measured:
    """A plan, and the least of some runs in seconds of processor time."""

    plan: Plan
    seconds: float


def measured(plan: Callable[[], Plan], runs: int = 1) -> Measured:
    """Make a plan and time it."""
    seconds, result = [], Plan(())
    for _ in range(runs):
        started = time.process_time()
        result = plan()
        seconds.append(time.process_time() - started)
    return Measured(result, min(seconds))


def report_crowd(count: int, *, by_area: bool) -> None:
    """Print how intros (by area) or pairs of an evening of so many people come out."""
    people, history = community(count)
    known = {person.user_id: person for person in people}
    before = _memory()
    make = plan_intros if by_area else plan_rounds
    result = measured(lambda: make(people, history), 3 if count <= EXACT_UP_TO else 1)
    memory = _memory()
    tables = result.plan.rounds[0]
    found = sum(worth(known[t[0]], known[t[1]], history, by_area=by_area) for t in tables)
    print(
        f"{count:>7,} {'intros' if by_area else 'pairs':>7}: {result.seconds:6.2f} s,"
        f" {len(result.plan.repeats)} repeats, {len(result.plan.unseated)} left out,"
        f" {_ratio(people, history, found, by_area=by_area)},"
        f" {memory} MB at most ({before} MB with the people alone)",
        flush=True,
    )


def _memory() -> int:
    """Return the most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _ratio(people: Sequence[Person], history: History, found: int, *, by_area: bool) -> str:
    from benchmarks.bounds import optimum, upper_bound  # noqa: PLC0415 - numpy weighs, and memory is measured

    if len(people) <= EXACT_UP_TO:
        return f"{found / optimum(people, history, by_area=by_area):.2%} of the optimum"
    if len(people) <= BOUND_UP_TO:
        return f"{found / upper_bound(people, history, by_area=by_area):.2%} of the bound"
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
    result = measured(lambda: plan_rounds(people, history, size=size, rounds=rounds))
    print(
        f"{name:>24}, {rounds:>2} rounds: {result.seconds:5.2f} s, {len(result.plan.repeats)} repeats",
        f"(counting alone forces {result.plan.repeats_bound})",
        flush=True,
    )


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
                forced += least_repeats(people, met) if plan.repeats else 0
                for table in plan.rounds[0]:
                    met.update(dict.fromkeys(pairs_at(table), START + timedelta(days=7 * played)))
        clean = sum(repeats[seed] == 0 for seed in range(communities))
        print(
            f"{present} of 30, {rounds} rounds: {clean} of {communities} communities without a repeat,"
            f" {repeats.total()} repeats, {forced} of them forced when they were made (by trying all trios):"
            f" {repeats.total() - forced} avoidable",
            flush=True,
        )


def least_repeats(people: Sequence[Person], met: dict[tuple[int, int], datetime]) -> int:
    """Return how many pairs of a round must have met, by trying every trio where somebody is over."""
    ids = [person.user_id for person in people]
    trios = combinations(ids, 3) if len(ids) % 2 else [()]
    return min(
        sum(pair in met for pair in pairs_at(trio)) + _forced([one for one in ids if one not in trio], met)
        for trio in trios
    )


def _forced(ids: Sequence[int], met: dict[tuple[int, int], datetime]) -> int:
    graph: rustworkx.PyGraph[None, int] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * len(ids))
    places = combinations(range(len(ids)), 2)
    graph.add_edges_from([(a, b, 1) for a, b in places if pair_of(ids[a], ids[b]) not in met])
    return len(ids) // 2 - len(rustworkx.max_weight_matching(graph, max_cardinality=True))


def report_pauses(sizes: Sequence[int]) -> None:
    """Print how long the event loop stands still at most while the bot plans, and while it does not."""
    asyncio.run(_pauses(sizes))


async def _pauses(sizes: Sequence[int]) -> None:
    await _pause("nothing", asyncio.sleep(3))
    for count, size, rounds in ((23, 4, 3), (100, 4, 4), *((count, 2, 1) for count in (16, 160, *sizes))):
        people, history = community(count)
        gc.collect()
        work = planner.rounds_of(people, history, size=size, rounds=rounds, seed=1)
        await _pause(f"{count:,} in {rounds} round{'s' * (rounds > 1)} by {size}", work)
    await _pause("nothing", asyncio.sleep(3))


async def _pause(name: str, work: Awaitable[object]) -> None:
    pause, seconds = await longest_pause(work)
    print(f"{name:>24}, planned: the loop's longest pause {pause} ({seconds:.1f} s in all)", flush=True)


def _apart(report: Callable[..., None], *arguments: object, **options: object) -> None:
    """Make a report in a fresh process, whose memory is its own."""
    process = multiprocessing.get_context("spawn").Process(target=report, args=arguments, kwargs=options)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


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
    _apart(report_pauses, [size for size in chosen.sizes if size > 200])
    for count in [*chosen.sizes, *([20_000, 100_000] if chosen.big else [])]:
        for by_area in (False, True):
            _apart(report_crowd, count, by_area=by_area)


if __name__ == "__main__":
    main()
