"""``python -m bot doctor``: what is well with an installation, and what to mend, a line each."""

from __future__ import annotations

import re
import zoneinfo
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.clock import Clock, system_clock
from bot.i18n import ENGLISH, translations
from bot.storage import migrations
from bot.storage.database import Database
from bot.storage.failures import StorageFailure
from bot.ui import permissions

if TYPE_CHECKING:
    from bot.settings import Settings

API = "https://discord.com/api/v10"
APPLICATIONS = "https://discord.com/developers/applications"
ZONES = ("Europe/Paris", "America/Montreal", "Asia/Kolkata")
SKEW_ALLOWED = 10.0
"""Seconds: Discord's header counts whole ones, and an answer may be slow."""

UNAUTHORIZED = 401
# https://discord.com/developers/docs/resources/application#application-object-application-flags
MEMBERS_GRANTED = 1 << 14 | 1 << 15
MESSAGE_CONTENT_GRANTED = 1 << 18 | 1 << 19
_TOKEN = re.compile(r"([\w-]+={0,2})\.[\w-]{6,}\.[\w-]{27,}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the doctor looked at."""

    is_well: bool
    sentence: str

    def __str__(self) -> str:
        return f"{'ok   ' if self.is_well else 'mend '} {self.sentence}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What Discord answered to one question."""

    status: int
    headers: Mapping[str, str]
    body: Any


Ask = Callable[[str], Awaitable[Answer]]


async def examine(settings: Settings, *, offline: bool, ask: Ask | None = None) -> list[Finding]:
    """Look at everything; ``ask`` puts a path to Discord's API and is exchangeable for tests."""
    findings = [_token(settings.discord_token), _zones(), *await _database(settings)]
    if offline:
        return findings
    if not findings[0].is_well:
        return [*findings, Finding(False, "Discord was not asked: it needs the token.")]
    return findings + await _discord(settings, ask or asking(settings.discord_token), system_clock)


def _token(token: str) -> Finding:
    if not token:
        return Finding(False, f"There is no DISCORD_TOKEN: copy one from {APPLICATIONS}, Bot, into .env.")
    found = _TOKEN.fullmatch(token)
    if found is None or not _names_an_application(found[1]):
        return Finding(
            False, f"DISCORD_TOKEN does not look like a token: copy it again from {APPLICATIONS}, Bot."
        )
    return Finding(True, "DISCORD_TOKEN has the form of a token.")


def _names_an_application(part: str) -> bool:
    """Say whether the first part of a token holds an application's id, as it does for every bot."""
    try:
        return b64decode(part + "=" * (-len(part) % 4), altchars=b"-_").isdigit()
    except NotBase64:
        return False


def _zones() -> Finding:
    try:
        for zone in ZONES:
            zoneinfo.ZoneInfo(zone)
    except zoneinfo.ZoneInfoNotFoundError as missing:
        return Finding(False, f"The time zone {missing} is unknown here: pip install tzdata.")
    return Finding(True, f"Time zones are known (tzdata {version('tzdata')}).")


async def _database(settings: Settings) -> list[Finding]:
    try:
        db = await Database.open(settings.database_url)
    except StorageFailure as failure:
        return [Finding(False, f"{failure}")]
    try:
        opened = Finding(True, f"The database opens ({db.url.render_as_string()}).")
        return [opened, await _schema(settings.database_url, is_server=db.url.get_backend_name() != "sqlite")]
    except StorageFailure as failure:
        return [Finding(False, f"{failure}")]
    finally:
        await db.close()


async def _schema(url: str, *, is_server: bool) -> Finding:
    missing = await migrations.pending(url)
    if missing and is_server:
        return Finding(False, f"The database lacks {', '.join(missing)}: run `python -m bot migrate`.")
    if missing:
        return Finding(True, f"The database lacks {', '.join(missing)}: the bot adds that when it starts.")
    differences = await migrations.drift(url)
    if differences:
        return Finding(False, f"The tables are not what this version expects: {'; '.join(differences)}.")
    return Finding(True, "The tables are those of this version.")


async def _discord(settings: Settings, ask: Ask, clock: Clock) -> list[Finding]:
    try:
        application = await ask("/applications/@me")
    except (aiohttp.ClientError, TimeoutError) as error:
        return [Finding(False, f"Discord cannot be reached: {error or type(error).__name__}.")]
    if application.status == UNAUTHORIZED:
        return [Finding(False, f"Discord does not accept DISCORD_TOKEN: reset it at {APPLICATIONS}, Bot.")]
    if "flags" not in application.body:
        return [Finding(False, f"Discord answered {application.status}: try again later.")]
    name = application.body.get("name", "?")
    return [
        Finding(True, f"Discord accepts the token: it is {name}'s."),
        _clock(application.headers, clock),
        *_intents(settings, application.body["flags"]),
        *_guilds((await ask("/users/@me/guilds")).body),
    ]


def _clock(headers: Mapping[str, str], clock: Clock) -> Finding:
    if "Date" not in headers:
        return Finding(True, "The clock was not compared: Discord did not say what time it is.")
    skew = (clock() - parsedate_to_datetime(headers["Date"])).total_seconds()
    if abs(skew) > SKEW_ALLOWED:
        way = "ahead of" if skew > 0 else "behind"
        return Finding(
            False,
            f"This machine's clock is {abs(skew):.0f} s {way} Discord's: switch on time synchronisation.",
        )
    return Finding(True, "The clock agrees with Discord's.")


def _intents(settings: Settings, flags: int) -> Iterator[Finding]:
    wishes = (
        ("MEMBERS_INTENT", settings.members_intent, MEMBERS_GRANTED, "Server Members Intent"),
        (
            "MESSAGE_CONTENT_INTENT",
            settings.message_content_intent,
            MESSAGE_CONTENT_GRANTED,
            "Message Content Intent",
        ),
    )
    for variable, is_wished, bits, name in wishes:
        if is_wished and not flags & bits:
            yield Finding(
                False,
                f"{variable} is on but not granted: switch on {name} at {APPLICATIONS}, Bot, or say no.",
            )
        elif is_wished:
            yield Finding(True, f"{variable} is on and granted.")
        else:
            yield Finding(True, f"{variable} is off; .env.example says what that costs.")


def _guilds(guilds: Iterable[Mapping[str, Any]]) -> Iterator[Finding]:
    t = translations(ENGLISH)
    seen = False
    for guild in guilds:
        seen = True
        lacking = permissions.missing_in(int(guild["permissions"]))
        names = permissions.permission_names(lacking, t)
        if lacking:
            yield Finding(
                False, f"{guild['name']}: the bot's role lacks {names}. Channels may differ: use /setup."
            )
        else:
            yield Finding(True, f"{guild['name']}: the bot's role has every permission it needs.")
    if not seen:
        yield Finding(False, "The bot is in no server yet: README.md has the link that invites it.")


def asking(token: str, api: str = API) -> Ask:
    """Return how to put a question to Discord itself."""

    async def ask(path: str) -> Answer:
        timeout = aiohttp.ClientTimeout(total=10)
        headers = {"Authorization": f"Bot {token}"}
        async with (
            aiohttp.ClientSession(timeout=timeout, headers=headers) as session,
            session.get(f"{api}{path}") as response,
        ):
            return Answer(response.status, response.headers, await response.json(content_type=None))

    return ask
