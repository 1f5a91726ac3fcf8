"""The stage: a simulated Discord round the real bot, its clock, and the one place that changes either."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import simcord

from bot.app import create_bot
from bot.client import TableeBot
from bot.settings import Settings
from bot.storage import jobs
from demo import seams

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.storage.jobs import Job

Stills = dict[str, tuple[str, bytes]]
"""What a picture's address shows, since nothing is fetched: address to file name and bytes."""

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
"""Where SimCord's clock begins."""

LOCALES = {"en": "en-GB", "fr": "fr"}
BOT_NAME = "Tablée"
HOST = "127.0.0.1"
ZONE = "Europe/Paris"
NOBODY = "'none'"
_SETTLE_SECONDS = 20.0
_BEAT = timedelta(seconds=1)
_MOST_BEATS = 5000


class Stuck(RuntimeError):  # noqa: N818 - it reads as what is the matter
    """Something stays due however often it is run."""


class Stage:
    """Everything that happens in the demo happens here, one thing after another. ``open_stage`` makes it."""

    def __init__(self, database: Path, language: str, feeds_port: int) -> None:
        self.language = language
        self.stills: Stills = {}
        self._settings = Settings(
            database_url=f"sqlite:///{database}",
            media_dir=str(database.with_name("media")),
            web_base_url=f"http://{HOST}:{feeds_port}" if feeds_port else "",
            web_host=HOST,
            web_port=feeds_port,
        )
        self._locales: dict[int, str] = {}
        self._turn = asyncio.Lock()
        self._showing = asyncio.Lock()
        self._preview: Any = None
        self._env: simcord.Env | None = None

    @property
    def env(self) -> simcord.Env:
        """The simulated Discord."""
        assert self._env is not None, "the stage is not open"
        return self._env

    @property
    def bot(self) -> TableeBot:
        """The bot on it."""
        bot = self.env.bot
        assert isinstance(bot, TableeBot)
        return bot

    def now(self) -> datetime:
        """The simulated instant: the clock of the bot and of everybody else."""
        return self._env.now() if self._env is not None else BEGINNING

    def speaks(self, user_id: int, language: str) -> None:
        """Let a member use Discord in ``language``."""
        self._locales[user_id] = LOCALES[language]

    @property
    def guild_locale(self) -> str:
        """What the guild's own settings say."""
        return LOCALES[self.language]

    def locale_of(self, user_id: int) -> str:
        """The locale of a member's client."""
        return self._locales.get(user_id, LOCALES[self.language])

    async def start(self) -> None:
        """Log the bot in."""
        bot = create_bot(self._settings, clock=self.now, metronome=False)
        self._env = simcord.Env(bot, shard_count=1, check_errors=False, settle_timeout=_SETTLE_SECONDS)
        self._env.backend.bot_user.name = BOT_NAME
        await self._env.start()

    async def stop(self) -> None:
        """Log the bot out as a stopped process would, and end what shows it."""
        await self.hide()
        if self._env is not None:
            with seams.bot_scope(self._env):
                await self._env.bot.close()
            await self._env.shutdown()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[simcord.Env]:
        """Have the simulated Discord to oneself: clicks in the browser and the clock wait meanwhile."""
        async with self._turn:
            yield self.env

    async def upcoming(self, limit: int = 8) -> list[Job]:
        """What is due next, the soonest first."""
        return await self.bot.db.read(partial(jobs.upcoming, limit=limit))

    async def next_due(self) -> datetime | None:
        """When something is due next."""
        return await self.bot.db.read(jobs.next_due)

    async def run_due(self) -> int:
        """Run what is due now, as the bot's own work; return how many things ran."""
        async with self.turn():
            return await self._run_due()

    async def beat(self, seconds: float) -> int:
        """Let some real time pass on the simulated clock too, and run what comes due."""
        async with self.turn() as env:
            await env.advance_time(seconds)
            ran = await self._run_due()
            if ran:
                await self._refresh()
            return ran

    async def move(self, by: timedelta) -> int:
        """Let time pass; everything due on the way happens at its own instant. Return how many things ran."""
        return await self.move_to(self.now() + by)

    async def move_to(self, instant: datetime) -> int:
        """Let time pass until ``instant``; see ``move``."""
        async with self.turn():
            ran = await self._run_due()
            for _ in range(_MOST_BEATS):
                due = await self.next_due()
                if due is None or due > instant:
                    break
                await self._advance_to(max(due, self.now()))
                ran += (now_ran := await self._run_due())
                if not now_ran:  # what is due is being tried again later: do not wait for it on the spot
                    await self._advance_to(min(self.now() + _BEAT, instant))
            else:
                raise Stuck(f"{_MOST_BEATS} steps did not reach {instant}: what is due stays due.")
            await self._advance_to(instant)
            await self._refresh()
            return ran

    async def show(self, channel: Any, viewers: Sequence[Any], port: int = 0) -> str:
        """Show a channel in the browser, as the first of ``viewers``; return its address, which lets in."""
        async with self._showing:
            await self._hide()  # not in a turn: it waits for clicks, and a click may be waiting for its turn
            async with self.turn() as env:
                return await self._show(env, channel, viewers, port)

    async def _show(self, env: simcord.Env, channel: Any, viewers: Sequence[Any], port: int) -> str:
        preview = env.preview(
            channel,
            viewers=viewers,
            layout="channel",
            locale=self.locale_of(viewers[0].id),
            timezone=ZONE,
            assets=self.stills,
            port=port,
        )
        seams.take_turns(preview, self._turn)
        self._preview = await preview.__aenter__()  # ``_hide`` leaves it: it is shown until the next choice
        return str(preview.url)

    @property
    def preview(self) -> Any:
        """The preview that is open, or None."""
        return self._preview

    async def refresh(self) -> None:
        """Show what has changed in the browser."""
        async with self.turn():
            await self._refresh()

    async def hide(self) -> None:
        """End what is shown."""
        async with self._showing:
            await self._hide()

    async def _hide(self) -> None:
        if self._preview is not None:
            await self._preview.close()
            self._preview = None

    async def _refresh(self) -> None:
        if self._preview is not None and not seams.has_ended(self._preview):
            await self._preview.refresh()

    async def _advance_to(self, instant: datetime) -> None:
        seconds = (instant - self.now()).total_seconds()
        if seconds > 0:
            await self.env.advance_time(seconds)

    async def _run_due(self) -> int:
        with seams.bot_scope(self.env):
            ran = await self.bot.run_due()
        await self.env.settle()
        return ran


@asynccontextmanager
async def open_stage(
    language: str, *, keep: Path | None = None, framed_by: str = NOBODY, feeds_port: int = 0
) -> AsyncIterator[Stage]:
    """A running stage with its data in a fresh folder, removed at the end unless ``keep`` names one.

    ``framed_by``: whose pages may show a channel inside them. ``feeds_port``: where calendar feeds are
    served, on this machine only; 0 is nowhere.
    """
    async with AsyncExitStack() as stack:
        folder = keep or Path(tempfile.mkdtemp(prefix="tablee-demo-"))
        folder.mkdir(parents=True, exist_ok=True)
        if keep is None:
            stack.callback(partial(shutil.rmtree, folder, ignore_errors=True))
        stage = Stage(_fresh(folder), language, feeds_port)
        stack.enter_context(seams.spoken(stage.locale_of, LOCALES[language]))
        stack.enter_context(seams.framed_by(framed_by))
        stack.enter_context(seams.dressed(_sheet(folder)))
        stack.enter_context(seams.drawn_here(stage.stills))
        stack.push_async_callback(stage.stop)
        await stage.start()
        yield stage


def _sheet(folder: Path) -> Path:
    """Write SimCord's style sheet with ours after it."""
    sheet = folder.resolve() / "discord.css"
    ours = resources.files("demo").joinpath("static/discord.css").read_text("utf-8")
    sheet.write_text(seams.own_sheet() + ours, "utf-8")
    return sheet


def _fresh(folder: Path) -> Path:
    """The database's file, without what an earlier demo left in it."""
    database = folder / "tablee.sqlite3"
    for name in (database.name, f"{database.name}-wal", f"{database.name}-shm"):
        (folder / name).unlink(missing_ok=True)
    return database
