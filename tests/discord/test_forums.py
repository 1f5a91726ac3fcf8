"""Stories of a community whose announcement channel is a forum: a meetup's card begins a post, its thread."""

from __future__ import annotations

import discord
import pytest

from tests.discord.acting import answer_of, controls_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
HOUR = 3600.0
A_DAY_BEFORE = (8 * 24 + 15) * HOUR
OPTIONS = {"title": "Picnic", "when": "2026-01-10 12:30", "where": "Parc"}


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


async def a_forum(scene):
    """A forum that the moderator chooses in /setup."""
    forum = scene.guild.create_forum_channel("sorties")
    panel = await scene.mod.slash(scene.channel, "setup")
    [menu] = [one for one in controls_of(panel.response) if one["custom_id"] == "setup:1:channel"]
    assert discord.ChannelType.forum.value in menu["channel_types"]
    shown = await scene.mod.select(panel.response, [forum], custom_id="setup:1:channel")
    assert forum.mention in answer_of(shown)
    assert "⚠️" not in answer_of(shown)
    return forum


async def schedule(scene):
    panel = await scene.mod.slash(scene.channel, "meetup schedule", **OPTIONS)
    await press(scene.mod, panel.response, scene.label("Schedule"))
    await scene.bot.run_due()


@both
async def test_a_meetup_lives_in_a_post_of_its_own(scene):
    forum = await a_forum(scene)
    await schedule(scene)
    [post] = forum.threads
    assert post.name == "Picnic"
    card = post.history()[0]
    assert text_of(card).startswith("## ")
    assert scene.channel.threads == []

    amina = scene.members[0]
    await press(amina, card, scene.label("Going"))
    await scene.bot.run_due()
    assert f"<@{amina.id}>" in text_of(post.history()[0])

    panel = await scene.edit(scene.mod, "What", title="Barbecue")
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.bot.run_due()
    [post] = forum.threads
    assert post.name == "Barbecue"
    assert "Barbecue" in text_of(post.history()[0])

    await scene.wait(A_DAY_BEFORE)
    [reminder] = [m for m in post.history() if m.content.startswith(("⏰", "❓"))]
    assert "Barbecue" in reminder.content

    form = await scene.mod.slash(scene.channel, "meetup cancel", meetup="1")
    await scene.mod.submit_modal(form, {"reason": "Storm"})
    await scene.bot.run_due()
    assert any(m.content.startswith("❌") and "Storm" in m.content for m in post.history())
    assert "Storm" in text_of(post.history()[0])
    assert len(forum.threads) == 1
