"""A Discord small enough for one process test: it lets a bot log in, connect and be told to go away."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from aiohttp import WSMsgType, web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

APPLICATION_ID = "1000000000000000001"
TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.GAbcde.abcdefghijklmnopqrstuvwxyz-0123456789"  # noqa: S105 - of nobody
USER = {"id": APPLICATION_ID, "username": "tablee", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": APPLICATION_ID,
    "name": "Tablée",
    "description": "",
    "icon": None,
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "",
    "owner": USER,
    "flags": 0,
}
DISALLOWED_INTENTS = 4014
_Discord = TypeVar("_Discord", bound="LittleDiscord")
HELLO, IDENTIFY, HEARTBEAT, HEARTBEAT_ACK = 10, 2, 1, 11


@dataclass
class LittleDiscord:
    """Its manners are what a test sets; ``requests`` is what the bot asked, ``members`` who is in guilds."""

    url: str = ""
    accepts_token: bool = True
    accepts_intents: bool = True
    guilds: list[dict[str, Any]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    members: set[str] = field(default_factory=set)
    _socket: web.WebSocketResponse | None = None
    _sequence: count[int] = field(default_factory=lambda: count(1))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix("/api/v10")
        self.requests.append(f"{request.method} {path}")
        if path == "/":
            return await self._gateway(request)
        if not self.accepts_token:
            return json_answer({"message": "401: Unauthorized", "code": 0}, status=401)
        if request.method == "PUT" and path.endswith("/commands"):
            return json_answer([_told(command) for command in await request.json()])
        if request.method == "GET" and "/members/" in path:
            user_id = path.rpartition("/")[2]
            unknown = {"message": "Unknown Member", "code": 10007}
            is_here = user_id in self.members
            return json_answer(
                {"user": {**USER, "id": user_id}} if is_here else unknown, status=200 if is_here else 404
            )
        if request.method == "GET" and (known := self._known().get(path)) is not None:
            return json_answer(known)
        return json_answer({"message": "404: Not Found", "code": 0}, status=404)

    def _known(self) -> dict[str, Any]:
        limits = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        return {
            "/users/@me": USER,
            "/users/@me/guilds": self.guilds,
            "/applications/@me": APPLICATION,
            "/oauth2/applications/@me": APPLICATION,
            "/gateway/bot": {"url": self._socket_url(), "shards": 1, "session_start_limit": limits},
        }

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._socket = socket
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41250}})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            op = message.json()["op"]
            if op == HEARTBEAT:
                await socket.send_json({"op": HEARTBEAT_ACK})
            elif op == IDENTIFY and not self.accepts_intents:
                await socket.close(code=DISALLOWED_INTENTS)
            elif op == IDENTIFY:
                await self.tell("READY", self._ready())
                await self.greet()
        return socket

    async def tell(self, event: str, data: dict[str, Any]) -> None:
        """Let the bot know that something happened."""
        assert self._socket is not None
        await self._socket.send_json({"op": 0, "s": next(self._sequence), "t": event, "d": data})

    async def greet(self) -> None:
        """Say what a bot hears right after it logged in."""

    def _ready(self) -> dict[str, Any]:
        application = {"id": APPLICATION_ID, "flags": 0}
        own = {"v": 10, "user": USER, "guilds": [], "session_id": "s", "shard": [0, 1]}
        return {**own, "resume_gateway_url": self._socket_url(), "application": application}

    def _socket_url(self) -> str:
        return self.url.replace("http", "ws", 1)


def json_answer(data: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Answer as Discord does: discord.py takes a content type with a charset for no JSON."""
    body = json.dumps(data).encode()
    return web.Response(body=body, status=status, headers=headers, content_type="application/json")


def _told(command: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "2",
        "application_id": APPLICATION_ID,
        "version": "1",
        "type": 1,
        "description": "",
        "default_member_permissions": None,
        **command,
    }


@asynccontextmanager
async def little_discord(**manners: Any) -> AsyncIterator[LittleDiscord]:
    """Serve on a free port of this machine."""
    async with served(LittleDiscord(**manners)) as discord:
        yield discord


@asynccontextmanager
async def served(discord: _Discord) -> AsyncIterator[_Discord]:
    """Serve what answers like Discord on a free port of this machine."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", discord.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    discord.url = f"http://{host}:{port}"
    try:
        yield discord
    finally:
        await runner.cleanup()
