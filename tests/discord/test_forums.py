"""Stories of a community whose announcement channel is a forum: a meetup's card begins a post, its thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import discord
import pytest

from bot.domain.rights import Actor
from bot.domain.rosters import Answer
from bot.services import agenda
from bot.storage import jobs, meetups
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


def starting(channel, mark):
    return [m for m in channel.history() if text_of(m).startswith(mark)]


@both
async def test_a_poll_about_a_meetup_stands_in_its_post_and_another_has_its_own(scene):
    forum = await a_forum(scene)
    ana = scene.members[0]
    await scene.propose(ana)
    await scene.bot.run_due()
    [post] = forum.threads
    dates = "2026-01-09 19:00; 2026-01-10 14:00"
    draft = await ana.slash(scene.channel, "poll date", meetup="1", dates=dates)
    await press(ana, draft.response, scene.label("Open the poll"))
    await scene.bot.run_due()
    [card] = starting(post, "## 🗳️")
    ballot = await press(ana, card, scene.label("Vote"))
    await press(ana, ballot.response, controls_of(ballot.response)[0]["custom_id"])
    sure = await press(ana, card, scene.label("Manage"))
    await press(ana, sure.response, scene.label("Close the poll"))
    await scene.bot.run_due()
    assert len(starting(post, "## 📊")) == 1
    assert len(forum.threads) == 1

    draft = await ana.slash(post, "poll ask", question="Tea or coffee?", answers="Tea; Coffee")
    await press(ana, draft.response, scene.label("Open the poll"))
    await scene.bot.run_due()
    assert [one.name for one in forum.threads] == ["Picnic", "Tea or coffee?"]
    assert len(starting(forum.threads[1], "## 🗳️")) == 1


@both
async def test_photos_and_the_recap_find_the_post(scene):
    forum = await a_forum(scene)
    await schedule(scene)
    [post] = forum.threads
    await scene.wait(9.7 * 24 * HOUR)
    assert len(starting(post, "### 📷")) == 1
    await scene.wait(3 * 24 * HOUR)
    assert len(starting(post, "### 💛")) == 1
    assert [one.name for one in forum.threads] == ["Picnic"]


@both
async def test_a_card_in_an_archived_post_is_painted_and_the_post_stays_archived(scene):
    forum = await a_forum(scene)
    await schedule(scene)
    [post] = forum.threads
    await scene.bot.get_channel(post.id).edit(archived=True)
    await scene.env.settle()
    scene.env.inject_error("PATCH", f"/channels/{post.id}/messages/*", status=400, code=50083)
    panel = await scene.edit(scene.mod, "Where", where="Canal")
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.bot.run_due()
    assert "Canal" in text_of(post.history()[0])
    requests = [(one.method, one.path) for one in scene.env.http_requests]
    assert requests.count(("PATCH", f"/channels/{post.id}")) == 3


@both
async def test_a_forum_that_wants_a_tag_gets_one_or_moderators_hear(scene, locale, bugs):
    forum = await a_forum(scene)
    scene.env.inject_error("POST", f"/channels/{forum.id}/threads", status=400, code=40067)
    await schedule(scene)
    assert forum.threads == []
    panel = await scene.mod.slash(scene.channel, "setup")
    assert ("needs a tag" if locale != "fr" else "doit avoir un tag") in answer_of(panel)
    assert forum.mention in answer_of(panel)
    assert [record.getMessage() for record in bugs.take()]

    known = scene.bot.get_channel(forum.id)
    await known.create_tag(name="Staff", moderated=True)
    tag = await known.create_tag(name="Outings")
    await scene.env.settle()
    known = scene.bot.get_channel(forum.id)
    known._flags = discord.ChannelFlags(require_tag=True).value  # simcord knows no such forums
    await press(scene.mod, panel.response, "setup:1:retry")
    await scene.bot.run_due()
    [post] = forum.threads
    assert scene.env.backend.get_channel(post.id).applied_tags == [tag.id]


@both
async def test_a_deleted_post_comes_back_and_a_missing_permission_has_the_name_that_forums_give_it(scene):
    forum = await a_forum(scene)
    await schedule(scene)
    [post] = forum.threads
    await scene.bot.get_channel(post.id).delete()
    await scene.env.settle()
    panel = await scene.edit(scene.mod, "Where", where="Canal")
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.bot.run_due()
    [again] = forum.threads
    assert again.id != post.id
    assert "Canal" in text_of(again.history()[0])

    deny = discord.PermissionOverwrite(send_messages=False, create_public_threads=False)
    await scene.bot.get_channel(forum.id).set_permissions(scene.guild.me, overwrite=deny)
    refused = await scene.members[0].slash(scene.channel, "meetup propose")
    assert refused.modal is None
    assert scene.t.pgettext("permission", "Create Posts") in answer_of(refused)
    assert scene.t.pgettext("permission", "Create Public Threads") not in answer_of(refused)


@both
async def test_the_invitation_to_intros_is_a_post_and_no_agenda_stands_in_a_forum(scene):
    forum = await a_forum(scene)
    panel = await scene.mod.slash(scene.channel, "intros")
    said = await press(scene.mod, panel.response, "intros:1:invite")
    [post] = forum.threads
    assert "intros:1:open" in [one["custom_id"] for one in controls_of(post.history()[0])]
    assert post.mention in answer_of(said)
    assert post.name == scene.t.gettext("Intros: meet somebody between meetups")
    board = await scene.mod.slash(scene.channel, "meetup agenda")
    [menu] = [one for one in controls_of(board.response) if one["custom_id"] == "board:1"]
    assert discord.ChannelType.forum.value not in menu["channel_types"]


@both
async def test_a_post_that_a_crash_kept_from_being_noted_is_found_again(scene, bugs):
    forum = await a_forum(scene)
    await schedule(scene)
    await schedule(scene)  # another picnic: its post has the same name
    posts = [post.id for post in forum.threads]
    assert len(posts) == 2

    def forget(tx):
        meetups.save_card(tx, 1, channel_id=forum.id, message_id=None, thread_id=None)
        jobs.enqueue(tx, agenda.CARD, scene.bot.clock(), now=scene.bot.clock(), meetup_id=1)
        [job] = jobs.claim(tx, now=scene.bot.clock(), lease=timedelta(seconds=60), limit=1)
        assert job.kind == agenda.CARD

    with scene.env._bot_scope():
        await scene.bot.db.write(forget)  # as if the process had died between the post and the note of it
    await scene.wait(61)
    assert [post.id for post in forum.threads] == posts
    found = await scene.bot.services.meetups.overview(scene.guild.id, 1)
    assert found.meetup.card.thread_id == posts[0]
    bugs.take()


@both
async def test_what_is_said_before_the_card_stands_begins_a_post(scene, bugs):
    """Offers, rounds and photos: their jobs may be quicker than a card that Discord refuses for a moment."""
    forum = await a_forum(scene)
    await schedule(scene)
    ana, ben, *_ = scene.members
    await press(ana, forum.threads[0].history()[0], scene.label("Going"))
    await scene.bot.run_due()

    def lose_card(tx):
        meetups.save_card(tx, 1, channel_id=forum.id, message_id=None, thread_id=None)

    await scene.bot.db.write(lose_card)
    mod = Actor(user_id=scene.mod.id, community_id=scene.guild.id, manages_guild=True)
    await scene.bot.services.meetups.edit(mod, 1, lambda plan: replace(plan, capacity=1))
    for member, answer in ((ben, Answer.GOING), (ana, Answer.DECLINED)):
        actor = Actor(user_id=member.id, community_id=scene.guild.id)
        await scene.bot.services.rosters.answer(actor, 1, answer)
    scene.env.inject_error("POST", f"/channels/{forum.id}/threads", status=500, times=1)
    await scene.wait(1)
    offers = [m for post in forum.threads for m in post.history() if text_of(m).startswith("💌")]
    assert len(offers) == 1
    assert len(bugs.take()) == 1
