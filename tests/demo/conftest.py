"""A stage whose community has lived a short past, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demo import past
from demo.stage import open_stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from demo.community import Community
    from demo.stage import Stage


@pytest.fixture
def language() -> str:
    return "en"


@pytest.fixture
def gatherings() -> int:
    """How many meetups the community remembers; each takes a second to live through."""
    return 0


@pytest.fixture
async def stage(language: str) -> AsyncIterator[Stage]:
    async with open_stage(language, framed_by="http://127.0.0.1:*") as opened:
        yield opened


@pytest.fixture
async def community(stage: Stage, gatherings: int) -> Community:
    return await past.play(stage, gatherings=gatherings)
