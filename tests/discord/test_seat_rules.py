"""Stories of who may have a seat and until when: roles, kept seats, organisers, the last hours."""

from __future__ import annotations

import pytest

from bot.domain.rights import Actor
from tests.discord.acting import all_private, answer_of, controls_of, pinged, press, text_of
from tests.discord.scenes import a_scene, filled_in

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
HOUR = 3600.0
DAY = 24 * HOUR


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


def words(locale: str, english: str, french: str) -> str:
    return french if locale == "fr" else english


def hour(locale: str, day: str, at: int) -> str:
    """A date that is read in one way only."""
    return (
        f"{day} {at}:00"
        if locale == "fr"
        else f"{day} {at - 12 if at > 12 else at}:00 {'pm' if at >= 12 else 'am'}"
    )


async def rules_form(scene, form, meetup="1"):
    panel = await scene.mod.slash(scene.channel, "meetup seats", meetup=meetup)
    return await press(scene.mod, panel.response, f"seatrules:1:{meetup}:{form}")


async def roster(scene, meetup=1):
    return (await scene.bot.services.meetups.overview(scene.guild.id, meetup)).roster


def seated(roster):
    return [party.user_id for party in roster.seated]


@both
async def test_a_role_counts_on_entry_only_and_a_refused_form_keeps_what_was_typed(scene, locale):
    regulars = scene.guild.create_role("Regulars")
    regular = scene.guild.add_member(scene.env.create_user("regular"), roles=[regulars])
    outsider, *_ = scene.members
    await scene.schedule(seats=3, when="2026-01-10 15:00")
    form = await rules_form(scene, "who")
    typed = {"guests": "lots", "role": [regulars], "closes": hour(locale, "2026-01-10", 11), "picks": False}
    refused = await scene.mod.submit_modal(form, typed)
    assert all_private(refused)
    assert words(locale, "may bring 0 to 10 guests", "va de 0 à 10") in answer_of(refused)
    form = await press(scene.mod, refused.response, scene.label("Fix it"))
    again = filled_in(form)
    assert again["guests"] == "lots"
    assert again["closes"] == typed["closes"]
    [role] = [
        part["component"] for part in form.modal["components"] if part["component"]["custom_id"] == "role"
    ]
    assert [str(value["id"]) for value in role["default_values"]] == [str(regulars.id)]
    done = await scene.mod.submit_modal(form, again | {"guests": "1", "role": [regulars]})
    assert f"<@&{regulars.id}>" in answer_of(done)
    await scene.bot.run_due()
    assert f"<@&{regulars.id}>" in text_of(scene.card)

    told = await press(outsider, scene.card, scene.label("Going"))
    assert f"<@&{regulars.id}>" in answer_of(told)
    assert all_private(told)
    await press(regular, scene.card, scene.label("Going"))
    scene.env.backend.guilds[scene.guild.id].members[regular.id].role_ids.remove(regulars.id)
    still = await press(regular, scene.card, scene.label("Going"))
    assert words(locale, "You have a seat", "Tu as une place") in answer_of(still)
    await regular.select(
        still.followups[-1] if still.followups else still.response, ["1"], custom_id="guests:1:1"
    )
    assert seated(await roster(scene)) == [regular.id]
    await press(regular, scene.card, scene.label("Can't"))
    gone = await press(regular, scene.card, scene.label("Going"))
    assert f"<@&{regulars.id}>" in answer_of(gone), "who left enters anew"


@both
async def test_seats_wait_for_newcomers_until_the_hour_and_then_for_whoever_is_next(scene, locale):
    veteran, other, newcomer, *_ = scene.members
    mod = Actor(user_id=scene.mod.id, community_id=scene.guild.id, manages_guild=True)
    await scene.schedule(title="Before", when="2026-01-02 15:00")
    for member in (veteran, other):
        await press(member, scene.card, scene.label("Going"))
    await scene.wait(1.7 * DAY)
    for member in (veteran, other):
        await scene.bot.services.checkins.check_in(mod, 1, [member.id])
    await scene.wait(DAY)
    await scene.schedule(seats=3, when="2026-01-20 15:00")
    form = await rules_form(scene, "kept", "2")
    kept = {"kept": "2", "kept_until": hour(locale, "2026-01-15", 18), "minimum": "", "decides": ""}
    await scene.mod.submit_modal(form, kept)
    await scene.bot.run_due()
    assert words(
        locale,
        "2 seats are kept for newcomers",
        "2 places sont gardées pour les personnes qui viennent pour la première fois",
    ) in text_of(scene.card)
    for member in (veteran, other):
        said = await press(member, scene.card, scene.label("Going"))
    assert words(locale, "number 1 in line", "n°\xa01 sur la liste") in answer_of(said)
    said = await press(newcomer, scene.card, scene.label("Going"))
    assert words(locale, "You have a seat", "Tu as une place") in answer_of(said), "one of the kept ones"
    await scene.wait(11 * DAY)
    assert seated(await roster(scene, 2)) == [veteran.id, newcomer.id]
    assert not (await roster(scene, 2)).offered
    await scene.wait(2 * DAY)  # past the hour
    offer = next(m for m in reversed(scene.thread().history()) if "💌" in text_of(m))
    assert f"<@{other.id}>" in text_of(offer)
    await press(other, offer, scene.label("Take the seat"))
    await scene.bot.run_due()
    assert "(3/3)" in text_of(scene.card)
    assert words(locale, "are kept for", "sont gardées") not in text_of(scene.card)


@both
async def test_an_organiser_takes_somebody_off_and_in_the_last_hours_whoever_is_first_has_the_seat(
    scene, locale
):
    a, b, c, d, _ = scene.members
    await scene.schedule(seats=1, when="2026-01-10 15:00")
    for member in (a, b, c):
        await press(member, scene.card, scene.label("Going"))
    listed = await scene.mod.slash(scene.channel, "meetup answers", meetup="1")
    asked = await scene.mod.select(listed.response, [a], custom_id="answers_for:1:1")
    done = await press(scene.mod, asked.response, scene.label("Take off the list"))
    assert words(locale, f"<@{scene.mod.id}> took <@{a.id}> off the list", f"<@{a.id}>") in answer_of(done)
    asked = await scene.mod.select(done.response, [d], custom_id="answers_for:1:1")
    done = await press(scene.mod, asked.response, f"answer_for:1:1:{d.id}:maybe")
    assert words(locale, "noted “maybe” for", "a noté") in answer_of(done)
    await scene.bot.run_due()
    told = {user.id: m for m in scene.thread().history() for user in m.mentions if m.content.startswith("📝")}
    assert {a.id, d.id} <= set(told), "each is told"
    assert words(locale, "took you off the list", "de la liste") in told[a.id].content
    offer = next(m for m in scene.thread().history() if "💌" in text_of(m))
    await press(b, offer, scene.label("Take the seat"))

    await scene.wait(9 * DAY + 13.5 * HOUR)
    gone = await press(b, scene.card, scene.label("Can't"))
    assert gone.acknowledged
    await scene.wait(1)
    news = next(m for m in reversed(scene.thread().history()) if m.content.startswith("🏃"))
    assert [user.id for user in news.mentions] == [c.id], "nothing is held: whoever waits is told"
    assert not (await roster(scene)).offered
    first = await press(d, scene.card, scene.label("Going"))
    assert words(locale, "You have a seat", "Tu as une place") in answer_of(first)
    late = await press(c, scene.card, scene.label("Going"))
    assert words(locale, "whoever presses “Going” first has it", "la première personne") in answer_of(late)
    assert seated(await roster(scene)) == [d.id]


@both
async def test_maybe_is_nudged_and_too_few_is_postponed_once_then_cancelled(scene, locale):
    a, b, *_ = scene.members
    await scene.schedule(when="2026-01-10 15:00")
    form = await rules_form(scene, "kept")
    typed = {"kept": "", "kept_until": "", "minimum": "3", "decides": hour(locale, "2026-01-09", 18)}
    await scene.mod.submit_modal(form, typed)
    await press(a, scene.card, scene.label("Going"))
    await press(b, scene.card, scene.label("Maybe"))

    def nudges():
        return [m for m in scene.thread().history() if m.content.startswith("🤔")]

    await scene.wait(7 * DAY + 13.5 * HOUR)
    assert nudges() == [], "not before 48 hours"
    await scene.wait(1.6 * HOUR)
    assert [[user.id for user in nudge.mentions] for nudge in nudges()] == [[b.id]]

    await scene.wait(DAY + 3 * HOUR)
    asked = next(m for m in reversed(scene.thread().history()) if "🫤" in text_of(m))
    unsure = next(m for m in reversed(scene.thread().history()) if m.content.startswith("🎲"))
    assert sorted(user.id for user in unsure.mentions) == sorted([a.id, b.id]), "told either way"
    refused = await press(a, asked, scene.label("Go anyway"))
    assert words(locale, "Only the organiser", "Seules la personne") in answer_of(refused)
    form = await press(scene.mod, asked, scene.label("Postpone"))
    refused = await scene.mod.submit_modal(form, {"when": "whenever"})
    assert refused.acknowledged
    form = await press(scene.mod, refused.response, scene.label("Fix it"))
    assert filled_in(form) == {"when": "whenever"}
    await scene.mod.submit_modal(form, {"when": hour(locale, "2026-01-17", 15)})
    await scene.bot.run_due()
    assert words(locale, "January 17", "17 janvier") in text_of(scene.card)
    stale = await press(scene.mod, asked, scene.label("Go anyway"))
    assert words(locale, "Nothing has to be decided yet", "Il n'y a encore rien à décider") in answer_of(
        stale
    )
    moved = next(m for m in reversed(scene.thread().history()) if m.content.startswith("✏️"))
    assert sorted(user.id for user in moved.mentions) == sorted([a.id, b.id])

    await scene.wait(7 * DAY)
    assert len(nudges()) == 2, "and again before the new date"
    again = next(m for m in reversed(scene.thread().history()) if "🫤" in text_of(m))
    assert again.id != asked.id
    form = await press(scene.mod, again, scene.label("Cancel the meetup"))
    await scene.mod.submit_modal(form, {"reason": "Too few of us"})
    await scene.bot.run_due()
    again = next(m for m in scene.thread().history() if m.id == again.id)
    assert words(locale, "called **Picnic** off", "a annulé **Picnic**") in text_of(again)
    assert controls_of(again) == []
    off = next(m for m in reversed(scene.thread().history()) if m.content.startswith("❌"))
    assert "Too few of us" in off.content
    assert sorted(user.id for user in off.mentions) == sorted([a.id, b.id])
    assert "Too few of us" in text_of(scene.card)


@both
async def test_too_few_is_postponed_without_a_date_and_enough_after_the_hour_takes_place_by_itself(
    scene, locale, stage
):
    a, b, *_ = scene.members
    for title in ("Picnic", "Walk"):
        await scene.schedule(title=title, when="2026-01-10 15:00")
        meetup = "1" if title == "Picnic" else "2"
        form = await rules_form(scene, "kept", meetup)
        decides = hour(locale, "2026-01-09", 18)
        typed = {"kept": "", "kept_until": "", "minimum": "2", "decides": decides}
        await scene.mod.submit_modal(form, typed)
        await press(a, scene.card, scene.label("Going"))
    await scene.env.advance_time(8 * DAY + 19 * HOUR)
    await stage.restart()  # it was down at the hour
    await scene.bot.run_due()
    await stage.restart()
    await scene.bot.run_due()

    def thread(title):
        return next(one for one in scene.channel.threads if one.name == title).history()

    asked = {title: [m for m in thread(title) if "🫤" in text_of(m)] for title in ("Picnic", "Walk")}
    assert [len(found) for found in asked.values()] == [1, 1], "asked once"
    assert [sum(m.content.startswith("🎲") for m in thread(title)) for title in asked] == [1, 1]

    walk = next(m for m in scene.channel.history() if text_of(m).startswith("## ") and "Walk" in text_of(m))
    await press(b, walk, scene.label("Going"))
    await scene.bot.run_due()
    [told] = [m for m in thread("Walk") if m.content.startswith("✅")]
    assert sorted(user.id for user in told.mentions) == sorted([a.id, b.id])
    late = await press(scene.mod, asked["Walk"][0], scene.label("Go anyway"))
    assert words(locale, "It was decided", "La décision est tombée") in answer_of(late)

    form = await press(scene.mod, asked["Picnic"][0], scene.label("Postpone"))
    await scene.mod.submit_modal(form, {"when": ""})
    await scene.bot.run_due()
    off = next(m for m in thread("Picnic") if m.content.startswith("⏸️"))
    assert words(locale, "Too few people so far", "Trop peu de monde") in off.content
    assert [user.id for user in off.mentions] == [a.id]
    settled = next(m for m in thread("Picnic") if m.id == asked["Picnic"][0].id)
    assert controls_of(settled) == []


@both
async def test_a_party_too_large_for_what_is_free_learns_why_and_where_it_stands(scene, locale):
    a, b, *_ = scene.members
    await scene.schedule(seats=2)
    form = await rules_form(scene, "who")
    await scene.mod.submit_modal(form, filled_in(form) | {"guests": "1"})
    for member in (a, b):
        said = await press(member, scene.card, scene.label("Going"))
    await b.select(said.followups[-1], ["1"], custom_id="guests:1:1")  # refused, there is no room
    await press(b, scene.card, scene.label("Can't"))
    other, *_ = scene.members[2:]
    await press(other, scene.card, scene.label("Going"))
    said = await press(b, scene.card, scene.label("Going"))
    waits = await b.select(said.followups[-1], ["1"], custom_id="guests:1:1")
    assert words(locale, "All seats are taken. You are number 1", "sont prises. Tu es n°\xa01") in answer_of(
        waits
    )
    await press(other, scene.card, scene.label("Can't"))
    said = await press(b, scene.card, scene.label("Going"))
    assert words(locale, "Only 1 seat is free", "Il reste 1 place") in answer_of(said)
    line = answer_of(await b.slash(scene.channel, "meetup list"))
    assert words(locale, "you are number 1 in line", "tu es n°\xa01") in line
    sits = await b.select(said.followups[-1], ["0"], custom_id="guests:1:1")
    assert words(locale, "You have a seat", "Tu as une place") in answer_of(sits)


@both
async def test_an_organiser_adds_who_may_have_a_kept_seat_and_only_they_are_pinged(scene, env, locale):
    friends = scene.guild.create_role("Friends")
    friend = scene.guild.add_member(env.create_user("friend"), roles=[friends])
    robot = scene.guild.add_member(env.create_user("robot", bot=True))
    a, b, *_ = scene.members
    await scene.schedule(seats=2)
    form = await rules_form(scene, "kept")
    kept = {"kept": "1", "kept_role": [friends], "kept_until": "", "minimum": "", "decides": ""}
    await scene.mod.submit_modal(form, kept)
    for member in (a, b):
        said = await press(member, scene.card, scene.label("Going"))
    assert words(locale, "kept for others", "gardées pour d'autres") in answer_of(said)

    listed = await scene.mod.slash(scene.channel, "meetup answers", meetup="1")
    refused = await scene.mod.select(listed.response, [robot], custom_id="answers_for:1:1")
    assert words(locale, "is a bot", "est un bot") in answer_of(refused)
    asked = await scene.mod.select(listed.response, [friend], custom_id="answers_for:1:1")
    await press(scene.mod, asked.response, f"answer_for:1:1:{friend.id}:going")
    assert seated(await roster(scene)) == [a.id, friend.id]
    await scene.bot.run_due()
    told = next(m for m in reversed(scene.thread().history()) if m.content.startswith("📝"))
    assert f"<@{scene.mod.id}>" in told.content
    assert pinged(env, told) == [friend.id], "the organiser is named, and not pinged"

    asked = await scene.mod.select(listed.response, [b], custom_id="answers_for:1:1")
    scene.guild.remove_member(b)
    gone = await press(scene.mod, asked.response, f"answer_for:1:1:{b.id}:maybe")
    assert words(locale, "not in this server any more", "n'est plus sur ce serveur") in answer_of(gone)
    await press(scene.mod, asked.response, f"answer_for:1:1:{b.id}:remove")
    assert (await roster(scene)).party_of(b.id) is None
