"""A testimonial as a picture for sharing: the words, large, and who said them where."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from bot.ui.pictures.lettering import ACCENT, BOLD, INK, MEDIUM, MUTED, PAPER, drawable, fitted, write

SIDE = 1200
MARGIN = 96
_SIZES = (76, 66, 56, 48, 42, 36, 32)
_MOST_LINES = 11


def drawn(words: str, signature: str, title: str) -> bytes:
    """A square PNG; an empty ``signature`` leaves the author unnamed."""
    sheet = Image.new("RGB", (SIDE, SIDE), PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.rounded_rectangle((0, 0, 28, SIDE), 0, fill=ACCENT)
    write(draw, MARGIN - 10, 40, "“", BOLD, 260, ACCENT)
    inner = SIDE - 2 * MARGIN
    size, lines = fitted(words, BOLD, _SIZES, inner, _MOST_LINES)
    height = len(lines) * size * 1.28
    y = 290 + max(0.0, (640 - height) / 2)
    for line in lines:
        write(draw, MARGIN, y, line, BOLD, size, INK)
        y += size * 1.28
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
