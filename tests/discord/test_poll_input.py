"""Whatever is typed into a poll: asked about, refused in a sentence, or shown as plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain import polls
from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.poll_scenes import DATES, Community

if TYPE_CHECKING:
    import simcord

    from bot.client import TableeBot
    from tests.discord.conftest import Stage

BOTH = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)


@pytest.fixture
async def place(env: simcord.Env, bot: TableeBot, stage: Stage, locale: str) -> Community:
    community = Community(env, bot, stage, locale)
    await community.propose()
    return community


async def test_another_guild_sees_and_changes_nothing(place: Community) -> None:
    await place.open()
    poll = await place.poll()
    elsewhere = place.env.create_guild("Elsewhere")
    room = elsewhere.create_text_channel("room")
    stranger = elsewhere.add_member(place.env.create_user("stranger"))
    refused = await stranger.slash(room, "poll date", meetup=str(place.meetup.id), dates=DATES)
    assert all_private(refused)
    assert "no such meetup" in answer_of(refused)
    with pytest.raises(polls.PollNotFound):
        await place.bot.services.polls.overview(elsewhere.id, poll.id)


@BOTH
@pytest.mark.parametrize(
    "dates",
    [
        "🎉",
        "@everyone",
        "مرحبا",
        "2026-01-09 19:00",
        "2025-12-01 19:00; 2025-12-02 19:00",
        "; ".join(f"2026-02-{day:02} 19:00" for day in range(1, 27)),
        "x" * 2000,
    ],
)
async def test_what_cannot_be_voted_on_is_refused_and_kept(place: Community, dates: str) -> None:
    refused = await place.ask(dates=dates)

    assert all_private(refused)
    assert "⚠️" in answer_of(refused)
    assert place.words("What you typed is kept; nothing was published.") in answer_of(refused)
    form = await press(place.ana, refused.response, place.t.gettext("Change"))
    assert form.modal is not None
    typed = {"options": DATES, "closes": ""}
    mended = await place.ana.submit_modal(form, typed)
    assert "⚠️" not in text_of(mended.response or refused.response)
    await press(place.ana, refused.response, place.label("Open the poll"))
    await place.stage.run_due()
    assert len((await place.poll()).options) == 3


@pytest.mark.parametrize("places", ["The Anchor", "The Anchor; the anchor", "\u200b; Zoo", "x" * 2000])
async def test_places_that_are_none_are_refused(place: Community, places: str) -> None:
    refused = await place.ask(what="venue", places=places)

    assert all_private(refused)
    assert "⚠️" in answer_of(refused)
    assert not (await place.state()).polls


async def test_strange_places_are_plain_words_on_the_card(place: Community) -> None:
    await place.open(what="venue", places="@everyone; **bold** [x](https://evil.example); مقهى النيل; 🎉🎉")
    message = place.card

    assert not message.mention_everyone
    assert "\\*\\*bold" in text_of(message)
    assert "@everyone" not in text_of(message)
    assert "مقهى النيل" in text_of(message)


@pytest.mark.parametrize(
    "closes", ["yesterday 6pm", "2026-01-09 20:00", "nonsense", "2026-01-07 18:00; 2026-01-08 18:00"]
)
async def test_a_deadline_that_cannot_be_kept_is_refused(place: Community, closes: str) -> None:
    refused = await place.ask(closes=closes)

    assert all_private(refused)
    assert "⚠️" in answer_of(refused)


@BOTH
async def test_a_day_without_an_hour_is_asked(place: Community) -> None:
    panel = await place.ask(dates="2026-01-09; 2026-01-10 19:00")
    (menu, _) = controls_of(panel.response)
    assert (await place.state()).polls == ()
    await place.ana.select(panel.response, ["19"], custom_id=menu["custom_id"])
    await press(place.ana, panel.response, place.label("Open the poll"))
    await place.stage.run_due()

    hours = [o.starts_at.astimezone((await place.poll()).zone).hour for o in (await place.poll()).options]
    assert hours == [19, 19]


async def test_25_dates_fit_the_ballot(place: Community) -> None:
    await place.open(dates="; ".join(f"2026-02-{day:02} 19:00" for day in range(1, 26)))
    ballot = await place.ballot(place.ben)
    assert len(controls_of(ballot)) == 28  # Discord refuses a message of more than 40 components
    await press(place.ben, ballot, "All of them")
    assert "**1**+0" in text_of(place.card)


async def test_25_options_fit_the_card_and_the_ballot(place: Community) -> None:
    await place.propose("`*_~|" * 16)
    names = "; ".join(f"{n:02} {'*_' * 36}" for n in range(25))
    await place.open(what="venue", places=names)
    ballot = await place.ballot(place.ben)

    assert len(controls_of(ballot)) == 27
    assert len(text_of(place.card)) <= 4100


@BOTH
async def test_suggestions_name_proposals_and_read_dates_back(place: Community) -> None:
    found = await place.ana.autocomplete(place.channel, "poll date", "meetup", "drin")
    assert [choice["value"] for choice in found] == [str(place.meetup.id)]
    read = await place.ana.autocomplete(
        place.channel, "poll date", "dates", "2026-01-09 19:00; 2026-01-10 19:00"
    )
    assert ("January 9" if place.locale == "en-US" else "9 janvier") in read[0]["name"]
    too_long = "; ".join([DATES] * 3)
    assert await place.ana.autocomplete(place.channel, "poll date", "dates", too_long) == []
