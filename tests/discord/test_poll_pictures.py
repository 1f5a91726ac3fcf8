"""The picture of a poll's result: bars as long as their shares, labels whatever their letters."""

from __future__ import annotations

import io

from PIL import Image

from bot.ui.pictures.ballots import MOST_BARS, WIDTH, Bar, draw

GREEN, AMBER = (0x2E, 0x9E, 0x6B), (0xE8, 0xA3, 0x3D)


def picture(*bars: Bar, ballots: int = 10) -> Image.Image:
    return Image.open(io.BytesIO(draw(bars, ballots))).convert("RGBA")


def longest(image: Image.Image, colour: tuple[int, int, int]) -> int:
    """The length of the longest line of one colour, in pixels."""
    pixels = image.load()
    assert pixels is not None
    return max(sum(pixels[x, y][:3] == colour for x in range(image.width)) for y in range(image.height))


def test_a_bar_is_as_long_as_its_share() -> None:
    image = picture(Bar(1, "Friday", 10, 0, has_won=True), Bar(2, "Saturday", 5, 0, has_won=False))
    whole, half = longest(image, GREEN), longest(image, AMBER)
    assert abs(whole - 2 * half) <= 4
    assert whole > image.width * 0.85


def test_it_brings_its_own_paper_so_that_both_themes_can_show_it() -> None:
    image = picture(Bar(1, "Friday", 1, 2, has_won=False))
    corner, middle = image.getpixel((0, 0)), image.getpixel((image.width // 2, 12))
    assert isinstance(corner, tuple)
    assert isinstance(middle, tuple)
    assert corner[3] == 0
    assert middle == (0xFF, 0xF7, 0xF1, 255)


def test_it_stays_small_whatever_it_is_told() -> None:
    labels = ("مقهى النيل 🎉", "x" * 500, "", "Œuf", "*_*", "\u202eabc")
    few = picture(*(Bar(n, label, n, 0, has_won=n == 1) for n, label in enumerate(labels)), ballots=0)
    many = picture(*(Bar(n, f"Option {n}", n, n, has_won=False) for n in range(25)), ballots=50)
    assert few.width == many.width == 2 * WIDTH
    assert many.height == 2 * (28 * 2 + 70 * MOST_BARS - 18)
