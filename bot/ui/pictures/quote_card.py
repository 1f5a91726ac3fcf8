"""A testimonial as a picture for sharing: the words, large, and who said them where."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from bot.ui.pictures.lettering import (
    ACCENT,
    BOLD,
    INK,
    MEDIUM,
    MUTED,
    PAPER,
    drawable,
    fitted,
    wrapped,
    write,
)

SIDE = 1200
MARGIN = 96
_SIZES = (76, 66, 56, 48, 42, 36, 32)
_TOP, _ROOM = 280, 660
_LEADING = 1.28


def drawn(words: str, signature: str, title: str) -> bytes:
    """A square PNG; an empty ``signature`` leaves the author unnamed."""
    sheet = Image.new("RGB", (SIDE, SIDE), PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.rounded_rectangle((0, 0, 28, SIDE), 0, fill=ACCENT)
    write(draw, MARGIN - 10, 40, "“", BOLD, 260, ACCENT)
    inner = SIDE - 2 * MARGIN
    size, lines = _fitted(words, inner)
    y = _TOP + (_ROOM - len(lines) * size * _LEADING) / 3
    for line in lines:
        write(draw, MARGIN, y, line, BOLD, size, INK)
        y += size * _LEADING
    foot = SIDE - MARGIN - 64
    draw.rounded_rectangle((MARGIN, foot - 34, MARGIN + 80, foot - 26), 4, fill=ACCENT)
    name = drawable(signature)
    if name:
        name_size, [first, *_] = fitted(name, BOLD, (40, 34), inner, 1)
        write(draw, MARGIN, foot - 4, first, BOLD, name_size, INK)
    small, [about, *_] = fitted(title, MEDIUM, (32, 28), inner, 1)
    write(draw, MARGIN, foot + (50 if name else 10), about, MEDIUM, small, MUTED)
    encoded = io.BytesIO()
    sheet.save(encoded, "PNG", optimize=True)
    return encoded.getvalue()


def _fitted(words: str, width: int) -> tuple[int, list[str]]:
    """The largest size at which the words stand between the mark and the name; cut at the smallest."""
    for size in _SIZES:
        fits = int(_ROOM / (size * _LEADING))
        lines = wrapped(words, BOLD, size, width)
        if len(lines) <= fits:
            return size, lines
    return fitted(words, BOLD, _SIZES[-1:], width, fits)
