"""The control page: one address from which to be anybody, anywhere, at any time in the made-up community."""

from __future__ import annotations

import json
import socket
from datetime import datetime, timedelta
from importlib import resources
from typing import TYPE_CHECKING, Any

import discord
from aiohttp import web

from demo import agenda, seams
from demo.avatars import draw
from demo.community import BY_KEY
from demo.crest import crest
from demo.people import CAST
from demo.places import ORDER, Places
from demo.stage import HOST
from demo.texts import PAGE, TRIES, Try

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from demo.community import Community
    from demo.stage import Stage

FIRST = {"en": "emily", "fr": "louise"}
"""Who the visitor is at first: somebody who has just arrived."""

PORT = 8765
_PORTS = 20
_STATIC = {"page.css": "text/css", "page.js": "text/javascript"}
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; frame-src http://127.0.0.1:*; frame-ancestors 'none'"
    ),
}


class PortTaken(RuntimeError):  # noqa: N818 - it reads as what is the matter
    """No port to serve the page on could be had."""


def listen(port: int | None = None) -> socket.socket:
    """Take a port of this machine, for this machine only; without ``port`` the first free one from PORT on.

    Raises:
        PortTaken.
    """
    for candidate in [port] if port is not None else range(PORT, PORT + _PORTS):
        try:
            return socket.create_server((HOST, candidate))
        except OSError:
            continue
    wanted = f"Port {port} is" if port is not None else f"The ports {PORT} to {PORT + _PORTS - 1} are"
    raise PortTaken(f"{wanted} taken: choose another with --port.")


class Control:
    """Serves the page, on this machine only, and does what its buttons say."""

    def __init__(self, stage: Stage, community: Community, read_until: datetime) -> None:
        """``read_until``: what is older was read by everybody."""
        self._stage, self._community = stage, community
        self._places = Places(stage, community, discord.utils.time_snowflake(read_until))
        self._open: tuple[str, int] | None = None
        self._serial = 0
        self._moving = False
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.port}/"

    async def start(self, listening: socket.socket) -> str:
        """Serve the page on a socket that ``listen`` made; return its address."""
        app = web.Application(middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/static/{name}", self._file),
                web.get("/faces/{key}.png", self._face),
                web.get("/api/state", self._state),
                web.post("/api/open", self._show),
                web.post("/api/time", self._time),
            ]
        )
        self.port = int(listening.getsockname()[1])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.SockSite(self._runner, listening).start()
        return self.address

    async def stop(self) -> None:
        """Serve no more."""
        if self._runner is not None:
            await self._runner.cleanup()

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Answer our own page only: another site open in the same browser must not move the clock."""
        ours = {f"{HOST}:{self.port}", f"localhost:{self.port}"}
        origin = request.headers.get("Origin", "")
        if request.host not in ours or (origin and origin.removeprefix("http://") not in ours):
            raise web.HTTPForbidden(text="This page is for this machine only.")
        response = await handler(request)
        response.headers.update(_HEADERS)
        return response

    async def _page(self, request: web.Request) -> web.Response:
        language = _language(request, self._stage.language)
        page = resources.files("demo").joinpath("static/page.html").read_text("utf-8")
        boot = {
            "language": language,
            "texts": _typeset(PAGE),
            "tries": self._tries(),
            "viewer": FIRST[language],
        }
        text = page.replace("{{language}}", language).replace("{{title}}", PAGE[language]["title"])
        return web.Response(
            text=text.replace("{{boot}}", json.dumps(boot).replace("<", "\\u003c")), content_type="text/html"
        )

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in _STATIC:
            raise web.HTTPNotFound
        text = resources.files("demo").joinpath(f"static/{name}").read_text("utf-8")
        return web.Response(text=text, content_type=_STATIC[name])

    async def _face(self, request: web.Request) -> web.Response:
        key = request.match_info["key"]
        if key == "tablee":
            return web.Response(body=crest(), content_type="image/png")
        if key not in BY_KEY:
            raise web.HTTPNotFound
        return web.Response(body=draw(BY_KEY[key].look), content_type="image/png")

    async def _state(self, request: web.Request) -> web.Response:
        language = _language(request, self._stage.language)
        key = _member(request.query.get("viewer", ""))
        if self._open is not None:
            self._places.read(*self._open)
        now = self._stage.now()
        state = {
            "now": agenda.clock(now, language),
            "moving": self._moving,
            "serial": self._serial,
            "community": self._community.guild.name,
            "due": [
                {"what": due.what, "when": due.when, "wait": due.wait}
                for due in await agenda.due(self._stage, language)
            ],
            "people": self._people(),
            "roles": self._places.roles(key),
            "events": [
                {
                    "what": event.name,
                    "when": agenda.clock(datetime.fromisoformat(event.scheduled_start_time), language),
                    "where": (event.entity_metadata or {}).get("location", ""),
                }
                for event in self._places.events()
            ],
            "places": [
                {
                    "id": str(place.id),
                    "kind": place.kind,
                    "name": place.name,
                    "parent": str(place.parent or ""),
                    "unread": place.unread,
                    "mentions": place.mentions,
                    "latest": str(place.latest),
                }
                for place in self._places.of(key)
            ],
        }
        return web.json_response(state)

    async def _show(self, request: web.Request) -> web.Response:
        body = await _body(request)
        key = _member(str(body.get("viewer", "")))
        place_id = self._place_id(body)
        try:
            place_id = self._places.landing(place_id)
            viewers = self._places.viewers(key, place_id)
        except LookupError:
            raise web.HTTPNotFound(text="That member cannot see this place.") from None
        url = await self._stage.show(self._places.handle(place_id), viewers)
        self._open, self._serial = (key, place_id), self._serial + 1
        self._places.read(key, place_id)
        return web.json_response({"url": url, "id": str(place_id), "serial": self._serial})

    def _place_id(self, body: dict[str, Any]) -> int:
        named = self._community.channels.get(str(body.get("channel", "")))
        if named is not None:
            return named.id
        place = str(body.get("place", ""))
        if not place.isascii() or not place.isdecimal():
            raise web.HTTPBadRequest(text="No such place.")
        if int(place) not in self._stage.env.backend.channels:
            raise web.HTTPNotFound(text="No such place.")
        return int(place)

    async def _time(self, request: web.Request) -> web.Response:
        moves: dict[str, Callable[[], Awaitable[int]]] = {
            "hour": lambda: self._stage.move(timedelta(hours=1)),
            "day": lambda: self._stage.move(timedelta(days=1)),
            "next": self._move_to_next,
        }
        move = moves.get(str((await _body(request)).get("to")))
        if move is None:
            raise web.HTTPBadRequest(text="Time moves by an hour, a day, or to the next thing due.")
        if self._moving:
            raise web.HTTPConflict(text="Time is passing already.")
        self._moving = True
        try:
            ran = await move()
        finally:
            self._moving = False
        return web.json_response({"ran": ran})

    async def _move_to_next(self) -> int:
        """Let time pass until somebody sees something, or until whatever is due if nobody will."""
        seen = await agenda.due(self._stage, self._stage.language, 1)
        due = seen[0].at if seen else await self._stage.next_due()
        return 0 if due is None else await self._stage.move_to(max(due, self._stage.now()))

    def _people(self) -> list[dict[str, Any]]:
        calls = self._places.waiting()
        people = sorted(CAST, key=lambda c: (ORDER[c.part], CAST.index(c)))
        return [
            {
                "key": person.key,
                "name": person.name,
                "part": person.part,
                "language": person.language,
                "bio": person.bio,
                "calls": calls.get(person.key, 0),
            }
            for person in people
        ]

    def _tries(self) -> list[dict[str, Any]]:
        return [{language: self._try(tried, place) for place, language in enumerate(PAGE)} for tried in TRIES]

    def _try(self, tried: Try, place: int) -> dict[str, str]:
        language = list(PAGE)[place]
        key = tried.key[place]
        locale = self._stage.locale_of(self._community.members[key].id)
        return {
            "text": agenda.typeset(tried.text[place], language),
            "part": tried.part,
            "key": key,
            "name": BY_KEY[key].name,
            "channel": tried.channel,
            "place": str(self._community.channels[tried.channel].name),
            "command": seams.said_command(self._stage.env, tried.command, locale) if tried.command else "",
            "clock": tried.clock,
        }


def _typeset(texts: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {tongue: {k: agenda.typeset(v, tongue) for k, v in said.items()} for tongue, said in texts.items()}


async def _body(request: web.Request) -> dict[str, Any]:
    if request.content_type != "application/json":  # a form of another site could not send this
        raise web.HTTPUnsupportedMediaType
    try:
        body = await request.json()
    except ValueError:
        raise web.HTTPBadRequest(text="That is no JSON.") from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="That is no JSON object.")
    return body


def _member(key: str) -> str:
    if key not in BY_KEY:
        raise web.HTTPNotFound(text="Nobody is called that.")
    return key


def _language(request: web.Request, otherwise: str) -> str:
    wanted = request.query.get("lang", "")
    return wanted if wanted in PAGE else otherwise
