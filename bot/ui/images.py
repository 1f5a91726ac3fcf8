"""Photos made fit to publish: read by what they are, turned upright, without place or camera, of modest size.

Nothing of the file survives but its pixels: they are painted onto a fresh canvas and encoded anew. One
picture is open at a time, so the limits below bound the memory. Measured at them, the peak is 335 MB for a
progressive JPEG, 255 MB for WebP, 190 MB for PNG and 210 MB for GIF.
"""

from __future__ import annotations

import asyncio
import io
import threading
from typing import TYPE_CHECKING, Any, cast

from PIL import Image, ImageCms, ImageOps

from bot.domain.photos import LARGEST_PHOTO, NotAPhoto, TooManyPixels

if TYPE_CHECKING:
    import discord

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MILLION = 1_000_000
JPEG_LIMIT = 50 * MILLION
"""Pixels. What a telephone takes at most (48 million); a JPEG is decoded at a fraction of its size."""
OTHER_LIMIT = 16 * MILLION
"""Pixels of the formats that have to be decoded in full."""
LONGEST_SIDE = 2560
QUALITY = 88

_one_at_a_time = threading.Lock()


async def published(attachment: discord.Attachment) -> bytes:
    """An uploaded file as a JPEG that may be shown.

    Raises:
        NotAPhoto: it is no picture of a known format, is damaged, or is larger than LARGEST_PHOTO.
        TooManyPixels.
    """
    if attachment.size > LARGEST_PHOTO:
        raise NotAPhoto(attachment.filename)
    data = await attachment.read()
    return await asyncio.to_thread(stripped, data, attachment.filename)


def stripped(data: bytes, filename: str) -> bytes:
    """A picture as a JPEG of its pixels and nothing else, its longest side at most LONGEST_SIDE.

    Of a moving picture it is the first one. Colours are brought to sRGB, transparency becomes white.

    Raises:
        NotAPhoto, TooManyPixels.
    """
    try:
        with _one_at_a_time, Image.open(io.BytesIO(data), formats=FORMATS) as image:
            limit = JPEG_LIMIT if image.format in {"JPEG", "MPO"} else OTHER_LIMIT
            if image.width * image.height <= limit:
                return _encoded(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        limit = JPEG_LIMIT
    except Exception as error:  # a damaged or hostile file makes its reader raise almost anything
        raise NotAPhoto(filename) from error
    raise TooManyPixels(filename, limit // MILLION)


def _encoded(image: Image.Image) -> bytes:
    profile = image.info.get("icc_profile")
    if image.mode in {"P", "PA", "LA"}:
        image = image.convert("RGBA")  # a palette cannot be made smaller smoothly
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    upright = _in_srgb(ImageOps.exif_transpose(image), profile)
    canvas = Image.new("RGB", upright.size, "white")
    canvas.paste(upright, mask=upright.getchannel("A") if "A" in upright.getbands() else None)
    encoded = io.BytesIO()
    canvas.save(encoded, "JPEG", quality=QUALITY, optimize=True)
    return encoded.getvalue()


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
