"""The words that many people used, as a picture: the more of them said one, the larger it stands."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from bot.ui.pictures.lettering import ACCENT, BOLD, INK, MEDIUM, MUTED, PAPER, drawable, fitted, font, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH, HEIGHT = 1600, 1000
_TOP, _MARGIN = 190, 56
_LARGEST, _SMALLEST = 190, 34
_SMALL_OF_FEW = 130
"""Pixels: a few words fill the sheet as well as sixty do."""
_GAP = 10
_COLOURS = (ACCENT, INK, "#9B6BC9", "#B06F12", "#3D8B7D", MUTED)
_STEP = 0.35

_Box = tuple[float, float, float, float]


def drawn(words: Sequence[tuple[str, int]], title: str) -> bytes:
    """A PNG of the words, the most used first, each with how many said it; what finds no room is left out.

    Each goes to the first free place on a spiral from the middle (J. Feinberg's Wordle).
    """
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.rounded_rectangle((_MARGIN, _MARGIN, _MARGIN + 96, _MARGIN + 10), 5, fill=ACCENT)
    size, [heading, *_] = fitted(title, BOLD, (54, 46, 38), WIDTH - 2 * _MARGIN, 1)
    write(draw, _MARGIN, _MARGIN + 26, heading, BOLD, size, INK)
    most = max((count for _, count in words), default=1)
    least = max(_SMALLEST, _SMALL_OF_FEW - 3 * len(words))
    taken: list[_Box] = []
    for number, (word, count) in enumerate(words):
        text = drawable(word)
        size = round(least + (_LARGEST - least) * math.sqrt((count - 1) / max(most - 1, 1)) ** 1.2)
        face = font(BOLD if number % 3 != 1 else MEDIUM, size)
        left, top, right, bottom = face.getbbox(text)
        place = _free(right - left, bottom - top, taken)
        if text and place is not None:
            x, y = place
            colour = _COLOURS[number % len(_COLOURS)]
            draw.text((x - left, y - top), text, font=face, fill=colour)
            taken.append((x, y, x + right - left, y + bottom - top))
    encoded = io.BytesIO()
    sheet.save(encoded, "PNG", optimize=True)
    return encoded.getvalue()


def _free(width: float, height: float, taken: Sequence[_Box]) -> tuple[float, float] | None:
    """The upper left of the first place along the spiral where a word of that size touches no other."""
    for centre_x, centre_y in _spiral():
        x, y = centre_x - width / 2, centre_y - height / 2
        inside = (
            x >= _MARGIN and y >= _TOP and x + width <= WIDTH - _MARGIN and y + height <= HEIGHT - _MARGIN
        )
        if inside and not any(_touch((x, y, x + width, y + height), other) for other in taken):
            return x, y
    return None


def _spiral() -> Iterator[tuple[float, float]]:
    middle_x, middle_y = WIDTH / 2, (HEIGHT + _TOP - _MARGIN) / 2
    angle = 0.0
    while angle < 60 * math.tau:
        reach = 2.2 * angle
        yield middle_x + 1.7 * reach * math.cos(angle), middle_y + reach * math.sin(angle)
        angle += max(0.05, min(_STEP, 12 / (reach + 1)))


def _touch(one: _Box, other: _Box) -> bool:
    return (
        one[0] < other[2] + _GAP
        and other[0] < one[2] + _GAP
        and one[1] < other[3] + _GAP
        and other[1] < one[3] + _GAP
    )
