"""Plans made in a process of their own, and what happens where there is none to be had."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from itertools import combinations

import pytest

from bot.domain.icebreakers import History, Person, plan_intros, plan_rounds
from bot.services import planner

PEOPLE = [
    Person(100 + n, newcomer=n % 5 == 0, languages=frozenset({"fr", "en"} if n % 3 else {"fr"}), area="north")
    for n in range(planner.FEW + 7)
]
EVERYBODY = [person.user_id for person in PEOPLE]
HISTORY = History(
    dict.fromkeys(combinations(EVERYBODY[:5], 2), datetime(2026, 1, 1, tzinfo=UTC)),
    frozenset({(EVERYBODY[3], EVERYBODY[9])}),
)


async def test_a_process_makes_the_plan_that_this_one_would_make():
    wish = {"size": 4, "rounds": 3, "seed": 7}
    assert await planner.rounds_of(PEOPLE, HISTORY, **wish) == plan_rounds(PEOPLE, HISTORY, **wish)
    assert await planner.intros_of(PEOPLE, HISTORY, seed=7) == plan_intros(PEOPLE, HISTORY, seed=7)


async def test_where_no_process_can_be_had_the_plan_is_made_here(monkeypatch, caplog):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    plan = await planner.rounds_of(PEOPLE, HISTORY, size=2, rounds=1, seed=7)
    assert plan == plan_rounds(PEOPLE, HISTORY, seed=7)
    assert f"Planning for {len(PEOPLE)} people in a thread" in caplog.text


async def test_who_stops_waiting_leaves_no_process_behind(monkeypatch):
    started, has_started = [], asyncio.Event()
    start = asyncio.create_subprocess_exec

    async def noted(*command, **pipes):
        started.append(await start(*command, **pipes))
        has_started.set()
        return started[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noted)
    many = [Person(number) for number in range(2_000)]
    waiting = asyncio.ensure_future(planner.rounds_of(many, History(), size=2, rounds=20, seed=7))
    await has_started.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert started[0].returncode is not None
