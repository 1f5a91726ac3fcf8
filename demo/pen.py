"""The pen that the demo's pictures are drawn with: plain shapes on a field of 100 by 100."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from demo.looks import Colour

SIZE = 144
_SCALE = 4
_UNITS = 100
"""Shapes are placed on a field of 100 by 100, whatever the picture's size."""


class Pen:
    """Draws on a picture in units of a field; large, and made small at the end, so that edges are smooth."""

    def __init__(self, image: Image.Image, unit: float, left: float = 0, top: float = 0) -> None:
        """``unit``: pixels of one unit; ``left`` and ``top``: pixels between the picture and the field."""
        self._draw = ImageDraw.Draw(image)
        self._unit, self._left, self._top = unit, left, top

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """An ellipse round (x, y)."""
        self._draw.ellipse(self._box(x - rx, y - ry, x + rx, y + ry), fill=fill)

    def box(self, x: float, y: float, to_x: float, to_y: float, fill: Colour, radius: float = 0) -> None:
        """A rectangle with round corners."""
        box = self._box(x, y, to_x, to_y)
        self._draw.rounded_rectangle(box, radius=radius * self._unit, fill=fill)

    def area(self, *points: tuple[float, float], fill: Colour) -> None:
        """A polygon."""
        self._draw.polygon([self._box(x, y, 0, 0)[:2] for x, y in points], fill=fill)

    def arc(
        self, x: float, y: float, rx: float, ry: float, turn: tuple[int, int], fill: Colour, width: float
    ) -> None:
        """Part of an ellipse's outline, between two angles, clockwise from the right."""
        box = self._box(x - rx, y - ry, x + rx, y + ry)
        self._draw.arc(box, *turn, fill=fill, width=round(width * self._unit))

    def half(
        self, x: float, y: float, rx: float, ry: float, fill: Colour, turn: tuple[int, int] = (180, 360)
    ) -> None:
        """A slice of an ellipse; without ``turn`` its upper half."""
        self._draw.pieslice(self._box(x - rx, y - ry, x + rx, y + ry), *turn, fill=fill)

    def _box(self, x: float, y: float, to_x: float, to_y: float) -> tuple[float, float, float, float]:
        u, left, top = self._unit, self._left, self._top
        return left + x * u, top + y * u, left + to_x * u, top + to_y * u


def canvas(background: Colour, side: int = SIZE) -> tuple[Image.Image, Pen]:
    """An empty square picture, four times as large as it will be, and a pen for it."""
    image = Image.new("RGB", (side * _SCALE, side * _SCALE), background)
    return image, Pen(image, side * _SCALE / _UNITS)


def png(image: Image.Image, scale: int = _SCALE) -> bytes:
    """The picture as a file, so many times smaller."""
    small = image.resize((image.width // scale, image.height // scale), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    small.quantize(128).save(file, "PNG")
    return file.getvalue()
