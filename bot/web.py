"""What is served over HTTP: whether the bot is well, and calendar feeds. Off until WEB_BASE_URL is set.

A feed's secret stands in its address, so no address is logged, and one that opens nothing is told no reason.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from aiohttp import web

from bot.i18n import translations
from bot.storage.failures import StorageFailure
from bot.ui.calendar_file import calendar_bytes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.services import Services
    from bot.services.calendars import Contents

RETRY_SECONDS = "60"
_PRIVATE = {
    "Cache-Control": "private, max-age=300",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}

_log = logging.getLogger(__name__)


class PortTaken(Exception):  # noqa: N818 - it reads as what is the matter
    """The address to listen on cannot be had."""


class Web:
    """The HTTP server, beside the Discord client in the same process."""

    def __init__(
        self,
        services: Services,
        *,
        name_of: Callable[[int], str | None],
        is_well: Callable[[], Awaitable[bool]],
        is_member: Callable[[int, int], Awaitable[bool]],
    ) -> None:
        """What is not in the database.

        ``name_of`` names a community by its number; ``is_well`` says whether the bot does its work, and
        ``is_member`` whether somebody is still in a community.
        """
        self._services = services
        self._name_of = name_of
        self._is_well = is_well
        self._is_member = is_member
        self._runner: web.AppRunner | None = None

    def application(self) -> web.Application:
        """Return the routes."""
        application = web.Application(middlewares=[_in_sentences])
        application.router.add_get("/healthz", self._health)
        application.router.add_get("/calendar/{secret}.ics", self._feed)
        return application

    async def start(self, host: str, port: int) -> None:
        """Listen.

        Raises:
            PortTaken.
        """
        # aiohttp's access log would write every secret down, and its own log those of garbled requests
        self._runner = web.AppRunner(self.application(), access_log=None, logger=_garbled())
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self.stop()
            raise PortTaken(
                f"WEB_HOST and WEB_PORT say {host}:{port}, where I cannot listen: {error.strerror}."
            ) from error
        _log.info("calendars are served on %s:%d", host, port)

    async def stop(self) -> None:
        """Answer what is under way, then listen no more."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, _request: web.Request) -> web.Response:
        if await self._is_well():
            return web.Response(text="well\n")
        return web.Response(status=503, text="not well\n", headers={"Retry-After": RETRY_SECONDS})

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        contents = await self._services.calendars.contents(request.match_info["secret"])
        if contents is None:
            return web.Response(status=404, text="There is no such calendar.\n", headers=_PRIVATE)
        owner_id = contents.feed.user_id
        if owner_id is not None and not await self._is_member(contents.community.id, owner_id):
            contents = replace(contents, entries=())  # who left has nothing here, until they come back
        body = self._rendered(contents)
        digest = sha256(body).hexdigest()
        changed_at = await self._services.calendars.served(contents.feed, digest)
        headers = _PRIVATE | {
            "ETag": f'"{digest}"',
            "Last-Modified": format_datetime(changed_at, usegmt=True),
            "Content-Disposition": 'inline; filename="tablee.ics"',
        }
        if _has_it(request, digest, changed_at):
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)

    def _rendered(self, contents: Contents) -> bytes:
        t = translations(contents.community.language)
        guild = self._name_of(contents.community.id) or "Tablée"
        words = t.gettext("My meetups · {community}") if contents.is_personal else "{community}"
        return calendar_bytes(contents.entries, t, name=words.format(community=guild))


def _has_it(request: web.Request, digest: str, changed_at: datetime) -> bool:
    """Whether the reader has this very calendar already (RFC 9110, 13.1: a tag counts before a date)."""
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return f'"{digest}"' in known or "*" in known
    since = request.headers.get("If-Modified-Since")
    if since is None:
        return False
    try:
        return parsedate_to_datetime(since) >= changed_at
    except (TypeError, ValueError):
        return False


def _garbled() -> logging.Logger:
    """What hears of requests that aiohttp could not read, which it would quote."""
    logger = logging.getLogger(f"{__name__}.garbled")
    logger.disabled = True
    return logger


@web.middleware
async def _in_sentences(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Turn whatever goes wrong into a status; a log line names what happened, never the address."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except StorageFailure as failure:
        _log.warning("a calendar could not be read: %s", failure)
        text = "The calendar cannot be read right now.\n"
        return web.Response(status=503, text=text, headers={"Retry-After": RETRY_SECONDS})
    except Exception:  # noqa: BLE001 - the edge of the process: logged here, told as a status
        _log.exception("a request met a bug")
        return web.Response(status=500, text="Something went wrong on my side.\n")
