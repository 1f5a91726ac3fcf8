"""Plans made beside the event loop, so that presses are answered while a large room is seated."""

from __future__ import annotations

import asyncio
import logging
import sys
from asyncio.subprocess import PIPE
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import bot
from bot.domain.icebreakers.parcels import Task, pack_task, unpack_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.icebreakers import History, Person, Plan

log = logging.getLogger(__name__)

FEW = 16
"""Up to so many people are planned in a thread, sooner than a process starts; more in a process of their own.

In a thread, matching 160 people holds the interpreter's lock for 20 to 110 ms at once, and a search over
tables asks for it so often that every answer waits. A process holds up nothing, weighs 20 MB, starts in 0.2 s
and ends with its plan.
"""
SOURCES = Path(bot.__file__).parents[1]


async def rounds_of(people: Sequence[Person], history: History, *, size: int, rounds: int, seed: int) -> Plan:
    """What ``plan_rounds`` returns."""
    return await _planned(
        Task(people=tuple(people), history=history, size=size, rounds=rounds, seed=seed),
    )


async def intros_of(people: Sequence[Person], history: History, *, seed: int) -> Plan:
    """What ``plan_intros`` returns."""
    return await _planned(Task(people=tuple(people), history=history, seed=seed, for_intros=True))


async def _planned(task: Task) -> Plan:
    if len(task.people) > FEW:
        try:
            return await _in_a_process(task)
        except (OSError, EOFError) as error:  # no process to be had, or it was ended for want of memory
            log.warning("Planning for %d people in a thread: %r", len(task.people), error)
    return await asyncio.to_thread(task.planned)


async def _in_a_process(task: Task) -> Plan:
    """Plan in a process that ends with its plan, or with whoever waits for it."""
    parcel = await asyncio.to_thread(pack_task, task)
    module = "bot.domain.icebreakers"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, stdin=PIPE, stdout=PIPE, cwd=SOURCES
    )
    try:
        answer, _ = await process.communicate(parcel)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return await asyncio.to_thread(unpack_plan, BytesIO(answer))
