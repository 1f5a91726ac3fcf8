"""Check-in opens and closes, and its codes are taken for as long as somebody can still be typing them."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import checkins
from bot.domain.checkins import CheckInNotOpen
from bot.domain.meetups import DateMissing, Meetup, MeetupClosed, Phase, Plan, State
from bot.domain.words import WORDS

START = datetime(2026, 3, 6, 19, 0, tzinfo=UTC)
END = START + timedelta(hours=2)
MEETUP = Meetup(
    id=7,
    community_id=1,
    state=State.SCHEDULED,
    plan=Plan(title="Drinks", starts_at=START, duration=END - START, zone=ZoneInfo("Europe/Paris")),
    organiser_id=5,
    created_at=START - timedelta(days=9),
    check_in_secret="the meetup's own",  # noqa: S106 - of no meetup
)
SECRET = MEETUP.check_in_secret
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("at", [START - 30 * MINUTE, START, END, END + timedelta(hours=12)])
def test_check_in_is_open_around_the_meetup(at: datetime) -> None:
    checkins.require_open(MEETUP, at)
    assert checkins.is_open(MEETUP, at)


@pytest.mark.parametrize("at", [START - 30 * MINUTE - SECOND, END + timedelta(hours=12, seconds=1)])
def test_check_in_is_closed_before_and_after(at: datetime) -> None:
    with pytest.raises(CheckInNotOpen) as refused:
        checkins.require_open(MEETUP, at)
    assert (refused.value.opens_at, refused.value.closes_at) == (
        START - 30 * MINUTE,
        END + timedelta(hours=12),
    )
    assert not checkins.is_open(MEETUP, at)


def test_an_organiser_corrects_the_list_for_a_fortnight() -> None:
    checkins.require_correctable(MEETUP, END + timedelta(days=14))
    with pytest.raises(CheckInNotOpen) as refused:
        checkins.require_correctable(MEETUP, END + timedelta(days=14, seconds=1))
    assert refused.value.closes_at == END + timedelta(days=14)
    with pytest.raises(CheckInNotOpen):
        checkins.require_correctable(MEETUP, START - 31 * MINUTE)


@pytest.mark.parametrize("state", [State.PROPOSED, State.CANCELLED, State.DECLINED])
def test_only_a_scheduled_meetup_is_checked_into(state: State) -> None:
    meetup = replace(MEETUP, state=state)
    with pytest.raises(MeetupClosed) as refused:
        checkins.require_open(meetup, START)
    assert refused.value.phase is Phase(state)
    assert not checkins.is_open(meetup, START)


def test_a_meetup_without_a_date_has_no_check_in() -> None:
    with pytest.raises(DateMissing):
        checkins.require_open(replace(MEETUP, plan=replace(MEETUP.plan, starts_at=None)), START)


def test_every_byte_has_a_word_of_its_own_in_each_language() -> None:
    for words in WORDS.values():
        assert len(words) == len({checkins._plain(word) for word in words}) == 256
        assert all(checkins._plain(word).isalpha() for word in words)
        assert all(word == unicodedata.normalize("NFC", word) for word in words)


@pytest.mark.parametrize("language", WORDS)
def test_a_code_is_four_words_that_stay_for_ten_minutes(language: str) -> None:
    code = checkins.code_at(SECRET, START, language)
    assert len(code.split()) == 4
    assert set(code.split()) <= set(WORDS[language])
    assert checkins.code_at(SECRET, START + 10 * MINUTE - SECOND, language) == code
    assert checkins.code_at(SECRET, START + 10 * MINUTE, language) != code


@pytest.mark.parametrize("language", WORDS)
def test_a_code_is_taken_in_its_window_and_the_next(language: str) -> None:
    code = checkins.code_at(SECRET, START, language)
    assert not checkins.matches(SECRET, code, START - SECOND)
    assert checkins.matches(SECRET, code, START)
    assert checkins.matches(SECRET, code, START + 20 * MINUTE - SECOND)
    assert not checkins.matches(SECRET, code, START + 20 * MINUTE)


def test_the_next_words_come_at_the_end_of_the_window() -> None:
    assert checkins.changes_at(START) == START + 10 * MINUTE
    assert checkins.changes_at(START + 10 * MINUTE - SECOND) == START + 10 * MINUTE
    assert checkins.changes_at(START + 10 * MINUTE) == START + 20 * MINUTE


def test_case_accents_and_separators_do_not_count() -> None:
    code = checkins.code_at(SECRET, START, "fr")
    bare = "".join(c for c in unicodedata.normalize("NFKD", code) if not unicodedata.combining(c))
    for typed in (code.upper(), bare, code.replace(" ", ", "), f"  {code.replace(' ', ' - ')} !\n"):
        assert checkins.matches(SECRET, typed, START)
    assert checkins.matches(SECRET, unicodedata.normalize("NFD", code), START)


def test_accents_matter_no_more_in_the_word_that_has_them() -> None:
    accented = next(word for word in WORDS["fr"] if word == "éléphant")
    assert checkins._plain(accented) == checkins._plain("ELEPHANT") == "elephant"


@pytest.mark.parametrize("typed", ["", "four", "🎉", "acorn acorn acorn acorn", "a" * 5000, "\u202ecode"])
def test_anything_else_is_not_the_code(typed: str) -> None:
    assert not checkins.matches(SECRET, typed, START)


def test_the_words_have_to_stand_in_their_order_and_be_all_there() -> None:
    words = checkins.code_at(SECRET, START, "en").split()
    assert not checkins.matches(SECRET, " ".join(words[:3]), START)
    assert not checkins.matches(SECRET, " ".join([*words, words[0]]), START)
    assert not checkins.matches(SECRET, " ".join(sorted(words, reverse=words == sorted(words))), START)


def test_another_meetup_has_another_code() -> None:
    assert not checkins.matches("another secret", checkins.code_at(SECRET, START, "en"), START)
