"""Stories of a series: begun, one card at a time, changed alone and together, skipped, ended."""

from __future__ import annotations

import pytest

from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
DAY = 24 * 3600.0


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


def words(locale: str, english: str, french: str) -> str:
    return french if locale == "fr" else english


def cards(scene):
    return [m for m in scene.channel.history() if text_of(m).startswith("## ")]


@both
async def test_a_series_shows_one_card_at_a_time_and_each_date_has_its_roster(scene, locale):
    when = words(locale, "every friday 7pm-9pm", "tous les vendredis de 19h à 21h")
    panel = await scene.mod.slash(scene.channel, "meetup schedule", title="Drinks", when=when, where="Bar")
    said = answer_of(panel)
    assert words(locale, "🔁 **Every Friday**", "🔁 **Chaque vendredi**") in said
    assert words(locale, "Fri 23 Jan", "ven. 23 janv.") in said
    done = await press(scene.mod, panel.response, scene.label("Schedule"))
    assert words(locale, "as a series", "en série") in answer_of(done)
    await scene.bot.run_due()
    meetups = await scene.bot.services.meetups.recent(scene.guild.id)
    assert len(meetups) == 8, "eight weeks of dates"
    assert len(cards(scene)) == 1
    assert words(locale, "January 2", "2 janvier") in text_of(scene.card)
    assert words(locale, "🔁 Every Friday", "🔁 Chaque vendredi") in text_of(scene.card)
    ann, ben, *_ = scene.members
    await press(ann, scene.card, scene.label("Going"))

    await scene.wait(1 * DAY + 22 * 3600)  # Friday evening, once the first is over
    assert len(cards(scene)) == 2
    assert words(locale, "January 9", "9 janvier") in text_of(scene.card)
    assert f"<@{ann.id}>" not in text_of(scene.card), "each date has its own roster"
    assert len(await scene.bot.services.meetups.recent(scene.guild.id)) == 9, "the window rolls"
    listed = await ben.slash(scene.channel, "series list")
    assert words(locale, "Every Friday at 19:00", "Chaque vendredi à 19:00") in answer_of(listed)
    assert all_private(listed)


@both
async def test_one_date_or_all_later_ones_are_changed_skipped_and_ended(scene, locale):
    when = words(locale, "every friday 7pm", "tous les vendredis à 19h")
    await scene.schedule(title="Drinks", when=when, where="Bar", seats=10)
    ann, *_ = scene.members
    await press(ann, scene.card, scene.label("Going"))
    service = scene.bot.services.meetups

    async def dates():
        return sorted(await service.recent(scene.guild.id), key=lambda one: one.slot_on)

    panel = await scene.edit(scene.mod, "Where", meetup=str((await dates())[2].id), where="Terrace")
    assert scene.label("And all later ones") in answer_of(panel)
    await press(scene.mod, panel.response, scene.label("Save for this date"))
    panel = await scene.edit(scene.mod, "Where", where="Canal")
    saved = await press(scene.mod, panel.response, scene.label("And all later ones"))
    assert words(locale, "Saved for 7 dates", "enregistré pour 7 dates") in answer_of(saved)
    assert [one.plan.area for one in await dates()] == ["Canal", "Canal", "Terrace", *["Canal"] * 5]
    panel = await scene.edit(scene.mod, "When", when=words(locale, "2026-01-02 8pm", "2026-01-02 20:00"))
    await press(scene.mod, panel.response, scene.label("And all later ones"))
    hours = {
        one.plan.starts_at.astimezone(one.plan.zone).hour for one in await dates() if not one.is_modified
    }
    assert hours == {20}
    panel = await scene.edit(scene.mod, "When", when=words(locale, "2026-01-11 8pm", "2026-01-11 20:00"))
    refused = await press(scene.mod, panel.response, scene.label("And all later ones"))
    assert words(locale, "by six days at most", "de six jours au plus") in answer_of(refused)
    panel = await scene.edit(scene.mod, "When", when=words(locale, "2026-01-03 8pm", "2026-01-03 20:00"))
    moved = await press(scene.mod, panel.response, scene.label("And all later ones"))
    assert words(locale, "Saved for 7 dates", "enregistré pour 7 dates") in answer_of(moved)
    local = [one.plan.starts_at.astimezone(one.plan.zone) for one in await dates()]
    assert [at.weekday() for at in local] == [5, 5, 4, 5, 5, 5, 5, 5], "the one changed alone stays"
    await scene.bot.services.series.extend(1)
    assert len(await dates()) == 8, "nothing is there twice"
    await scene.bot.run_due()
    told = [m for m in scene.thread().history() if m.content.startswith("✏️")]
    assert len(told) == 3, "each change is told once to those with an answer"
    assert {user.id for m in told for user in m.mentions} == {ann.id}

    offered = await scene.mod.autocomplete(scene.channel, "series skip", "meetup", "drinks")
    assert len(offered) == 8
    form = await scene.mod.slash(scene.channel, "series skip", meetup=offered[0]["value"])
    await scene.mod.submit_modal(form, {"reason": "Holidays"})
    await scene.bot.run_due()
    assert len(cards(scene)) == 2, "the next date's card takes its place"
    assert words(locale, "January 10", "10 janvier") in text_of(scene.card)
    form = await scene.mod.slash(scene.channel, "series end", meetup=offered[3]["value"])
    ended = await scene.mod.submit_modal(form, {"reason": "Spring"})
    assert words(locale, "5 dates are cancelled", "5 dates sont annulées") in answer_of(ended)
    await scene.wait(60 * DAY)
    states = [one.state for one in await dates()]
    assert states == ["cancelled", "scheduled", "scheduled", *["cancelled"] * 5]
    assert len(cards(scene)) == 3, "cancelled dates that nobody saw get no card"
    assert controls_of(scene.card) == []
    listed = await ann.slash(scene.channel, "series list")
    assert words(locale, "Nothing comes back", "Rien ne revient") in answer_of(listed)
    refused = await ann.slash(scene.channel, "series skip", meetup=offered[1]["value"])
    assert all_private(refused)


async def test_two_odd_nights_are_told_on_the_draft_and_the_card(scene):
    await scene.bot.services.communities.of(scene.guild.id, "fr")
    panel = await scene.mod.slash(
        scene.channel, "meetup schedule", title="Owls", when="every sunday at 2:30 am", where="Bar"
    )
    assert "The clocks go forward over 02:30 that night" in answer_of(panel)
    await press(scene.mod, panel.response, "Schedule")
    for _ in range(12):
        await scene.wait(7 * DAY)
    shown = "\n".join(text_of(card) for card in cards(scene))
    assert shown.count("saute 02:30") == 1
