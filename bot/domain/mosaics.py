"""Where whole pictures of any shape go on one sheet: in rows or columns that end flush, nothing cut off.

The justified layout of photo albums: a row takes the height at which its pictures, side by side, are as
wide as the sheet. With nine pictures at most, every way to break them into rows or columns is tried.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NARROWEST, WIDEST = 0.6, 2.2
"""Width to height. What is more extreme gets a frame of that shape, and stands whole within it."""
_WANTED = 0.72
"""The sheet's height to its width that looks best in a chat."""
_SHAPE_WEIGHT = 6.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where one picture goes, in pixels from the upper left."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Mosaic:
    """A frame for each picture, in their order, and the sheet's height."""

    frames: tuple[Frame, ...]
    height: int


_Box = tuple[float, float, float, float]


def arranged(aspects: Sequence[float], width: int, gap: int) -> Mosaic:
    """The best mosaic for pictures of those shapes (width to height) on a sheet that wide.

    ``gap`` pixels stay between them. Best is: pictures of about one size, on a sheet of a pleasant shape. The
    first picture is at the upper left.
    """
    shapes = [min(WIDEST, max(NARROWEST, aspect)) for aspect in aspects]
    tried = [build(parts, width, gap) for parts in _partitions(shapes) for build in (_in_rows, _in_columns)]
    best = min(tried, key=lambda boxes: _ugliness(boxes, width))
    return Mosaic(tuple(_frame(box) for box in best), max(round(y + height) for _, y, _, height in best))


def _partitions(shapes: Sequence[float]) -> Iterator[list[list[float]]]:
    """Every way to cut the sequence into consecutive parts."""
    for cuts in range(1 << (len(shapes) - 1)):
        ends = [0, *(n + 1 for n in range(len(shapes) - 1) if cuts >> n & 1), len(shapes)]
        yield [list(shapes[start:end]) for start, end in pairwise(ends)]


def _in_rows(rows: list[list[float]], width: int, gap: int) -> list[_Box]:
    boxes: list[_Box] = []
    y = 0.0
    for row in rows:
        height = (width - gap * (len(row) - 1)) / sum(row)
        x = 0.0
        for shape in row:
            boxes.append((x, y, shape * height, height))
            x += shape * height + gap
        y += height + gap
    return boxes


def _in_columns(columns: list[list[float]], width: int, gap: int) -> list[_Box]:
    """Columns of one height: each is as wide as its pictures, one above another, then are."""
    slopes = [sum(1 / shape for shape in column) for column in columns]
    gaps = [gap * (len(column) - 1) for column in columns]
    room = width - gap * (len(columns) - 1)
    height = (room + sum(g / s for g, s in zip(gaps, slopes, strict=True))) / sum(1 / s for s in slopes)
    boxes: list[_Box] = []
    x = 0.0
    for column, slope, taken in zip(columns, slopes, gaps, strict=True):
        across = (height - taken) / slope
        y = 0.0
        for shape in column:
            boxes.append((x, y, across, across / shape))
            y += across / shape + gap
        x += across + gap
    return boxes


def _ugliness(boxes: list[_Box], width: int) -> float:
    if min(min(w, h) for _, _, w, h in boxes) <= 0:
        return math.inf
    areas = [math.log(w * h) for _, _, w, h in boxes]
    mean = sum(areas) / len(areas)
    height = max(y + h for _, y, _, h in boxes)
    uneven = sum((area - mean) ** 2 for area in areas) / len(areas)
    return uneven + _SHAPE_WEIGHT * math.log(height / (_WANTED * width)) ** 2


def _frame(box: _Box) -> Frame:
    x, y, width, height = box
    left, top = round(x), round(y)
    return Frame(left, top, round(x + width) - left, round(y + height) - top)
