"""The bot starts, tells Discord its commands once, and stops."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import simcord

    from bot.client import TableeBot
    from tests.discord.conftest import Stage


def _syncs(env: simcord.Env) -> int:
    return sum(
        request.method == "PUT" and request.path.endswith("/commands") for request in env.http_requests
    )


async def test_nothing_runs_by_itself(bot: TableeBot, stage: Stage) -> None:
    assert await bot.run_due() == 0
    assert await stage.advance(hours=1) == 0
    assert bot.clock() == datetime(2026, 1, 1, 1, tzinfo=UTC)


async def test_commands_are_told_once(env: simcord.Env, stage: Stage) -> None:
    assert _syncs(env) == 1
    await stage.restart()
    assert _syncs(env) == 1


async def test_commands_can_be_told_again(env: simcord.Env, bot: TableeBot) -> None:
    assert not await bot.sync_if_changed()
    assert await bot.sync_if_changed(force=True)
    assert _syncs(env) == 2
