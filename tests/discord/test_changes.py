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


@both
async def test_plan_b_postponing_and_cancelling_reach_those_with_an_answer_once(scene, locale):
    await scene.schedule(seats=3, address="1 rue du Lac")
    ann, ben, *_ = scene.members
    for member, answer in ((ann, "Going"), (ben, "Maybe")):
        await press(member, scene.card, scene.label(answer))
    panel = await scene.edit(scene.mod, "Where", backup="Bar", backup_address="2 rue du Port")
    shown = answer_of(panel)
    assert "~~—~~ → Bar" in shown
    assert "1 rue du Lac" not in shown, "only what changes is shown"
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.bot.run_due()
    assert len(scene.thread().history()) == 1, "a plan B alone concerns nobody yet"
    assert "Plan B" in text_of(scene.card)

    panel = await scene.mod.slash(scene.channel, "meetup edit", meetup="1")
    await press(scene.mod, panel.response, "planb:1:1")
    await scene.bot.run_due()
    _, told = scene.thread().history()
    assert sorted(user.id for user in told.mentions) == sorted((ann.id, ben.id))
    assert "~~Parc~~ → Bar" in told.content
    assert "rue" not in told.content
    said = await press(ben, told, scene.label("Going"))
    assert all_private(said)
    said = await press(ann, told, scene.label("Can't"))
    await scene.bot.run_due()
    seated, _ = text_of(scene.card).split("✅")[1], None
    assert f"<@{ben.id}>" in seated
    assert f"<@{ann.id}>" not in seated

    form = await press(scene.mod, panel.response, "postpone:1:1")
    await scene.mod.submit_modal(form, {"reason": "Storm @everyone"})
    await scene.bot.run_due()
    assert words(locale, "Postponed · Other", "Reportée · Autre") in text_of(scene.card)
    assert "Storm" in scene.thread().history()[-1].content
    refused = await press(ann, told, scene.label("Going"))
    assert words(locale, "It is postponed", "Elle est reportée") in answer_of(refused)
    panel = await scene.edit(scene.mod, "When", when="2026-01-17 12:30")
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.bot.run_due()
    again = scene.thread().history()[-1]
    assert words(locale, "January 17", "17 janvier") in again.content
    assert scene.label("Going") in text_of(again)

    form = await scene.mod.slash(scene.channel, "meetup cancel", meetup="1")
    await scene.mod.submit_modal(form, {"reason": "No more bar"})
    await scene.bot.run_due()
    assert controls_of(scene.card) == []
    history = await scene.mod.slash(scene.channel, "meetup history", meetup="1")
    assert all_private(history)
    for step in (
        "No more bar",
        "Storm",
        "~~Parc~~ → Bar",
        words(locale, "**Postponed**", "**Reportée**"),
        f"<@{scene.mod.id}>",
    ):
        assert step in answer_of(history)
    hidden = await ann.slash(scene.channel, "meetup history", meetup="1")
    assert words(locale, "Only the organiser", "Seules la personne") in answer_of(hidden)
