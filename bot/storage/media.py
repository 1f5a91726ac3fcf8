"""Files that outlive their message: photos for the recap and the album, in a folder or a bucket.

Through fsspec a folder of this machine and S3-compatible storage are one thing; ``MEDIA_DIR`` says which.
Keys have the form ``<community>/<meetup>/<random>.jpg``, so what belongs to a meetup goes in one stroke.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fsspec.core import url_to_fs

if TYPE_CHECKING:
    from collections.abc import Iterable

OFF = ""
"""The root of what keeps nothing."""


@dataclass(frozen=True, slots=True)
class Media:
    """Keeps files under ``root``: a folder, or an address such as ``s3://bucket/tablee``; OFF keeps none.

    ``limit`` is in bytes, for each community.
    """

    root: str = OFF
    limit: int = 0

    @property
    def is_on(self) -> bool:
        """Whether anything is kept at all."""
        return self.root != OFF

    def new_key(self, community_id: int, meetup_id: int) -> str:
        """A key nobody can guess from another."""
        return f"{community_id}/{meetup_id}/{secrets.token_hex(8)}.jpg"

    async def keep(self, key: str, data: bytes) -> None:
        """Write a file."""
        await asyncio.to_thread(self._write, key, data)

    async def read(self, key: str) -> bytes | None:
        """The file of that key; None where there is none any more."""
        return await asyncio.to_thread(self._read, key)

    async def drop(self, keys: Iterable[str]) -> None:
        """Delete files; what is gone already is no error."""
        await asyncio.to_thread(self._drop, list(keys))

    async def drop_meetup(self, community_id: int, meetup_id: int) -> None:
        """Delete whatever was kept of a meetup, also what no row tells of."""
        await asyncio.to_thread(self._drop, [f"{community_id}/{meetup_id}"])

    def _open(self, key: str) -> tuple[Any, str]:
        files, root = url_to_fs(self.root)
        return files, f"{root.rstrip('/')}/{key}"

    def _write(self, key: str, data: bytes) -> None:
        files, path = self._open(key)
        files.makedirs(path.rpartition("/")[0], exist_ok=True)
        files.pipe_file(path, data)

    def _read(self, key: str) -> bytes | None:
        if not self.is_on:
            return None
        files, path = self._open(key)
        try:
            return bytes(files.cat_file(path))
        except FileNotFoundError:
            return None

    def _drop(self, keys: list[str]) -> None:
        for key in keys if self.is_on else ():
            files, path = self._open(key)
            if files.exists(path):
                files.rm(path, recursive=True)


NOTHING_KEPT = Media()
