"""Stories of a meetup: proposed, scheduled, answered, reminded, changed, cancelled."""

from __future__ import annotations

import pytest

from tests.discord.acting import all_private, answer_of, controls_of, press, press_at_once, said_in, text_of
from tests.discord.scenes import a_scene, filled_in

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
DAY = 24 * 3600.0


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


def words(locale: str, english: str, french: str) -> str:
    return french if locale == "fr" else english


@both
async def test_a_proposal_becomes_a_meetup_and_those_interested_are_asked(scene, locale):
    alice, ben, *_ = scene.members
    done = await scene.propose(alice, title="Drinks by the canal", when="2026-01-10 19:00", where="Canal")
    assert all_private(done)
    assert words(locale, "Proposed", "Rencontre proposée") in answer_of(done)
    await scene.bot.run_due()

    assert words(locale, "Proposal · Meal", "Proposition · Repas") in text_of(scene.card)
    assert words(locale, "Saturday, January 10", "samedi 10 janvier") in text_of(scene.card)
    said = await press(ben, scene.card, scene.label("I'd come"))
    assert words(locale, "commits you to nothing", "ne t'engage à rien") in answer_of(said)
    assert f"<@{ben.id}>" in text_of(scene.card)

    await press(scene.mod, scene.card, scene.label("Confirm"))
    await scene.bot.run_due()
    assert words(locale, "Scheduled · Meal", "Programmée · Repas") in text_of(scene.card)
    [asked] = scene.thread().history()
    assert words(locale, "It's on", "C'est confirmé") in asked.content
    assert {user.id for user in asked.mentions} == {alice.id, ben.id}
    assert words(locale, "Going", "Je viens") in text_of(scene.card)


@both
async def test_seats_go_in_order_and_a_freed_one_to_the_first_who_waits(scene, locale):
    card = await scene.schedule(seats=2)
    a, b, c, d, _ = scene.members
    for member in (a, b, c, d):
        said = await press(member, scene.card, scene.label("Going"))
    assert words(locale, "number 2 in line", "n°\xa02 sur la liste") in answer_of(said)
    assert "(2/2)" in text_of(scene.card)
    assert words(locale, "Waiting (2)", "Liste d'attente (2)") in text_of(scene.card)

    await press(a, card, scene.label("Can't"))
    await scene.bot.run_due()
    offer = scene.thread().history()[-1]
    assert f"<@{c.id}>" in text_of(offer)
    assert words(locale, "Will you take it?", "Tu la prends") in text_of(offer)
    taken = await press(c, offer, scene.label("Take the seat"))
    assert words(locale, "You have a seat", "Tu as une place") in answer_of(taken)
    await scene.bot.run_due()
    seated, waiting = text_of(scene.card).split("⏳")
    assert seated.index(f"<@{b.id}>") < seated.index(f"<@{c.id}>")
    assert f"<@{d.id}>" in waiting


@both
async def test_reminders_reach_those_with_a_seat_once_each_across_restarts(scene, locale, stage):
    await scene.schedule(seats=1)
    a, b, c, *_ = scene.members
    await press(a, scene.card, scene.label("Going"))
    await press(b, scene.card, scene.label("Going"))
    await press(c, scene.card, scene.label("Maybe"))

    await scene.env.advance_time(8 * DAY + 12.5 * 3600)  # 24 h before 2026-01-10 12:30 in Paris, or later
    await stage.restart()
    await scene.bot.run_due()
    await scene.bot.run_due()
    reminders = [m for m in scene.thread().history() if m.content.startswith("⏰")]
    assert len(reminders) == 1
    assert [user.id for user in reminders[0].mentions] == [a.id]
    assert words(locale, "begins", "commence") in reminders[0].content

    await scene.wait(22 * 3600)
    await stage.restart()
    await scene.wait(3600)
    reminders = [m for m in scene.thread().history() if m.content.startswith("⏰")]
    assert len(reminders) == 2


async def test_a_reminder_due_while_the_bot_was_down_is_sent_if_it_helps_and_never_after_the_start(
    scene, stage
):
    await scene.schedule()
    await press(scene.members[0], scene.card, "Going")
    await scene.env.advance_time(9 * DAY + 11 * 3600)  # 90 minutes before: the first no longer helps
    await stage.restart()
    await scene.bot.run_due()
    assert len([m for m in scene.thread().history() if m.content.startswith("⏰")]) == 1

    await scene.schedule(title="Second", when="2026-01-12 12:30")
    await press(scene.members[0], scene.card, "Going")
    await scene.wait(5 * DAY)
    assert not [m for m in scene.thread().history() if m.content.startswith("⏰")]


@both
async def test_cancelling_tells_everybody_with_an_answer_why(scene, locale):
    await scene.schedule(seats=1)
    a, b, c, d, _ = scene.members
    for member, answer in ((a, "Going"), (b, "Going"), (c, "Maybe"), (d, "Can't")):
        await press(member, scene.card, scene.label(answer))
    form = await scene.mod.slash(scene.channel, "meetup cancel", meetup="1")
    assert words(locale, "**Picnic**, Saturday", "**Picnic**, samedi") in said_in(form)
    done = await scene.mod.submit_modal(form, {"reason": "The park is closed @everyone"})
    assert all_private(done)
    again = await scene.mod.slash(scene.channel, "meetup cancel", meetup="1")
    assert words(locale, "It was cancelled", "Elle a été annulée") in answer_of(again), "no form for nothing"
    late = await press(a, scene.card, scene.label("Going"))  # the card is not painted yet
    assert words(locale, "It was cancelled", "Elle a été annulée") in answer_of(late)
    await scene.bot.run_due()
    told = scene.thread().history()[-1]
    assert sorted(user.id for user in told.mentions) == sorted(m.id for m in (a, b, c, d))
    assert "The park is closed" in told.content
    assert not told.mention_everyone
    assert words(locale, "Cancelled", "Annulée") in text_of(scene.card)
    assert controls_of(scene.card) == []


@both
async def test_an_edit_shows_the_date_in_words_and_tells_those_concerned(scene, locale):
    await scene.schedule()
    a, *_ = scene.members
    await press(a, scene.card, scene.label("Going"))
    panel = await scene.edit(scene.mod, "When", when="2026-01-11 14:00")
    panel = await scene.fill(scene.mod, panel, "What", format=["walk"])
    assert words(locale, "Sunday, January 11", "dimanche 11 janvier") in answer_of(panel)
    saved = await press(scene.mod, panel.response, scene.label("Save"))
    assert words(locale, "Saved", "enregistré") in answer_of(saved)
    await scene.bot.run_due()
    told = scene.thread().history()[-1]
    assert words(locale, "Saturday, January 10", "samedi 10 janvier") in told.content
    assert words(locale, "Sunday, January 11", "dimanche 11 janvier") in told.content
    assert [user.id for user in told.mentions] == [a.id]
    assert words(locale, "Walk or sport", "Balade ou sport") in text_of(scene.card)


@both
async def test_a_choice_is_asked_and_a_missing_hour_too(scene, locale):
    alice = scene.members[0]
    shown = await alice.slash(scene.channel, "meetup propose")
    panel = await alice.submit_modal(
        shown,
        {
            "title": "Walk",
            "format": ["walk"],
            "when": words(locale, "saturday", "samedi"),
            "where": "",
            "description": "",
        },
    )
    assert words(locale, "at what hour?", "à quelle heure") in answer_of(panel)
    [menu] = [c for c in controls_of(panel.response) if c["type"] == 3]
    chosen = await alice.select(panel.response, ["19"], custom_id=menu["custom_id"])
    assert words(locale, "Saturday, January 3", "samedi 3 janvier") in answer_of(chosen)
    assert words(locale, "7 PM", "19") in answer_of(chosen)


@both
async def test_two_readings_are_two_buttons(scene, locale):
    alice = scene.members[0]
    typed = words(locale, "next friday 7pm", "demain à 8")
    shown = await alice.slash(scene.channel, "meetup propose", when=typed)
    form = {"title": "Walk", "format": ["walk"], "when": typed, "where": "", "description": ""}
    panel = await alice.submit_modal(shown, form)
    assert words(locale, "more than one way", "de plusieurs façons") in answer_of(panel)
    readings = [control["label"] for control in controls_of(panel.response)][:-1]
    assert len(readings) == 2
    chosen = await press(alice, panel.response, readings[1])
    assert words(locale, "January 2", "20 h") in answer_of(chosen)


async def test_a_suggestion_that_was_chosen_is_not_asked_about_again(scene):
    alice = scene.members[0]
    offered = await alice.autocomplete(scene.channel, "meetup propose", "when", "tomorrow at 8")
    assert [choice["name"].rpartition(" at ")[2] for choice in offered] == ["8 PM", "8 AM"]
    for choice in offered:
        shown = await alice.slash(scene.channel, "meetup propose", when=choice["value"])
        form = {"title": "Walk", "format": ["walk"], "when": choice["value"], "where": "", "description": ""}
        panel = await alice.submit_modal(shown, form)
        assert scene.label("Propose") in answer_of(panel).splitlines()


@both
async def test_an_edit_that_leaves_the_date_alone_keeps_it(scene):
    card = await scene.schedule(when="2026-01-10 12:30")
    before = (await scene.bot.services.meetups.overview(scene.guild.id, 1)).meetup.plan
    panel = await scene.edit(scene.mod, "Where", where="Jardin")
    await press(scene.mod, panel.response, scene.label("Save"))
    after = (await scene.bot.services.meetups.overview(scene.guild.id, 1)).meetup.plan
    assert (after.starts_at, after.duration, after.area) == (before.starts_at, before.duration, "Jardin")
    assert card.id == (await scene.bot.services.meetups.overview(scene.guild.id, 1)).meetup.card.message_id


@both
async def test_a_date_that_comes_back_is_not_cut_to_one_silently(scene, locale):
    alice = scene.members[0]
    shown = await alice.slash(scene.channel, "meetup propose")
    typed = words(locale, "every friday at 7pm", "tous les vendredis à 19h")
    form = {"title": "Walk", "format": ["walk"], "when": typed, "where": "", "description": ""}
    panel = await alice.submit_modal(shown, form)
    assert words(locale, "write a single date", "écris une seule date") in answer_of(panel)
    assert scene.label("Propose") not in answer_of(panel).splitlines()


@both
async def test_pressing_propose_twice_proposes_once(scene):
    alice = scene.members[0]
    shown = await alice.slash(scene.channel, "meetup propose")
    panel = await alice.submit_modal(
        shown, {"title": "Walk", "format": ["walk"], "when": "", "where": "", "description": ""}
    )
    custom_id = next(
        c["custom_id"] for c in controls_of(panel.response) if c.get("label") == scene.label("Propose")
    )
    await press_at_once(scene.env, [alice, alice], panel.response.message, custom_id)
    assert len(await scene.bot.services.meetups.recent(scene.guild.id)) == 1


@both
async def test_typing_a_date_shows_how_it_is_understood(scene, locale):
    alice = scene.members[0]
    for typed, english, french in (
        ("2026-01-10 19:00", "Saturday, January 10", "samedi 10 janvier"),
        ("2026-01-10 19:00; 2026-01-11 19:00", "January 11", "11 janvier"),
        ("blorp", "blorp", "blorp"),
    ):
        [choice] = await alice.autocomplete(scene.channel, "meetup propose", "when", typed)
        assert words(locale, english, french) in choice["name"]
        assert choice["value"] == typed
    assert await alice.autocomplete(scene.channel, "meetup propose", "when", "") == []


@both
async def test_a_refused_date_keeps_what_was_typed(scene, locale):
    alice = scene.members[0]
    shown = await alice.slash(scene.channel, "meetup propose")
    typed = {
        "title": "Walk",
        "format": ["walk"],
        "when": "blorp 19h",
        "where": "Lac",
        "description": "Bring water",
    }
    panel = await alice.submit_modal(shown, typed)
    assert all_private(panel)
    assert "blorp" in answer_of(panel)
    again = await press(alice, panel.response, scene.t.pgettext("form", "When"))
    assert filled_in(again)["when"] == "blorp 19h"
    fixed = await alice.submit_modal(again, {"when": "2026-01-10 19:00", "leads": ""})
    assert "Bring water" in answer_of(fixed)
    assert words(locale, "Saturday, January 10", "samedi 10 janvier") in answer_of(fixed)
    assert await scene.bot.services.meetups.recent(scene.guild.id) == []


@both
async def test_several_dates_and_places_become_polls(scene, locale):
    done = await scene.propose(
        scene.members[0], when="2026-01-10 19:00; 2026-01-11 14:00", where="Parc; Musée", title="Sortie"
    )
    assert words(locale, "Proposed", "Rencontre proposée") in answer_of(done)
    await scene.bot.run_due()
    overview = await scene.bot.services.meetups.overview(scene.guild.id, 1)
    assert [poll.kind for poll in overview.polls] == ["date", "venue"]
    assert overview.meetup.plan.starts_at is None


@both
async def test_the_exact_address_reaches_members_with_a_seat_only(scene):
    await scene.schedule(seats=1, address="12 rue de la Paix")
    a, b, *_ = scene.members
    assert "rue de la Paix" not in text_of(scene.card)
    for member in (a, b):
        await press(member, scene.card, scene.label("Going"))
    seated = await press(a, scene.card, scene.label("How do I get there?"))
    waiting = await press(b, scene.card, scene.label("How do I get there?"))
    assert all_private(seated)
    assert "12 rue de la Paix" in answer_of(seated)
    assert "rue de la Paix" not in answer_of(waiting)
    await press(a, scene.card, scene.label("Can't"))
    lost = await press(a, scene.card, scene.label("How do I get there?"))
    assert "rue de la Paix" not in answer_of(lost)
    everything = "\n".join(text_of(m) for m in [*scene.channel.history(), *scene.thread().history()])
    assert "rue de la Paix" not in everything


@both
async def test_twenty_presses_at_once_on_five_seats(scene, env, locale):
    crowd = [scene.guild.add_member(env.create_user(f"crowd{n}")) for n in range(20)]
    await scene.schedule(seats=5)
    before = len(env.http_requests)
    results = await press_at_once(env, crowd, scene.card, "rsvp:1:1:going")
    overview = await scene.bot.services.meetups.overview(scene.guild.id, 1)
    assert [p.user_id for p in overview.roster.seated] == [m.id for m in crowd[:5]]
    assert [p.user_id for p in overview.roster.waiting] == [m.id for m in crowd[5:]]
    assert all(result.acknowledged for result in results)
    assert "(5/5)" in text_of(scene.card)
    assert words(locale, "Waiting (15)", "Liste d'attente (15)") in text_of(scene.card)
    strokes = [
        r
        for r in env.http_requests[before:]
        if (r.method == "PATCH" and r.path.endswith("/@original"))
        or (r.path.endswith("/callback") and (r.json or {}).get("type") == 7)
    ]
    assert 1 <= len(strokes) <= 5
    assert words(locale, "number 15 in line", "n°\xa015 sur la liste") in answer_of(results[-1])


@both
async def test_list_and_show(scene, locale):
    empty = await scene.members[0].slash(scene.channel, "meetup list")
    assert words(locale, "Nothing is planned", "Rien n'est prévu") in answer_of(empty)
    await scene.schedule(title="Picnic")
    await scene.propose(scene.members[0], title="Idea")
    await scene.bot.run_due()
    listed = await scene.members[0].slash(scene.channel, "meetup list")
    assert all_private(listed)
    assert "Picnic" in answer_of(listed)
    assert "Idea" in answer_of(listed)
    shown = await scene.members[0].slash(scene.channel, "meetup show", meetup="picnic")
    assert "Picnic" in answer_of(shown)
    offered = await scene.members[0].autocomplete(scene.channel, "meetup show", "meetup", "pic")
    assert [choice["value"] for choice in offered] == ["1"]


@both
async def test_enough_interest_schedules_by_itself(scene, locale):
    here = scene.bot.services.communities
    await here.of(scene.guild.id, locale)
    panel = await scene.mod.slash(scene.channel, "setup")
    form = await scene.mod.select(panel.response, ["proposals"], custom_id="setup:1:page")
    await scene.mod.submit_modal(form, {"interest_threshold": "2"})
    await scene.propose(scene.members[0])
    await scene.bot.run_due()
    for member in scene.members[:2]:
        await press(member, scene.card, scene.label("I'd come"))
    await scene.bot.run_due()
    assert words(locale, "Scheduled · Meal", "Programmée · Repas") in text_of(scene.card)


@both
async def test_only_moderators_schedule_confirm_and_decline(scene, locale):
    alice = scene.members[0]
    panel = await alice.slash(
        scene.channel, "meetup schedule", title="Picnic", when="2026-01-10 12:30", where="Parc"
    )
    refused = await press(alice, panel.response, scene.label("Schedule"))
    assert words(locale, "Only moderators", "Seule la modération") in answer_of(refused)
    await scene.propose(alice)
    await scene.bot.run_due()
    for button in ("Confirm", "Decline"):
        result = await press(alice, scene.card, scene.label(button))
        assert not result.modal, "refused before a form is filled in for nothing"
        assert words(locale, "Only moderators", "Seule la modération") in answer_of(result)
        assert all_private(result)
    form = await press(scene.mod, scene.card, scene.label("Decline"))
    assert "**Picnic**" in said_in(form)
    await scene.mod.submit_modal(form, {"reason": "Another one that day"})
    await scene.bot.run_due()
    told = scene.channel.history()[-1]
    assert [user.id for user in told.mentions] == [alice.id]
    assert "Another one that day" in told.content
