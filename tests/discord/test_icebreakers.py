"""Stories of meeting somebody new: rounds shown once, those at the tables called, nobody repeated."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import combinations, product

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


async def start(scene, member=None, **options):
    return await (member or scene.mod).slash(scene.channel, "icebreaker start", meetup="1", **options)


def panel_of(told):
    """What the organiser was answered, whether at once or after a moment."""
    return told.response or told.followups[0]


def shown(scene):
    """The rounds in the meetup's thread."""
    return [m for m in scene.thread().history() if text_of(m).startswith("## 🧊")]


def called(scene, message):
    """Who is really pinged: SimCord lists every mention, whatever a message allows."""
    allowed = scene.env.backend.get_message(message.channel.id, message.id).allowed_mentions
    return {user.id for user in message.mentions if allowed.allows_user(user.id)}


def pairs(message, scene):
    """Who sits with whom, by the lines of the tables."""
    found = set()
    tables = [line for line in text_of(message).splitlines() if not line.startswith("🔁")]
    for line in tables:
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
    kept, *_ = await scene.bot.services.tables.round(1)
    assert kept.message_ids == (message.id,)


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
async def test_where_nobody_can_be_seated_no_empty_round_is_shown_and_no_block_is_named(env, locale):
    scene = await an_evening(env, locale, 2)
    ana, ben, *_ = scene.members
    await ana.slash(scene.channel, "block member", member=ben.user)
    told = await start(scene)
    assert all_private(told)
    assert words(locale, "I found no tables that suit", "pas trouvé de tables qui conviennent") in answer_of(
        told
    )
    assert not re.search(r"<@|block|écart", answer_of(told))
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
    assert words(locale, "First meetings: 0 of 2", "Premières rencontres\xa0: 0 sur 2") in text_of(told)


async def test_a_button_pressed_twice_starts_one_round(env, locale):
    scene = await an_evening(env, locale, 4)
    first = panel_of(await start(scene))
    second = panel_of(await scene.mod.slash(scene.channel, "icebreaker tables", meetup="1"))
    await press(scene.mod, second, "Next round")
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
    [message] = [m for m in thread.history() if text_of(m).startswith("## 🧊")]
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


@both
async def test_an_evening_of_tables_goes_by_the_clock_through_comings_and_goings(env, locale, stage):
    scene = await an_evening(env, locale, 15)
    told = panel_of(await start(scene, size=4, rounds=2, minutes=10, without="work"))
    assert words(locale, "3 tables of 4", "3 tables de 4") in text_of(told)
    assert words(locale, "1 more round planned", "encore 1 tour prévu") in text_of(told)
    await scene.bot.run_due()
    [card] = shown(scene)
    assert words(locale, "1 more round after it", "encore 1 tour ensuite") in text_of(shown(scene)[0])

    late = scene.members[15]  # comes in: joins the table of three, and is told
    listed = await scene.mod.slash(scene.channel, "checkin list", meetup="1")
    await scene.mod.select(listed.response, [late], custom_id="checkin_add:1:1")
    await scene.bot.run_due()
    assert f"<@{late.id}>" in text_of(shown(scene)[0])
    welcome = scene.thread().history()[-1]
    assert called(scene, welcome) == {late.id}
    where = re.search(r"\*\*Table \d\*\*, [^>]*", text_of(welcome))[0]
    asked = await press(late, card, scene.label("Where do I sit?"))
    assert all_private(asked)
    assert where.partition(",")[0] in answer_of(asked)

    gone = await press(late, card, scene.label("I have to go"))
    assert all_private(gone)
    await scene.bot.run_due()
    assert f"<@{late.id}>" not in text_of(shown(scene)[0])
    await press(late, gone.response, scene.label("I'm back"))
    await scene.bot.run_due()
    assert f"<@{late.id}>" in text_of(shown(scene)[0])

    await stage.restart()
    await scene.wait(8 * 60)
    soon = scene.thread().history()[-1]
    assert words(locale, "Two minutes left", "Plus que deux minutes") in text_of(soon)
    assert called(scene, soon) == set()
    await scene.wait(2 * 60)
    first, second = shown(scene)
    assert words(locale, "the last round", "dernier tour") in text_of(second)
    assert called(scene, second) == {m.id for m in scene.members[:16]}
    assert not pairs(first, scene) & pairs(second, scene)
    await scene.wait(10 * 60)
    over = scene.thread().history()[-1]
    assert words(locale, "That was the last round", "le dernier tour") in text_of(over)
    before = len(scene.thread().history())
    await scene.wait(3600)
    assert len(scene.thread().history()) == before


@both
async def test_the_organiser_sees_all_tables_changes_places_and_ends_it(env, locale):
    scene = await an_evening(env, locale, 12)
    panel = panel_of(await start(scene, size=4, rounds=3))
    await scene.bot.run_due()
    [card] = shown(scene)
    assert pairs(panel, scene) == pairs(shown(scene)[0], scene)

    async def swap(one, other):
        return await scene.mod.select(panel, [one, other], custom_id="icebreaker_swap:1:1")

    by_table = [
        [m for m in scene.members if f"<@{m.id}>" in line] for line in text_of(shown(scene)[0]).splitlines()
    ]
    tables = [seated for seated in by_table if len(seated) == 4]
    for one, other in (two for here, there in combinations(tables, 2) for two in product(here, there)):
        said = await swap(one, other)
        if said.response is not None and "🔁" in text_of(panel):
            break
        assert words(locale, "I never say which", "jamais pour quelle raison") in answer_of(said)
    else:
        pytest.fail("the lot is against one pair in so many, not against all of them")
    await scene.bot.run_due()
    assert pairs(panel, scene) == pairs(shown(scene)[0], scene)
    at_one = next(line for line in text_of(panel).splitlines() if line.startswith("**1**"))
    mates = [m for m in scene.members if f"<@{m.id}>" in at_one][:2]
    together = await swap(*mates)
    assert all_private(together)
    assert words(locale, "sit together already", "déjà ensemble") in answer_of(together)

    left = scene.members[7]
    await scene.mod.select(panel, [left], custom_id="icebreaker_left:1:1")
    await scene.bot.run_due()
    assert f"<@{left.id}>" not in text_of(shown(scene)[0])
    await press(scene.mod, panel, scene.label("End it"))
    assert words(locale, "The icebreaker is over", "Le brise-glace est terminé") in text_of(panel)
    await scene.bot.run_due()
    said = await press(scene.members[0], card, scene.label("Where do I sit?"))
    assert words(locale, "No icebreaker is on", "Aucun brise-glace") in answer_of(said)
    await press(scene.mod, panel, scene.label("One more round"))
    await scene.bot.run_due()
    assert len(shown(scene)) == 2


@both
async def test_moderators_add_questions_of_their_own_and_tables_get_them(env, locale):
    scene = await an_evening(env, locale, 2)
    member = scene.members[0]
    said = await member.slash(scene.channel, "icebreaker prompts")
    assert all_private(said)
    assert words(locale, "Only moderators", "la modération") in answer_of(said)
    panel = await scene.mod.slash(scene.channel, "icebreaker prompts")
    form = await press(scene.mod, panel.response, scene.label("Add questions"))
    typed = "\n".join(f"Tram *{n}*?" for n in range(16))
    await scene.mod.submit_modal(form, {"prompts": typed})
    assert "16. Tram" in text_of(panel.response)
    await press(scene.mod, panel.response, "prompts:1:page:0")
    assert "1. Tram \\*0\\*?" in text_of(panel.response)
    await scene.mod.select(panel.response, ["1"], custom_id="prompts:1:remove:0")
    assert "Tram \\*0\\*?" not in text_of(panel.response)
    twice = await press(scene.mod, panel.response, scene.label("Add questions"))
    refused = await scene.mod.submit_modal(twice, {"prompts": "tram *3*?"})
    assert words(locale, "is there already", "déjà là") in answer_of(refused)
