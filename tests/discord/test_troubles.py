"""What Discord does not let the bot do: told to who can mend it, nothing lost, nothing tried for ever."""

from __future__ import annotations

from types import SimpleNamespace

import discord
import pytest

from bot.storage import jobs
from tests.discord.acting import answer_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
HOUR = 3600.0
A_DAY_BEFORE = (8 * 24 + 15) * HOUR
"""The reminder of 24 hours is due, and it is the afternoon."""


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


async def allow(scene, channel, **flags):
    """Change what the bot may do in a channel; no flags give everything back."""
    overwrite = discord.PermissionOverwrite(**flags) if flags else None
    await scene.bot.get_channel(channel.id).set_permissions(scene.guild.me, overwrite=overwrite)
    await scene.env.settle()


async def parked(scene):
    return [job.kind for job in await scene.bot.db.read(jobs.parked)]


async def requests_of(scene, work):
    """How many requests the bot makes while ``work`` runs."""
    before = len(scene.env.http_requests)
    await work
    return len(scene.env.http_requests) - before


async def mend(scene):
    panel = await scene.mod.slash(scene.channel, "setup")
    result = await press(scene.mod, panel.response, "setup:1:retry")
    await scene.bot.run_due()
    return answer_of(result)


@both
async def test_without_the_permission_for_threads_all_is_said_in_the_channel(scene, locale, bugs):
    options = {"title": "Picnic", "when": "2026-01-10 12:30", "where": "Parc"}
    panel = await scene.mod.slash(scene.channel, "meetup schedule", **options)
    await press(scene.mod, panel.response, scene.label("Schedule"))
    # the command would refuse without the permission: it goes before the card is posted
    await allow(scene, scene.channel, create_public_threads=False)
    await scene.bot.run_due()
    assert scene.channel.threads == []
    said = next(m for m in scene.channel.history() if m.content.startswith("⚠️"))
    assert ("open a meetup's thread" if locale != "fr" else "ouvrir le fil") in said.content
    permission = scene.t.pgettext("permission", "Create Public Threads")
    assert permission in said.content
    assert not said.mentions
    assert len(bugs.take()) == 1, "the log is loud once"
    going = await press(scene.members[0], scene.card, scene.label("Going"))
    assert going.acknowledged

    shown = await scene.mod.slash(scene.channel, "setup")
    assert ("I cannot" if locale != "fr" else "Je ne peux pas") in answer_of(shown)
    mine = await scene.mod.slash(scene.channel, "meetup show", meetup="1")
    assert permission in answer_of(mine)
    others = await scene.members[0].slash(scene.channel, "meetup show", meetup="1")
    assert permission not in answer_of(others)
    await scene.wait(A_DAY_BEFORE)
    reminder = scene.channel.history()[-1]
    assert [user.id for user in reminder.mentions] == [scene.members[0].id]
    assert bugs.take() == []
    await allow(scene, scene.channel)
    assert ("I cannot" if locale != "fr" else "Je ne peux pas") not in await mend(scene)
    assert len(scene.channel.threads) == 1


@both
async def test_without_the_permission_to_write_a_reminder_waits_and_nobody_tries_for_ever(scene, bugs):
    await scene.schedule()
    await press(scene.members[0], scene.card, scene.label("Going"))
    await scene.wait(1)
    await allow(scene, scene.channel, send_messages=False, send_messages_in_threads=False)
    await scene.env.advance_time(A_DAY_BEFORE)
    assert await requests_of(scene, scene.bot.run_due()) <= 3
    assert await parked(scene) == ["reminder"]
    assert len(bugs.take()) == 1
    assert await requests_of(scene, scene.wait(HOUR)) == 0
    shown = await scene.mod.slash(scene.channel, "setup")
    assert scene.t.pgettext("I cannot", "write to those who come") in answer_of(shown)
    assert scene.t.pgettext("permission", "Send Messages") in answer_of(shown)
    await allow(scene, scene.channel)
    await mend(scene)
    assert scene.thread().history()[-1].content.startswith("⏰")
    assert await parked(scene) == []


@both
async def test_a_channel_that_is_gone_is_left_for_the_announcement_channel(scene, bugs):
    await scene.schedule()
    alice = scene.members[0]
    await press(alice, scene.card, scene.label("Going"))
    await scene.wait(1)
    await scene.bot.get_channel(scene.channel.id).delete()
    await scene.env.settle()
    await scene.env.advance_time(A_DAY_BEFORE)
    assert await requests_of(scene, scene.bot.run_due()) <= 3
    assert await parked(scene) == ["reminder"]
    assert len(bugs.take()) == 1
    board = scene.guild.create_text_channel("board")
    panel = await scene.mod.slash(board, "setup")
    assert scene.t.gettext("The channel was deleted: choose another in `/setup`.") in answer_of(panel)
    await scene.mod.select(panel.response, [board], custom_id="setup:1:channel")
    await press(scene.mod, panel.response, "setup:1:retry")
    for _ in range(3):
        await scene.wait(1)
    said = board.history()
    assert text_of(said[0]).startswith("## ")
    reminders = [m for m in [*said, *(m for t in board.threads for m in t.history())] if "⏰" in m.content]
    assert [[user.id for user in m.mentions] for m in reminders] == [[alice.id]]
    assert await parked(scene) == []


@both
async def test_a_card_that_was_deleted_comes_back_while_it_matters(scene):
    await scene.schedule()
    await scene.bot.get_partial_messageable(scene.channel.id).get_partial_message(scene.card.id).delete()
    await scene.wait(9 * 24 * HOUR + 12.5 * HOUR)
    assert text_of(scene.card).startswith("## "), "check-in needs its button"
    await scene.bot.get_partial_messageable(scene.channel.id).get_partial_message(scene.card.id).delete()
    await scene.wait(4 * HOUR)
    assert not [
        m for m in scene.channel.history() if "Picnic" in text_of(m) and text_of(m).startswith("## ✨")
    ]


@both
@pytest.mark.parametrize("fate", ["deleted", "locked"])
async def test_a_thread_that_was_deleted_or_locked_leaves_the_channel(scene, fate):
    await scene.schedule(seats=1)
    coming, waiting, *_ = scene.members
    for member in (coming, waiting):
        await press(member, scene.card, scene.label("Going"))
    await scene.wait(1)
    thread = scene.bot.get_channel(scene.thread().id)
    if fate == "deleted":
        await thread.delete()
    else:  # simcord lets a bot write in a locked thread
        await thread.edit(archived=True, locked=True)
        messages = f"/channels/{thread.id}/messages"
        scene.env.inject_error("POST", messages, status=400, code=160005, times=None)
        scene.env.inject_error("PATCH", f"{messages}/*", status=400, code=50083, times=None)
    await press(coming, scene.card, scene.label("Can't"))
    await scene.wait(1)
    [offer] = [m for m in scene.channel.history() if text_of(m).startswith("💌")]
    await press(waiting, offer, scene.label("Take the seat"))
    await scene.wait(60)
    assert await requests_of(scene, scene.wait(HOUR)) == 0, "nothing is tried again and again"
    await scene.wait(A_DAY_BEFORE)
    reminder = scene.channel.history()[-1]
    assert reminder.content.startswith("⏰")
    assert [user.id for user in reminder.mentions] == [waiting.id]
    assert await parked(scene) == []
    assert not [m for m in scene.channel.history() if m.content.startswith("⚠️")]


@both
async def test_photos_wait_for_the_permission_to_open_their_thread(scene, locale, bugs):
    await scene.schedule()
    await allow(scene, scene.channel, create_public_threads=False)
    await scene.wait(10 * 24 * HOUR)
    said = [text_of(m) for m in scene.channel.history()]
    assert not [text for text in said if text.startswith("### 📷")], "nothing is left half done"
    assert "📷" not in text_of(scene.card)
    [told] = [text for text in said if text.startswith("⚠️")]
    assert ("open a meetup's photo thread" if locale != "fr" else "ouvrir le fil photo") in told
    assert scene.t.pgettext("permission", "Create Public Threads") in told
    assert await parked(scene) == ["photos"]
    assert len(bugs.take()) == 1
    assert await requests_of(scene, scene.wait(HOUR)) == 0
    await allow(scene, scene.channel)
    await mend(scene)
    await scene.wait(1)
    [opening] = [m for m in scene.channel.history() if text_of(m).startswith("### 📷")]
    assert f"<#{opening.id}>" in text_of(scene.card)
    assert scene.thread().id == opening.id


@both
async def test_who_may_mend_it_hears_it_where_the_bot_may_still_write(scene, locale, bugs):
    """A channel that is gone cannot say so itself."""
    lobby = scene.guild.create_text_channel("lobby")
    stored = scene.env.backend.guilds[scene.guild.id]
    await scene.schedule()
    await press(scene.members[0], scene.card, scene.label("Going"))
    await scene.wait(1)
    await press(scene.members[1], scene.card, scene.label("Going"))
    scene.bot.get_guild(scene.guild.id)._system_channel_id = stored.system_channel_id = lobby.id
    await scene.bot.get_channel(scene.channel.id).delete()
    await scene.env.settle()
    await scene.env.advance_time(A_DAY_BEFORE)
    await scene.bot.run_due()
    [told] = [m.content for m in lobby.history() if m.content.startswith("⚠️")]
    assert ("The channel was deleted" if locale != "fr" else "Le salon a été supprimé") in told
    assert ("/setup" if locale != "fr" else "/réglages") in told
    assert len(bugs.take()) == 1, "one channel, one trouble, whatever meets it"


@both
async def test_a_card_that_was_edited_too_often_is_painted_a_little_later(scene):
    """Discord limits how often messages older than an hour change; it does not say how long to wait."""
    board = scene.guild.create_text_channel("board")
    await scene.mod.slash(scene.channel, "meetup agenda", channel=board)
    await scene.schedule()
    await scene.wait(2 * HOUR)
    cards = f"/channels/{scene.channel.id}/messages/{scene.card.id}"
    agendas = f"/channels/{board.id}/messages/*"
    for path in (cards, agendas):
        scene.env.inject_error("PATCH", path, status=400, code=30046, times=2)
    panel = await scene.edit(scene.mod, "Where", where="Canal")
    await press(scene.mod, panel.response, scene.label("Save"))
    for _ in range(5):
        await scene.wait(21)
    assert "Canal" in text_of(scene.card)
    assert "Canal" in text_of(board.history()[-1])
    assert await parked(scene) == []


@both
async def test_after_a_kick_everything_waits_for_the_next_invitation(scene, bugs):
    await scene.schedule()
    await press(scene.members[0], scene.card, scene.label("Going"))
    await scene.wait(1)
    guild = scene.bot.get_guild(scene.guild.id)
    scene.env.inject_error("*", "/channels/*", status=403, code=50001, times=None)
    await scene.env.advance_time(A_DAY_BEFORE)
    assert await requests_of(scene, scene.bot.run_due()) <= 3
    assert await parked(scene) == ["reminder"]
    assert len(bugs.take()) == 1
    assert await requests_of(scene, scene.wait(HOUR)) == 0
    scene.env.backend.faults.clear()
    await scene.bot.on_guild_join(guild)
    await scene.bot.run_due()
    assert scene.thread().history()[-1].content.startswith("⏰")


@both
async def test_who_leaves_the_server_frees_the_seat(scene):
    """Discord tells it with the members intent, whose member list simcord cannot serve: told by hand here."""
    await scene.schedule(seats=1)
    leaving, waiting, *_ = scene.members
    for member in (leaving, waiting):
        await press(member, scene.card, scene.label("Going"))
    await scene.bot.on_raw_member_remove(SimpleNamespace(guild_id=scene.guild.id, user=leaving.user))
    await scene.bot.run_due()
    overview = await scene.bot.services.meetups.overview(scene.guild.id, 1)
    assert [party.user_id for party in overview.roster.declined] == [leaving.id]
    assert scene.thread().history()[-1].mentions[0].id == waiting.id
