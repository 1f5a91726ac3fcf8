"""The bot's own face: a round table from above, with its guests."""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin

from demo.looks import Colour, shade
from demo.pen import canvas, png

PAPER: Colour = (253, 243, 226)
WOOD: Colour = (201, 94, 66)
GUESTS: tuple[Colour, ...] = (
    (222, 165, 58),
    (63, 112, 88),
    (112, 164, 196),
    (164, 140, 190),
    (218, 128, 134),
    (52, 70, 112),
)


@cache
def crest() -> bytes:
    """The picture as a PNG."""
    image, pen = canvas(PAPER)
    for number, colour in enumerate(GUESTS):
        angle = 2 * pi * number / len(GUESTS) - pi / 2
        pen.oval(50 + 34 * cos(angle), 50 + 34 * sin(angle), 9.5, 9.5, colour)
    pen.oval(50, 51.5, 25, 25, shade(WOOD, -0.25))
    pen.oval(50, 50, 25, 25, WOOD)
    pen.oval(50, 50, 20, 20, shade(WOOD, 0.12))
    for number in range(len(GUESTS)):
        angle = 2 * pi * number / len(GUESTS) - pi / 2
        pen.oval(50 + 14 * cos(angle), 50 + 14 * sin(angle), 3.6, 3.6, PAPER)
    return png(image)
