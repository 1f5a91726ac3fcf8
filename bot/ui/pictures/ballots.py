"""A poll's result as a picture: a bar an option, the best first."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from bot.ui.pictures.lettering import BOLD, INK, MEDIUM, MUTED, PAPER, drawable, font, write

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 640
MOST_BARS = 8
"""More than that would be a tower on a phone; the message beside the picture has every number."""
_SCALE = 2
_EDGE, _ROW, _BAR = 28, 70, 18
_SIZE = 22
_COUNT_ROOM = 70
_TRACK, _OTHERS, _WINNER = "#F0E4DA", "#E8A33D", "#2E9E6B"
_ROUND = 9


@dataclass(frozen=True, slots=True)
class Bar:
    """An option: how many said yes, how many if need be, and whether it won.

    Its ``number`` stands in for a label in letters that the fonts lack.
    """

    number: int
    label: str
    yes: int
    if_need_be: int
    has_won: bool


def draw(bars: Sequence[Bar], ballots: int) -> bytes:
    """The picture as a PNG of its own paper, so that it reads the same in Discord's dark and light themes.

    A full bar is every one of the ``ballots``.
    """
    order = sorted(bars, key=lambda bar: (not bar.has_won, -bar.yes, -bar.if_need_be))[:MOST_BARS]
    height = 2 * _EDGE + _ROW * len(order) - (_ROW - _BAR - 34)
    image = Image.new("RGBA", (WIDTH * _SCALE, height * _SCALE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, WIDTH * _SCALE - 1, height * _SCALE - 1), 20 * _SCALE, fill=PAPER)
    for number, bar in enumerate(order):
        _bar(pen, bar, _EDGE + number * _ROW, max(1, ballots))
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _bar(pen: ImageDraw.ImageDraw, bar: Bar, top: int, ballots: int) -> None:
    right = WIDTH - _EDGE
    name = BOLD if bar.has_won else MEDIUM
    count = f"{bar.yes} + {bar.if_need_be}" if bar.if_need_be else str(bar.yes)
    room = right - _EDGE - _COUNT_ROOM - 30
    x, y = _EDGE * _SCALE, top * _SCALE
    if bar.has_won:
        x = int(_check(pen, x, y)) + 10 * _SCALE
    write(pen, x, y, _cut(drawable(bar.label) or f"#{bar.number}", name, room), name, _SIZE * _SCALE, INK)
    length = font(BOLD, _SIZE * _SCALE).getlength(count)
    write(pen, right * _SCALE - length, y, count, BOLD, _SIZE * _SCALE, INK if bar.yes else MUTED)
    colour = _WINNER if bar.has_won else _OTHERS
    _strip(pen, top + 34, 1.0, _TRACK)
    if bar.if_need_be:
        _strip(pen, top + 34, (bar.yes + bar.if_need_be) / ballots, _paler(colour))
    if bar.yes:
        _strip(pen, top + 34, bar.yes / ballots, colour)


def _strip(pen: ImageDraw.ImageDraw, top: int, share: float, colour: str) -> None:
    width = max(_BAR, (WIDTH - 2 * _EDGE) * min(1.0, share))
    box = (_EDGE * _SCALE, top * _SCALE, (_EDGE + width) * _SCALE, (top + _BAR) * _SCALE)
    pen.rounded_rectangle(box, _ROUND * _SCALE, fill=colour)


def _check(pen: ImageDraw.ImageDraw, x: int, y: int) -> float:
    """A tick in a disc before the winner; returns where it ends."""
    side = 24 * _SCALE
    pen.ellipse((x, y + 2, x + side, y + 2 + side), fill=_WINNER)
    points = [
        (x + side * part, y + 2 + side * down) for part, down in ((0.27, 0.52), (0.44, 0.69), (0.74, 0.34))
    ]
    pen.line(points, fill=PAPER, width=3 * _SCALE, joint="curve")
    return x + side


def _cut(text: str, name: str, room: int) -> str:
    """The text within so many pixels, with an ellipsis if need be."""
    face = font(name, _SIZE * _SCALE)
    if face.getlength(text) <= room * _SCALE:
        return text
    while text and face.getlength(f"{text}…") > room * _SCALE:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _paler(colour: str) -> str:
    """The colour half-way to the track, for who said if need be."""
    mine, track = (tuple(int(c[n : n + 2], 16) for n in (1, 3, 5)) for c in (colour, _TRACK))
    return "#" + "".join(f"{(one + other) // 2:02X}" for one, other in zip(mine, track, strict=True))
