"""Stories of arriving: the organiser's list, the words at the table, and whoever may not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
MINUTE = 60.0
START = {"en-US": datetime(2026, 1, 10, 12, 30, tzinfo=UTC), "fr": datetime(2026, 1, 10, 11, 30, tzinfo=UTC)}


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


def words(locale, english, french):
    return french if locale == "fr" else english


async def until(scene, locale, minutes):
    """Wait until so many minutes after the start of the picnic."""
    await scene.wait((START[locale] - scene.env.now()).total_seconds() + minutes * MINUTE)


async def an_evening(scene, locale, going=3, minutes=5, **options):
    """A picnic that began five minutes ago, to which the first three members had said yes."""
    await scene.schedule(**options)
    for member in scene.members[:going]:
        await press(member, scene.card, scene.label("Going"))
    await until(scene, locale, minutes)


async def the_list(scene, member=None):
    return await (member or scene.mod).slash(scene.channel, "checkin list", meetup="1")


async def the_words(scene):
    shown = await scene.mod.slash(scene.channel, "checkin code", meetup="1")
    lines = [line for line in answer_of(shown).splitlines() if line.startswith("# ")]
    return " ".join(line[2:] for line in lines)


async def say(member, scene, typed):
    return await member.slash(scene.channel, "checkin here", meetup="1", words=typed)


@both
async def test_an_organiser_checks_people_in_with_one_tap_and_takes_it_back(scene, locale):
    await an_evening(scene, locale)
    alice, ben, *_ = scene.members
    opened = await the_list(scene)
    panel = opened.response
    assert all_private(opened)
    assert words(locale, "**0 of 3**", "**0 sur 3**") in text_of(panel)

    await press(scene.mod, panel, f"checkin:1:1:{alice.id}")
    assert words(locale, "**1 of 3**", "**1 sur 3**") in text_of(panel)
    assert f"✅ <@{alice.id}>" in text_of(panel)
    assert f"✅ <@{ben.id}>" not in text_of(panel)
    assert scene.label("Is here") in text_of(panel)

    await press(scene.mod, panel, f"checkin:1:1:{alice.id}:undo")
    assert words(locale, "**0 of 3**", "**0 sur 3**") in text_of(panel)
    assert await scene.bot.services.checkins.present_at(1) == frozenset()


@both
async def test_the_list_still_answers_after_a_restart(scene, locale, stage):
    await an_evening(scene, locale)
    panel = (await the_list(scene)).response
    await stage.restart()
    await press(scene.mod, panel, f"checkin:1:1:{scene.members[0].id}")
    assert words(locale, "**1 of 3**", "**1 sur 3**") in text_of(panel)


@both
async def test_walk_ins_are_found_by_name_and_bots_are_no_guests(scene, locale):
    await an_evening(scene, locale)
    *_, dora, emil = scene.members
    robot = scene.guild.add_member(scene.env.create_user("robot", bot=True))
    panel = (await the_list(scene)).response
    await scene.mod.select(panel, [dora, emil, robot], custom_id="checkin_add:1:1")
    assert await scene.bot.services.checkins.present_at(1) == {dora.id, emil.id}
    assert words(locale, "2 came without a seat", "2 personnes sont venues sans place") in text_of(panel)
    assert f"<@{dora.id}> · {words(locale, 'without a seat', 'sans place')}" in text_of(panel)
    await scene.mod.select(panel, [robot], custom_id="checkin_add:1:1")
    await press(scene.mod, panel, f"checkin:1:1:{dora.id}:undo")
    assert f"<@{dora.id}>" not in text_of(panel)
    assert await scene.bot.services.checkins.present_at(1) == {emil.id}


async def test_nobody_with_a_seat_leaves_the_menu(scene, locale):
    await an_evening(scene, locale, going=0)
    panel = (await the_list(scene)).response
    assert "Nobody has a seat yet" in text_of(panel)
    await scene.mod.select(panel, [scene.members[0]], custom_id="checkin_add:1:1")
    assert f"✅ <@{scene.members[0].id}>" in text_of(panel)


async def test_many_people_are_turned_over_page_by_page(env, locale):
    scene = a_scene(env, locale, members=23)
    await an_evening(scene, locale, going=23)
    panel = (await the_list(scene)).response
    assert len(list(controls_of(panel))) == 8 + 2 + 1 + 3
    assert "Page 1 of 3" in text_of(panel)
    await press(scene.mod, panel, "checkin_page:1:1:1")
    await press(scene.mod, panel, "checkin_page:1:1:2")
    assert "Page 3 of 3" in text_of(panel)
    last = scene.members[22]
    await press(scene.mod, panel, f"checkin:1:1:{last.id}")
    assert "Page 3 of 3" in text_of(panel)
    assert "**1 of 23**" in text_of(panel)
    await scene.mod.select(panel, [scene.members[11]], custom_id="checkin_add:1:1")
    assert "Page 2 of 3" in text_of(panel)


@both
async def test_somebody_is_looked_up_on_the_list_and_not_checked_in_by_it(env, locale, stage):
    scene = a_scene(env, locale, members=12)
    await an_evening(scene, locale, going=11)
    tenth, stranger = scene.members[9], scene.members[11]
    robot = scene.guild.add_member(env.create_user("robot", bot=True))
    panel = (await the_list(scene)).response
    assert f"<@{tenth.id}>" not in text_of(panel)
    await stage.restart()
    await scene.mod.select(panel, [tenth, stranger, robot], custom_id="checkin_find:1:1")
    shown = [line for line in text_of(panel).splitlines() if "<@" in line]
    assert shown == [
        f"◻️ <@{tenth.id}>",
        f"◻️ <@{stranger.id}> · {words(locale, 'without a seat', 'sans place')}",
    ]
    assert await scene.bot.services.checkins.present_at(1) == frozenset()

    await press(scene.mod, panel, scene.label("Whole list"))
    assert words(locale, "Page 1 of 2", "Page 1 sur 2") in text_of(panel)
    await scene.mod.select(panel, [robot], custom_id="checkin_find:1:1")
    assert words(locale, "Page 1 of 2", "Page 1 sur 2") in text_of(panel)
    await scene.mod.select(panel, [tenth], custom_id="checkin_find:1:1")
    await press(scene.mod, panel, f"checkin:1:1:{tenth.id}")
    assert words(locale, "Page 2 of 2", "Page 2 sur 2") in text_of(panel)
    assert f"✅ <@{tenth.id}>" in text_of(panel)
    assert await scene.bot.services.checkins.present_at(1) == {tenth.id}


@both
async def test_the_words_at_the_table_check_a_member_in_once(scene, locale):
    await an_evening(scene, locale)
    alice = scene.members[0]
    code = await the_words(scene)
    assert len(code.split()) == 4
    said = await say(alice, scene, f"  {code.upper()} ! ")
    assert all_private(said)
    assert words(locale, "Welcome to **Picnic**", "Bienvenue à **Picnic**") in answer_of(said)
    again = await say(alice, scene, code)
    assert words(locale, "checked in already", "déjà notée") in answer_of(again)
    assert words(locale, "by code", "par code") in answer_of(await the_list(scene))


@both
async def test_the_button_on_the_card_asks_for_the_words(scene, locale):
    await an_evening(scene, locale)
    alice = scene.members[0]
    here = scene.label("I'm here")
    form = await press(alice, scene.card, here)
    assert form.modal["components"][0]["label"] == words(
        locale, "The four words at the table", "Les quatre mots de la table"
    )
    said = await alice.submit_modal(form, {"words": await the_words(scene)})
    assert words(locale, "Welcome", "Bienvenue") in answer_of(said)
    again = await press(alice, scene.card, here)
    assert again.modal is None
    assert words(locale, "checked in already", "déjà notée") in answer_of(again)


@both
async def test_wrong_and_old_words_are_refused_and_new_ones_taken(scene, locale):
    await an_evening(scene, locale)
    alice = scene.members[0]
    refusal = words(locale, "not the words on the table", "pas les mots")
    wrong = await say(alice, scene, "acorn acorn acorn acorn")
    assert all_private(wrong)
    assert refusal in answer_of(wrong)

    shown = await scene.mod.slash(scene.channel, "checkin code", meetup="1")
    old = await the_words(scene)
    await scene.wait(21 * MINUTE)
    assert refusal in answer_of(await say(alice, scene, old))
    await press(scene.mod, shown.response, scene.label("Newest words"))
    lines = [line[2:] for line in text_of(shown.response).splitlines() if line.startswith("# ")]
    new = " ".join(lines)
    assert new != old
    assert words(locale, "Welcome", "Bienvenue") in answer_of(await say(alice, scene, new))


@both
async def test_check_in_has_its_hours(scene, locale):
    await scene.schedule()
    await until(scene, locale, -31)
    closed = words(locale, "Check-in is open from", "Le pointage")
    for asked in (await the_list(scene), await say(scene.members[0], scene, "a b c d")):
        assert all_private(asked)
        assert closed in answer_of(asked)
    assert scene.label("I'm here") not in text_of(scene.card)

    await until(scene, locale, -29)
    await press(scene.members[0], scene.card, scene.label("Going"))
    assert scene.label("I'm here") in text_of(scene.card)
    assert all_private(await the_list(scene))
    code = await the_words(scene)
    await until(scene, locale, 24 * 60)
    assert closed in answer_of(await say(scene.members[0], scene, code))

    panel = (await the_list(scene)).response  # an organiser still corrects, but shows no code any more
    assert scene.label("Code for the table") not in text_of(panel)
    await press(scene.mod, panel, f"checkin:1:1:{scene.members[0].id}")
    await scene.bot.run_due()
    assert words(locale, "1 person came", "1 personne") in text_of(scene.card)


async def test_the_list_opens_the_code_beside_it(scene, locale):
    await an_evening(scene, locale)
    panel = (await the_list(scene)).response
    shown = await press(scene.mod, panel, "Code for the table")
    assert all_private(shown)
    assert "# " in answer_of(shown)


@both
async def test_members_neither_see_the_list_nor_the_code(scene, locale):
    await an_evening(scene, locale)
    alice = scene.members[0]
    panel = (await the_list(scene)).response
    shown = await alice.slash(scene.channel, "checkin code", meetup="1")
    for asked in (await the_list(scene, alice), shown):
        assert all_private(asked)
        assert words(locale, "Only the organiser", "Seules la personne") in answer_of(asked)
        assert "# " not in answer_of(asked)
    assert panel.ephemeral


@both
async def test_another_servers_meetup_is_not_there(scene, env, locale):
    await an_evening(scene, locale)
    code = await the_words(scene)
    other = a_scene(env, locale, name="Brest")
    for asked in (
        await the_list(other),
        await other.mod.slash(other.channel, "checkin code", meetup="1"),
        await say(other.members[0], other, code),
    ):
        assert all_private(asked)
        assert words(locale, "no such meetup here", "pas de rencontre") in answer_of(asked)
        assert "Picnic" not in answer_of(asked)
    assert await scene.bot.services.checkins.present_at(1) == frozenset()


async def test_hostile_words_are_only_wrong(scene, locale):
    await an_evening(scene, locale)
    for typed in ("@everyone <@1> **x**", "🎉" * 20, "\u202eabc", "'; drop table check_ins; --"):
        said = await say(scene.members[0], scene, typed)
        assert all_private(said)
        assert "not the words on the table" in answer_of(said)


@both
async def test_a_code_passed_on_and_one_come_without_an_account_wait_for_the_organiser(scene, locale):
    await an_evening(scene, locale, going=2)
    at_home, later = scene.members[3:5]
    shown = await scene.mod.slash(scene.channel, "checkin code", meetup="1")
    assert [f.filename for f in shown.response.attachments] == ["check-in.png"]
    said = await say(at_home, scene, await the_words(scene))
    assert words(locale, "only has to confirm", "ne manque que la confirmation") in answer_of(said)
    panel = (await the_list(scene)).response
    assert f"⏳ <@{at_home.id}>" in text_of(panel)
    assert words(locale, "1 to confirm", "1 à confirmer") in text_of(panel)
    await press(scene.mod, panel, scene.label("Came without an account"))
    assert words(locale, "1 came without an account", "1 personne est venue sans compte") in text_of(panel)
    joined = await later.slash(scene.channel, "checkin join", meetup="1")
    assert all_private(joined)
    panel = (await the_list(scene)).response
    assert words(locale, "had no account then", "sans compte ce jour-là") in text_of(panel)
    await press(scene.mod, panel, scene.label("Confirm all"))
    assert await scene.bot.services.checkins.present_at(1) == {at_home.id, later.id}
    assert words(locale, "Show rate: 0%", "Taux de présence") in text_of(panel)
    assert words(locale, "without an account", "sans compte\n") not in text_of(panel).split("━")[0][:160]


@both
async def test_who_guesses_the_words_is_told_to_wait(scene, locale):
    await an_evening(scene, locale)
    said = [await say(scene.members[0], scene, "acorn acorn acorn acorn") for _ in range(6)]
    assert words(
        locale, "Several codes did not match", "Plusieurs codes ne correspondaient pas"
    ) in answer_of(said[-1])
    assert all(map(all_private, said))


@both
async def test_who_was_missed_finds_a_kind_question_and_says_why_with_one_tap(scene, locale):
    await an_evening(scene, locale)
    here, missed = scene.members[:2]
    panel = (await the_list(scene)).response
    await press(scene.mod, panel, f"checkin:1:1:{here.id}")
    await until(scene, locale, 26 * 60 + 5)
    could_not = scene.label("I could not come")
    told = await press(here, scene.card, could_not)
    assert words(locale, "you were there", "tu y étais") in answer_of(told)
    asked = await press(missed, scene.card, could_not)
    assert all_private(asked)
    assert words(locale, "We missed you at **Picnic**", "Tu nous as manqué à **Picnic**") in answer_of(asked)
    await press(missed, asked.response, scene.label("Did not dare"))
    panel = (await the_list(scene)).response
    assert f"<@{missed.id}> · {scene.label('Did not dare')}" in text_of(panel)
    assert not any(str(missed.id) in text_of(m) for m in scene.thread().history()[1:])


def notes_to(member):
    """What a member was asked by direct message about having been missed; none where no inbox was opened."""
    if member.id not in member._env.backend.dm_channels:
        return []
    return [m for m in member.user.dm_channel.history() if m.content.startswith("💙")]


@both
async def test_the_note_to_who_was_missed_is_written_once_and_only_to_who_wishes_letters(
    scene, locale, stage
):
    begins = 8 * 60  # at half past eight, eight hours later than the other picnics
    await an_evening(scene, locale, going=4, minutes=begins + 5, when="2026-01-10 20:30")
    here, wishing, silent, closed = scene.members[:4]
    for member in (here, wishing, closed):
        panel = await member.slash(scene.channel, "profile")
        await press(member, panel.response, "profile:1:wish:wants_dms:yes")
    inbox = f"/channels/{closed.user.dm_channel.id}/messages"
    scene.env.inject_error("POST", inbox, status=403, code=50007, times=None)
    panel = (await the_list(scene)).response
    await press(scene.mod, panel, f"checkin:1:1:{here.id}")
    await until(scene, locale, begins + 35 * 60)  # a day after the end was at night: nobody is woken
    assert notes_to(wishing) == []
    in_thread = len(scene.thread().history())

    await until(scene, locale, begins + 35 * 60 + 31)
    await stage.restart()
    await scene.wait(24 * 60 * MINUTE)
    [note] = notes_to(wishing)
    assert words(locale, "We missed you at **Picnic**", "Tu nous as manqué à **Picnic**") in note.content
    assert words(locale, "No harm done", "Ce n'est pas grave") in note.content
    assert [notes_to(member) for member in (here, silent, closed)] == [[], [], []]
    assert silent.id not in scene.env.backend.dm_channels
    said = scene.thread().history()[in_thread:]
    assert not any(f"<@{m.id}>" in text_of(s) for m in (wishing, silent, closed) for s in said)

    thanked = await press(wishing.user, note, scene.label("Not well"))
    assert words(locale, "Thank you for telling us", "Merci de nous l'avoir dit") in answer_of(thanked)
    [note] = wishing.user.dm_channel.history()
    assert controls_of(note) == []
    asked = await press(closed, scene.card, scene.label("I could not come"))  # the card asks them instead
    await press(closed, asked.response, scene.label("Forgot it"))
    listed = answer_of(await the_list(scene))
    assert f"<@{wishing.id}> · {scene.label('Not well')}" in listed
    assert f"<@{closed.id}> · {scene.label('Forgot it')}" in listed
    profile = await closed.slash(scene.channel, "profile")
    assert words(locale, "I could not write to you", "Je n'ai pas pu t'écrire") in answer_of(profile)


async def test_the_doors_open_for_a_rush_of_people_with_the_code(env, locale):
    scene = a_scene(env, locale, members=20)
    await an_evening(scene, locale, going=20)
    code = await the_words(scene)
    for member in scene.members:
        await say(member, scene, code)
        await say(member, scene, code)
    assert len(await scene.bot.services.checkins.present_at(1)) == 20
