"""What a profile holds, and how two of them compare."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.profiles import (
    LANGUAGES,
    MOST_INTERESTS,
    DayPart,
    PhotoConsent,
    Profile,
    Slot,
    TooManyInterests,
    Wish,
    is_usually_free,
    read_interests,
    shared_interests,
    slot_of,
)
from bot.domain.texts import TextTooLong

PARIS = ZoneInfo("Europe/Paris")


def profile(**told):
    return Profile(community_id=1, user_id=2, **told)


def test_who_told_nothing_allows_nothing():
    fresh = profile()
    assert not any(getattr(fresh, wish.value) for wish in Wish)
    assert fresh.photos is PhotoConsent.ASK
    assert not is_usually_free(fresh.availability, datetime(2026, 3, 7, 12, tzinfo=UTC), PARIS)


def test_languages_fit_one_menu():
    assert len(set(LANGUAGES)) == len(LANGUAGES) <= 25


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        (" , ;\n", ()),
        ("hiking,  board   games ;Ceramics\ncinéma", ("hiking", "board games", "Ceramics", "cinéma")),
        ("Go, go, GO!", ("go", "GO!")),
    ],
)
def test_interests_are_read_as_people_list_them(typed, expected):
    assert read_interests(typed) == expected


def test_interests_have_limits():
    assert len(read_interests(",".join("abcdefghij"))) == MOST_INTERESTS
    with pytest.raises(TooManyInterests):
        read_interests(",".join("abcdefghijk"))
    with pytest.raises(TextTooLong):
        read_interests("x" * 41)


@given(st.text(max_size=200))
def test_reading_what_was_read_changes_nothing(typed):
    try:
        once = read_interests(typed)
    except (TooManyInterests, TextTooLong):
        return
    assert read_interests(", ".join(once)) == once


def test_shared_interests_do_not_care_for_case():
    one, other = profile(interests=("Go", "chess", "Tea")), profile(interests=("TEA", "go"))
    assert shared_interests(one, other) == ("Go", "Tea")
    assert shared_interests(other, one) == ("TEA", "go")


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, DayPart.MORNING),
        (11, DayPart.MORNING),
        (12, DayPart.AFTERNOON),
        (17, DayPart.AFTERNOON),
        (18, DayPart.EVENING),
        (23, DayPart.EVENING),
    ],
)
def test_a_part_of_the_day_is_the_local_one(hour, part):
    saturday = datetime(2026, 3, 7, hour, 30, tzinfo=PARIS)
    assert slot_of(saturday.astimezone(UTC), PARIS) == Slot(5, part)


def test_who_is_free_on_friday_evenings_is_so_where_the_meetup_is():
    friday = frozenset({Slot(4, DayPart.EVENING)})
    start = datetime(2026, 3, 6, 18, 0, tzinfo=UTC)
    assert is_usually_free(friday, start, PARIS)
    assert not is_usually_free(friday, start, ZoneInfo("Asia/Tokyo"))
