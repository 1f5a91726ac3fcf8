"""The bot as a process of its own, on a Discord that a test serves."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.little_discord import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parents[1]
# Runs the process edge against the little Discord.
ON_LITTLE_DISCORD = """
import sys
import discord.http
discord.http.Route.BASE = sys.argv[1] + "/api/v10"
from bot.__main__ import main
sys.exit(main(sys.argv[2:]))
"""


@asynccontextmanager
async def a_process(
    script: str, *arguments: str, **variables: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a script with these arguments and variables; what still runs in the end is killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        script,
        *arguments,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DISCORD_TOKEN": TOKEN, **variables},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()
