"""The story passes in both languages, and says at which step it fails when it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demo import community as communities
from demo import story
from demo.people import CAST

if TYPE_CHECKING:
    from pathlib import Path

    from demo.community import Community
    from demo.stage import Stage
    from demo.teller import Teller


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_the_story_passes(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert await story.tell(language, tmp_path, gatherings=1) == story.OK
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines()[-1].startswith("story: ")
    pages = {page.name: page.read_text("utf-8") for page in sorted(tmp_path.iterdir())}  # noqa: ASYNC240
    assert len(pages) > 12
    assert "== 1." in pages["transcript.txt"]


async def test_a_step_that_fails_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(t: Teller) -> None:
        """Somebody asks for the list."""
        listed = await t.types(t.newcomer, "general", "meetup list")
        t.check("the moon is made of cheese", listed is None)

    async def founded(stage: Stage, *, gatherings: int) -> Community:
        assert gatherings == 0
        community = communities.found(stage)
        for character in CAST[1:]:
            communities.join(stage, community, character)
        return community

    monkeypatch.setattr(story.past, "play", founded)
    monkeypatch.setattr(story, "SCENES", (scene,))
    assert await story.tell("en", gatherings=0) == story.FAILED
    out, err = capsys.readouterr()
    assert "story:" not in out
    assert "scene 1, step 2 (the moon is made of cheese)" in err
