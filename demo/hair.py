"""Hair, and what is worn in its place: each style has a part behind the face and a part before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.looks import shade

if TYPE_CHECKING:
    from collections.abc import Callable

    from demo.looks import Colour
    from demo.pen import Pen


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
