"""The album of a meetup: all its photos as files, for those who were there, until its date."""

from __future__ import annotations

import asyncio
import io
import zipfile
from typing import TYPE_CHECKING

import discord

from bot.domain.texts import plainly
from bot.ui.boundary import Button
from bot.ui.inputs import visit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.i18n import Translations
    from bot.services.albums import Album, AlbumService

PART_LIMIT = discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES
"""Bytes of a file that Discord takes everywhere."""
_OVERHEAD = 1024
"""Bytes of a ZIP beside the photos: some 120 for each, and an end."""


class AlbumButton(Button, template=r"album:1:(?P<meetup>\d{1,18})"):
    """Hands out the album as ZIP files, only to who asks."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> AlbumButton:
        return cls(f"album:1:{meetup_id}", label=t.pgettext("button", "Get the photos (.zip)"), emoji="🗂️")

    async def pressed(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        here = await visit(interaction)
        album = await here.services.albums.album(here.actor, int(self.match["meetup"]))
        parts = _parts(album)
        name = _file_name(album.meetup.plan.title)
        for number, files in enumerate(parts, 1):
            packed = await _packed(here.services.albums, files)
            text = here.t.gettext("Part {n} of {total}").format(n=number, total=len(parts))
            await interaction.followup.send(
                text if len(parts) > 1 else "",
                file=discord.File(io.BytesIO(packed), f"{name}-{number}.zip"),
                ephemeral=True,
            )


def _parts(album: Album) -> list[list[tuple[str, str]]]:
    """Names and keys of the photos that go into each ZIP; only sizes are held in memory.

    A photo that was larger than a part would get one of its own: at most 4,000 pixels wide, none is.
    """
    parts: list[list[tuple[str, str]]] = []
    room = 0
    for number, (key, size) in enumerate(album.files, 1):
        if size + _OVERHEAD > room:
            parts.append([])
            room = PART_LIMIT - _OVERHEAD
        parts[-1].append((f"{number:02}.jpg", key))
        room -= size + _OVERHEAD
    return parts


async def _packed(albums: AlbumService, files: Sequence[tuple[str, str]]) -> bytes:
    found = [(name, data) for name, key in files if (data := await albums.read(key)) is not None]
    return await asyncio.to_thread(_zip, found)


def _zip(files: Sequence[tuple[str, bytes]]) -> bytes:
    """The files as they are: JPEGs do not grow smaller. Each bears the same date, which tells nothing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data)
    return packed.getvalue()


def _file_name(title: str) -> str:
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in plainly(title))
    return "-".join(words.split())[:40] or "photos"
