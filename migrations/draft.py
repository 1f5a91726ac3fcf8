"""Write the next migration from what bot/storage/schema.py has and the migrations lack.

``python -m migrations.draft "Reminders per community"``; read the result before it is committed.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys

from bot.storage import migrations


def main(message: str) -> None:
    path = asyncio.run(migrations.draft(message))
    for command in ("format", "check --fix"):
        ruff = [sys.executable, "-m", "ruff", *command.split(), "--quiet", str(path)]
        subprocess.run(ruff, check=True)  # noqa: S603 - this Python, a path of ours


if __name__ == "__main__":
    main(*sys.argv[1:])
