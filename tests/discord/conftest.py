"""The real bot on a simulated Discord, with its clock and its languages."""

from __future__ import annotations

import asyncio
import logging
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path  # noqa: TC003 - a named tuple keeps its annotations
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import simcord
from simcord import interactions

from bot.app import create_bot
from bot.client import TableeBot
from bot.settings import Settings
from bot.storage import migrations

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

NOT_STARTED = datetime(2026, 1, 1, tzinfo=UTC)
"""Where simcord's clock begins."""


class Stage:
    """What a test plays on: the environment, and where the bots it builds keep their data."""

    def __init__(self, database: Path) -> None:
        self.env: simcord.Env | None = None
        self.settings = Settings(
            database_url=f"sqlite:///{database}", media_dir=str(database.with_name("media"))
        )

    def now(self) -> datetime:
        """Return the environment's virtual time; it is the clock of every bot built here."""
        return self.env.now() if self.env is not None else NOT_STARTED

    def build(self) -> TableeBot:
        """Return a fresh bot on the same database."""
        return create_bot(self.settings, clock=self.now, metronome=False)

    async def run_due(self) -> int:
        """Run what is due now, as the metronome would; wait until Discord has heard of all of it."""
        assert self.env is not None
        with self.env._bot_scope():
            count = await self.env.bot.run_due()
        await self.env.settle()
        return int(count)

    async def advance(self, **amount: float) -> int:
        """Let time pass (``hours=1``), then run what came due meanwhile; return how many jobs ran."""
        assert self.env is not None
        await self.env.advance_time(timedelta(**amount).total_seconds())
        return await self.run_due()

    async def restart(self) -> TableeBot:
        """Close the running bot as a stopped process would, and start a fresh one on the same data."""
        assert self.env is not None
        with self.env._bot_scope():  # simcord follows threads and tasks that begin in the bot's own scope
            await self.env.bot.close()
        bot = self.build()
        await self.env.restart_bot(bot)
        return bot


class Bugs(logging.Handler):
    """Collects what the bot logs as an error: no test passes over one unknowingly."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def take(self) -> list[logging.LogRecord]:
        """Return the records so far and forget them: the test expected them."""
        taken, self.records = self.records, []
        return taken


@pytest.fixture
def bugs() -> Iterator[Bugs]:
    """Fail the test over any bug the bot logged, unless the test takes it."""
    handler = Bugs()
    loggers = [logging.getLogger(name) for name in ("bot", "cogs", "discord")]
    for logger in loggers:
        logger.addHandler(handler)
    yield handler
    for logger in loggers:
        logger.removeHandler(handler)
    formatter = logging.Formatter("%(name)s: %(message)s")
    assert not handler.records, "\n".join(formatter.format(record) for record in handler.records)


@pytest.fixture(autouse=True)
def _no_network(socket_disabled: None) -> None:
    """Discord is simulated in this process: whoever opens a socket here has found a way around it."""


class Yesterday(NamedTuple):
    """What a bot that ran once left behind: its database, and the commands it told Discord."""

    database: Path
    commands: dict[int | None, Any]


@pytest.fixture(scope="session")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Yesterday:
    """Migrate and tell the commands once: each takes as long as half a story."""
    path = tmp_path_factory.mktemp("database") / "tablee.sqlite3"
    stage = Stage(path)

    async def run_once() -> dict[int | None, Any]:
        await migrations.migrate(stage.settings.database_url)
        env = simcord.Env(stage.build(), shard_count=1)
        await env.start()
        with env._bot_scope():
            await env.bot.close()
        await env.shutdown()
        return env.backend.commands

    return Yesterday(path, asyncio.run(run_once()))


@pytest.fixture
def stage(tmp_path: Path, yesterday: Yesterday) -> Stage:
    return Stage(shutil.copy(yesterday.database, tmp_path / "tablee.sqlite3"))


@pytest.fixture
def simcord_bot(stage: Stage) -> TableeBot:
    return stage.build()


@pytest.fixture
async def simcord_env(
    stage: Stage,
    simcord_bot: TableeBot,
    yesterday: Yesterday,
    bugs: Bugs,  # noqa: ARG001
) -> AsyncIterator[simcord.Env]:
    """A running environment. Refusals count as errors to simcord, so ``bugs`` judges instead."""
    env = simcord.Env(simcord_bot, shard_count=1, check_errors=False)
    stage.env = env
    env.backend.commands.update(yesterday.commands)
    await env.start()
    yield env
    with env._bot_scope():
        await env.bot.close()
    await env.shutdown()


@pytest.fixture
def env(simcord_env: simcord.Env) -> simcord.Env:
    return simcord_env


@pytest.fixture
def bot(env: simcord.Env) -> TableeBot:
    assert isinstance(env.bot, TableeBot)
    return env.bot


class Tongues:
    """Who uses Discord in which language."""

    def __init__(self, default: str) -> None:
        self.default = default
        self.guild = default
        self._by_user: dict[int, str] = {}

    def speaks(self, member: Any, locale: str) -> None:
        """Let one member use Discord in another language than the rest."""
        self._by_user[member.id] = locale

    def of(self, user_id: int) -> str:
        return self._by_user.get(user_id, self.default)


@pytest.fixture
def locale(request: pytest.FixtureRequest) -> str:
    """The language of Discord: ``@pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)``."""
    return getattr(request, "param", "en-US")


@pytest.fixture(autouse=True)
def tongues(locale: str, monkeypatch: pytest.MonkeyPatch) -> Tongues:
    """Put a locale on every interaction: simcord knows only en-US."""
    tongues = Tongues(locale)
    original: Callable[..., tuple[Any, dict[str, Any]]] = interactions.base_payload

    def with_locale(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, payload = original(*args, **kwargs)
        payload["locale"] = tongues.of(kwargs["user_id"])
        if "guild_locale" in payload:
            payload["guild_locale"] = tongues.guild
        return record, payload

    monkeypatch.setattr(interactions, "base_payload", with_locale)
    return tongues
