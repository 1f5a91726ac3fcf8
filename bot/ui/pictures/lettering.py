"""Letters on pictures: the fonts that come with the bot, and text that fits where it is put."""

from __future__ import annotations

import io
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from PIL import ImageFont

if TYPE_CHECKING:
    from PIL import ImageDraw
    from PIL.ImageFont import FreeTypeFont

PAPER, INK, MUTED, ACCENT = "#FFF7F1", "#2B2233", "#7C7184", "#E4572E"
BOLD, MEDIUM = "Inter-Bold.otf", "Inter-Medium.otf"
_NO_LETTER = "\U0010ffff"
_CACHED_SIZES = 64


@lru_cache(maxsize=_CACHED_SIZES)
def font(name: str, size: int) -> FreeTypeFont:
    """A font that comes with the bot (Inter, SIL Open Font License), ``size`` in pixels."""
    data = (files(__package__) / "fonts" / name).read_bytes()
    return ImageFont.truetype(io.BytesIO(data), size)


@cache
def _has_glyph(letter: str) -> bool:
    if letter.isspace():
        return True
    small = font(BOLD, 16)
    return bytes(small.getmask(letter)) != bytes(small.getmask(_NO_LETTER))


def drawable(text: str) -> str:
    """The text without what the fonts have no letters for, such as emoji: better nothing than a box."""
    plain = unicodedata.normalize("NFC", text)
    return " ".join("".join(letter if _has_glyph(letter) else " " for letter in plain).split())


def wrapped(text: str, name: str, size: int, width: int) -> list[str]:
    """The text in lines of at most ``width`` pixels; a word that is longer alone is cut."""
    face = font(name, size)
    lines: list[str] = []
    line = ""
    for word in _short_words(drawable(text), face, width):
        longer = f"{line} {word}".strip()
        if line and face.getlength(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def fitted(
    text: str, name: str, sizes: tuple[int, ...], width: int, most_lines: int
) -> tuple[int, list[str]]:
    """The largest of some sizes at which the text fits into so many lines, and the lines.

    At the smallest it is cut with an ellipsis if need be.
    """
    for size in sizes:
        lines = wrapped(text, name, size, width)
        if len(lines) <= most_lines:
            return size, lines
    size = sizes[-1]
    lines = wrapped(text, name, size, width)[:most_lines]
    last = lines[-1]
    while last and font(name, size).getlength(f"{last}…") > width:
        last = last[:-1]
    return size, [*lines[:-1], f"{last.rstrip()}…"]


def write(
    draw: ImageDraw.ImageDraw, x: float, y: float, text: str, name: str, size: int, colour: str
) -> float:
    """Write a line whose top is at ``y``; returns where it ends."""
    face = font(name, size)
    draw.text((x, y), text, font=face, fill=colour)
    return x + face.getlength(text)


def _short_words(text: str, face: FreeTypeFont, width: int) -> list[str]:
    words: list[str] = []
    for word in text.split(" "):
        rest = word
        while rest and face.getlength(rest) > width:
            ends = range(1, len(rest))
            fits = max(1, bisect_right(ends, float(width), key=lambda end: face.getlength(rest[:end])))
            words.append(rest[:fits])
            rest = rest[fits:]
        words += [rest] if rest else []
    return words
