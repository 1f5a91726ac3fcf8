"""Stories of seats: guests, notes, answers for others, offers, a host's choice, and too few people."""

from __future__ import annotations

import pytest

from tests.discord.acting import all_private, answer_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
HOUR = 3600.0
DAY = 24 * HOUR


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


def words(locale: str, english: str, french: str) -> str:
    return french if locale == "fr" else english


async def set_rules(scene, form, **fields):
    """Let the moderator fill in one of the two forms of the first meetup; return what came of it."""
    panel = await scene.mod.slash(scene.channel, "meetup seats", meetup="1")
    shown = await press(scene.mod, panel.response, f"seatrules:1:1:{form}")
    done = await scene.mod.submit_modal(shown, fields)
    await scene.bot.run_due()
    return done


@both
async def test_guests_count_and_organisers_see_what_others_do_not(scene, locale):
    await scene.schedule(seats=4)
    a, b, c, *_ = scene.members
    refused = await a.slash(scene.channel, "meetup seats", meetup="1")
    assert words(locale, "Only the organiser", "Seul") in answer_of(refused)
    done = await set_rules(scene, "who", guests="2", closes="2026-01-10 10:00 am", picks=False)
    assert words(locale, "up to 2 guests", "2 accompagnants au plus") in answer_of(done)
    assert words(locale, "Answer by", "Réponse avant") in text_of(scene.card)

    said = await press(a, scene.card, scene.label("Going"))
    with_guests = await a.select(said.followups[-1], ["2"], custom_id="guests:1:1")
    assert words(locale, "You bring 2 guests", "avec 2 accompagnants") in answer_of(with_guests)
    await scene.bot.run_due()
    assert f"<@{a.id}> +2" in text_of(scene.card)
    assert "(3/4)" in text_of(scene.card)
    form = await press(a, with_guests.response, "note:1:1")
    noted = await a.submit_modal(form, {"note": "20 min late"})
    assert all_private(noted)

    listed = await scene.mod.slash(scene.channel, "meetup answers", meetup="1")
    assert "20 min late" in answer_of(listed)
    asked = await scene.mod.select(listed.response, [b], custom_id="answers_for:1:1")
    done = await press(scene.mod, asked.response, f"answer_for:1:1:{b.id}:going")
    assert words(locale, "put", "ajouté") in answer_of(done)
    await scene.bot.run_due()
    told = scene.thread().history()[-1]
    assert b.id in [user.id for user in told.mentions]
    assert f"<@{scene.mod.id}>" in told.content

    await scene.wait(9 * DAY)  # 12.5 hours before the start
    late = await press(b, scene.card, scene.label("Can't"))
    assert words(locale, "a little late", "C'est un peu tard") in answer_of(late)
    assert "⏰" not in text_of(scene.card)
    listed = await scene.mod.slash(scene.channel, "meetup answers", meetup="1")
    assert words(locale, "gave up the seat late", "place rendue tard") in answer_of(listed)
    await scene.wait(11 * HOUR)
    closed = await press(c, scene.card, scene.label("Going"))
    assert words(locale, "Answers closed", "Les réponses ont été closes") in answer_of(closed)
    await scene.wait(2 * HOUR)
    at_the_door = await scene.mod.slash(scene.channel, "checkin list", meetup="1")
    assert f"<@{a.id}> +2 · 📝 20 min late" in answer_of(at_the_door)


@both
async def test_an_offer_is_taken_refused_or_passed_on(scene, locale):
    await scene.schedule(seats=1)
    a, b, c, d, _ = scene.members
    for member in (a, b, c, d):
        await press(member, scene.card, scene.label("Going"))
    await press(a, scene.card, scene.label("Can't"))
    await scene.bot.run_due()
    offer = scene.thread().history()[-1]
    assert f"<@{b.id}>" in text_of(offer)
    assert words(locale, "A seat is offered to", "Place proposée à") in text_of(scene.card)
    stranger = await press(d, offer, scene.label("Take the seat"))
    assert all_private(stranger)
    assert words(locale, "held for", "réservée à") in answer_of(stranger)

    await scene.wait(2 * DAY)  # a day outside quiet hours
    *_, over, second = scene.thread().history()[-2:]
    assert {text_of(m)[:1] for m in (over, second)} == {"⌛", "💌"}
    offer = second if f"<@{c.id}>" in text_of(second) else over
    late = await press(b, scene.thread().history()[0], scene.label("Take the seat"))
    assert words(locale, "No seat is held for you", "Aucune place ne t'est réservée") in answer_of(late)
    await press(c, offer, scene.label("No, thanks"))
    await scene.bot.run_due()
    offer = scene.thread().history()[-1]
    taken = await press(d, offer, scene.label("Take the seat"))
    assert words(locale, "You have a seat", "Tu as une place") in answer_of(taken)
    await scene.bot.run_due()
    assert f"<@{d.id}>" in text_of(scene.card).split("🤔")[0]
    assert "(1/1)" in text_of(scene.card)


@both
async def test_a_host_chooses_and_the_others_are_told_kindly(scene, locale):
    await scene.schedule(seats=2)
    await set_rules(scene, "who", guests="0", closes="", picks=True)
    a, b, c, *_ = scene.members
    for member in (a, b, c):
        said = await press(member, scene.card, scene.label("Going"))
    assert words(locale, "The organiser chooses", "L'organisation choisit") in answer_of(said)
    assert words(locale, "Signed up (3)", "Inscriptions (3)") in text_of(scene.card)
    listed = await scene.mod.slash(scene.channel, "meetup answers", meetup="1")
    panel = await press(scene.mod, listed.response, "picks:1:1:0")
    for member in (a, c):
        panel = await press(scene.mod, panel.response, f"pick:1:1:{member.id}")
    assert words(locale, "your choice: 2", "ton choix\xa0: 2") in answer_of(panel)
    assert words(locale, "Signed up (3)", "Inscriptions (3)") in text_of(scene.card), "nobody sees it yet"
    await press(scene.mod, panel.response, scene.label("Tell everybody"))
    await scene.bot.run_due()
    chosen, others = scene.thread().history()[-2:]
    assert sorted(user.id for user in chosen.mentions) == sorted([a.id, c.id])
    assert [user.id for user in others.mentions] == [b.id]
    assert words(locale, "Thank you for wanting to come", "Merci d'avoir voulu venir") in others.content
    assert "(2/2)" in text_of(scene.card)


@both
async def test_too_few_by_the_hour_and_the_organiser_goes_anyway(scene, locale):
    await scene.schedule()
    a, b, *_ = scene.members
    await set_rules(scene, "kept", kept="", kept_until="", minimum="3", decides="2026-01-08 18:00")
    assert words(locale, "Takes place if 3 people have a seat", "A lieu s'il y a 3 personnes") in text_of(
        scene.card
    )
    await press(a, scene.card, scene.label("Going"))
    await press(b, scene.card, scene.label("Maybe"))
    await scene.wait(7 * DAY + 18 * HOUR)
    asked = next(m for m in reversed(scene.thread().history()) if "🫤" in text_of(m))
    assert f"<@{scene.mod.id}>" in text_of(asked)
    refused = await press(a, asked, scene.label("Go anyway"))
    assert all_private(refused)
    await press(scene.mod, asked, scene.label("Go anyway"))
    await scene.bot.run_due()
    told = scene.thread().history()[-1]
    assert words(locale, "It takes place", "ça se fait") in told.content
    assert sorted(user.id for user in told.mentions) == sorted([a.id, b.id])
