"""Plans made beside the event loop, so that presses are answered while a large room is seated."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.domain.icebreakers import plan_rounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.icebreakers import History, Person, Plan


async def rounds_of(people: Sequence[Person], history: History, *, size: int, rounds: int, seed: int) -> Plan:
    """What ``plan_rounds`` returns."""
    return await asyncio.to_thread(plan_rounds, people, history, size=size, rounds=rounds, seed=seed)
