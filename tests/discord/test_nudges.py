"""Stories of what is said about seats by the clock: to whom it still helps, and without a sound at night."""

from __future__ import annotations

import pytest

from tests.discord.acting import answer_of, pinged, press, text_of
from tests.discord.scenes import a_scene, filled_in

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
HOUR = 3600.0
DAY = 24 * HOUR
SUPPRESS_NOTIFICATIONS = 1 << 12


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


def words(locale, english, french):
    return french if locale == "fr" else english


def noon(locale, day, hour=12):
    """An hour of a day in January that is read in one way only, at the same instant in UTC and in Paris."""
    hour += locale == "fr"
    return f"2026-01-{day:02} {hour}:00" + (
        "" if locale == "fr" or hour > 12 else " pm" if hour == 12 else " am"
    )


def said(scene, mark):
    return [m for m in scene.thread().history() if text_of(m).startswith(mark)]


async def set_rules(scene, **typed):
    panel = await scene.mod.slash(scene.channel, "meetup seats", meetup="1")
    form = await press(scene.mod, panel.response, "seatrules:1:1:who")
    await scene.mod.submit_modal(form, filled_in(form) | typed)
    await scene.bot.run_due()


@both
async def test_a_maybe_decides_by_one_tap_and_who_said_it_since_is_left_alone(scene, env, stage, locale):
    sure, unsure, late, *_ = scene.members
    await scene.schedule(when="2026-01-10 06:00" if locale != "fr" else "2026-01-10 07:00")
    for member in (sure, unsure):
        await press(member, scene.card, scene.label("Maybe"))
    await scene.wait(7 * DAY + 6.5 * HOUR)  # half an hour past the hour, and quiet still
    await press(late, scene.card, scene.label("Maybe"))
    assert said(scene, "🤔") == []
    await stage.restart()
    await scene.wait(2 * HOUR)
    [nudge] = said(scene, "🤔")
    assert words(locale, "you are a maybe", "tu as dit «\u00a0peut-être\u00a0»") in nudge.content
    assert pinged(env, nudge) == [sure.id, unsure.id]
    answered = await press(sure, nudge, scene.label("Going"))
    assert words(locale, "You have a seat", "Tu as une place") in answer_of(answered)
    gone = await press(unsure, nudge, scene.label("Can't"))
    assert words(locale, "you can't come", "tu ne peux pas venir") in answer_of(gone)


@both
@pytest.mark.parametrize("lost", ["closed", "over"])
async def test_nobody_is_asked_for_what_they_cannot_say_any_more(scene, stage, locale, lost):
    unsure, *_ = scene.members
    await scene.schedule(when=noon(locale, 10))
    await press(unsure, scene.card, scene.label("Maybe"))
    if lost == "closed":
        await set_rules(scene, closes=noon(locale, 7))
        await scene.wait(8 * DAY)
    else:
        await scene.wait(7 * DAY)
        await scene.env.advance_time(2 * DAY + 13 * HOUR)  # the bot was down until it had begun
        await stage.restart()
        await scene.bot.run_due()
    assert said(scene, "🤔") == []


@both
async def test_after_closing_time_who_lost_a_seat_by_silence_is_sent_to_the_organiser(scene, env, locale):
    silent, fresh, *_ = scene.members
    await scene.schedule(seats=2, when=noon(locale, 10))
    await set_rules(scene, closes=noon(locale, 9, 18), silent="4")
    await press(silent, scene.card, scene.label("Going"))
    await scene.wait(8 * DAY)
    await press(fresh, scene.card, scene.label("Going"))
    await scene.wait(13 * HOUR)
    [asked] = said(scene, "❓")
    assert pinged(env, asked) == [silent.id], "who said so since yesterday need not say it again"
    assert words(locale, "by Sat 10 Jan, 08:00 (<t:", "avant le sam. 10 janv. 9\xa0h (<t:") in asked.content
    await scene.wait(20 * HOUR)
    [lapsed] = said(scene, "🪑")
    assert pinged(env, lapsed) == [silent.id]
    assert (
        words(locale, "Ask the organiser to add you", "Demande à l'organisation de t'ajouter")
        in lapsed.content
    )
    assert not lapsed.components, "no button that would be refused"
    roster = (await scene.bot.services.meetups.overview(scene.guild.id, 1)).roster
    assert [party.user_id for party in roster.seated] == [fresh.id]


@both
async def test_at_night_seats_are_passed_on_without_a_sound(scene, locale):
    a, b, *_ = scene.members
    await scene.schedule(seats=1, when=noon(locale, 20))
    for member in (a, b):
        await press(member, scene.card, scene.label("Going"))
    await scene.wait(DAY + 2 * HOUR)  # two or three in the morning
    listed = await scene.mod.slash(scene.channel, "meetup answers", meetup="1")
    await scene.mod.select(listed.response, [a], custom_id="answers_for:1:1")
    await press(scene.mod, listed.response, f"answer_for:1:1:{a.id}:remove")
    await scene.bot.run_due()
    told = [*said(scene, "📝"), *said(scene, "💌")]
    assert len(told) == 2
    assert all(message.flags.value & SUPPRESS_NOTIFICATIONS for message in told)
    assert words(locale, "until Sat 3 Jan, 18:00 (<t:", "jusqu'au sam. 3 janv. 18\xa0h (<t:") in text_of(
        told[1]
    )
    line = answer_of(await b.slash(scene.channel, "meetup list"))
    assert words(locale, "a seat is held for you", "une place t'est réservée") in line


@both
async def test_who_wishes_letters_hears_of_their_seat_by_letter_softly_at_night(scene, env, locale):
    a, b, c, unsure, _ = scene.members
    await scene.schedule(seats=1, when=noon(locale, 20))
    for member in (b, c, unsure):
        panel = await member.slash(scene.channel, "profile")
        await press(member, panel.response, "profile:1:wish:wants_dms:yes")
    for member in (a, b, c):
        await press(member, scene.card, scene.label("Going"))
    await press(unsure, scene.card, scene.label("Maybe"))
    env.inject_error("POST", f"/channels/{c.user.dm_channel.id}/messages", status=403, code=50007)
    await scene.wait(DAY + 2 * HOUR)
    await press(a, scene.card, scene.label("Can't"))
    await scene.wait(5)
    [offered] = said(scene, "💌")
    assert pinged(env, offered) == [], "whoever has a letter is not pinged besides"
    [letter] = b.user.dm_channel.history()
    assert words(locale, "A seat is free for you", "Une place se libère pour toi") in letter.content
    assert letter.flags.value & SUPPRESS_NOTIFICATIONS
    await press(b, scene.card, scene.label("Can't"))
    await scene.wait(5)
    closed = said(scene, "💌")[-1]
    assert pinged(env, closed) == [c.id]
    assert words(locale, "closed to me", "me sont fermés") in closed.content
    await scene.wait(16 * DAY + 12 * HOUR)
    [nudge] = unsure.user.dm_channel.history()
    assert words(locale, "you are a maybe", "tu as dit «\u00a0peut-être\u00a0»") in nudge.content
    gone = await press(unsure.user, nudge, scene.label("Can't"))
    assert words(locale, "you can't come", "tu ne peux pas venir") in answer_of(gone)
