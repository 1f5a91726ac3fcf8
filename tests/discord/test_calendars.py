"""Stories of meetups that go into people's calendars: by a file from the card, and by a feed."""

from __future__ import annotations

from dataclasses import replace

import pytest
import vobject

from tests.discord.acting import all_private, answer_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)


def words(locale, english, french):
    return french if locale == "fr" else english


@both
async def test_a_card_gives_its_file_to_who_comes_and_none_to_who_waits(env, locale, stage):
    scene = a_scene(env, locale)
    await scene.schedule(seats=1, address="3 quai Valmy")
    a, b, c, *_ = scene.members
    for member in (a, b):
        await press(member, scene.card, scene.label("Going"))
    await stage.restart()
    given = await press(a, scene.card, scene.label("Calendar"))
    assert all_private(given)
    [file] = given.response.attachments
    event = vobject.readOne(await _content(env, file)).vevent
    assert "3 quai Valmy" in event.location.value
    assert event.url.value.endswith(str(scene.card.id))
    refused = await press(b, scene.card, scene.label("Calendar"))
    assert words(locale, "You wait for a seat", "liste d'attente") in answer_of(refused)
    assert not refused.response.attachments
    public = await press(c, scene.card, scene.label("Calendar"))
    assert words(locale, "It tells the area", "Il indique le quartier") in answer_of(public)
    [file] = public.response.attachments
    assert "quai Valmy" not in await _content(env, file)


@both
async def test_a_feed_is_made_renewed_and_retired_in_private(env, locale):
    scene = a_scene(env, locale)
    alice = scene.members[0]
    off = await alice.slash(scene.channel, "calendar")
    assert "WEB_BASE_URL" in answer_of(off)
    scene.bot.settings = replace(scene.bot.settings, web_base_url="https://tablee.example.org")

    panel = await alice.slash(scene.channel, "calendar")
    assert all_private(panel)
    assert scene.label("Delete the link") not in text_of(panel.response).splitlines()
    assert "feed_make:1:all" not in str(panel.response.components)
    made = await press(alice, panel.response, "feed_make:1:own")
    secret = answer_of(made).partition("/calendar/")[2].partition(".ics")[0]
    assert await scene.bot.services.calendars.contents(secret)
    shown = await alice.slash(scene.channel, "calendar")
    assert words(locale, "In use since", "En service depuis") in answer_of(shown)
    assert secret not in answer_of(shown)
    await press(alice, shown.response, scene.label("Delete the link"))
    assert await scene.bot.services.calendars.contents(secret) is None

    theirs = await scene.mod.slash(scene.channel, "calendar")
    made = await press(scene.mod, theirs.response, "feed_make:1:all")
    secret = answer_of(made).partition("/calendar/")[2].partition(".ics")[0]
    contents = await scene.bot.services.calendars.contents(secret)
    assert not contents.is_personal


async def _content(env, attachment):
    with env._bot_scope():
        return (await attachment.read()).decode()
