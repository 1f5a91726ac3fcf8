"""What the story leaves behind: each thing shown, as Markdown and, where there is Chromium, as a picture."""

from __future__ import annotations

import re
import shutil
import unicodedata
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from playwright.async_api import Browser, Error, async_playwright
from simcord.backend.errors import SetupError

from demo import seams
from demo.reading import form_markdown, markdown_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from demo.stage import Stage

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_HOW: dict[str, Any] = {"viewport": (660, 1400), "layout": "message"}


class Album:
    """A folder of numbered pages; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, stage: Stage, browser: Browser | None) -> None:
        self._folder, self._stage, self._browser = folder, stage, browser
        self._count = 0
        self.missed: dict[str, str] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            for old in [*folder.glob("[0-9][0-9]-*.md"), *folder.glob("[0-9][0-9]-*.png")]:
                old.unlink()

    async def keep(self, title: str, shown: Any, channel: Any, viewer: Any) -> None:
        """Keep a message, or an interaction's form or answer, as ``viewer`` sees it in ``channel``."""
        if self._folder is None:
            return
        self._count += 1
        page = self._folder / f"{self._count:02}-{_plain(title)}"
        heading = f"# {title}\n\n*{viewer.user.global_name}, #{channel.name}*\n\n"
        page.with_suffix(".md").write_text(heading + self._text(shown) + "\n", "utf-8")
        if self._browser is not None:
            await self._draw(page.with_suffix(".png"), shown, channel, viewer)

    def transcript(self, text: str) -> None:
        """Keep what was told."""
        if self._folder is not None:
            (self._folder / "transcript.txt").write_text(text, "utf-8")

    def _text(self, shown: Any) -> str:
        modal = getattr(shown, "modal", None)
        if modal:
            return form_markdown(modal)
        return markdown_of(getattr(shown, "response", None) or shown, self._stage)

    async def _draw(self, path: Path, shown: Any, channel: Any, viewer: Any) -> None:
        """Draw a picture, at a second try if need be: a busy machine may take longer than SimCord waits."""
        target = shown if getattr(shown, "modal", None) else getattr(shown, "response", None) or shown
        for _ in range(2):
            await self._stage.show(channel, [viewer])
            preview = self._stage.preview
            try:
                with seams.lent_browser(preview, self._browser):
                    await preview.screenshot(
                        path,
                        viewer=viewer,
                        target=target,
                        allow_incomplete=True,
                        **_HOW,
                    )
            except SetupError as trouble:
                self.missed[path.name] = str(trouble)
            else:
                self.missed.pop(path.name, None)
                return
            finally:
                await self._stage.hide()


@asynccontextmanager
async def browser_if_any(*, wanted: bool) -> AsyncIterator[Browser | None]:
    """A browser to draw with, if there is one and it is ``wanted``."""
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if not wanted:
        yield None
        return
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(executable_path=program, args=list(_QUIET))
        except Error:
            yield None
            return
        try:
            yield browser
        finally:
            await browser.close()


def _plain(title: str) -> str:
    bare = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60]
