"""Faces for made-up people, drawn with plain shapes: the same look is always the same picture."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from demo.looks import BACKGROUNDS, CLOTHES, HAIRS, SKINS, Colour, Look, shade

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 144
_SCALE = 4
_UNITS = 100
"""Shapes are placed on a field of 100 by 100, whatever the picture's size."""


class Pen:
    """Draws in units of the field; large, and made small at the end, so that edges are smooth."""

    def __init__(self, background: Colour) -> None:
        side = SIZE * _SCALE
        self.image = Image.new("RGB", (side, side), background)
        self._draw = ImageDraw.Draw(self.image)
        self._unit = side / _UNITS

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """An ellipse round (x, y)."""
        u = self._unit
        self._draw.ellipse(((x - rx) * u, (y - ry) * u, (x + rx) * u, (y + ry) * u), fill=fill)

    def box(self, x: float, y: float, to_x: float, to_y: float, fill: Colour, radius: float = 0) -> None:
        """A rectangle with round corners."""
        u = self._unit
        self._draw.rounded_rectangle((x * u, y * u, to_x * u, to_y * u), radius=radius * u, fill=fill)

    def area(self, *points: tuple[float, float], fill: Colour) -> None:
        """A polygon."""
        self._draw.polygon([(x * self._unit, y * self._unit) for x, y in points], fill=fill)

    def arc(
        self, x: float, y: float, rx: float, ry: float, turn: tuple[int, int], fill: Colour, width: float
    ) -> None:
        """Part of an ellipse's outline, between two angles, clockwise from the right."""
        u = self._unit
        box = ((x - rx) * u, (y - ry) * u, (x + rx) * u, (y + ry) * u)
        self._draw.arc(box, *turn, fill=fill, width=round(width * u))

    def half(
        self, x: float, y: float, rx: float, ry: float, fill: Colour, turn: tuple[int, int] = (180, 360)
    ) -> None:
        """A slice of an ellipse; without ``turn`` its upper half."""
        u = self._unit
        self._draw.pieslice(((x - rx) * u, (y - ry) * u, (x + rx) * u, (y + ry) * u), *turn, fill=fill)

    def png(self) -> bytes:
        """The picture as a file."""
        small = self.image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
        file = io.BytesIO()
        small.quantize(128).save(file, "PNG", optimize=True)
        return file.getvalue()


@cache
def draw(look: Look) -> bytes:
    """The face as a PNG."""
    background, hair = BACKGROUNDS[look.background], HAIRS[look.hair]
    pen = Pen(background)
    pen.oval(78, 20, 34, 34, shade(background, 0.28))
    pen.oval(12, 82, 24, 24, shade(background, -0.05))
    back, front = STYLES[look.style]
    back(pen, hair)
    _body(pen, look)
    _head(pen, look)
    for extra in look.extras:
        if extra in UNDER_HAIR:
            UNDER_HAIR[extra](pen, hair)
    front(pen, hair)
    for extra in look.extras:
        if extra in OVER_HAIR:
            OVER_HAIR[extra](pen, CLOTHES[look.clothes])
    return pen.png()


def _body(pen: Pen, look: Look) -> None:
    skin, cloth = SKINS[look.skin], CLOTHES[look.clothes]
    pen.oval(50, 108, 38, 30, cloth)
    pen.oval(50, 81, 13.5, 9, shade(cloth, -0.16))
    red, green, blue = skin
    neck = (round(red * 0.93), round(green * 0.86), round(blue * 0.82))
    pen.box(42.5, 62, 57.5, 82, neck, 7)
    pen.oval(50, 81, 9.5, 6, neck)
    if "collar" in look.extras:
        pen.area((38, 76), (50, 90), (43, 94), (33, 82), fill=shade(cloth, 0.35))
        pen.area((62, 76), (50, 90), (57, 94), (67, 82), fill=shade(cloth, 0.35))
    if "stripes" in look.extras:
        for y in (88, 95):
            pen.arc(50, y + 22, 44, 26, (205, 335), shade(cloth, 0.5), 2.2)


def _head(pen: Pen, look: Look) -> None:
    skin = SKINS[look.skin]
    ink = (52, 38, 40)
    for x in (28.5, 71.5):
        pen.oval(x, 50, 4.6, 6, shade(skin, -0.07))
        pen.oval(x, 50.5, 2.2, 3.2, shade(skin, -0.18))
    pen.oval(50, 47, 21.5, 24.5, skin)
    pen.oval(50, 53, 19.5, 19.5, skin)
    blush = tuple(round((a * 3 + b) / 4) for a, b in zip(skin, (226, 92, 84), strict=True))
    for x in (37, 63):
        pen.oval(x, 57, 4.6, 3, (blush[0], blush[1], blush[2]))
    for x in (41, 59):
        pen.oval(x, 49.5, 2.5, 3.1, ink)
        pen.oval(x + 0.9, 48.4, 0.9, 0.9, (255, 255, 255))
    brow = shade(HAIRS[look.hair], -0.25)
    pen.arc(41, 45.5, 5, 3.6, (205, 320), brow, 1.5)
    pen.arc(59, 45.5, 5, 3.6, (220, 335), brow, 1.5)
    pen.arc(50, 52.5, 2.6, 3, (20, 150), shade(skin, -0.28), 1.4)
    _mouth(pen, look, skin)
    if "freckles" in look.extras:
        for x, y in ((35, 54), (38, 53), (36.5, 56), (62, 53), (65, 54), (63.5, 56)):
            pen.oval(x, y, 0.7, 0.7, shade(skin, -0.22))


def _mouth(pen: Pen, look: Look, skin: Colour) -> None:
    if "grin" in look.extras:
        pen.half(50, 58.5, 7, 7, (132, 48, 52), (0, 180))
        pen.half(50, 58.5, 6, 2.4, (255, 250, 244), (0, 180))
    else:
        pen.arc(50, 57, 6.5, 5, (25, 155), shade(skin, -0.48), 1.7)


def _nothing(_pen: Pen, _hair: Colour) -> None:
    pass


def _cap_of_hair(pen: Pen, hair: Colour) -> None:
    """Short hair: a crown, and a fringe swept to one side."""
    pen.half(50, 42, 23, 23, hair)
    pen.box(27, 38, 32, 50, hair, 2)
    pen.box(68, 38, 73, 50, hair, 2)
    pen.half(43, 37, 17, 9, hair, (0, 180))
    pen.arc(54, 30, 14, 9, (200, 300), shade(hair, 0.18), 1.3)


def _buzz(pen: Pen, hair: Colour) -> None:
    pen.half(50, 41, 22.3, 19, hair)
    pen.half(50, 38, 19, 4, hair, (0, 180))


def _quiff(pen: Pen, hair: Colour) -> None:
    pen.half(50, 40, 22.5, 20, hair)
    for x, y, r in ((38, 24, 9), (48, 20, 10.5), (59, 21, 9.5), (66, 27, 7)):
        pen.oval(x, y, r, r * 0.8, hair)
    pen.box(27.5, 36, 31.5, 47, hair, 2)
    pen.box(68.5, 36, 72.5, 47, hair, 2)
    pen.arc(52, 24, 12, 7, (195, 290), shade(hair, 0.2), 1.3)


def _afro_back(pen: Pen, hair: Colour) -> None:
    pen.oval(50, 30, 27, 27, hair)
    for x, y, r in ((30, 38, 17), (70, 38, 17), (36, 22, 15), (64, 22, 15), (27, 50, 12), (73, 50, 12)):
        pen.oval(x, y, r, r, hair)


def _afro_front(pen: Pen, hair: Colour) -> None:
    for x, y, r in ((36, 29, 7), (43, 26.5, 7.5), (50, 25.5, 8), (57, 26.5, 7.5), (64, 29, 7)):
        pen.oval(x, y, r, r * 0.85, hair)
    for x, y in ((38, 18), (52, 13), (64, 20)):
        pen.arc(x, y, 5, 4, (190, 300), shade(hair, 0.2), 1.2)


def _curls_front(pen: Pen, hair: Colour) -> None:
    spots = (
        (31, 36),
        (36, 29),
        (43, 25),
        (50, 23),
        (57, 25),
        (64, 29),
        (69, 36),
        (40, 33),
        (50, 31),
        (60, 32),
    )
    for x, y in spots:
        pen.oval(x, y, 6.6, 6.4, hair)
    for x, y in spots[1:6]:
        pen.arc(x, y, 3.8, 3.4, (190, 310), shade(hair, 0.22), 1.1)


def _bob_back(pen: Pen, hair: Colour) -> None:
    pen.oval(50, 44, 28, 30, hair)
    pen.box(22, 42, 78, 68, hair, 9)


def _fringe(pen: Pen, hair: Colour) -> None:
    pen.half(50, 41, 22.5, 20, hair)
    pen.half(50, 39.5, 21, 4.5, hair, (0, 180))
    pen.box(26.5, 38, 31.5, 60, hair, 2.5)
    pen.box(68.5, 38, 73.5, 60, hair, 2.5)
    pen.arc(50, 31, 15, 9, (205, 300), shade(hair, 0.2), 1.3)


def _long_back(pen: Pen, hair: Colour) -> None:
    pen.oval(50, 42, 28, 29, hair)
    pen.box(22, 42, 78, 94, hair, 11)


def _parted(pen: Pen, hair: Colour) -> None:
    """Hair parted in the middle, falling to both sides of the face."""
    pen.half(50, 41, 23.5, 22.5, hair)
    pen.half(36, 38.5, 13.5, 8, hair, (0, 180))
    pen.half(64, 38.5, 13.5, 8, hair, (0, 180))
    pen.box(25, 38, 30.5, 66, hair, 2.5)
    pen.box(69.5, 38, 75, 66, hair, 2.5)
    pen.arc(62, 36, 13, 17, (190, 245), shade(hair, -0.3), 1.2)
    pen.arc(40, 31, 10, 9, (195, 280), shade(hair, 0.2), 1.2)


def _wavy_back(pen: Pen, hair: Colour) -> None:
    pen.oval(50, 42, 28, 28, hair)
    for y in (48, 59, 70, 80):
        pen.oval(26, y, 9, 9, hair)
        pen.oval(74, y, 9, 9, hair)
    pen.box(26, 44, 74, 84, hair, 8)


def _side(pen: Pen, hair: Colour) -> None:
    pen.half(50, 42, 23.5, 23, hair)
    pen.half(42, 36, 18, 9, hair, (0, 180))
    pen.half(70, 38, 7, 8, hair, (30, 180))
    pen.box(25.5, 38, 30, 62, hair, 2)
    pen.box(70, 38, 74.5, 62, hair, 2)
    pen.arc(46, 30, 15, 9, (200, 300), shade(hair, 0.2), 1.3)


def _bun_back(pen: Pen, hair: Colour) -> None:
    pen.oval(50, 14, 11, 10, hair)
    pen.arc(50, 14, 6, 5, (190, 320), shade(hair, 0.2), 1.2)


def _pulled(pen: Pen, hair: Colour) -> None:
    """Hair pulled back: a smooth crown above the forehead."""
    pen.half(50, 42, 23, 23, hair)
    pen.half(50, 41.5, 19, 9.5, hair, (180, 360))
    pen.half(39, 36, 13, 5, hair, (0, 180))
    pen.half(61, 36, 13, 5, hair, (0, 180))
    pen.arc(50, 32, 14, 9, (205, 290), shade(hair, 0.2), 1.2)


def _tail_back(pen: Pen, hair: Colour) -> None:
    pen.oval(75, 34, 8, 8, hair)
    pen.oval(80, 50, 7, 15, hair)
    pen.oval(78, 66, 4.5, 9, hair)


def _locs_back(pen: Pen, hair: Colour) -> None:
    pen.oval(50, 40, 27, 26, hair)
    for x in (25, 31, 69, 75):
        pen.box(x - 3.2, 40, x + 3.2, 84, hair, 3)
        for y in (52, 62, 72):
            pen.arc(x, y, 3, 2, (20, 160), shade(hair, 0.22), 1)


def _locs_front(pen: Pen, hair: Colour) -> None:
    pen.half(50, 41, 22.5, 21, hair)
    for x in (33, 40, 47, 54, 61, 67):
        pen.oval(x, 35, 4, 6, hair)


def _braids_back(pen: Pen, hair: Colour) -> None:
    pen.oval(50, 42, 26, 26, hair)
    for x in (26, 74):
        for y in (58, 66, 74, 82):
            pen.oval(x, y, 5, 5.4, hair)
            pen.arc(x, y, 4, 3, (20, 160), shade(hair, -0.3), 1)
        pen.oval(x, 88, 3, 4, (224, 120, 90))


def _bald(pen: Pen, hair: Colour) -> None:
    pen.box(27, 42, 30.5, 53, hair, 1.5)
    pen.box(69.5, 42, 73, 53, hair, 1.5)


def _scarf_back(pen: Pen, hair: Colour) -> None:
    pen.oval(50, 46, 29, 33, hair)
    pen.oval(50, 86, 32, 20, hair)


def _scarf_front(pen: Pen, hair: Colour) -> None:
    """A headscarf: it frames the face all round."""
    pen.half(50, 45, 25, 27, hair, (180, 360))
    pen.half(50, 43, 19.5, 10, hair, (180, 360))
    pen.arc(50, 49, 25, 27.5, (0, 360), hair, 6.5)
    pen.half(50, 70, 19, 12, hair, (0, 180))
    pen.arc(50, 47, 24, 28, (190, 255), shade(hair, 0.22), 1.2)
    pen.arc(54, 78, 22, 12, (20, 120), shade(hair, -0.18), 1.3)


def _turban(pen: Pen, hair: Colour) -> None:
    pen.half(50, 39, 25.5, 27, hair, (180, 360))
    pen.half(50, 38.5, 25.5, 4, hair, (0, 180))
    pen.area((27, 36), (50, 16), (73, 36), (50, 30), fill=shade(hair, 0.14))
    pen.arc(50, 40, 25, 20, (200, 340), shade(hair, -0.2), 1.3)


def _beard(pen: Pen, hair: Colour) -> None:
    pen.arc(50, 52.5, 19.5, 20.5, (5, 175), hair, 8.2)
    pen.half(50, 62, 11, 10.5, hair, (0, 180))
    pen.half(50, 56.6, 8, 3, hair)
    pen.arc(50, 58.3, 5, 3.4, (25, 155), (250, 240, 232), 1.9)


def _moustache(pen: Pen, hair: Colour) -> None:
    pen.half(45.5, 58, 5.2, 3.6, hair, (160, 350))
    pen.half(54.5, 58, 5.2, 3.6, hair, (190, 380))


def _stubble(pen: Pen, hair: Colour) -> None:
    pen.arc(50, 53, 19.8, 20, (20, 160), hair, 2.6)


def _glasses(pen: Pen, _cloth: Colour) -> None:
    frame = (58, 46, 52)
    for x in (40.5, 59.5):
        pen.arc(x, 50, 7.4, 6.8, (0, 360), frame, 1.5)
    pen.arc(50, 50, 2.8, 2.4, (190, 350), frame, 1.4)
    pen.box(28.5, 48.3, 33.4, 49.7, frame)
    pen.box(66.6, 48.3, 71.5, 49.7, frame)


def _gold_glasses(pen: Pen, _cloth: Colour) -> None:
    for x in (40.5, 59.5):
        pen.arc(x, 50, 7.6, 7.6, (0, 360), (190, 140, 60), 1.2)
    pen.arc(50, 49, 2.4, 2, (190, 350), (190, 140, 60), 1.2)


def _beanie(pen: Pen, cloth: Colour) -> None:
    wool = shade(cloth, 0.12)
    pen.half(50, 34, 24, 25, wool)
    pen.box(25, 28, 75, 38, shade(cloth, -0.15), 4.5)
    pen.oval(50, 9.5, 5.5, 5.5, shade(cloth, 0.5))


def _headband(pen: Pen, cloth: Colour) -> None:
    pen.arc(50, 44, 23.5, 24, (200, 340), shade(cloth, 0.15), 4.2)


def _earrings(pen: Pen, _cloth: Colour) -> None:
    for x in (27.5, 72.5):
        pen.oval(x, 58.5, 1.9, 1.9, (235, 186, 84))


def _flower(pen: Pen, _cloth: Colour) -> None:
    for dx, dy in ((0, -4), (3.8, -1.2), (2.4, 3.2), (-2.4, 3.2), (-3.8, -1.2)):
        pen.oval(70 + dx, 31 + dy, 3, 3, (244, 132, 122))
    pen.oval(70, 31, 2.4, 2.4, (252, 214, 110))


STYLES: dict[str, tuple[Callable[[Pen, Colour], None], Callable[[Pen, Colour], None]]] = {
    "short": (_nothing, _cap_of_hair),
    "buzz": (_nothing, _buzz),
    "quiff": (_nothing, _quiff),
    "afro": (_afro_back, _afro_front),
    "curls": (_nothing, _curls_front),
    "curly_bob": (_bob_back, _curls_front),
    "bob": (_bob_back, _fringe),
    "long": (_long_back, _parted),
    "long_fringe": (_long_back, _fringe),
    "wavy": (_wavy_back, _side),
    "bun": (_bun_back, _pulled),
    "ponytail": (_tail_back, _pulled),
    "locs": (_locs_back, _locs_front),
    "braids": (_braids_back, _parted),
    "bald": (_nothing, _bald),
    "headscarf": (_scarf_back, _scarf_front),
    "turban": (_nothing, _turban),
}
"""A hair style: what lies behind the face, and what before it."""

UNDER_HAIR = {"beard": _beard, "moustache": _moustache, "stubble": _stubble}
OVER_HAIR = {
    "glasses": _glasses,
    "gold_glasses": _gold_glasses,
    "beanie": _beanie,
    "headband": _headband,
    "earrings": _earrings,
    "flower": _flower,
}
ON_THE_FACE = frozenset({"grin", "freckles", "collar", "stripes"})
