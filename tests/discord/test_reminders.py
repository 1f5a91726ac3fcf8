"""Reminders: at the community's times and a member's own, in the thread or by letter, quiet at night."""

from __future__ import annotations

import pytest

from tests.discord.acting import answer_of, press
from tests.discord.scenes import a_scene, filled_in

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
HOUR = 3600.0
DAY = 24 * HOUR


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


def reminders(messages):
    return [m for m in messages if m.content.startswith("⏰")]


def letters(member):
    return reminders(member.user.dm_channel.history())


def mentioned(messages):
    return [sorted(user.id for user in message.mentions) for message in messages]


async def wish_letters(scene, member, own_lead="none"):
    panel = await member.slash(scene.channel, "profile")
    await press(member, panel.response, "profile:1:wish:wants_dms:yes")
    return await member.select(panel.response, [own_lead], custom_id="profile:1:lead")


@both
async def test_in_the_thread_or_by_letter_at_the_times_that_were_set(scene, stage, locale):
    panel = await scene.mod.slash(scene.channel, "setup")
    for typed, said in (
        ("soon", "up to four" if locale != "fr" else "quatre délais"),
        ("3 d, 2 h", "3 d, 2 h before the start" if locale != "fr" else "3 j, 2 h avant le début"),
    ):
        form = await scene.mod.select(panel.response, ["reminders"], custom_id="setup:1:page")
        assert said in answer_of(await scene.mod.submit_modal(form, {"leads": typed}))
    await scene.schedule(when="2026-01-10 15:00" if locale != "fr" else "2026-01-10 16:00")  # in Paris
    alice, ben, chloe, *_ = scene.members
    for member in (alice, ben, chloe):
        await press(member, scene.card, scene.label("Going"))
    shown = await wish_letters(scene, alice, "3600")
    assert ("once more 1 hour before" if locale != "fr" else "encore un, 1 heure avant") in answer_of(shown)
    await wish_letters(scene, ben)
    inbox = f"/channels/{ben.user.dm_channel.id}/messages"
    scene.env.inject_error("POST", inbox, status=403, code=50007, times=None)

    await scene.wait(6 * DAY + 15 * HOUR)
    await stage.restart()
    await scene.wait(1)
    in_thread = reminders(scene.thread().history())
    assert mentioned(in_thread) == [[chloe.id], [ben.id]]
    closed = "closed to me" if locale != "fr" else "me sont fermés"
    assert closed in in_thread[1].content
    assert closed not in in_thread[0].content
    [letter] = letters(alice)
    assert "Picnic" in letter.content
    profile = await ben.slash(scene.channel, "profile")
    assert ("I could not write to you" if locale != "fr" else "Je n'ai pas pu t'écrire") in answer_of(profile)

    await scene.wait(2 * DAY + 22 * HOUR)
    await scene.wait(1 * HOUR)
    assert mentioned(reminders(scene.thread().history())[2:]) == [sorted([ben.id, chloe.id])]
    assert len(letters(alice)) == 3, "with the others twice, and once an hour before"


async def test_nothing_at_night_but_the_last_and_nothing_to_who_answered_since(scene):
    """The community's night is 22:00 to 8:00 UTC; its reminders 7 d, 24 h and 2 h."""
    early, late, *_ = scene.members
    await scene.schedule(when="2026-01-12 07:00")
    await press(early, scene.card, "Going")
    await scene.wait(4 * DAY + 7.5 * HOUR)
    assert not reminders(scene.thread().history()), "a week before is at night"
    await press(late, scene.card, "Going")
    await scene.wait(HOUR)
    assert mentioned(reminders(scene.thread().history())) == [[early.id]]
    await scene.wait(6 * DAY - HOUR)  # 7:30, a day before: still night
    assert len(reminders(scene.thread().history())) == 1
    await scene.wait(0.5 * HOUR)
    assert mentioned(reminders(scene.thread().history())[1:]) == [sorted([early.id, late.id])]
    await scene.wait(21 * HOUR)  # at five in the morning, two hours before
    assert len(reminders(scene.thread().history())) == 3


@both
async def test_still_coming_a_day_before_frees_the_seat_of_who_says_no(scene, locale):
    panel = await scene.mod.slash(scene.channel, "setup")
    form = await scene.mod.select(panel.response, ["reminders"], custom_id="setup:1:page")
    await scene.mod.submit_modal(form, {"leads": "2 h", "reconfirms": True})
    await scene.schedule(seats=2, when="2026-01-10 15:00")
    silent, leaving, waiting, *_ = scene.members
    for member in (silent, leaving, waiting):
        await press(member, scene.card, scene.label("Going"))
    await scene.wait(8 * DAY + 16 * HOUR)
    asked = next(m for m in reversed(scene.thread().history()) if m.content.startswith("❓"))
    assert ("Are you still coming?" if locale != "fr" else "Tu viens toujours") in asked.content
    assert mentioned([asked]) == [sorted([silent.id, leaving.id])]
    await press(leaving, asked, scene.label("Can't"))
    await scene.wait(1)
    roster = (await scene.bot.services.meetups.overview(scene.guild.id, 1)).roster
    assert silent.id in [party.user_id for party in roster.seated]
    held = {party.user_id for party in (*roster.seated, *getattr(roster, "offered", ()))}
    assert held == {silent.id, waiting.id}


@both
async def test_silence_frees_the_seat_where_that_is_wished_and_one_tap_brings_back(scene, stage, locale):
    panel = await scene.mod.slash(scene.channel, "setup")
    form = await scene.mod.select(panel.response, ["reminders"], custom_id="setup:1:page")
    refused = await scene.mod.submit_modal(form, {"leads": "2 h", "silent_hours": "50"})
    assert ("between 2 and 20" if locale != "fr" else "entre 2 et 20") in answer_of(refused)
    form = await press(scene.mod, refused.response, scene.label("Fix it"))
    assert filled_in(form)["silent_hours"] == "50", "what was typed is kept"
    await scene.mod.submit_modal(form, filled_in(form) | {"silent_hours": "5"})
    await scene.schedule(seats=3, when="2026-01-10 15:00")
    silent, coming, writing, waiting, *_ = scene.members
    for member in (silent, coming, writing, waiting):
        await press(member, scene.card, scene.label("Going"))
    await wish_letters(scene, writing)
    await scene.wait(8 * DAY + 16 * HOUR)
    await stage.restart()
    asked = next(m for m in reversed(scene.thread().history()) if m.content.startswith("❓"))
    assert ("gives the seat back" if locale != "fr" else "ta place se libère") in asked.content
    assert mentioned([asked]) == [sorted([silent.id, coming.id])]
    [letter] = [m for m in writing.user.dm_channel.history() if m.content.startswith("❓")]
    assert ("gives the seat back" if locale != "fr" else "ta place se libère") in letter.content
    await press(coming, asked, scene.label("Going"))
    await press(writing.user, letter, scene.label("Going"))
    listed = await scene.mod.slash(scene.channel, "meetup answers", meetup="1")
    assert answer_of(listed).count("❔") == 1

    await scene.wait(18.5 * HOUR)  # past ten in the morning, five hours before
    roster = (await scene.bot.services.meetups.overview(scene.guild.id, 1)).roster
    assert [p.user_id for p in roster.seated] == [coming.id, writing.id]
    assert [p.user_id for p in roster.offered] == [waiting.id], "the next in line is asked"
    lapsed = next(m for m in reversed(scene.thread().history()) if m.content.startswith("🪑"))
    assert mentioned([lapsed]) == [[silent.id]]
    back = await press(silent, lapsed, scene.label("Going"))
    assert ("number 1 in line" if locale != "fr" else "n°\xa01 sur la liste") in answer_of(back)


@both
async def test_a_meetup_may_keep_its_seats_against_the_custom_and_quiet_hours_are_set(scene, locale):
    panel = await scene.mod.slash(scene.channel, "setup")
    form = await scene.mod.select(panel.response, ["quiet"], custom_id="setup:1:page")
    refused = await scene.mod.submit_modal(form, filled_in(form) | {"quiet_from": "late"})
    assert ("a time of day" if locale != "fr" else "une heure") in answer_of(refused)
    form = await scene.mod.select(panel.response, ["quiet"], custom_id="setup:1:page")
    typed = {"quiet_from": "23h", "quiet_until": "7:30", "late_within": "48"}
    shown = answer_of(await scene.mod.submit_modal(form, typed))
    assert ("From 23:00 to 07:30" if locale != "fr" else "De 23\xa0h à 7\xa0h\xa030") in shown
    assert ("48 hours" if locale != "fr" else "48 heures") in shown
    form = await scene.mod.select(panel.response, ["reminders"], custom_id="setup:1:page")
    await scene.mod.submit_modal(form, {"leads": "2 h", "silent_hours": "5"})
    await scene.schedule(when="2026-01-10 15:00")
    seats = await scene.mod.slash(scene.channel, "meetup seats", meetup="1")
    form = await press(scene.mod, seats.response, "seatrules:1:1:who")
    await scene.mod.submit_modal(form, filled_in(form) | {"silent": "0"})
    silent, leaving, *_ = scene.members
    await press(silent, scene.card, scene.label("Going"))
    await press(leaving, scene.card, scene.label("Going"))
    await scene.wait(8 * DAY + 16 * HOUR)
    assert not [m for m in scene.thread().history() if m.content.startswith("❓")], "nobody is asked"
    late = await press(leaving, scene.card, scene.label("Can't"))
    assert ("a little late" if locale != "fr" else "C'est un peu tard") in answer_of(late)
    await scene.wait(20 * HOUR)
    roster = (await scene.bot.services.meetups.overview(scene.guild.id, 1)).roster
    assert [p.user_id for p in roster.seated] == [silent.id]
