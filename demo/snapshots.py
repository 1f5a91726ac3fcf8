"""Photos of made-up evenings: the people who were there, drawn round a table or out of doors."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

from PIL import Image

from demo.avatars import person
from demo.looks import CLOTHES, Colour, shade
from demo.pen import Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demo.looks import Look

WIDTH, HEIGHT = 960, 640
PORTRAIT = (720, 900)
_SCALE = 2
_SKIES: tuple[tuple[Colour, Colour], ...] = (
    ((252, 214, 170), (236, 150, 118)),
    ((188, 216, 236), (226, 236, 226)),
    ((96, 84, 128), (232, 148, 128)),
)
_WOOD: Colour = (164, 104, 70)
_MOST = 5


def snapshot(looks: Sequence[Look], number: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> bytes:
    """A photo of up to five people as a PNG; ``number`` chooses the light, the same one the same."""
    chance = random.Random(number)
    width, height = size[0] * _SCALE, size[1] * _SCALE
    image = _sky(*_SKIES[number % len(_SKIES)], width, height)
    pen = Pen(image, height / 100)
    _scenery(pen, chance)
    shown = list(looks)[:_MOST]
    unit = height / 100 * 0.53
    step = width / (len(shown) + 0.4)
    for place, look in enumerate(shown):
        left = step * (place + 0.7) - 50 * unit
        top = height * 0.86 - 92 * unit + chance.uniform(-0.025, 0.015) * height
        person(Pen(image, unit, left, top), look)
    _table(pen, chance)
    file = io.BytesIO()
    image.reduce(_SCALE).save(file, "PNG")
    return file.getvalue()


def _sky(above: Colour, below: Colour, width: int, height: int) -> Image.Image:
    column = Image.new("RGB", (1, 2))
    column.putdata([above, below])
    return column.resize((width, height), Image.Resampling.BILINEAR)


def _scenery(pen: Pen, chance: random.Random) -> None:
    """Hills, and a string of lamps above."""
    pen.oval(30, 92, 60, 34, (126, 158, 120))
    pen.oval(118, 96, 66, 40, (104, 140, 108))
    pen.oval(78, 104, 70, 36, (142, 172, 128))
    for middle, wide, low in ((40.0, 52.0, 18.0), (118.0, 46.0, 16.0)):
        pen.arc(middle, -16, wide, low + 16, (5, 175), (92, 66, 58), 0.5)
        for turn in range(-3, 4):
            x = middle + turn * wide * 0.27 + chance.uniform(-1, 1)
            y = -16 + (low + 16) * (1 - ((x - middle) / wide) ** 2) ** 0.5
            pen.oval(x, y + 2, 2.5, 2.5, (255, 236, 188))
            pen.oval(x, y + 2, 1.4, 1.4, (255, 206, 96))


def _table(pen: Pen, chance: random.Random) -> None:
    """The table before them, with what they eat and drink."""
    pen.box(-4, 84, 154, 120, shade(_WOOD, -0.2), 3)
    pen.box(-4, 81, 154, 87, _WOOD, 3)
    colours = [CLOTHES[name] for name in ("mustard", "terracotta", "forest", "brick", "rose")]
    for x in range(14, 146, 22):
        at = x + chance.uniform(-4, 4)
        if chance.random() < 0.5:  # noqa: PLR2004 - a plate or a glass, whichever
            pen.oval(at, 83.5, 9, 2.4, (250, 246, 238))
            pen.oval(at, 82.6, 5.4, 2.2, chance.choice(colours))
        else:
            pen.box(at - 2.6, 73, at + 2.6, 83.5, (240, 246, 248), 1.2)
            pen.box(at - 2.2, 76.5, at + 2.2, 83, chance.choice(colours), 1)
