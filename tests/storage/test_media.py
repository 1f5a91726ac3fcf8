"""Files in a folder, and in whatever else fsspec reaches: the same calls, the same answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import fsspec
import pytest

from bot.storage.media import NOTHING_KEPT, Media

if TYPE_CHECKING:
    from pathlib import Path


def files_of(folder: Path) -> list[Path]:
    return list(folder.iterdir())


@pytest.fixture(params=["folder", "bucket"])
def media(request: pytest.FixtureRequest, tmp_path: Path) -> Media:
    """``memory://`` stands for a bucket: like S3 it knows no folders, and is reached through fsspec alone."""
    fsspec.filesystem("memory").store.clear()
    return Media(str(tmp_path / "media") if request.param == "folder" else "memory://bucket/tablee", 100)


async def test_a_file_is_there_until_it_is_dropped(media: Media) -> None:
    one, other = media.new_key(1, 7), media.new_key(1, 7)
    assert one != other
    assert one.startswith("1/7/")
    await media.keep(one, b"photo")
    await media.keep(other, b"another")
    assert await media.read(one) == b"photo"
    for _ in range(2):
        await media.drop([one])
        assert await media.read(one) is None
    assert await media.read(other) == b"another"


async def test_a_meetup_goes_with_everything_that_was_kept_of_it(media: Media) -> None:
    kept, gone = media.new_key(1, 71), media.new_key(1, 7)
    await media.keep(kept, b"photo")
    await media.keep(gone, b"photo")
    for _ in range(2):
        await media.drop_meetup(1, 7)
    assert await media.read(gone) is None
    assert await media.read(kept) == b"photo"


async def test_where_nothing_is_kept_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert not NOTHING_KEPT.is_on
    assert await NOTHING_KEPT.read("1/7/a.jpg") is None
    await NOTHING_KEPT.drop_meetup(1, 7)
    assert not files_of(tmp_path)
