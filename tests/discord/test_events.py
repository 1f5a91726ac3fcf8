"""Discord's own events: made with the card, vague about the place, moved and called off with the meetup."""

from __future__ import annotations

import pytest

from bot.domain.rights import Actor
from bot.storage import jobs
from tests.discord.acting import answer_of, press
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
HOUR = 3600.0
SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


async def switch(scene, *, on=True):
    panel = await scene.mod.slash(scene.channel, "setup")
    form = await scene.mod.select(panel.response, ["discord"], custom_id="setup:1:page")
    usual = {"gives_roles": False, "attendee_role_id": [], "thread_days": "7"}
    said = await scene.mod.submit_modal(form, usual | {"mirrors_events": on})
    await scene.wait(1)
    return said


def events(scene):
    return list(scene.env.backend.guilds[scene.guild.id].scheduled_events.values())


def event_requests(scene, method="*"):
    return [r for r in scene.env.http_requests if "/scheduled-events" in r.path and method in {"*", r.method}]


def moderator(scene):
    return Actor(user_id=scene.mod.id, community_id=scene.guild.id, manages_guild=True)


async def mend(scene):
    panel = await scene.mod.slash(scene.channel, "setup")
    await press(scene.mod, panel.response, "setup:1:retry")
    await scene.wait(1)


@both
async def test_an_event_follows_its_meetup_and_knows_no_address(scene, locale):
    await switch(scene)
    card = await scene.schedule(title="Picnic", where="Parc", address="12 rue du Port")
    [event] = events(scene)
    assert (event.name, event.entity_metadata) == ("Picnic", {"location": "Parc"})
    assert event.scheduled_start_time.startswith("2026-01-10T12:30" if locale != "fr" else "2026-01-10T11:30")
    [sent] = event_requests(scene, "POST")
    assert sent.json["privacy_level"] == 2
    assert "12 rue du Port" not in str(sent.json)
    assert f"{scene.channel.id}/{card.id}" in event.description
    assert ("Answer on the card" if locale != "fr" else "Réponds sur la carte") in event.description

    said = len(event_requests(scene))
    await press(scene.members[0], card, scene.label("Going"))
    await scene.wait(1)
    assert len(event_requests(scene)) == said, "seats are not what an event shows"
    panel = await scene.edit(scene.mod, "When", when="2026-01-10 18:00")
    await press(scene.mod, panel.response, scene.label("Save"))
    panel = await scene.edit(scene.mod, "What", title="Pique-nique")
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.wait(1)
    assert event.name == "Pique-nique"
    assert event.scheduled_start_time.startswith("2026-01-10T18:00" if locale != "fr" else "2026-01-10T17:00")
    assert all(r.json.get("privacy_level") == 2 for r in event_requests(scene, "PATCH"))

    await scene.bot.services.meetups.postpone(moderator(scene), 1, "Rain")
    await scene.wait(1)
    assert event.status == CANCELLED
    panel = await scene.edit(scene.mod, "When", when="2026-01-11 12:30")
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.wait(1)
    assert [one.status for one in events(scene)] == [CANCELLED, SCHEDULED], "a new date, a new event"
    await scene.bot.services.meetups.cancel(moderator(scene), 1, "Rain again")
    await scene.wait(1)
    assert [one.status for one in events(scene)] == [CANCELLED, CANCELLED]


@both
async def test_an_event_ends_by_itself_and_one_deleted_by_hand_stays_away(scene):
    await switch(scene)
    await scene.schedule(title="Picnic")
    await scene.schedule(title="Drinks", when="2026-01-11 19:00")
    picnic, drinks = events(scene)
    scene.env.backend.delete_scheduled_event(scene.guild.id, drinks.id)
    for title in ("Apéro", "Apéritif"):
        panel = await scene.edit(scene.mod, "What", meetup="2", title=title)
        await press(scene.mod, panel.response, scene.label("Save"))
        await scene.wait(1)
    assert events(scene) == [picnic]
    said = len(event_requests(scene))
    await scene.wait((9 * 24 + 18) * HOUR)
    assert picnic.status == COMPLETED
    assert len(event_requests(scene)) == said, "Discord ends it"
    await switch(scene, on=False)
    await switch(scene)
    assert [one.name for one in events(scene)] == ["Picnic", "Apéritif"], "switched on anew, it is made anew"


@both
async def test_of_a_series_one_date_at_a_time_has_an_event_and_a_begun_one_is_ended_when_it_moves(
    scene, locale
):
    """Discord's own recurring events shift by an hour when the clocks change."""
    await switch(scene)
    weekly = "every friday 7pm" if locale != "fr" else "tous les vendredis à 19h"
    await scene.schedule(title="Drinks", when=weekly)

    def shown():
        return [(one.scheduled_start_time[:10], one.status) for one in events(scene)]

    assert shown() == [("2026-01-02", SCHEDULED)]
    await scene.wait(3 * 24 * HOUR)
    assert shown() == [("2026-01-02", COMPLETED), ("2026-01-09", SCHEDULED)]
    form = await scene.mod.slash(scene.channel, "series skip", meetup="2")
    await scene.mod.submit_modal(form, {"reason": "The bar is closed"})
    await scene.wait(1)
    assert shown()[1:] == [("2026-01-09", CANCELLED), ("2026-01-16", SCHEDULED)]
    await scene.wait(12.8 * 24 * HOUR)  # the third has begun
    assert shown()[-1] == ("2026-01-16", ACTIVE)
    when = "2026-01-18 7 pm" if locale != "fr" else "2026-01-18 19:00"
    panel = await scene.edit(scene.mod, "When", meetup="3", when=when)
    await press(scene.mod, panel.response, scene.label("Save for this date"))
    for _ in range(2):
        await scene.wait(2)
    assert shown()[2:] == [("2026-01-16", COMPLETED), ("2026-01-18", SCHEDULED)]


@both
async def test_what_discord_does_not_allow_is_told_once_and_the_meetup_lives_on(scene, locale, bugs):
    await switch(scene)
    scene.env.inject_error("POST", "/guilds/*/scheduled-events", status=400, code=30038, times=None)
    card = await scene.schedule(title="Picnic")
    await scene.schedule(title="Drinks", when="2026-01-11 19:00")
    await press(scene.members[0], card, scene.label("Going"))
    await scene.wait(HOUR)
    assert len(event_requests(scene, "POST")) == 1
    told = [m.content for m in scene.channel.history() if m.content.startswith("⚠️")]
    assert len(told) == 1
    assert "100" in told[0]
    assert ("Discord's own event" if locale != "fr" else "évènement") in told[0]
    assert len(bugs.take()) == 1
    shown = await scene.mod.slash(scene.channel, "setup")
    assert "100" in answer_of(shown)
    scene.env.backend.faults.clear()
    await mend(scene)
    assert sorted(one.name for one in events(scene)) == ["Drinks", "Picnic"]

    scene.env.inject_error("PATCH", "/guilds/*/scheduled-events/*", status=403, code=50013, times=None)
    panel = await scene.edit(scene.mod, "What", title="Pique-nique")
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.wait(HOUR)
    await scene.bot.services.meetups.cancel(moderator(scene), 2, "Rain")
    await scene.wait(HOUR)
    assert len(event_requests(scene, "PATCH")) == 1
    told = [m.content for m in scene.channel.history() if m.content.startswith("⚠️")]
    assert ("Create Events" if locale != "fr" else "Créer des évènements") in told[-1]
    assert len(bugs.take()) == 1
    scene.env.backend.faults.clear()
    scene.env.inject_error("GET", "/guilds/*/scheduled-events/*", status=500, times=3)
    await mend(scene)
    for _ in range(3):
        await scene.wait(300)
    assert len(bugs.take()) == 3, "a failure that passes by itself is tried again"
    assert {(one.name, one.status) for one in events(scene)} == {
        ("Pique-nique", SCHEDULED),
        ("Drinks", CANCELLED),
    }
    assert await scene.bot.db.read(jobs.parked) == []
