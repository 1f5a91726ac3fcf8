"""What a made-up member looks like: the parts a face is drawn from, and the colours they come in."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]

SKINS: dict[str, Colour] = {
    "porcelain": (252, 222, 200),
    "rose": (247, 206, 178),
    "sand": (234, 186, 148),
    "honey": (214, 158, 114),
    "amber": (187, 126, 84),
    "chestnut": (146, 94, 62),
    "cocoa": (109, 68, 46),
    "ebony": (80, 50, 36),
}
HAIRS: dict[str, Colour] = {
    "black": (43, 37, 42),
    "dark": (74, 52, 44),
    "brown": (116, 77, 52),
    "auburn": (150, 72, 46),
    "ginger": (208, 112, 54),
    "blond": (228, 186, 112),
    "grey": (176, 172, 170),
    "white": (232, 228, 222),
    "teal": (54, 138, 136),
    "plum": (128, 72, 122),
}
CLOTHES: dict[str, Colour] = {
    "terracotta": (201, 94, 66),
    "mustard": (222, 165, 58),
    "forest": (63, 112, 88),
    "navy": (52, 70, 112),
    "cream": (241, 228, 204),
    "brick": (156, 62, 56),
    "sky": (112, 164, 196),
    "lilac": (164, 140, 190),
    "charcoal": (72, 70, 80),
    "rose": (218, 128, 134),
}
BACKGROUNDS: dict[str, Colour] = {
    "peach": (252, 212, 178),
    "butter": (250, 230, 170),
    "mint": (196, 226, 204),
    "powder": (196, 218, 236),
    "blush": (246, 206, 206),
    "lavender": (218, 208, 240),
    "clay": (232, 176, 146),
    "sage": (206, 214, 180),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One face. Each name is a key of the palettes above, or a hair style or extra of ``demo.avatars``."""

    skin: str
    hair: str = "dark"
    style: str = "short"
    clothes: str = "navy"
    background: str = "peach"
    extras: tuple[str, ...] = ()


def shade(colour: Colour, by: float) -> Colour:
    """The colour, darker (``by`` below 0) or lighter, up to black and white at -1 and 1."""
    goal = 255 if by > 0 else 0
    red, green, blue = (round(part + (goal - part) * abs(by)) for part in colour)
    return red, green, blue
