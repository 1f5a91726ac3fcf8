"""A mosaic shows every picture whole, side by side, flush with its sheet."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.mosaics import NARROWEST, WIDEST, arranged

WIDTH, GAP = 1488, 16
ASPECTS = st.lists(st.floats(0.1, 10), min_size=2, max_size=9)


@settings(max_examples=60, deadline=None)
@given(ASPECTS)
def test_frames_lie_on_the_sheet_apart_from_one_another_in_the_shape_of_their_pictures(
    aspects: list[float],
) -> None:
    mosaic = arranged(aspects, WIDTH, GAP)
    assert len(mosaic.frames) == len(aspects)
    for frame, aspect in zip(mosaic.frames, aspects, strict=True):
        shape = min(WIDEST, max(NARROWEST, aspect))
        assert min(frame.x, frame.y) >= 0
        assert frame.x + frame.width <= WIDTH
        assert frame.y + frame.height <= mosaic.height
        assert min(frame.width, frame.height) > 60
        assert frame.width / frame.height == pytest.approx(shape, rel=0.03)
    for n, one in enumerate(mosaic.frames):
        for other in mosaic.frames[:n]:
            apart_x = max(one.x, other.x) - min(one.x + one.width, other.x + other.width)
            apart_y = max(one.y, other.y) - min(one.y + one.height, other.y + other.height)
            assert max(apart_x, apart_y) >= GAP - 1


@settings(max_examples=40, deadline=None)
@given(ASPECTS)
def test_the_sheet_is_full_to_its_edges(aspects: list[float]) -> None:
    mosaic = arranged(aspects, WIDTH, GAP)
    assert min(f.x for f in mosaic.frames) == min(f.y for f in mosaic.frames) == 0
    assert max(f.x + f.width for f in mosaic.frames) == pytest.approx(WIDTH, abs=1)
    covered = sum(f.width * f.height for f in mosaic.frames)
    assert covered > 0.9 * WIDTH * mosaic.height


@pytest.mark.parametrize("count", range(2, 10))
def test_photos_of_usual_shapes_make_a_sheet_of_a_pleasant_shape(count: int) -> None:
    mosaic = arranged([(4 / 3, 3 / 4, 16 / 9, 1.0)[n % 4] for n in range(count)], WIDTH, GAP)
    assert 0.4 < mosaic.height / WIDTH < 1.1
