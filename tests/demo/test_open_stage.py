"""A stage opens as often as one likes and leaves nothing behind, unless it is asked to."""

from __future__ import annotations

from pathlib import Path

from demo.stage import open_stage


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
