"""Photos are for after the beginning, and small numbers about people stay untold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import photos
from bot.domain.meetups import Meetup, MeetupClosed, Phase, Plan, State

START = datetime(2026, 3, 6, 19, 0, tzinfo=UTC)
MEETUP = Meetup(
    id=7,
    community_id=1,
    state=State.SCHEDULED,
    plan=Plan(title="Drinks", starts_at=START, duration=timedelta(hours=2), zone=ZoneInfo("Europe/Paris")),
    organiser_id=5,
    created_at=START - timedelta(days=9),
    check_in_secret="",
)


@pytest.mark.parametrize("hours", [0, 1, 2, 24 * 400])
def test_photos_may_be_added_from_the_beginning_on(hours: int) -> None:
    photos.require_open(MEETUP, START + timedelta(hours=hours))


def test_there_are_no_photos_of_what_has_not_begun() -> None:
    with pytest.raises(MeetupClosed) as refused:
        photos.require_open(MEETUP, START - timedelta(seconds=1))
    assert refused.value.phase is Phase.UPCOMING


@pytest.mark.parametrize("state", [State.PROPOSED, State.CANCELLED, State.DECLINED])
def test_there_are_no_photos_of_what_did_not_happen(state: State) -> None:
    with pytest.raises(MeetupClosed) as refused:
        photos.require_open(replace(MEETUP, state=state), START)
    assert refused.value.phase is Phase(state)


@pytest.mark.parametrize(("count", "told"), [(0, None), (1, None), (4, None), (5, 5), (300, 300)])
def test_numbers_about_fewer_than_five_people_are_not_told(count: int, told: int | None) -> None:
    assert photos.tellable(count) == told
