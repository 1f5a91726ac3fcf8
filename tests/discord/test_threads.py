"""The thread of a meetup: whoever gets a seat is in it, without a ping, and it is archived afterwards."""

from __future__ import annotations

import pytest

from tests.discord.acting import press
from tests.discord.scenes import a_scene


@pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
async def test_those_with_a_seat_are_added_without_a_ping(env, locale):
    scene = a_scene(env, locale)
    await scene.schedule(seats=2)
    ann, ben, chloe, *_ = scene.members
    for member in (ann, ben, chloe):
        await press(member, scene.card, scene.label("Going"))
    await scene.wait(1)
    [line] = scene.thread().history()
    assert ("who has a seat is added" if locale != "fr" else "y sont ajoutées") in line.content
    assert {user.id for user in line.mentions} == {ann.id, ben.id}
    [sent] = [r for r in env.http_requests if r.path == f"/channels/{scene.thread().id}/messages"]
    assert "<@" not in sent.json["content"], "a mention that comes with an edit notifies nobody"
    edits = len([r for r in env.http_requests if r.path.endswith(f"/messages/{line.id}")])
    assert edits == 1, "one edit for all"
    await press(ann, scene.card, scene.label("Can't"))
    await press(ann, scene.card, scene.label("Going"))
    await scene.wait(1)
    assert len([r for r in env.http_requests if r.path.endswith(f"/messages/{line.id}")]) == edits

    await line.delete()
    await press(chloe, scene.card, scene.label("Going"))
    await scene.wait(60)
    said = [m for m in scene.thread().history() if m.content.startswith("👋")]
    assert said == [], "a line that was deleted stays away"
