"""Five hundred people press "Going" at once, while Discord slows the bot down and fails now and then."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import aiohttp
import discord
import pytest

from bot.app import create_bot
from bot.clock import system_clock
from bot.domain.meetups import Plan
from bot.domain.rights import Actor
from bot.services.runner import LEASE
from bot.settings import Settings
from bot.throttle import throttle
from tests.busy_discord import CHANNEL, GLOBAL, GUILD, busy_discord
from tests.discord.acting import words_of
from tests.little_discord import TOKEN
from tests.processes import ON_LITTLE_DISCORD, a_process

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.client import TableeBot
    from tests.busy_discord import BusyDiscord

PRESSES, SEATS = 500, 100
USERS = range(10_000, 10_000 + PRESSES)
GOING = "rsvp:1:1:going"
MOD = Actor(user_id=5, community_id=int(GUILD), manages_guild=True)


class Clock:
    """The real one, and what it is put forward: limits are a matter of real time."""

    ahead = timedelta()

    def __call__(self) -> datetime:
        return system_clock() + self.ahead


def bad_days(name: str, number: int) -> int | None:
    """One in ten requests goes wrong in one of three ways."""
    if name == "callback":  # Discord never slows these down
        return {1: 502, 11: 504}.get(number % 20)
    return {3: 429, 13: 502, 23: 504}.get(number if name == "give role" else number % 30)


@asynccontextmanager
async def a_bot(crowd: BusyDiscord, clock: Clock, folder: Path) -> AsyncIterator[TableeBot]:
    """The real bot, connected through its real HTTP client."""
    settings = Settings(database_url=f"sqlite:///{folder / 'rush.sqlite3'}", media_dir=str(folder))
    bot = create_bot(settings, clock=clock, metronome=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discord.http.Route, "BASE", f"{crowd.url}/api/v10")
        async with asyncio.TaskGroup() as group, bot:
            group.create_task(bot.start(TOKEN))
            await crowd.greeted.wait()
            await bot.wait_until_ready()
            yield bot


async def _scheduled(bot: TableeBot, **settings: object) -> None:
    """Schedule a picnic with a hundred seats; its card is there."""
    await bot.services.communities.of(int(GUILD), "fr")
    await bot.services.communities.set(MOD, **settings)
    starts_at = datetime(bot.clock().year + 1, 6, 1, 17, tzinfo=UTC)
    plan = Plan(title="Picnic", zone=ZoneInfo("Europe/Paris"), starts_at=starts_at, capacity=SEATS)
    await bot.services.meetups.schedule(MOD, plan, int(CHANNEL))
    await bot.run_due()


@pytest.mark.timeout(180)
async def test_five_hundred_at_once(tmp_path: Path) -> None:
    clock = Clock()
    async with busy_discord(fails=bad_days) as crowd, a_bot(crowd, clock, tmp_path) as bot:
        await _scheduled(bot, gives_roles=True)
        pressed = await crowd.press(USERS, GOING, crowd.card()["id"])
        async with asyncio.timeout(120):
            await crowd.has_told(PRESSES)
        while await bot.run_due():
            clock.ahead += timedelta(seconds=5)
        assert crowd.answered == set(pressed), "everybody is answered"
        told = [words_of([], crowd.followed_up[number]["components"]) for number in pressed]
        assert [text for text in told if text.startswith("Tu as une place")] == told[:SEATS]
        places = range(1, PRESSES - SEATS + 1)
        assert all(
            f"n°\u00a0{place} sur la liste" in text for place, text in zip(places, told[SEATS:], strict=True)
        )
        going, waiting = re.findall(r"\*\*.*?\*\*.*", words_of([], crowd.card()["components"]))[1:]
        assert going.startswith("**Viennent (100/100)**")
        assert waiting.startswith("**Liste d'attente (400)**")
        assert _named(going) == list(USERS[:40]), "and sixty more"
        assert _named(waiting) == list(USERS[SEATS : SEATS + 20]), "and 380 more"
        assert crowd.holders == {str(user) for user in USERS[:SEATS]}
        assert len(crowd.pictures) <= PRESSES / 20, "a burst of presses shares its strokes"
        assert not crowd.too_many


async def test_killed_in_the_middle_of_a_rush_nobody_loses_what_they_were_told(tmp_path: Path) -> None:
    clock, database = Clock(), f"sqlite:///{tmp_path / 'rush.sqlite3'}"
    async with busy_discord() as crowd:
        async with a_bot(crowd, clock, tmp_path) as bot:
            await _scheduled(bot)
        crowd.greeted.clear()
        script = (ON_LITTLE_DISCORD, crowd.url, "run")
        async with a_process(*script, DATABASE_URL=database, MEDIA_DIR=str(tmp_path)) as process:
            await crowd.greeted.wait()
            pressed = await crowd.press(USERS, GOING, crowd.card()["id"])
            await crowd.has_told(SEATS // 2)
            process.kill()
            await process.wait()
        assert process.returncode == -signal.SIGKILL
        told = {n: words_of([], body["components"]) for n, body in crowd.followed_up.items()}
        assert len(told) < PRESSES, "it was killed before it was done"
        clock.ahead += LEASE
        async with a_bot(crowd, clock, tmp_path) as bot:
            await bot.run_due()
            roster = (await bot.services.meetups.overview(int(GUILD), 1)).roster
        kept = [party.user_id for party in roster.parties]
        assert kept == list(USERS[: len(kept)]), "in the order of their presses"
        for user_id, number in zip(USERS, pressed, strict=True):
            if text := told.get(number):
                party = roster.party_of(user_id)
                assert party is not None
                assert party.has_seat == text.startswith("Tu as une place")
        assert f"({len(roster.seated)}/{SEATS})" in words_of([], crowd.card()["components"])


async def test_more_requests_than_discord_takes_in_a_second_wait_for_their_turn() -> None:
    sent: list[float] = []

    async def note(*_: object) -> None:
        sent.append(time.monotonic())

    noting = aiohttp.TraceConfig()
    noting.on_request_start.append(note)
    async with (
        busy_discord() as crowd,
        aiohttp.ClientSession(trace_configs=[throttle(system_clock), noting]) as session,
    ):

        async def ask(path: str) -> None:
            async with session.get(crowd.url + path):
                pass

        await asyncio.gather(*(ask("/api/v10/users/@me") for _ in range(GLOBAL + 10)))
        assert all(later - earlier > 1 for earlier, later in zip(sent, sent[GLOBAL:], strict=False))
        begun = time.monotonic()
        exempt = ("/api/v10/webhooks/1/a", "/api/v10/interactions/1/a/callback", "/attachments/1/a.png")
        await asyncio.gather(*(ask(path) for path in exempt * GLOBAL))
        assert sent[-1] - begun < len(exempt), "answers to members never wait"


def _named(line: str) -> list[int]:
    return [int(user) for user in re.findall(r"<@(\d+)>", line)]
