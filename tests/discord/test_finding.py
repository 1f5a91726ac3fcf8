"""Stories of finding a meetup: a list with filters and pages, an option that takes a title or a date."""

from __future__ import annotations

from datetime import UTC, datetime

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


@both
async def test_a_list_is_filtered_and_its_pages_turn_after_a_restart(scene, stage, locale):
    ann, ben, *_ = scene.members
    weekly = words(locale, "every friday 7pm", "tous les vendredis à 19h")
    await scene.schedule(title="Drinks", when=weekly, where="Île de Nantes", format="drinks", seats=4)
    await press(ann, scene.card, scene.label("Going"))
    await scene.schedule_many(10, starts_at=datetime(2026, 1, 20, 15, tzinfo=UTC))
    await scene.propose(ben, title="Idea", when="")
    await scene.bot.run_due()

    shown = await ann.slash(scene.channel, "meetup list")
    assert all_private(shown)
    said = answer_of(shown)
    assert said.count("Drinks") == 1, "a series is one line"
    assert words(locale, "**tomorrow**, 19:00", "**demain**, 19\xa0h") in said
    assert words(locale, "7 more dates", "7 autres dates") in said
    assert "1/4" in said
    assert "✅" in said
    assert words(locale, "Page 1 of 2", "Page 1 sur 2") in said
    assert "Idea" not in said
    back, forth = controls_of(shown.response)
    assert back["disabled"]
    await stage.restart()
    turned = await ann.click(shown.response, custom_id=forth["custom_id"])
    assert "Walk 10" in answer_of(turned)
    assert "Idea" in answer_of(turned)

    for wanted, there, missing in (
        ({"mine": True}, "Drinks", "Walk"),
        ({"when": "week"}, "Drinks", "Walk"),
        ({"format": "walk"}, "Walk 1", "Drinks"),
        ({"area": "ile de"}, "Drinks", "Walk"),
    ):
        said = answer_of(await ann.slash(scene.channel, "meetup list", **wanted))
        assert there in said
        assert missing not in said
        assert "🔎" in said
    nothing = answer_of(await ann.slash(scene.channel, "meetup list", mine=True, format="walk"))
    assert words(locale, "Nothing fits that", "Rien ne correspond") in nothing
    places = await ann.autocomplete(scene.channel, "meetup list", "area", "nantes")
    assert [choice["value"] for choice in places] == ["Île de Nantes"]


@both
async def test_an_option_takes_a_title_or_a_date_and_offers_what_the_member_may_do(scene, locale):
    ann, ben, *_ = scene.members
    await scene.schedule(title="Café", when="2026-01-02 15:00")  # a Friday, and tomorrow
    await scene.schedule(title="Museum", when="2026-01-12 15:00")
    await scene.propose(ann, title="Idea", when="")

    async def found(member, command, typed, option="meetup"):
        return [c["name"] for c in await member.autocomplete(scene.channel, command, option, typed)]

    cafe = words(locale, "Café · Fri 2 Jan, 15:00", "Café · ven. 2 janv. 15\xa0h")
    for typed in ("CAFE", "fri", "vendredi", "2 january", "2 janvier", "demain", "tomorrow", "cafe ven"):
        assert await found(ben, "meetup show", typed) == [cafe], typed
    assert [name.split(" · ")[0] for name in await found(ben, "meetup show", "")] == [
        "Café",
        "Museum",
        "Idea",
    ]
    assert [name.split(" · ")[0] for name in await found(ann, "meetup edit", "")] == ["Idea"]
    assert await found(ben, "meetup cancel", "") == []
    assert len(await found(scene.mod, "meetup answers", "")) == 3

    nothing_of_ben = [
        *("template save", "poll date", "poll ask", "feedback read", "checkin list", "icebreaker start"),
        *("meetup postpone", "meetup seats", "meetup history", "series skip"),
    ]
    for command in nothing_of_ben:
        assert await found(ben, command, "") == [], command
    for command in ("feedback give", "checkin here"):
        assert await found(ben, command, "") == [], f"{command}: it has not begun"
    assert await found(ann, "meetup postpone", "") == [], "a proposal has nothing to postpone"
    assert [name.split(" · ")[0] for name in await found(ann, "poll date", "")] == ["Idea"]
    await scene.propose(ann, title="Museum", when=words(locale, "2026-01-20 3 pm", "2026-01-20 15:00"))
    by_title = await ann.slash(scene.channel, "meetup edit", meetup="museum")
    assert words(locale, "January 20", "20 janvier") in answer_of(by_title), "hers, of two of that name"

    elsewhere = a_scene(scene.env, locale, name="Brest")
    stranger = elsewhere.members[0]
    seen = await stranger.autocomplete(elsewhere.channel, "meetup show", "meetup", "")
    assert seen == [], "another community's meetups are nobody's business"
    by_title = await ben.slash(scene.channel, "meetup show", meetup="cafe")
    assert "Café" in text_of(by_title.response)
    await scene.wait(38.6 * 3600)  # 24 minutes before the café, or 36 after its start in Paris
    for command in ("checkin list", "checkin code"):
        assert await found(scene.mod, command, "") == [cafe], command
    assert await found(ben, "checkin here", "") == [cafe]
    await scene.wait(2 * DAY)
    assert await found(ben, "checkin here", "") == []
    assert await found(scene.mod, "checkin list", "") == [cafe], "lists stay correctable"
    assert await found(ben, "feedback give", "") == await found(scene.mod, "feedback read", "") == [cafe]
    assert await found(ben, "feedback read", "") == []


@both
async def test_an_option_shows_as_much_as_discord_takes(scene, locale):
    """At most 25 suggestions of at most 100 characters, the nearest first."""
    await scene.schedule(title="x" * 80, when="2026-01-10 12:30")
    await scene.schedule_many(30, starts_at=datetime(2026, 1, 20, 15, tzinfo=UTC))
    found = await scene.members[0].autocomplete(scene.channel, "meetup show", "meetup", "")
    assert len(found) == 25
    assert all(len(choice["name"]) <= 100 for choice in found)
    assert found[0]["name"].startswith("xxx")
    assert found[0]["name"].endswith(
        words(locale, "xx · Sat 10 Jan, 12:30", "x… · sam. 10 janv. 12\xa0h\xa030")
    )
    assert found[-1]["name"].startswith("Walk 24 · ")
