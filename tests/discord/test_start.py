"""The bot starts, tells Discord its commands once, and stops."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import discord
import pytest

from bot.app import create_bot
from bot.client import NotStarted, TableeBot, intents_of
from bot.settings import Settings
from bot.storage.failures import StorageFailure

if TYPE_CHECKING:
    import simcord

    from tests.discord.conftest import Bugs, Stage


def _syncs(env: simcord.Env) -> int:
    return sum(
        request.method == "PUT" and request.path.endswith("/commands") for request in env.http_requests
    )


async def test_nothing_runs_by_itself(bot: TableeBot, stage: Stage) -> None:
    assert await bot.run_due() == 0
    assert await stage.advance(hours=1) == 0
    assert bot.clock() == datetime(2026, 1, 1, 1, tzinfo=UTC)


async def test_commands_are_told_once(env: simcord.Env, bot: TableeBot, stage: Stage) -> None:
    assert _syncs(env) == 0  # told by the bot that ran before
    bot.tree.remove_command("profile")
    assert await bot.sync_if_changed()
    assert _syncs(env) == 1
    await stage.restart()  # it is there again
    assert _syncs(env) == 2
    await stage.restart()
    assert _syncs(env) == 2


async def test_commands_can_be_told_again(env: simcord.Env, bot: TableeBot) -> None:
    assert not await bot.sync_if_changed()
    assert await bot.sync_if_changed(force=True)
    assert _syncs(env) == 1


async def test_work_beside_is_waited_for_and_its_bugs_are_logged(
    stage: Stage, bot: TableeBot, bugs: Bugs
) -> None:
    done: list[str] = []

    async def slow() -> None:
        await asyncio.to_thread(lambda: None)
        done.append("slow")

    async def broken() -> None:
        raise ZeroDivisionError

    bot.spawn(slow())
    bot.spawn(broken())
    await stage.restart()
    assert done == ["slow"]
    [record] = bugs.take()
    assert "broken" in record.getMessage()


@pytest.mark.parametrize(
    ("trouble", "level"),
    [(StorageFailure("The disk is full."), logging.WARNING), (KeyError("x"), logging.ERROR)],
)
async def test_a_beat_that_fails_is_followed_by_the_next(
    stage: Stage, bot: TableeBot, bugs: Bugs, caplog: pytest.LogCaptureFixture, trouble: Exception, level: int
) -> None:
    del stage

    class Failing(TableeBot):
        async def run_due(self) -> int:
            raise trouble

    await Failing(bot.settings, bot.clock, metronome=False)._beat()
    bugs.take()
    assert caplog.records[-1].levelno == level


def test_before_it_starts_it_says_so(simcord_bot: TableeBot) -> None:
    with pytest.raises(NotStarted):
        _ = simcord_bot.services
    with pytest.raises(NotStarted):
        _ = simcord_bot.db


def test_only_what_the_operator_grants_is_asked_of_discord() -> None:
    assert intents_of(Settings()).value == discord.Intents(guilds=True).value
    both = intents_of(Settings(members_intent=True, message_content_intent=True))
    assert both == discord.Intents(guilds=True, members=True, guild_messages=True, message_content=True)


@pytest.mark.parametrize("members", [True, False])
def test_members_are_cached_only_if_they_can_be_kept_up_to_date(members: bool) -> None:
    bot = create_bot(Settings(members_intent=members), metronome=False)
    assert bot._connection.member_cache_flags.joined is members


async def test_a_message_is_no_command(env: simcord.Env, bugs: Bugs) -> None:
    channel = env.create_guild().create_text_channel("table")
    member = channel.guild.add_member(env.create_user("ana"))
    await member.send(channel, f"{env.bot.user.mention} help")
    assert not bugs.records
