"""Stories of meeting somebody new: rounds shown once, those at the tables called, nobody repeated."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.discord.acting import all_private, answer_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
START = {"en-US": datetime(2026, 1, 10, 12, 30, tzinfo=UTC), "fr": datetime(2026, 1, 10, 11, 30, tzinfo=UTC)}


def words(locale, english, french):
    return french if locale == "fr" else english


async def an_evening(env, locale, present):
    """A picnic that began five minutes ago, and so many people checked in."""
    scene = a_scene(env, locale, members=present + 1)
    await scene.schedule()
    await scene.wait((START[locale] - env.now()).total_seconds() + 300)
    if present:
        panel = await scene.mod.slash(scene.channel, "checkin list", meetup="1")
        await scene.mod.select(panel.response, scene.members[:present], custom_id="checkin_add:1:1")
    return scene


async def start(scene, member=None):
    return await (member or scene.mod).slash(scene.channel, "icebreaker start", meetup="1")


def panel_of(told):
    """What the organiser was answered, whether at once or after a moment."""
    return told.response or told.followups[0]


def shown(scene):
    """The rounds in the meetup's thread."""
    return [m for m in scene.thread().history() if "🧊" in text_of(m)]


def called(scene, message):
    """Who is really pinged: SimCord lists every mention, whatever a message allows."""
    allowed = scene.env.backend.get_message(message.channel.id, message.id).allowed_mentions
    return {user.id for user in message.mentions if allowed.allows_user(user.id)}


def pairs(message, scene):
    """Who sits with whom, by the lines of the tables."""
    found = set()
    for line in text_of(message).splitlines():
        seated = [m.id for m in scene.members if f"<@{m.id}>" in line]
        found |= {(a, b) for a in seated for b in seated if a < b}
    return found


@both
@pytest.mark.parametrize(
    ("present", "counted"),
    [
        (6, ("**3 pairs**", "**3 duos**")),
        (7, ("**2 pairs** and **1 group of three**", "**2 duos** et **1 groupe de trois**")),
        (2, ("**1 pair**", "**1 duo**")),
        (3, ("**1 group of three**", "**1 groupe de trois**")),
    ],
)
async def test_those_present_are_seated_called_and_asked_something(env, locale, present, counted):
    scene = await an_evening(env, locale, present)
    told = await start(scene)
    assert all_private(told)
    assert words(locale, *counted) in answer_of(told)
    assert words(locale, "All of them meet for the first time", "pour la première fois") in answer_of(told)
    await scene.bot.run_due()
    await scene.bot.run_due()
    [message] = shown(scene)
    assert words(locale, "Icebreaker, round 1", "Brise-glace, tour 1") in text_of(message)
    assert text_of(message).count("> 💬 ") == max(1, present // 2)
    assert called(scene, message) == {m.id for m in scene.members[:present]}
    kept = await scene.bot.services.icebreakers.round(1)
    assert kept.message_id == message.id


@both
@pytest.mark.parametrize("present", [0, 1])
async def test_it_takes_two(env, locale, present):
    scene = await an_evening(env, locale, present)
    told = await start(scene)
    assert all_private(told)
    assert words(locale, f"{present} of the 2", f"il y en a {present}") in answer_of(told)
    await scene.bot.run_due()
    assert shown(scene) == []


@both
async def test_the_next_round_brings_others_together_until_all_have_met(env, locale):
    scene = await an_evening(env, locale, 4)
    told = panel_of(await start(scene))
    for _ in range(2):
        await press(scene.mod, told, scene.label("Next round"))
    assert words(locale, "Round 3 is on", "Le tour 3 est lancé") in text_of(told)
    await scene.bot.run_due()
    first, second, third = (pairs(message, scene) for message in shown(scene))
    assert len(first | second | third) == 6

    await press(scene.mod, told, scene.label("Next round"))
    assert words(locale, "First meetings: 0 of 2", "Premières rencontres : 0 sur 2") in text_of(told)


async def test_a_button_pressed_twice_starts_one_round(env, locale):
    scene = await an_evening(env, locale, 4)
    first = panel_of(await start(scene))
    await start(scene)
    said = await press(scene.mod, first, "Next round")
    assert "Somebody started a round" in answer_of(said)
    await scene.bot.run_due()
    assert len(shown(scene)) == 2


async def test_those_who_met_last_week_are_not_paired_again(env, locale):
    scene = await an_evening(env, locale, 2)
    c, d = (scene.guild.add_member(env.create_user(name)) for name in "cd")
    await scene.schedule(title="Drinks", when="2026-01-17 12:30")
    await scene.wait(7 * 24 * 3600)
    panel = await scene.mod.slash(scene.channel, "checkin list", meetup="2")
    await scene.mod.select(panel.response, [*scene.members[:2], c, d], custom_id="checkin_add:1:2")
    await scene.mod.slash(scene.channel, "icebreaker start", meetup="2")
    await scene.bot.run_due()
    thread = next(thread for thread in scene.channel.threads if thread.name == "Drinks")
    [message] = [m for m in thread.history() if "🧊" in text_of(m)]
    assert pairs(message, scene) == set()  # the two of last week each meet somebody else


@both
async def test_a_round_reaches_people_once_over_a_restart(env, locale, stage):
    scene = await an_evening(env, locale, 4)
    told = panel_of(await start(scene))
    await stage.restart()
    await scene.bot.run_due()
    await scene.bot.run_due()
    assert len(shown(scene)) == 1
    await press(scene.mod, told, scene.label("Next round"))
    await scene.bot.run_due()
    assert len(shown(scene)) == 2


async def test_a_room_of_sixty_gets_several_messages(env, locale):
    scene = await an_evening(env, locale, 25)
    panel = await scene.mod.slash(scene.channel, "checkin list", meetup="1")
    more = [scene.guild.add_member(env.create_user(f"guest{n}")) for n in range(34)]
    for some in (more[:25], more[25:]):
        await scene.mod.select(panel.response, some, custom_id="checkin_add:1:1")
    await start(scene)
    await scene.bot.run_due()
    messages = [m for m in scene.thread().history() if "Table" in text_of(m)]
    assert len(messages) == 3
    reached = [user_id for message in messages for user_id in called(scene, message)]
    assert len(reached) == len(set(reached)) == 59


async def test_a_meetup_cancelled_meanwhile_shows_no_tables(env, locale):
    scene = await an_evening(env, locale, 4)
    await start(scene)
    form = await scene.mod.slash(scene.channel, "meetup cancel", meetup="1")
    await scene.mod.submit_modal(form, {"reason": "Storm"})
    await scene.bot.run_due()
    assert shown(scene) == []


@both
async def test_members_and_other_servers_start_none(env, locale):
    scene = await an_evening(env, locale, 4)
    told = await start(scene, scene.members[0])
    assert all_private(told)
    assert words(locale, "Only the organiser", "Seules la personne") in answer_of(told)
    other = a_scene(env, locale, name="Brest")
    told = await start(other)
    assert all_private(told)
    assert words(locale, "no such meetup here", "pas de rencontre") in answer_of(told)
    assert "Picnic" not in answer_of(told)
    await scene.bot.run_due()
    assert shown(scene) == []
