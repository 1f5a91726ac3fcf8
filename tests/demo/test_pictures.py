"""What is drawn is deterministic, of one size, and different for different people."""

from __future__ import annotations

import io

from PIL import Image

from demo.avatars import draw
from demo.crest import crest
from demo.hair import STYLES
from demo.pen import SIZE
from demo.people import CAST
from demo.snapshots import HEIGHT, WIDTH, snapshot


def test_everybody_has_a_face_of_their_own() -> None:
    faces = [draw(character.look) for character in CAST]
    assert len(set(faces)) == len(CAST)
    assert Image.open(io.BytesIO(faces[0])).size == (SIZE, SIZE)


def test_the_same_look_is_the_same_picture() -> None:
    look = CAST[0].look
    assert draw(look) == draw.__wrapped__(look)


def test_every_style_is_worn_by_somebody() -> None:
    assert {character.look.style for character in CAST} == set(STYLES)


def test_a_snapshot_shows_five_at_most() -> None:
    looks = [character.look for character in CAST]
    assert snapshot(looks, 1) == snapshot(looks[:5], 1) != snapshot(looks[:4], 1)
    assert Image.open(io.BytesIO(snapshot(looks, 1))).size == (WIDTH, HEIGHT)


def test_the_bot_has_a_face_too() -> None:
    assert Image.open(io.BytesIO(crest())).size == (SIZE, SIZE)
