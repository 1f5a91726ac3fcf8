"""What is to be planned, and the plan, as they travel to another process and back.

They are packed in small slices: pickling is one call for the interpreter, which lets nobody else in before it
returns (20,000 people and their history at once: 0.4 s).
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.domain.icebreakers.planning import plan_intros, plan_rounds
from bot.domain.icebreakers.plans import History, Person, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SLICE = 200
"""So many people or pairs are packed at once, in 2 ms at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a plan is made from: the arguments of `plan_rounds`, or of `plan_intros`."""

    people: tuple[Person, ...]
    history: History
    size: int = 2
    rounds: int = 1
    seed: int = 0
    for_intros: bool = False

    def planned(self) -> Plan:
        """Make the plan.

        Raises:
            ValueError: As `plan_rounds` does.
        """
        if self.for_intros:
            return plan_intros(self.people, self.history, seed=self.seed)
        return plan_rounds(self.people, self.history, size=self.size, rounds=self.rounds, seed=self.seed)


def pack_task(task: Task) -> bytes:
    """Return a task as bytes."""
    parcel = BytesIO()
    pickle.dump((task.size, task.rounds, task.seed, task.for_intros), parcel)
    for items in (task.people, task.history.met.items(), task.history.blocked):
        _pack(items, parcel)
    return parcel.getvalue()


def unpack_task(parcel: BinaryIO) -> Task:
    """Return the task that bytes from `pack_task` hold."""
    size, rounds, seed, for_intros = _next(parcel)
    people, met, blocked = (tuple(_unpacked(parcel)) for _ in range(3))
    return Task(
        people=people,
        history=History(dict(met), frozenset(blocked)),
        size=size,
        rounds=rounds,
        seed=seed,
        for_intros=for_intros,
    )


def pack_plan(plan: Plan) -> bytes:
    """Return a plan as bytes."""
    parcel = BytesIO()
    pickle.dump((len(plan.rounds), plan.repeats_bound), parcel)
    for items in (*plan.rounds, plan.unseated, plan.repeats):
        _pack(items, parcel)
    return parcel.getvalue()


def unpack_plan(parcel: BinaryIO) -> Plan:
    """Return the plan that bytes from `pack_plan` hold."""
    rounds, bound = _next(parcel)
    tables = tuple(tuple(_unpacked(parcel)) for _ in range(rounds))
    return Plan(tables, tuple(_unpacked(parcel)), tuple(_unpacked(parcel)), bound)


def _pack(items: Iterable[object], parcel: BinaryIO) -> None:
    rest = iter(items)
    while some := tuple(islice(rest, SLICE)):
        pickle.dump(some, parcel)
    pickle.dump((), parcel)


def _unpacked(parcel: BinaryIO) -> Iterator[Any]:
    while some := _next(parcel):
        yield from some


def _next(parcel: BinaryIO) -> Any:
    return pickle.load(parcel)  # noqa: S301 - written by this module, on the other end of our own pipe
