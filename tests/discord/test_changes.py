"""Stories of a plan that changes: defaults of its format, plan B, postponed, cancelled, and its history."""

from __future__ import annotations

import pytest

from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.scenes import a_scene, filled_in

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


def words(locale: str, english: str, french: str) -> str:
    return french if locale == "fr" else english


@both
async def test_a_format_brings_its_usual_numbers_into_the_draft_and_its_forms(scene, locale):
    alice = scene.members[0]
    shown = await alice.slash(scene.channel, "meetup propose")
    typed = {"title": "Sewing", "format": ["workshop"], "when": "2026-02-10 14:00", "where": "Lac"}
    panel = await alice.submit_modal(shown, typed | {"description": ""})
    said = answer_of(panel)
    assert words(locale, "12 seats · tables of 4", "12 places · tables de 4") in said
    assert (
        words(locale, "Reminders before it: 7 d, 24 h, 2 h", "avant la rencontre\u00a0: 7 j, 24 h, 2 h")
        in said
    )
    assert words(locale, "To bring: Something to write with", "À apporter\u00a0: De quoi écrire") in said
    assert words(locale, "2 PM to 5 PM", "de 14 h à 17 h") in said
    form = await press(alice, panel.response, scene.t.pgettext("form", "Seats"))
    assert filled_in(form) == {"seats": "12", "tables": "4"}
    panel = await alice.submit_modal(form, {"seats": "", "tables": "9"})
    assert answer_of(panel).startswith("⚠️")
    panel = await scene.fill(alice, panel, "Seats", tables="")
    walk = await scene.fill(alice, panel, "What", format=["walk"])
    assert words(locale, "To bring: Good shoes", "À apporter\u00a0: De bonnes chaussures") in answer_of(walk)
    talk = await scene.fill(alice, walk, "What", format=["talk"])
    assert words(locale, "To bring", "À apporter") not in answer_of(talk)
    panel = await scene.fill(alice, talk, "What", format=["workshop"], bring="Needle and thread")
    panel = await scene.fill(alice, panel, "When", leads=words(locale, "1 h", "1h et 2j"))
    await press(alice, panel.response, scene.label("Propose"))
    await scene.bot.run_due()
    plan = (await scene.bot.services.meetups.overview(scene.guild.id, 1)).meetup.plan
    assert (plan.capacity, plan.table_size, len(plan.leads)) == (None, None, 1 + (locale == "fr"))
    assert words(locale, "To bring: Needle", "À apporter\u00a0: Needle") in text_of(scene.card)


async def wish_letters(scene, member):
    panel = await member.slash(scene.channel, "profile")
    await press(member, panel.response, "profile:1:wish:wants_dms:yes")


def letters(member):
    return member.user.dm_channel.history()


@both
async def test_plan_b_and_back_reach_those_with_an_answer_once_in_the_thread_or_by_letter(
    scene, locale, stage
):
    await scene.schedule(seats=3, address="1 rue du Lac")
    ann, ben, cleo, *_ = scene.members
    for member, answer in ((ann, "Going"), (ben, "Maybe"), (cleo, "Going")):
        await press(member, scene.card, scene.label(answer))
    await wish_letters(scene, cleo)
    panel = await scene.edit(scene.mod, "Where", backup="Bar", backup_address="2 rue du Port")
    shown = answer_of(panel)
    assert "~~—~~ → Bar" in shown
    assert "1 rue du Lac" not in shown, "only what changes is shown"
    await press(scene.mod, panel.response, scene.label("Save"))
    await stage.restart()
    await scene.bot.run_due()
    before = len(scene.thread().history())
    assert letters(cleo) == [], "a plan B alone concerns nobody yet"
    assert "Plan B" in text_of(scene.card)

    panel = await scene.mod.slash(scene.channel, "meetup edit", meetup="1")
    switch = scene.label("Switch to {place}").format(place="Bar")
    there = await press(scene.mod, panel.response, switch)
    twice = await press(scene.mod, panel.response, switch)
    assert words(locale, "Somebody else changed this", "Une autre personne a modifié") in answer_of(twice)
    await scene.bot.run_due()
    told = scene.thread().history()[-1]
    assert len(scene.thread().history()) == before + 1
    assert sorted(user.id for user in told.mentions) == sorted((ann.id, ben.id))
    [letter] = letters(cleo)
    for message in (told, letter):
        assert "~~Parc~~ → Bar" in message.content
        assert "rue" not in message.content
    said = await press(ben, told, scene.label("Going"))
    assert all_private(said)
    said = await press(ann, told, scene.label("Can't"))
    said = await press(cleo.user, letter, scene.label("Can't"))
    assert words(locale, "you can't come", "tu ne peux pas venir") in answer_of(said)
    await scene.bot.run_due()
    seated = text_of(scene.card).split("✅")[1]
    assert [f"<@{one.id}>" in seated for one in (ann, ben, cleo)] == [False, True, False]
    back = await press(scene.mod, there.response, scene.label("Back to {place}").format(place="Parc"))
    assert words(locale, "It is at **Parc** now", "Nouveau lieu\xa0: **Parc**") in answer_of(back)
    await scene.bot.run_due()
    assert "~~Bar~~ → Parc" in scene.thread().history()[-1].content


@both
async def test_postponing_and_cancelling_say_why_and_the_card_and_its_history_stay(scene, locale):
    await scene.schedule()
    ann, ben, cleo, *_ = scene.members
    for member, answer in ((ann, "Going"), (ben, "Maybe"), (cleo, "Going")):
        await press(member, scene.card, scene.label(answer))
    await wish_letters(scene, cleo)
    panel = await scene.mod.slash(scene.channel, "meetup edit", meetup="1")
    form = await press(scene.mod, panel.response, "postpone:1:1")
    assert "**Picnic**" in str(form.modal["components"])
    await scene.mod.submit_modal(form, {"reason": "Storm @everyone"})
    await scene.bot.run_due()
    assert words(locale, "Postponed · Other", "Reportée · Autre") in text_of(scene.card)
    assert "Storm" in scene.thread().history()[-1].content
    assert "Storm" in letters(cleo)[-1].content
    panel = await scene.edit(scene.mod, "When", when="2026-01-17 12:30")
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.bot.run_due()
    again = scene.thread().history()[-1]
    assert words(locale, "January 17", "17 janvier") in again.content
    form = await scene.mod.slash(scene.channel, "meetup postpone", meetup="1")
    await scene.mod.submit_modal(form, {"reason": "Storm again"})
    refused = await press(ann, again, scene.label("Going"))
    assert words(locale, "It is postponed", "Elle est reportée") in answer_of(refused)
    scene.env.backend.guilds[scene.guild.id].members.pop(cleo.id)
    gone = await press(cleo.user, letters(cleo)[-1], scene.label("Going"))
    assert words(locale, "no longer in that server", "plus sur ce serveur") in answer_of(gone)

    form = await scene.mod.slash(scene.channel, "meetup cancel", meetup="1")
    await scene.mod.submit_modal(form, {"reason": "No more bar"})
    await scene.bot.run_due()
    assert controls_of(scene.card) == []
    assert [
        sum("No more bar" in m.content for m in said) for said in (scene.thread().history(), letters(cleo))
    ] == [1, 1]
    history = await scene.mod.slash(scene.channel, "meetup history", meetup="1")
    assert all_private(history)
    for step in (
        "No more bar",
        "Storm",
        "Storm again",
        words(locale, "**Postponed**", "**Reportée**"),
        f"<@{scene.mod.id}>",
    ):
        assert step in answer_of(history)
    hidden = await ann.slash(scene.channel, "meetup history", meetup="1")
    assert words(locale, "Only the organiser", "Seules la personne") in answer_of(hidden)
    late = await scene.mod.slash(scene.channel, "meetup cancel", meetup="1")
    assert words(locale, "It was cancelled", "Elle a été annulée") in answer_of(late), "before the form"


@both
async def test_two_who_edit_at_once_see_what_the_other_changed_before_they_save(scene, locale):
    ann, other, *_ = scene.members
    await scene.propose(ann)
    await scene.bot.run_due()
    await press(scene.mod, scene.card, scene.label("Confirm"))
    await scene.bot.run_due()
    hers = await scene.edit(ann, "Where", where="Lac")
    hers = await scene.fill(ann, hers, "What", title="Brunch")
    his = await scene.edit(scene.mod, "Where", where="Port", backup="Bar")
    await press(scene.mod, his.response, scene.label("Save"))
    await scene.bot.run_due()
    told = scene.thread().history()[-1]
    assert "~~Parc~~ → Port" in told.content
    assert [user.id for user in told.mentions] == [ann.id], "who organises it hears what a moderator did"

    again = await press(ann, hers.response, scene.label("Save"))
    said = answer_of(again)
    assert words(locale, "Somebody else changed this meanwhile: Where", "entre-temps\u00a0: Où") in said
    assert "~~Port~~ → Lac" in said
    assert "~~Picnic~~ → Brunch" in said
    assert "Bar" not in said, "what only the other changed stays as it is"
    await press(ann, again.response, scene.label("Save"))
    await scene.bot.run_due()
    plan = (await scene.bot.services.meetups.overview(scene.guild.id, 1)).meetup.plan
    assert (plan.area, plan.title, plan.backup_area) == ("Lac", "Brunch", "Bar")
    for form in ("meetup edit", "meetup postpone", "meetup cancel"):
        refused = await other.slash(scene.channel, form, meetup="1")
        assert words(locale, "Only the organiser", "Seules la personne") in answer_of(refused)
