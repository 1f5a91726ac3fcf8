"""A stage whose community has lived a short past, or none: the tests of a module share it.

Building it takes seconds, so each test leaves to the others what it asks of the community.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from demo import past
from demo.stage import open_stage

HERE = Path(__file__).parent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from demo.community import Community
    from demo.stage import Stage


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of a module in one event loop: the stage they share lives in it."""
    for item in items:
        if item.path.parent == HERE and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="module"), append=False)


@pytest.fixture(scope="module")
def language(request: pytest.FixtureRequest) -> str:
    return getattr(request, "param", "en")


@pytest.fixture(scope="module")
def gatherings(request: pytest.FixtureRequest) -> int:
    """How many meetups the community remembers; each takes a second to live through."""
    return getattr(request, "param", 0)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(language: str) -> AsyncIterator[Stage]:
    async with open_stage(language, framed_by="http://127.0.0.1:*") as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def community(stage: Stage, gatherings: int) -> Community:
    return await past.play(stage, gatherings=gatherings)
