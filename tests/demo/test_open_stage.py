"""A stage opens as often as one likes and leaves nothing behind, unless it is asked to."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from demo.control import listen
from demo.stage import HOST, open_stage


async def test_nothing_stays_behind(tmp_path: Path) -> None:
    async with open_stage("en") as opened:
        folder = Path(opened.bot.db.url.database or "").parent
        assert folder.is_dir()
    assert not folder.exists()
    for _ in range(2):
        async with open_stage("fr", keep=tmp_path / "kept") as again:
            assert again.bot.is_ready()
            assert await again.upcoming() == []
    assert (tmp_path / "kept" / "tablee.sqlite3").is_file()


@pytest.mark.enable_socket
async def test_calendar_feeds_are_served_on_this_machine() -> None:
    with listen(0) as free:
        port = free.getsockname()[1]
    async with open_stage("en", feeds_port=port) as opened, aiohttp.ClientSession() as browser:
        assert opened.bot.settings.web_base_url == f"http://{HOST}:{port}"
        async with browser.get(f"http://{HOST}:{port}/calendar/nobody.ics") as answer:
            assert answer.status == 404
            assert "no such calendar" in await answer.text()
