"""Faces for made-up people, drawn with plain shapes: the same look is always the same picture."""

from __future__ import annotations

from functools import cache

from demo.hair import STYLES
from demo.looks import BACKGROUNDS, CLOTHES, HAIRS, SKINS, Colour, Look, shade
from demo.pen import Pen, canvas, png


@cache
def draw(look: Look) -> bytes:
    """The face as a PNG."""
    background = BACKGROUNDS[look.background]
    image, pen = canvas(background)
    pen.oval(78, 20, 34, 34, shade(background, 0.28))
    pen.oval(12, 82, 24, 24, shade(background, -0.05))
    person(pen, look)
    return png(image)


def person(pen: Pen, look: Look) -> None:
    """Draw somebody from the shoulders up, without what is behind them."""
    hair = HAIRS[look.hair]
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
