"""Photos are for after the beginning, and small numbers about people stay untold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import photos
from bot.domain.communities import default_community
from bot.domain.meetups import Meetup, MeetupClosed, Phase, Plan, State
from bot.domain.photos import Entry, Picture, chosen, looks_like

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


def an_entry(number: int, user_id: int, likes: int = 0, count: int = 1, **values: object) -> Entry:
    """An entry whose pictures look like nobody else's."""
    pictures = tuple(
        Picture(
            position=n,
            width=4,
            height=3,
            digest=f"{(number * 16 + n) * 0x9E3779B97F4A7C15 % 2**64:016x}",
            key=f"{number}.{n}",
        )
        for n in range(1, count + 1)
    )
    usual = {"meetup_id": 7, "for_recap": True, "likes": likes, "count": count, "pictures": pictures}
    return Entry(id=number, user_id=user_id, **usual | values)  # type: ignore[arg-type]


def keys(entries: list[Entry], unwilling: tuple[int, ...] = ()) -> list[str | None]:
    return [picture.key for picture in chosen(entries, unwilling)]


def test_a_collage_shows_the_best_liked_of_everybody_before_anybodys_second() -> None:
    entries = [an_entry(1, 1, likes=2, count=2), an_entry(2, 2, likes=5), an_entry(3, 1, likes=9, count=2)]
    assert keys(entries) == ["3.1", "2.1", "3.2", "1.1", "1.2"]
    assert len(keys([an_entry(n, n, count=3) for n in range(5)])) == photos.MOST_IN_COLLAGE


def test_a_collage_shows_nothing_of_who_did_not_agree_or_said_no() -> None:
    entries = [an_entry(1, 1), an_entry(2, 2, for_recap=False), an_entry(3, 3), an_entry(4, 4)]
    assert keys(entries, (3,)) == ["1.1", "4.1"]
    assert keys(entries, (3, 4)) == []  # one photo is no collage
    gone = replace(entries[0], pictures=(replace(entries[0].pictures[0], key=None),))
    assert keys([gone, *entries[1:]]) == ["3.1", "4.1"]


def test_a_collage_shows_the_same_picture_once() -> None:
    one = an_entry(1, 1)
    assert keys([one, an_entry(2, 2, pictures=one.pictures), an_entry(3, 3)]) == ["1.1", "3.1"]
    assert looks_like("00000000000000ff", "00000000000000f0")
    assert not looks_like("00000000000000ff", "0000000000000000")


def test_an_album_outlives_the_recap_that_needs_it() -> None:
    ends_at = START + timedelta(hours=2)
    community = default_community(1, "fr", START)
    assert photos.album_ends_at(ends_at, community) == ends_at + timedelta(days=30)
    assert photos.album_ends_at(ends_at, replace(community, album_days=1)) == ends_at + timedelta(days=4)
    assert photos.opens_at(ends_at, replace(community, photo_minutes=0)) == ends_at
