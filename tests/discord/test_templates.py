"""A story of beginning again: a copy, a template, and whose secrets they keep."""

from __future__ import annotations

import pytest

from tests.discord.acting import all_private, answer_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


def words(locale: str, english: str, french: str) -> str:
    return french if locale == "fr" else english


@both
async def test_a_meetup_is_copied_and_kept_as_a_template(scene, locale):
    await scene.schedule(title="Crêpes", seats=7, address="3 rue des Halles", description="Sweet ones")
    alice, *_ = scene.members
    refused = await alice.slash(scene.channel, "template save", meetup="1", name="Pancakes")
    assert words(locale, "Only moderators", "Seule la modération") in answer_of(refused)
    kept = await scene.mod.slash(scene.channel, "template save", meetup="1", name="Pancakes")
    assert all_private(kept)
    listed = await alice.slash(scene.channel, "template list")
    assert "Pancakes" in answer_of(listed)
    assert "rue des Halles" not in answer_of(listed)
    [choice] = await alice.autocomplete(scene.channel, "template use", "name", "panc")

    when = words(locale, "2026-02-10 7pm", "2026-02-10 19:00")
    panel = await alice.slash(scene.channel, "template use", name=choice["value"], when=when)
    assert words(locale, "7 seats", "7 places") in answer_of(panel)
    assert "rue des Halles" not in answer_of(panel), "the address is not theirs to know"
    await press(alice, panel.response, scene.label("Propose"))
    panel = await alice.slash(scene.channel, "meetup copy", meetup="1", when=when)
    assert "rue des Halles" not in answer_of(panel)
    panel = await scene.mod.slash(scene.channel, "meetup copy", meetup="1", when=when)
    assert "3 rue des Halles" in answer_of(panel)
    await press(scene.mod, panel.response, scene.label("Schedule"))
    await scene.bot.run_due()
    assert words(locale, "February 10", "10 février") in text_of(scene.card)
    assert "Sweet ones" in text_of(scene.card)
    plans = {
        m.id: (m.state, m.plan.capacity) for m in await scene.bot.services.meetups.recent(scene.guild.id)
    }
    assert plans == {1: ("scheduled", 7), 2: ("proposed", 7), 3: ("scheduled", 7)}

    form = await scene.mod.slash(scene.channel, "meetup cancel", meetup="3")
    await scene.mod.submit_modal(form, {"reason": "Rain"})
    await scene.wait(10 * 24 * 3600)  # the first is over
    again = words(locale, "2026-03-10 7pm", "2026-03-10 19:00")
    offered = await alice.autocomplete(scene.channel, "meetup copy", "meetup", "crêpes")
    assert {choice["value"] for choice in offered} == {"1", "2", "3"}
    for meetup in ("1", "3"):  # past, cancelled; both of somebody else
        panel = await alice.slash(scene.channel, "meetup copy", meetup=meetup, when=again)
        assert words(locale, "March 10", "10 mars") in answer_of(panel)
        assert words(locale, "7 seats", "7 places") in answer_of(panel)
        assert "Rain" not in answer_of(panel)
        assert scene.label("Propose") in text_of(panel.response)

    await scene.mod.slash(scene.channel, "template delete", name="pancakes")
    gone = await alice.slash(scene.channel, "template use", name="Pancakes")
    assert words(locale, "no template of that name", "pas de modèle de ce nom") in answer_of(gone)
