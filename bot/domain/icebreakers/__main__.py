"""``python -m bot.domain.icebreakers`` reads a task and writes its plan; `services.planner` starts it."""

from __future__ import annotations

import sys

from bot.domain.icebreakers.parcels import pack_plan, unpack_task


def main() -> None:
    """Plan one task from standard input to standard output."""
    task = unpack_task(sys.stdin.buffer)
    sys.stdout.buffer.write(pack_plan(task.planned()))


if __name__ == "__main__":
    main()
