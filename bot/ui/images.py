"""Photos made fit to publish: read by what they are, turned upright, without place or camera, of modest size.

Nothing of the file survives but its pixels: they are painted onto a fresh canvas and encoded anew. One
picture is open at a time, so the limits below bound the memory. Measured at them (``benchmarks/photos.py``),
the whole process peaks at 364 MB for a progressive JPEG, 334 WebP, 254 HEIC, 224 PNG and 166 GIF.
"""

from __future__ import annotations

import asyncio
import io
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

import pi_heif
from PIL import Image, ImageCms, ImageOps

from bot.domain.photos import LARGEST_PHOTO, NotAPhoto, TooManyPixels

if TYPE_CHECKING:
    import discord

# what a telephone of Apple's writes; a picture inside the file beside the first one is never decoded
pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
MILLION = 1_000_000
JPEG_LIMIT = 50 * MILLION
"""Pixels. What a telephone takes at most (48 million); a JPEG is decoded at a fraction of its size."""
HEIF_LIMIT = 25 * MILLION
"""Pixels. What an iPhone writes by itself (24 million)."""
OTHER_LIMIT = 16 * MILLION
"""Pixels of the formats that have to be decoded in full."""
KEPT_SIDE = 4000
"""Pixels, for the album: of the 48 million of a telephone, a JPEG decoded at half its size."""
LONGEST_SIDE = 2560
QUALITY = 88
_HASH_SIZE = (9, 8)

FETCHED_AT_ONCE = 2
"""Files in memory, however many people upload: one is fetched while the one before is read."""

_one_at_a_time = threading.Lock()
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as JPEG, as it is ``shown`` in the thread and, larger, as it is ``kept`` for the album."""

    shown: bytes
    kept: bytes
    width: int
    height: int
    digest: str
    """What it looks like in 16 hexadecimal digits (see ``domain.photos.looks_like``)."""


async def published(attachment: discord.Attachment) -> Photo:
    """An uploaded file as a JPEG that may be shown.

    Raises:
        NotAPhoto: it is no picture of a known format, is damaged, or is larger than LARGEST_PHOTO.
        TooManyPixels.
    """
    if attachment.size > LARGEST_PHOTO:
        raise NotAPhoto(attachment.filename)
    async with _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(FETCHED_AT_ONCE)):
        data = await attachment.read()
        return await asyncio.to_thread(stripped, data, attachment.filename)


def stripped(data: bytes, filename: str) -> Photo:
    """A picture as JPEGs of its pixels and nothing else.

    Of a moving picture it is the first one. Colours are brought to sRGB, transparency becomes white.

    Raises:
        NotAPhoto, TooManyPixels.
    """
    try:
        with _one_at_a_time, Image.open(io.BytesIO(data), formats=FORMATS) as image:
            limit = _limit(image.format)
            if image.width * image.height <= limit:
                return _developed(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        limit = JPEG_LIMIT
    except Exception as error:  # a damaged or hostile file makes its reader raise almost anything
        raise NotAPhoto(filename) from error
    raise TooManyPixels(filename, limit // MILLION)


def _limit(kind: str | None) -> int:
    if kind in {"JPEG", "MPO"}:
        return JPEG_LIMIT
    return HEIF_LIMIT if kind == "HEIF" else OTHER_LIMIT


def _developed(image: Image.Image) -> Photo:
    canvas = _canvas(image)
    width, height = canvas.size
    kept = _encoded(canvas)
    digest = _digest(canvas)
    if max(canvas.size) <= LONGEST_SIDE:
        return Photo(kept, kept, width, height, digest)
    canvas.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return Photo(_encoded(canvas), kept, width, height, digest)


def _canvas(image: Image.Image) -> Image.Image:
    """The pixels alone, upright and in sRGB, the longest side at most KEPT_SIDE."""
    profile = image.info.get("icc_profile")
    if image.mode in {"P", "PA", "LA"}:
        image = image.convert("RGBA")  # a palette cannot be made smaller smoothly
    image.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    upright = _in_srgb(ImageOps.exif_transpose(image), profile)
    canvas = Image.new("RGB", upright.size, "white")
    canvas.paste(upright, mask=upright.getchannel("A") if "A" in upright.getbands() else None)
    return canvas


def _encoded(canvas: Image.Image) -> bytes:
    encoded = io.BytesIO()
    canvas.save(encoded, "JPEG", quality=QUALITY, optimize=True)
    return encoded.getvalue()


def _digest(canvas: Image.Image) -> str:
    """Whether it grows brighter from each of 8 by 8 spots to the next: the difference hash of N. Krawetz.

    It stays the same when a picture is made smaller, encoded again or a little brighter
    (https://www.hackerfactor.com/blog/index.php?/archives/529-Kind-of-Like-That.html).
    """
    width, height = _HASH_SIZE
    spots = canvas.resize(_HASH_SIZE, Image.Resampling.BOX).convert("L").tobytes()
    bits = 0
    for row in range(height):
        for at in range(row * width, row * width + width - 1):
            bits = bits << 1 | (spots[at] > spots[at + 1])
    return f"{bits:016x}"


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """What a telephone meant by its colours; the profile itself, which can name the camera, is dropped."""
    if profile is None:
        return image
    wanted = "RGBA" if "A" in image.getbands() else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.ImageCmsProfile(cast("Any", ImageCms.createProfile("sRGB")))
        return ImageCms.profileToProfile(image, source, srgb, outputMode=wanted) or image
    except (OSError, ValueError, ImageCms.PyCMSError):
        return image  # a broken profile costs a shade, not the photo
