"""Stories of the album: for those who were there, until the community's date, and as far as there is room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.test_images import encoded
from tests.discord.test_photos import (
    a_past_picnic,
    add,
    album_of,
    both,
    files_of,
    openings,
    posts,
    scribble,
    thanks,
    until,
    words,
)


@both
async def test_the_zip_is_for_those_who_were_there_until_the_communitys_date(env, locale):
    scene = await a_past_picnic(env, locale, present=3)
    alice, ben, cleo, stranger, _ = scene.members
    for number, owner in enumerate((alice, ben)):
        await add(scene, owner, (f"{number}.png", encoded(scribble(number), "PNG")))
    await until(scene, locale, 2 + 73)
    [recap] = thanks(scene)
    assert await album_of(scene, cleo, recap) == ["01.jpg", "02.jpg"]
    refused = await press(stranger, recap, "album:1:1")
    assert all_private(refused)
    assert words(locale, "This is for those who were there", "celles et ceux") in answer_of(refused)

    panel = await scene.mod.slash(scene.channel, "setup")
    form = await scene.mod.select(panel.response, ["photos"], custom_id="setup:1:page")
    await scene.mod.submit_modal(form, {"photo_minutes": "10", "album_days": "5"})
    assert len(files_of(scene)) == 2
    await until(scene, locale, 2 + 24 * 5 + 1)
    assert not files_of(scene)
    [recap] = thanks(scene)
    assert "album:1:1" not in [control["custom_id"] for control in controls_of(recap)]
    assert len(recap.attachments) == 1
    assert len(posts(scene)) == 2


class TestFull:
    """A community whose room is used up."""

    @pytest.fixture
    def stage(self, stage):
        stage.settings = replace(stage.settings, media_limit_mb=0)
        return stage

    @both
    async def test_photos_still_appear_and_their_owner_hears_that_the_album_misses_them(self, env, locale):
        scene = await a_past_picnic(env, locale, present=2)
        for number, owner in enumerate(scene.members[:2]):
            said = await add(scene, owner, (f"{number}.png", encoded(scribble(number), "PNG")))
            assert words(locale, "There is no room left", "Il n'y a plus de place") in answer_of(said)
        assert len(posts(scene)) == 2
        assert not files_of(scene)
        await until(scene, locale, 2 + 73)
        [recap] = thanks(scene)
        assert recap.attachments == []
        assert words(locale, "**2** photos in", "**2** photos dans") in text_of(recap)
        assert openings(scene)
