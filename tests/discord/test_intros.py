"""Stories of intros: joined by a button, warned of, skipped, met; in private, and once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.rights import Actor
from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
DAY = 24 * 3600
ROUND = {"en-US": datetime(2026, 1, 5, 10, tzinfo=UTC), "fr": datetime(2026, 1, 5, 9, tzinfo=UTC)}


def words(locale, english, french):
    return french if locale == "fr" else english


async def a_circle(env, locale, people):
    """A server whose announcement channel is set, and so many members who join intros."""
    scene = a_scene(env, locale, members=people)
    await scene.mod.slash(scene.channel, "ties")  # the community is known from the first command on
    mod = Actor(user_id=scene.mod.id, community_id=scene.guild.id, manages_guild=True)
    await scene.bot.services.communities.set_announcement_channel(mod, scene.channel.id)
    for member in scene.members:
        panel = (await member.slash(scene.channel, "intros")).response
        await press(member, panel, "intros_every:1:1")
        assert words(locale, "You take part **every week**", "**chaque semaine**") in text_of(panel)
    return scene


async def until(scene, instant):
    """Let the day before come, and then the round."""
    ahead = (instant - scene.env.now()).total_seconds()
    if ahead > DAY:
        await scene.wait(ahead - DAY)
    await scene.wait((instant - scene.env.now()).total_seconds())


def letters(member):
    return member.user.dm_channel.history()


def newest_thread(scene) -> Any:
    return scene.channel.threads[-1]


@both
async def test_two_are_brought_together_meet_and_have_a_tie(env, locale, stage):
    scene = a_scene(env, locale)
    nobody = await scene.members[0].slash(scene.channel, "intros")
    assert all_private(nobody)
    assert words(locale, "I write to you privately", "je t'écris en privé") in answer_of(nobody)

    scene = await a_circle(env, locale, 3)
    ana, ben, cleo = scene.members
    await until(scene, ROUND[locale])
    notes = [letters(member) for member in scene.members]
    assert [len(note) for note in notes] == [1, 1, 1]
    assert words(locale, "your next intro comes", "prochaine mise en relation arrive") in text_of(notes[2][0])
    [thread] = scene.channel.threads
    [card] = thread.history()
    text = text_of(card)
    assert words(locale, "An intro for three", "Une mise en relation à trois") in text
    assert all(f"<@{member.id}>" in text for member in scene.members)

    await stage.restart()
    await scene.wait(1)
    assert len(scene.channel.threads) == 1
    assert len(thread.history()) == 1

    said = await press(ana, card, scene.label("We met"))
    assert all_private(said)
    assert words(locale, "once the other says so", "dès que l'autre") in answer_of(said)
    await scene.wait(5 * DAY)
    assert words(locale, "Did you meet in person?", "vous voir en vrai") in text_of(thread.history()[-1])
    said = await press(ben, thread.history()[-1], scene.label("We met"))
    assert words(locale, "on your list of ties", "dans tes liens") in answer_of(said)
    await press(cleo, card, scene.label("Not this time"))
    await scene.wait(1)
    glad = text_of(thread.history()[-1])
    assert f"<@{ana.id}>" in glad
    assert f"<@{cleo.id}>" not in glad
    mine = answer_of(await ana.slash(scene.channel, "ties"))
    assert f"🤝 <@{ben.id}>" in mine
    assert words(locale, "an intro", "une mise en relation") in mine


@both
async def test_a_turn_is_skipped_from_the_note_of_the_day_before(env, locale):
    scene = await a_circle(env, locale, 3)
    ana, *_, cleo = scene.members
    await scene.wait((ROUND[locale] - env.now()).total_seconds() - DAY)
    [note] = letters(cleo)
    skipped = await press(cleo.user, note, scene.label("Skip this time"))
    assert words(locale, "Skipped. Your next intro", "Tour passé") in answer_of(skipped)
    await until(scene, ROUND[locale])
    assert words(locale, "An intro for two", "à deux") in text_of(newest_thread(scene).history()[0])
    late = await press(cleo.user, note, scene.label("Skip this time"))
    assert words(locale, "not to come any more", "n'est plus à venir") in answer_of(late)
    panel = (await ana.slash(scene.channel, "intros")).response
    for label, shown in (
        ("Pause for four weeks", words(locale, "Paused until", "En pause jusqu'au")),
        ("Take part again", words(locale, "You take part", "Tu participes")),
        ("Leave intros", words(locale, "You do not take part", "Tu ne participes pas")),
    ):
        await press(ana, panel, scene.label(label))
        assert shown in text_of(panel)
    assert not [c for c in controls_of(panel) if "leave" in c["custom_id"]]


@both
async def test_without_private_threads_each_is_written_to_and_moderators_hear_once(env, locale):
    scene = await a_circle(env, locale, 4)
    ana, ben, *_ = scene.members
    env.inject_error("POST", "/channels/*/threads", status=403, code=50013, times=None)
    await until(scene, ROUND[locale])
    assert scene.channel.threads == []
    told = [m for m in scene.channel.history() if "⚠️" in text_of(m)]
    assert len(told) == 1
    assert words(locale, "Create Private Threads", "Créer des fils privés") in text_of(told[0])
    card = letters(ana)[-1]
    assert f"<@{ana.id}>" not in text_of(card)
    assert words(locale, "This time it is", "Cette fois, c'est") in text_of(card)
    said = await press(ana.user, card, scene.label("Not yet"))
    assert words(locale, "Noted: you still mean to", "C'est noté") in answer_of(said)
    assert len(letters(ben)) == 2


@both
async def test_whoever_cannot_be_written_to_or_has_left_loses_nothing_and_costs_nothing(env, locale):
    scene = await a_circle(env, locale, 3)
    ana, ben, cleo = scene.members
    dm = ana.user.dm_channel
    env.inject_error("POST", f"/channels/{dm.id}/messages", status=403, code=50007, times=None)
    scene.guild.remove_member(cleo)
    await until(scene, ROUND[locale])
    assert letters(ana) == []
    panel = answer_of(await ana.slash(scene.channel, "intros"))
    assert words(locale, "private messages are closed", "messages privés me sont fermés") in panel
    text = text_of(newest_thread(scene).history()[0])
    assert f"<@{ana.id}>" in text
    assert f"<@{cleo.id}>" not in text
    assert letters(cleo) == []
    assert len(letters(ben)) == 1


@both
async def test_moderators_post_an_invitation_and_members_open_it(env, locale):
    scene = await a_circle(env, locale, 1)
    [ana] = scene.members
    panel = (await scene.mod.slash(scene.channel, "intros")).response
    await press(scene.mod, panel, "intros:1:invite")
    post = scene.channel.history()[-1]
    opened = await press(ana, post, "intros:1:open")
    assert all_private(opened)
    assert "intros:1:invite" not in str(controls_of(opened.response))
