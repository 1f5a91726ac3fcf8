"""A Discord under load: one guild with many members, every limit that Discord documents, and bad days.

It holds the bot to its limits as Discord does, and remembers each request that was one too many. Which
requests fail besides is what a test says: 429 for a limit that no answer told, 502 for a request that was
lost, 504 for one that was done while its answer was lost.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from aiohttp import web

from tests.little_discord import APPLICATION_ID, USER, LittleDiscord, json_answer, served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

GUILD, CHANNEL, EVERYTHING = "2000000000000000001", "2000000000000000002", str(2**53 - 1)
GLOBAL = 50
"""Requests a second of one bot; answers to interactions are exempt."""
UPDATE = 7


class Route(NamedTuple):
    """Requests that share a limit: ``allowed`` of them in ``seconds``, for each value of ``key``."""

    name: str
    pattern: re.Pattern[str]
    allowed: int
    seconds: float


def _route(name: str, pattern: str, allowed: int, seconds: float) -> Route:
    return Route(name, re.compile(pattern), allowed, seconds)


ROUTES = [
    _route("callback", r"POST /interactions/(?P<key>\d+)/(?P<token>[^/]+)/callback", 1000, 1),
    _route("edit answer", r"PATCH /webhooks/\d+/(?P<key>[^/]+)/messages/@original", 5, 2),
    _route("follow up", r"POST /webhooks/\d+/(?P<key>[^/]+)", 5, 2),
    _route("send", r"POST /channels/(?P<key>\d+)/messages", 5, 5),
    _route("edit", r"PATCH /channels/(?P<key>\d+)/messages/(?P<message>\d+)", 5, 5),
    _route("open thread", r"POST /channels/(?P<key>\d+)/messages/(?P<message>\d+)/threads", 5, 5),
    # ten in ten seconds really: who waits as long as the answers say waits less here
    _route("give role", r"PUT /guilds/(?P<key>\d+)/members/(?P<member>\d+)/roles/\d+", 10, 0.2),
    _route("make role", r"POST /guilds/(?P<key>\d+)/roles", 5, 5),
]


@dataclass
class BusyDiscord(LittleDiscord):
    """``fails`` says of a request, by its route's name and its number there, with which status it fails."""

    fails: Callable[[str, int], int | None] = lambda _name, _number: None
    too_many: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    answered: set[str] = field(default_factory=set)
    followed_up: dict[str, Any] = field(default_factory=dict)
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: list[dict[str, Any]] = field(default_factory=list)
    holders: set[str] = field(default_factory=set)
    greeted: asyncio.Event = field(default_factory=asyncio.Event)
    _heard: asyncio.Event = field(default_factory=asyncio.Event)
    _nonces: dict[str, dict[str, Any]] = field(default_factory=dict)
    _pressed: dict[str, str] = field(default_factory=dict)
    _recent: dict[tuple[str, str], deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _ids: count[int] = field(default_factory=lambda: count(3_000_000_000_000_000_000))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        line = f"{request.method} {request.path.removeprefix('/api/v10')}"
        for route in ROUTES:
            if found := route.pattern.fullmatch(line):
                return await self._limited(route, found, request)
        return await super().answer(request)

    async def press(self, user_ids: Iterable[int], custom_id: str, message_id: str) -> list[str]:
        """Let all these members press a button of a message at once; return the presses' numbers."""
        numbers = []
        for user_id in user_ids:
            number = str(next(self._ids))
            self._pressed[number] = message_id
            payload = self._pressing(number, user_id, custom_id, self.messages[message_id])
            await self.tell("INTERACTION_CREATE", payload)
            numbers.append(number)
        return numbers

    async def has_told(self, members: int) -> None:
        """Wait until so many were told what came of their press."""
        while len(self.followed_up) < members:
            self._heard.clear()
            await self._heard.wait()

    def card(self) -> dict[str, Any]:
        """The newest message in the channel."""
        return next(m for m in reversed(self.messages.values()) if m["channel_id"] == CHANNEL)

    async def _limited(self, route: Route, found: re.Match[str], request: web.Request) -> web.StreamResponse:
        if route.name not in {"callback", "edit answer", "follow up"} and self._is_over("all", "", GLOBAL, 1):
            self.too_many.append(f"more than {GLOBAL} in a second")
            return _slower(1, **{"global": True})
        is_over = self._is_over(route.name, found["key"], route.allowed, route.seconds)
        recent = self._recent[route.name, found["key"]]
        reset_after = route.seconds - (time.monotonic() - recent[0])
        if is_over:
            self.too_many.append(found.string)
            return _slower(reset_after)
        headers = {
            "X-RateLimit-Bucket": route.name,
            "X-RateLimit-Limit": str(route.allowed),
            "X-RateLimit-Remaining": str(route.allowed - len(recent)),
            "X-RateLimit-Reset-After": f"{reset_after:.3f}",
        }
        body = await request.json() if request.can_read_body else {}
        self.seen[route.name] += 1
        status = self.fails(route.name, self.seen[route.name])
        if status == 429:  # a limit of Discord's that no answer tells
            return _slower(0.1 if len(recent) < route.allowed else reset_after, headers)
        if status == 502:
            return web.Response(status=status, headers=headers)
        done, told = self._done(route.name, found, body)
        if status == 504 or told is None:
            return web.Response(status=status or done, headers=headers)
        return json_answer(told, status=done, headers=headers)

    def _is_over(self, name: str, key: str, allowed: int, seconds: float) -> bool:
        recent, now = self._recent[name, key], time.monotonic()
        while recent and recent[0] <= now - seconds:
            recent.popleft()
        if len(recent) >= allowed:
            return True
        recent.append(now)
        return False

    def _done(self, name: str, found: re.Match[str], body: dict[str, Any]) -> tuple[int, Any]:
        """Do what a request asks for; return the status and what is told."""
        key, told = found["key"], None
        match name:
            case "callback":
                return self._called_back(key, body)
            case "edit answer":
                told = self._painted(self._pressed[key], body)
            case "follow up":
                self.followed_up[key] = body
                self._heard.set()
                told = self._message("", body)
            case "send":
                told = self._sent(key, body)
            case "edit":
                told = self._painted(found["message"], body)
            case "open thread":
                told = _thread(found["message"])
            case "make role":
                told = {**_ROLE, "id": str(next(self._ids)), "name": body["name"]}
            case "give role":
                self.holders.add(found["member"])
        return 200 if told else 204, told

    def _called_back(self, number: str, body: dict[str, Any]) -> tuple[int, Any]:
        if number in self.answered:
            return 400, {"message": "Interaction has already been acknowledged.", "code": 40060}
        self.answered.add(number)
        told: dict[str, Any] = {"interaction": {"id": number, "type": 3}}
        if body["type"] == UPDATE:
            painted = self._painted(self._pressed[number], body["data"])
            told["resource"] = {"type": UPDATE, "message": painted}
        return 200, told

    def _sent(self, channel_id: str, body: dict[str, Any]) -> dict[str, Any]:
        """The new message, or the one that the same nonce made before."""
        known = self._nonces.get(body["nonce"])
        if known is None:
            known = self._nonces[body["nonce"]] = self._message(channel_id, body)
            self.messages[known["id"]] = known
        return known

    def _painted(self, message_id: str, body: dict[str, Any]) -> dict[str, Any]:
        self.messages[message_id] |= {name: body[name] for name in ("content", "components") if name in body}
        if self.messages[message_id]["channel_id"] == CHANNEL:
            self.pictures.append(body)
        return self.messages[message_id]

    def _message(self, channel_id: str, body: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": str(next(self._ids)),
            "channel_id": channel_id or CHANNEL,
            "author": USER,
            "content": body.get("content") or "",
            "timestamp": "2026-01-01T00:00:00+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "pinned": False,
            "type": 0,
            "flags": body.get("flags", 0),
            "components": body.get("components", []),
        }

    def _pressing(self, number: str, user_id: int, custom_id: str, message: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": number,
            "application_id": APPLICATION_ID,
            "type": 3,
            "token": number,
            "version": 1,
            "guild_id": GUILD,
            "channel_id": CHANNEL,
            "channel": {"id": CHANNEL, "type": 0},
            "member": _member(str(user_id)),
            "locale": "fr",
            "guild_locale": "fr",
            "app_permissions": EVERYTHING,
            "entitlements": [],
            "attachment_size_limit": 10_485_760,
            "data": {"custom_id": custom_id, "component_type": 2},
            "message": message,
        }

    async def greet(self) -> None:
        """Tell the bot of its guild, right after it logged in."""
        channel = {"id": CHANNEL, "type": 0, "name": "rencontres", "position": 0, "permission_overwrites": []}
        guild = {
            **dict.fromkeys(("icon", "splash", "afk_channel_id", "system_channel_id", "banner")),
            **dict.fromkeys(("afk_timeout", "verification_level", "default_message_notifications"), 0),
            **dict.fromkeys(("explicit_content_filter", "mfa_level", "nsfw_level", "premium_tier"), 0),
            **{
                name: []
                for name in ("emojis", "stickers", "features", "threads", "voice_states", "presences")
            },
            **{name: [] for name in ("stage_instances", "guild_scheduled_events", "soundboard_sounds")},
            "id": GUILD,
            "name": "Nantes",
            "owner_id": "5",
            "roles": [{**_ROLE, "id": GUILD, "name": "@everyone", "permissions": EVERYTHING}],
            "channels": [channel],
            "members": [_member(APPLICATION_ID)],
            "member_count": 501,
            "preferred_locale": "fr",
            "joined_at": "2026-01-01T00:00:00+00:00",
            "large": False,
            "unavailable": False,
        }
        await self.tell("GUILD_CREATE", guild)
        self.greeted.set()


_ROLE = {
    "permissions": "0",
    "color": 0,
    "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    "hoist": False,
    "managed": False,
    "mentionable": False,
    "position": 0,
    "flags": 0,
}


def _member(user_id: str) -> dict[str, Any]:
    return {
        "user": {**USER, "id": user_id, "bot": user_id == APPLICATION_ID, "username": f"member{user_id}"},
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": EVERYTHING,
    }


def _thread(number: str) -> dict[str, Any]:
    archiving = {"archived": False, "auto_archive_duration": 10080, "locked": False}
    since = {"archive_timestamp": "2026-01-01T00:00:00+00:00"}
    return {
        "id": number,
        "type": 11,
        "guild_id": GUILD,
        "parent_id": CHANNEL,
        "owner_id": APPLICATION_ID,
        "name": "Pique-nique",
        "message_count": 0,
        "member_count": 1,
        "rate_limit_per_user": 0,
        "thread_metadata": {**archiving, **since},
    }


def _slower(seconds: float, headers: dict[str, str] | None = None, **told: Any) -> web.Response:
    told |= {"message": "You are being rate limited.", "retry_after": seconds}
    return json_answer(told, status=429, headers={**(headers or {}), "Via": "1.1 google"})


@asynccontextmanager
async def busy_discord(**manners: Any) -> AsyncIterator[BusyDiscord]:
    """Serve on a free port of this machine."""
    async with served(BusyDiscord(**manners)) as discord:
        yield discord
