"""Where the demo reaches behind SimCord's public face: here only, and checked at import."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from importlib import resources
from typing import TYPE_CHECKING, Any

import simcord
from simcord import interactions
from simcord.backend.cdn import CDN_BASE
from simcord.preview import Preview, _commands, _media
from simcord.preview._capture import ManagedCapture
from simcord.preview._media import MediaWorker
from simcord.preview._server import PreviewServer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping
    from pathlib import Path

    LocaleOf = Callable[[int], str]

_REACHED = (
    (interactions, "base_payload"),
    (simcord.Env, "_bot_scope"),
    (Preview, "_action"),
    (PreviewServer, "_SECURITY_HEADERS"),
    (PreviewServer, "_STATIC_FILES"),
    (PreviewServer, "_STATIC_CONTENT_TYPES"),
    (_commands, "build_catalog"),
    (ManagedCapture, "close"),
    (MediaWorker, "_decode"),
    (_media, "_process_media"),
)
_missing = [f"{owner.__name__}.{name}" for owner, name in _REACHED if not hasattr(owner, name)]
if _missing:
    raise ImportError(
        f"SimCord {simcord.__version__} has no {', '.join(_missing)}: take the version of constraints.txt."
    )


def avatar_address(user_id: int, avatar: str) -> str:
    """Where a member's picture would be fetched from."""
    return f"{CDN_BASE}/avatars/{user_id}/{avatar}.png"


def has_ended(preview: Preview) -> bool:
    """Whether somebody pressed "End preview session" in it."""
    return preview._closed  # noqa: SLF001


def bot_scope(env: simcord.Env) -> Any:
    """What runs inside counts as the bot's own work: SimCord follows its tasks and waits for them."""
    return env._bot_scope()  # noqa: SLF001


@contextmanager
def spoken(locale_of: LocaleOf, guild_locale: str) -> Iterator[None]:
    """Put each member's language on what they do, and show them commands in it: SimCord knows only en-US."""
    with (
        _replaced(interactions, "base_payload", _payload_with_locale(locale_of, guild_locale)),
        _replaced(_commands, "build_catalog", _catalog_in_language(locale_of)),
    ):
        yield


@contextmanager
def framed_by(origins: str) -> Iterator[None]:
    """Let pages of ``origins`` show a preview inside them; SimCord refuses every frame."""
    headers: dict[str, str] = dict(PreviewServer._SECURITY_HEADERS)  # noqa: SLF001
    headers.pop("X-Frame-Options", None)
    policy = headers["Content-Security-Policy"].replace("ancestors 'none'", f"ancestors {origins}")
    headers["Content-Security-Policy"] = policy
    with _replaced(PreviewServer, "_SECURITY_HEADERS", headers):
        yield


@contextmanager
def dressed(sheet: Path) -> Iterator[None]:
    """Serve the style sheet at ``sheet`` (an absolute path) in the place of SimCord's own."""
    files = PreviewServer._STATIC_FILES | {"/preview.css": str(sheet)}  # noqa: SLF001
    kinds = PreviewServer._STATIC_CONTENT_TYPES | {str(sheet): "text/css"}  # noqa: SLF001
    with (
        _replaced(PreviewServer, "_STATIC_FILES", files),
        _replaced(PreviewServer, "_STATIC_CONTENT_TYPES", kinds),
    ):
        yield


@contextmanager
def drawn_here(stills: Mapping[str, tuple[str, bytes]]) -> Iterator[None]:
    """Read our own pictures in this process: SimCord starts one for each, and a list can show forty faces."""
    original = MediaWorker._decode  # noqa: SLF001
    known: dict[bytes, Any] = {}

    async def decode(self: MediaWorker, key: str, blob: bytes, media_time: float | None) -> Any:
        if blob not in {ours for _, ours in stills.values()}:
            return await original(self, key, blob, media_time)
        if blob not in known:
            known[blob] = await asyncio.to_thread(_media._process_media, blob, media_time)  # noqa: SLF001
        return known[blob]

    with _replaced(MediaWorker, "_decode", decode):
        yield


def own_sheet() -> str:
    """SimCord's style sheet for what it shows."""
    return resources.files("simcord.preview").joinpath("static/preview.css").read_text("utf-8")


def take_turns(preview: Preview, lock: asyncio.Lock) -> None:
    """Let a browser's actions wait for the demo's own: SimCord refuses two operations at a time."""
    original: Callable[..., Awaitable[dict[str, Any]]] = preview._action  # noqa: SLF001

    async def in_turn(context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        async with lock:
            return await original(context_id, body)

    preview._action = in_turn  # type: ignore[method-assign]  # noqa: SLF001


@contextmanager
def lent_browser(preview: Preview, browser: Any) -> Iterator[None]:
    """Let a preview draw with a browser that outlives it; starting one takes a second each time."""
    capture = preview._capture_manager  # noqa: SLF001
    capture._browser = browser  # noqa: SLF001
    try:
        yield
    finally:
        capture._browser = None  # noqa: SLF001 - or closing the preview would close it


@contextmanager
def _replaced(owner: Any, name: str, value: Any) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)


def _payload_with_locale(locale_of: LocaleOf, guild_locale: str) -> Callable[..., Any]:
    original: Callable[..., tuple[Any, dict[str, Any]]] = interactions.base_payload

    def base_payload(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, payload = original(*args, **kwargs)
        payload["locale"] = locale_of(kwargs["user_id"])
        if "guild_locale" in payload:
            payload["guild_locale"] = guild_locale
        return record, payload

    return base_payload


def _catalog_in_language(locale_of: LocaleOf) -> Callable[..., Any]:
    original: Callable[..., dict[str, Any]] = _commands.build_catalog

    def build_catalog(preview: Any, page: Any) -> dict[str, Any]:
        catalog = original(preview, page)
        locale = locale_of(page.viewer.id)
        scopes = preview.env.backend.commands.values()
        registered = {str(command["id"]): command for scope in scopes for command in scope.values()}
        for entry in catalog["entries"]:
            _translate_entry(entry, registered[entry["commandId"]], locale)
        return catalog

    return build_catalog


def _translate_entry(entry: dict[str, Any], command: Mapping[str, Any], locale: str) -> None:
    """Say a command as a member's picker would; what is sent back (path, option names) stays as it is."""
    node, names = command, [_said(command, "name", locale)]
    for part in entry["path"][1:]:
        node = next(option for option in node["options"] if option["name"] == part)
        names.append(_said(node, "name", locale))
    entry["invocation"] = " ".join(names)
    entry["description"] = _said(node, "description", locale)
    for shown, option in zip(entry["options"], node.get("options") or [], strict=True):
        shown["description"] = _said(option, "description", locale)
        for choice_shown, choice in zip(shown["choices"], option.get("choices") or [], strict=True):
            choice_shown["name"] = _said(choice, "name", locale)


def _said(part: Mapping[str, Any], what: str, locale: str) -> str:
    translated = (part.get(f"{what}_localizations") or {}).get(locale)
    return str(translated or part.get(what, ""))


def said_command(env: simcord.Env, path: str, locale: str) -> str:
    """A command as the picker of that locale names it, with its slash; empty if there is none such."""
    first, *rest = path.split()
    node: Mapping[str, Any] | None = env.backend.find_command(first, None)
    names: list[str] = []
    for part in (*rest, None):
        if node is None:
            return ""
        names.append(_said(node, "name", locale))
        node = None if part is None else _option(node, part)
    return "/" + " ".join(names)


def _option(node: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    return next((option for option in node.get("options") or [] if option["name"] == name), None)
