"""The recap's collage: whole photos in a justified mosaic, with title, date and numbers."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from bot.domain.mosaics import arranged
from bot.ui.pictures.lettering import ACCENT, BOLD, INK, MEDIUM, MUTED, PAPER, fitted, font, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.mosaics import Frame

WIDTH = 1600
MARGIN, GAP, CORNER = 56, 16, 20
QUALITY = 88
_TITLE_SIZES = (68, 58, 48)
_TEXT_SIZES = (46, 40, 34)
_STAT = 72
_LABEL_SIZES = (40, 36, 32, 28)
"""Pixels: a telephone shows the collage at a quarter of its size."""
_CUT = 0.03
"""A picture whose shape differs from its frame's by more than that is shown whole before a blur of itself."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around the photos, in the community's language."""

    title: str
    line: str
    """The date and the place."""
    numbers: tuple[tuple[int, str], ...] = ()
    """Numbers that may be told, each with what it counts."""


def drawn(photos: Sequence[bytes], words: Words) -> bytes:
    """The collage as a JPEG, 1,600 pixels wide; the photos are JPEGs, the first goes to the upper left.

    One photo is open at a time, decoded at about the size at which it is shown.
    """
    inner = WIDTH - 2 * MARGIN
    mosaic = arranged([_aspect(data) for data in photos], inner, GAP)
    size, title = fitted(words.title, BOLD, _TITLE_SIZES, inner, 2)
    text_size, line = fitted(words.line, MEDIUM, _TEXT_SIZES, inner, 2)
    top = MARGIN + 26 + round(len(title) * size * 1.16) + 10 + round(len(line) * text_size * 1.3) + 34
    bottom = top + mosaic.height + (40 + _STAT + 8 + MARGIN if words.numbers else MARGIN)
    sheet = Image.new("RGB", (WIDTH, bottom), PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.rounded_rectangle((MARGIN, MARGIN, MARGIN + 96, MARGIN + 10), 5, fill=ACCENT)
    y: float = MARGIN + 26
    for words_of_line in title:
        write(draw, MARGIN, y, words_of_line, BOLD, size, INK)
        y += size * 1.16
    y += 10
    for words_of_line in line:
        write(draw, MARGIN, y, words_of_line, MEDIUM, text_size, MUTED)
        y += text_size * 1.3
    for data, frame in zip(photos, mosaic.frames, strict=True):
        _hang(sheet, data, frame, top)
    _write_numbers(draw, words.numbers, top + mosaic.height + 40)
    encoded = io.BytesIO()
    sheet.save(encoded, "JPEG", quality=QUALITY, optimize=True)
    return encoded.getvalue()


def _aspect(data: bytes) -> float:
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        return image.width / image.height


def _hang(sheet: Image.Image, data: bytes, frame: Frame, top: int) -> None:
    size = (frame.width, frame.height)
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        image.draft("RGB", size)
        photo = image.convert("RGB")
    if abs(photo.width / photo.height * frame.height / frame.width - 1) <= _CUT:
        shown = ImageOps.fit(photo, size, Image.Resampling.LANCZOS)
    else:
        shown = ImageOps.fit(photo, size).filter(ImageFilter.GaussianBlur(40))
        whole = ImageOps.contain(photo, size, Image.Resampling.LANCZOS)
        shown.paste(whole, ((size[0] - whole.width) // 2, (size[1] - whole.height) // 2))
    sheet.paste(shown, (MARGIN + frame.x, top + frame.y), _rounded(size))


def _rounded(size: tuple[int, int]) -> Image.Image:
    """A mask with smooth corners: drawn twice as large, then made smaller."""
    large = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    corner = min(CORNER, *size) * 2
    ImageDraw.Draw(large).rounded_rectangle((0, 0, size[0] * 2 - 1, size[1] * 2 - 1), corner, fill=255)
    return large.resize(size, Image.Resampling.BOX)


def _write_numbers(draw: ImageDraw.ImageDraw, numbers: Sequence[tuple[int, str]], y: int) -> None:
    counts = sum(font(BOLD, _STAT).getlength(str(number)) + 14 for number, _ in numbers)
    room = WIDTH - 2 * MARGIN - counts - 56 * (len(numbers) - 1)
    labels = "".join(label for _, label in numbers)
    size = next((s for s in _LABEL_SIZES if font(MEDIUM, s).getlength(labels) <= room), _LABEL_SIZES[-1])
    baseline = y + font(BOLD, _STAT).getmetrics()[0]
    lift = baseline - font(MEDIUM, size).getmetrics()[0]
    x: float = MARGIN
    for number, label in numbers:
        end = write(draw, x, y, str(number), BOLD, _STAT, ACCENT)
        x = write(draw, end + 14, lift, label, MEDIUM, size, INK) + 56
