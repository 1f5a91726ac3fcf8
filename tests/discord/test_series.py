"""Stories of a series: begun, one card at a time, changed alone and together, skipped, ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import discord
import pytest

from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.scenes import a_scene, filled_in

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
    assert words(locale, "as a series", "Série programmée") in answer_of(done)
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
    assert words(locale, "Every Friday · 19:00", "Chaque vendredi · 19\xa0h") in answer_of(listed)
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
    [told] = [
        m for m in scene.thread().history() if m.content.startswith("✏️")
    ]  # what was not told yet is one
    assert [user.id for user in told.mentions] == [ann.id]
    assert all(new in told.content for new in ("~~Bar~~ → Canal", words(locale, "January 3", "3 janvier")))

    offered = await scene.mod.autocomplete(scene.channel, "series skip", "meetup", "drinks")
    assert len(offered) == 8
    form = await scene.mod.slash(scene.channel, "series skip", meetup=offered[0]["value"])
    assert words(locale, "Skip this date", "Sauter cette date") in form.modal["title"]
    await scene.mod.submit_modal(form, {"reason": "Holidays"})
    await scene.bot.run_due()
    assert [
        words(locale, day, tag) in text_of(card)
        for card, day, tag in zip(
            cards(scene), ("January 3", "January 10"), ("3 janvier", "10 janvier"), strict=True
        )
    ] == [True, True], "the next date's card takes its place"
    form = await scene.mod.slash(scene.channel, "series end", meetup=offered[3]["value"])
    ended = await scene.mod.submit_modal(form, {"reason": "Spring"})
    assert words(locale, "5 dates are cancelled", "5 dates sont annulées") in answer_of(ended)
    for days in (12, 48):
        await scene.wait(days * DAY)
    states = [one.state for one in await dates()]
    assert states == ["cancelled", "scheduled", "scheduled", *["cancelled"] * 5]
    assert len(cards(scene)) == 3, "cancelled dates that nobody saw get no card"
    assert controls_of(scene.card) == []
    listed = await ann.slash(scene.channel, "series list")
    assert words(locale, "No series yet", "Aucune série") in answer_of(listed)
    refused = await ann.slash(scene.channel, "series skip", meetup=offered[1]["value"])
    assert all_private(refused)


@both
async def test_who_answered_a_later_date_hears_of_its_end_and_it_goes_on_without_its_organiser(scene, locale):
    when = words(locale, "every friday 7pm until 1 june", "tous les vendredis à 19h jusqu'au 1er juin")
    await scene.schedule(title="Drinks", when=when, where="Bar")
    assert words(locale, "Every Friday, until Mon 1 Jun", "Chaque vendredi, jusqu'au lun. 1er juin") in (
        text_of(scene.card)
    )
    ann, *_ = scene.members
    later = await ann.slash(scene.channel, "meetup show", meetup="3")
    await press(ann, later.response, scene.label("Going"))
    managers = scene.guild.create_role("Others", permissions=discord.Permissions(manage_guild=True))
    other = scene.guild.add_member(scene.env.create_user("second-mod"), roles=[managers])
    scene.env.backend.guilds[scene.guild.id].members.pop(scene.mod.id)  # who began it left the server
    await scene.wait(2 * DAY)
    assert len(cards(scene)) == 2, "it goes on"
    before = len(scene.channel.history())
    form = await other.slash(scene.channel, "series end", meetup="3")
    await other.submit_modal(form, {"reason": "Nobody to host it"})
    await scene.bot.run_due()
    [told] = [m for m in scene.channel.history()[before:] if "Nobody to host it" in m.content]
    assert [user.id for user in told.mentions] == [ann.id]
    assert words(locale, ", until Fri 9 Jan", ", jusqu'au ven. 9 janv.") in text_of(scene.card)


@both
async def test_two_odd_nights_are_told_and_19_00_stays_19_00_with_its_reminders(scene, locale):
    await scene.bot.services.communities.of(scene.guild.id, "fr")  # in Paris
    when = words(locale, "every sunday at 2:30 am", "tous les dimanches à 2h30")
    panel = await scene.mod.slash(scene.channel, "meetup schedule", title="Owls", when=when, where="Bar")
    assert words(locale, "02:30 does not exist", "2\xa0h\xa030 n'existe pas") in answer_of(panel)
    await press(scene.mod, panel.response, scene.label("Schedule"))
    when = words(locale, "every sunday at 7 pm", "tous les dimanches à 19h")
    await scene.schedule(title="Walk", when=when, where="Lac")
    await scene.wait(84 * DAY)  # it was down meanwhile: the dates to come are made, and no past ones
    shown = [text_of(card) for card in cards(scene)]
    assert len(shown) == 4, "the first of each, and the next: what came and went unseen is not shown"
    assert sum("2\xa0h\xa030 n'existe pas" in card for card in shown) == 1
    walk = next(m for m in reversed(cards(scene)) if "Walk" in text_of(m))
    assert "dimanche 29 mars, de 19 h à 21 h (Paris, UTC+02)" in text_of(walk)
    await press(scene.members[0], walk, scene.label("Going") if locale == "fr" else "Je viens")

    def thread():
        return next(one for one in scene.channel.threads if one.id == walk.id)

    async def reminded_at(hour):
        """How many reminders there were a minute before an hour of UTC, and a minute after it."""
        counts = []
        for minute in (-60, 60):
            await scene.wait((hour - scene.env.now()).total_seconds() + minute)
            counts.append(sum(m.content.startswith("⏰") for m in thread().history()))
        return counts

    starts_at = datetime(2026, 3, 29, 17, tzinfo=UTC)  # an hour earlier than the Sunday before
    assert await reminded_at(starts_at - timedelta(hours=24)) == [0, 1]
    assert await reminded_at(starts_at - timedelta(hours=2)) == [1, 2]
    assert "de 19 h à 21 h" in thread().history()[-1].content


@both
async def test_seat_rules_are_asked_for_one_date_or_all_later_ones_before_they_are_saved(scene, locale):
    await scene.schedule(
        title="Drinks",
        when=words(locale, "every friday 7pm", "tous les vendredis à 19h"),
        where="Bar",
        seats=9,
    )
    service = scene.bot.services.meetups

    async def limits():
        made = sorted(await service.recent(scene.guild.id), key=lambda one: one.slot_on)
        return [one.plan.seating.guest_limit for one in made]

    async def guests(number, button):
        panel = await scene.mod.slash(scene.channel, "meetup seats", meetup="1")
        form = await press(scene.mod, panel.response, "seatrules:1:1:who")
        asked = await scene.mod.submit_modal(form, filled_in(form) | {"guests": str(number), "picks": False})
        assert words(locale, "Nothing is saved yet", "Rien n'est encore") in answer_of(asked)
        before = await limits()
        done = await press(scene.mod, asked.response, scene.label(button))
        assert await limits() != before
        return answer_of(done)

    assert words(locale, "Saved for 8 dates", "enregistré pour 8 dates") in await guests(
        2, "And all later ones"
    )
    assert words(locale, "Saved for 1 date", "enregistré pour 1 date") in await guests(
        3, "Save for this date"
    )
    assert await limits() == [3, *[2] * 7]
    panel = await scene.mod.slash(scene.channel, "meetup seats", meetup="1")
    form = await press(scene.mod, panel.response, "seatrules:1:1:who")
    refused = await scene.mod.submit_modal(form, filled_in(form) | {"guests": "99", "picks": False})
    assert words(locale, "0 to 10 guests", "va de 0 à 10") in answer_of(refused)
