"""What is drawn of photos and words: nothing is cut off, nothing overlaps, however long or odd it is."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageDraw

from bot.domain.texts import LIMITS, Field
from bot.ui.pictures import collage, quote_card, word_picture
from bot.ui.pictures.lettering import PAPER

EDGE = (255, 0, 255)
SIZES = [(1600, 1200), (1200, 1600), (2560, 1440), (1000, 1000), (3000, 700), (700, 2400), (900, 1200)]
WORDS = {
    "en": collage.Words("Board games by the river", "Friday, June 5", ((12, "people were there"),)),
    "fr": collage.Words(
        "Jeux de société au bord de l'eau, avec les goûters préférés de chacune et chacun",
        "vendredi 5 juin à 19:00 · Île de Nantes",
        ((12, "personnes étaient là"), (7, "pour la première fois"), (24, "nouveaux liens")),
    ),
}


def with_faces_at_the_edges(size: tuple[int, int]) -> bytes:
    """A grey photo with a bright face in the middle of each of its sides, touching the very edge."""
    width, height = size
    image = Image.new("RGB", size, (90, 90, 90))
    draw = ImageDraw.Draw(image)
    face = min(size) // 6
    for x, y in ((0, height // 2), (width - face, height // 2), (width // 2, 0), (width // 2, height - face)):
        draw.ellipse((x, y, x + face - 1, y + face - 1), fill=EDGE)
    data = io.BytesIO()
    image.save(data, "JPEG", quality=95, subsampling=0)
    return data.getvalue()


def is_face(pixel: Any) -> bool:
    return pixel[0] > 200 and pixel[1] < 80 and pixel[2] > 200


def faces_in(picture: Image.Image) -> list[tuple[int, int]]:
    """Width and height of each bright spot."""
    pixels: Any = picture.load()
    left = {(x, y) for y in range(picture.height) for x in range(picture.width) if is_face(pixels[x, y])}
    found = []
    while left:
        spot, edge = set(), [left.pop()]
        while edge:
            x, y = edge.pop()
            spot.add((x, y))
            near = {(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)} & left
            left -= near
            edge += near
        xs, ys = [x for x, _ in spot], [y for _, y in spot]
        found.append((max(xs) - min(xs) + 1, max(ys) - min(ys) + 1))
    return [size for size in found if min(size) > 5]


@pytest.mark.parametrize(("count", "language"), [(2, "en"), (7, "fr")])
def test_no_face_at_an_edge_is_cut_off(count: int, language: str) -> None:
    drawn = collage.drawn([with_faces_at_the_edges(size) for size in SIZES[-count:]], WORDS[language])
    with Image.open(io.BytesIO(drawn)) as opened:
        small = opened.convert("RGB").resize((opened.width // 2, opened.height // 2), Image.Resampling.BOX)
    faces = faces_in(small)
    assert len(faces) == 4 * count
    for width, height in faces:
        assert abs(width - height) <= 3, "a round face stays round"


@pytest.mark.parametrize("signature", ["", "Ada", "Wolfeschlegelsteinhausenbergerdorff " * 3])
@pytest.mark.parametrize("words", ["Yes.", "Très bien, merci à toutes. " * 20, "W" * LIMITS[Field.GOOD]])
def test_a_quote_of_any_length_ends_above_its_author(words: str, signature: str) -> None:
    drawn = quote_card.drawn(words[: LIMITS[Field.GOOD]], signature, "Jeux de société " * 6)
    picture = Image.open(io.BytesIO(drawn)).convert("RGB")
    side = quote_card.SIDE
    band = picture.crop((quote_card.MARGIN - 20, side - 224, side, side - 204))
    edge = picture.crop((side - 40, 0, side, side))
    paper = Image.new("RGB", (1, 1), PAPER).getpixel((0, 0))
    assert band.getcolors() == [(band.width * band.height, paper)]
    assert edge.getcolors() == [(edge.width * edge.height, paper)]


@pytest.mark.parametrize("count", [5, 60])
def test_words_stand_apart_and_inside(count: int) -> None:
    words = [(f"mot{'oim' * (n % 5)}{n}", 1 + (count - n) % 7) for n in range(count)]
    picture = Image.open(io.BytesIO(word_picture.drawn(words, "Ce qui s'est dit"))).convert("RGB")
    edge = picture.crop((0, 0, picture.width, 40))
    assert edge.getcolors() == [(edge.width * edge.height, Image.new("RGB", (1, 1), PAPER).getpixel((0, 0)))]
