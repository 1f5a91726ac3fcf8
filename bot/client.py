"""The Discord client: intents, commands, what starts and stops with the process. No rules of the product."""

from __future__ import annotations

import asyncio
import importlib
import logging
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import aiohttp
import discord
from discord.ext import commands

from bot.i18n.translator import Translator, fingerprint
from bot.scheduler import Metronome
from bot.services import Services
from bot.services.runner import Runner
from bot.storage import facts, migrations
from bot.storage.database import Database
from bot.storage.failures import StorageFailure
from bot.storage.media import Media
from bot.throttle import throttle
from bot.ui import deliveries
from bot.ui.boundary import Tree, answer_lost, persistent_items
from bot.ui.memberships import Memberships
from bot.ui.painter import Painter
from bot.web import Web

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.clock import Clock
    from bot.settings import Settings

_log = logging.getLogger(__name__)

SYNCED = "commands synced"
# Tablée never speaks: an operator need not read at each start which packages that would take.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
_Part = TypeVar("_Part")


class NotStarted(RuntimeError):  # noqa: N818 - it reads as what is the matter
    """The bot was asked for something that exists only after ``setup_hook``."""


class NoConnection(NamedTuple):
    """Why Discord could not be used."""

    sentence: str
    is_settings: bool
    """Whether somebody has to change something; otherwise it may pass by itself."""


def cannot_connect(error: BaseException) -> NoConnection | None:
    """Return why connecting failed, in words for an operator, or None if it did for another reason."""
    match error:
        case discord.LoginFailure():
            return NoConnection(
                "Discord does not accept DISCORD_TOKEN: reset it at "
                "https://discord.com/developers/applications, Bot, and write the new one into .env.",
                is_settings=True,
            )
        case discord.PrivilegedIntentsRequired():
            return NoConnection(
                "MEMBERS_INTENT or MESSAGE_CONTENT_INTENT is on, but Discord has not granted it: switch it "
                "on at https://discord.com/developers/applications, Bot, or set it to no.",
                is_settings=True,
            )
        case discord.HTTPException() | discord.GatewayNotFound() | discord.ConnectionClosed():
            return NoConnection(f"Discord cannot be used right now: {error}", is_settings=False)
        case aiohttp.ClientError() | OSError():
            return NoConnection(f"Discord cannot be reached: {error}", is_settings=False)
    return None


def intents_of(settings: Settings) -> discord.Intents:
    """Return the intents: slash commands need ``guilds`` alone, the rest is the operator's choice."""
    intents = discord.Intents(guilds=True, members=settings.members_intent)
    if settings.message_content_intent:
        intents.guild_messages = True
        intents.message_content = True
    return intents


class TableeBot(commands.AutoShardedBot):
    """Tablée on Discord. ``bot.app.create_bot`` builds it."""

    def __init__(self, settings: Settings, clock: Clock, *, metronome: bool) -> None:
        intents = intents_of(settings)
        cached = discord.MemberCacheFlags.from_intents(intents)
        super().__init__(
            command_prefix=commands.when_mentioned,  # never read: on_message does nothing
            help_command=None,
            tree_cls=Tree,
            intents=intents,
            allowed_contexts=discord.app_commands.AppCommandContext(guild=True),
            allowed_installs=discord.app_commands.AppInstallationType(guild=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=cached if settings.members_intent else discord.MemberCacheFlags.none(),
            max_messages=None,
            http_trace=throttle(clock),
        )
        self.settings = settings
        self.clock = clock
        self.painter = Painter(clock, self.spawn)
        self._metronome = Metronome(self._beat) if metronome else None
        self._db: Database | None = None
        self._services: Services | None = None
        self._runner: Runner | None = None
        self._web: Web | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def db(self) -> Database:
        """The open database."""
        return _started(self._db)

    @property
    def services(self) -> Services:
        """The use cases."""
        return _started(self._services)

    async def setup_hook(self) -> None:
        """Open the database, load every capability, and begin to run what is due."""
        self._db = await Database.open(self.settings.database_url)
        await migrations.prepare(self._db)
        media = Media(self.settings.media_dir, self.settings.media_limit_mb * 1024 * 1024)
        self._services = Services.create(self._db, self.clock, media)
        self._runner = Runner(self._db, self.clock, deliveries.handlers(self))
        await self.load_capabilities()
        await self.sync_if_changed()
        await self._serve()
        if self._metronome is not None:
            self._metronome.start()

    async def _serve(self) -> None:
        """Serve calendars over HTTP, if the operator wants that."""
        if self.settings.web_base_url:
            memberships = Memberships(self.http.get_member, self.clock)
            self._web = Web(
                self.services, name_of=self.name_of, is_well=self.is_well, is_member=memberships.is_member
            )
            await self._web.start(self.settings.web_host, self.settings.web_port)

    def name_of(self, guild_id: int) -> str | None:
        """Return what a guild is called, if Discord has told us."""
        guild = self.get_guild(guild_id)
        return guild.name if guild else None

    async def is_well(self) -> bool:
        """Say whether Discord is there and the database answers."""
        try:
            await self.db.read(partial(facts.recall, key=SYNCED))
        except StorageFailure:
            return False
        return self.is_ready()

    async def load_capabilities(self) -> None:
        """Load the cogs, by name since they stand above the bot, and whatever controls they brought."""
        for name in importlib.import_module("cogs").CAPABILITIES:
            await importlib.import_module(name).setup(self)
        self.add_dynamic_items(*persistent_items())
        await self.tree.set_translator(Translator())

    async def sync_if_changed(self, *, force: bool = False) -> bool:
        """Tell Discord our commands if their definition changed since last time; say whether it did.

        Discord allows 200 new commands a day, and clients reload their list after each sync.
        """
        commands_now = fingerprint([command.to_dict(self.tree) for command in self.tree.get_commands()])
        known = f"{self.application_id}:{commands_now}"
        if not force and await self.db.read(partial(facts.recall, key=SYNCED)) == known:
            return False
        synced = await self.tree.sync()
        await self.db.write(partial(facts.remember, key=SYNCED, value=known))
        _log.info("told Discord %d commands", len(synced))
        return True

    async def run_due(self) -> int:
        """Run everything that is due at ``clock()``; return how many jobs ran."""
        return await _started(self._runner).run_due()

    async def _beat(self) -> None:
        """Run what is due because a second has passed; whatever happens, the next beat comes."""
        try:
            await self.run_due()
        except StorageFailure as failure:
            _log.warning("nothing was run: %s", failure)
        except Exception:  # noqa: BLE001 - the log has it; APScheduler would hide it in its own
            _log.exception("the metronome met a bug")

    def spawn(self, work: Coroutine[Any, Any, object]) -> None:
        """Run ``work`` beside whatever happens now; its exception is logged, closing waits for it."""
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("%s failed", task.get_coro(), exc_info=error)

    async def on_ready(self) -> None:
        """Say in the log that Discord is there; it may happen again after a lost connection."""
        _log.info("ready in %d servers", len(self.guilds))

    async def on_guild_remove(self, guild: discord.Guild, /) -> None:
        """Say in the log that a server took the bot out: its data stays until it is invited again."""
        _log.info("no longer in server %s: what is due there is set aside", guild.id)

    async def on_guild_join(self, guild: discord.Guild, /) -> None:
        """Take up again what was set aside while the bot was out of the server."""
        released = await self.services.troubles.come_back(guild.id)
        _log.info("invited to server %s; %d jobs waited for it", guild.id, released)

    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent, /) -> None:
        """Free the seats of who left the server; Discord tells it with the members intent only."""
        await self.services.departures.leave(payload.guild_id, payload.user.id)

    async def on_interaction(self, interaction: discord.Interaction, /) -> None:
        """Answer whoever presses what has ended; discord.py has called by now whatever lives."""
        await answer_lost(interaction)

    async def on_message(self, _message: discord.Message, /) -> None:
        """Do nothing: there are no text commands."""

    async def close(self) -> None:
        """Take no more jobs, finish the running ones, leave Discord, close the database."""
        if self._metronome is not None:
            self._metronome.pause()
        if self._web is not None:
            await self._web.stop()
        if self._runner is not None:
            await self._runner.stop()
        self.painter.close()
        if self._tasks:
            await asyncio.wait(self._tasks)
        if self._metronome is not None:
            self._metronome.stop()
        await super().close()
        if self._db is not None:
            await self._db.close()


def _started(part: _Part | None) -> _Part:
    if part is None:
        raise NotStarted("The bot has not started yet: log in first.")
    return part
