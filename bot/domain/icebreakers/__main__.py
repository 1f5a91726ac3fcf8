"""``python -m bot.domain.icebreakers`` reads a task and writes its plan; `services.planner` starts it."""

from __future__ import annotations

import os
import sys

from bot.domain.icebreakers.parcels import pack_plan, unpack_task

NICE = 10
"""Whoever answers presses goes first; nobody waits for a plan as they wait for an answer."""


def main() -> None:
    """Plan one task from standard input to standard output."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    task = unpack_task(sys.stdin.buffer)
    sys.stdout.buffer.write(pack_plan(task.planned()))


if __name__ == "__main__":
    main()
