"""Choices, refusals, several moments at once, several languages at once."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import Refusal
from bot.domain.moments import Choice, Moment, MomentRefused, Reason, read_moment, read_moments, understand

ZONE = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)  # a tuesday


def starts(text: str, language: str = "en", now: datetime = NOW) -> list[str]:
    found = read_moment(text, now=now, zone=ZONE, language=language)
    return [
        f"{moment.start:%m-%d %H:%M}"
        for moment in (found.readings if isinstance(found, Choice) else (found,))
    ]


def refused(text: str, language: str = "en") -> tuple[Reason, str | None]:
    with pytest.raises(MomentRefused) as caught:
        read_moment(text, now=NOW, zone=ZONE, language=language)
    return caught.value.reason, caught.value.word


def test_a_refusal_is_the_members_doing_and_a_value_error() -> None:
    with pytest.raises(Refusal):
        read_moment("blorp", now=NOW, zone=ZONE, language="en")
    with pytest.raises(ValueError, match="blorp"):
        read_moment("blorp", now=NOW, zone=ZONE, language="en")


@pytest.mark.parametrize(
    ("text", "reason", "word"),
    [
        ("", Reason.EMPTY, None),
        (" . ", Reason.EMPTY, None),
        ("x" * 201, Reason.TOO_LONG, None),
        ("1 " * 60, Reason.TOO_LONG, None),
        ("friday Blorp 7pm", Reason.UNKNOWN_WORD, "Blorp"),
        ("friday and", Reason.UNCLEAR, "and"),
        ("next week", Reason.VAGUE, "next week"),
        ("tomorrow evening", Reason.HOUR_MISSING, "evening"),
        ("31 June", Reason.NO_SUCH_DATE, "31"),
        ("friday 25:00", Reason.NO_SUCH_TIME, "25:00"),
        ("monday 28 november", Reason.WEEKDAY_CONTRADICTS, "monday"),
        ("yesterday 7pm", Reason.PAST, "yesterday"),
        ("in 20 months", Reason.TOO_FAR, None),
        ("2027-03-28 02:30", Reason.SKIPPED_HOUR, "02:30"),
        ("2027-10-31 02:30", Reason.REPEATED_HOUR, "02:30"),
        ("fri 4 dec 6pm to thu 3 dec 2026 6pm", Reason.END_BEFORE_START, None),
        ("every 2 hours", Reason.REPEATS_OFTEN, "hours"),
    ],
)
def test_every_reason_is_given(text: str, reason: Reason, word: str | None) -> None:
    assert refused(text) == (reason, word)


def test_a_reading_that_cannot_be_is_not_replaced_by_an_unlikely_one() -> None:
    assert refused("5 march 2024")[0] is Reason.PAST  # not the 5th of march at 20:24
    assert refused("friday 28 november")[0] is Reason.WEEKDAY_CONTRADICTS
    assert refused("1 november 2026")[0] is Reason.PAST


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("next friday", "en", ["12-04 00:00", "11-27 00:00"]),
        ("vendredi prochain", "fr", ["11-27 00:00", "12-04 00:00"]),
        ("tuesday", "en", ["11-24 00:00", "12-01 00:00"]),
        ("tuesday 9am", "en", ["12-01 09:00"]),
        ("tuesday 8pm", "en", ["11-24 20:00", "12-01 20:00"]),
        ("friday at 7", "en", ["11-27 19:00", "11-27 07:00"]),
        ("5 to 6pm", "en", ["11-24 17:00", "11-24 17:55"]),
        ("friday at midnight", "en", ["11-28 00:00", "11-27 00:00"]),
        ("du 13 au 18", "fr", ["12-13 00:00", "11-24 13:00"]),
        ("03/04", "en", ["03-04 00:00", "04-03 00:00"]),
        ("03/04", "en-US", ["03-04 00:00", "04-03 00:00"]),
        ("28/11", "en-US", ["11-28 00:00"]),
        ("03.04.", "en-US", ["04-03 00:00"]),
        ("03/04", "fr", ["04-03 00:00"]),
        ("03/04", "pt-BR", ["04-03 00:00"]),
    ],
)
def test_what_people_may_mean_either_way(text: str, language: str, expected: list[str]) -> None:
    assert starts(text, language) == expected


def test_british_english_writes_the_day_first() -> None:
    assert starts("03/04", "en-GB")[0] == "04-03 00:00"


def test_an_hour_that_is_over_today_is_tomorrows() -> None:
    assert starts("9am") == ["11-25 09:00"]
    assert starts("10:00", "fr") == ["11-24 10:00"]
    assert starts("7", "en")[0] == "11-24 19:00"


def test_a_past_year_end_rolls_into_the_next_year() -> None:
    found = read_moment("5 jan", now=NOW, zone=ZONE, language="en")
    assert isinstance(found, Moment)
    assert found.start.year == 2027


def test_answers_are_in_the_zone_of_the_text() -> None:
    found = read_moment(
        "7pm", now=datetime(2026, 11, 24, 1, 0, tzinfo=UTC), zone=ZoneInfo("Asia/Tokyo"), language="en"
    )
    assert isinstance(found, Moment)
    assert found.start.isoformat() == "2026-11-24T19:00:00+09:00"


def test_several_moments() -> None:
    found = read_moments("fri 7pm; sat 2pm-5pm or sunday 11am", now=NOW, zone=ZONE, language="en")
    assert [f"{moment.start:%d %H}" for moment in found if isinstance(moment, Moment)] == [
        "27 19",
        "28 14",
        "29 11",
    ]


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("ven 19h, sam 14h", "fr", 2),
        ("ven 19h ou sam 14h\ndim 11h", "fr", 3),
        ("freitag 19 Uhr oder samstag 14 Uhr", "de", 2),
        ("friday and saturday", "en", 2),
        ("Sat, Nov 28", "en", 1),
        ("fri 7pm;", "en", 1),
    ],
)
def test_lists_are_split_where_moments_meet(text: str, language: str, number: int) -> None:
    assert len(read_moments(text, now=NOW, zone=ZONE, language=language)) == number


def listed(text: str, language: str = "en") -> list[str]:
    found = read_moments(text, now=NOW, zone=ZONE, language=language)
    firsts = [moment.readings[0] if isinstance(moment, Choice) else moment for moment in found]
    return [f"{moment.start:%m-%d %H}" + (f"-{moment.end:%H}" if moment.end else "") for moment in firsts]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("sat or sun 2pm", "en", ["11-28 14", "11-29 14"]),
        ("samedi ou dimanche 14h", "fr", ["11-28 14", "11-29 14"]),
        ("Samstag oder Sonntag 14 Uhr", "de", ["11-28 14", "11-29 14"]),
        ("fri, sat or sun 2pm-5pm", "en", ["11-27 14-17", "11-28 14-17", "11-29 14-17"]),
        ("14 or 15 july at 7pm", "en", ["07-14 19", "07-15 19"]),
        ("14, 15 ou 16 juillet à 19h", "fr", ["07-14 19", "07-15 19", "07-16 19"]),
        ("july 14, 15 or 16 at 7pm", "en", ["07-14 19", "07-15 19", "07-16 19"]),
        ("14 or 15 july", "en", ["07-14 00", "07-15 00"]),
        ("le 14 ou le 15 à 19h", "fr", ["12-14 19", "12-15 19"]),
        ("demain soir ou jeudi soir 20h", "fr", ["11-25 20", "11-26 20"]),
        ("tomorrow 7pm or 8pm", "en", ["11-25 19", "11-25 20"]),
        ("fri 7pm, sat or sun 2pm", "en", ["11-27 19", "11-28 14", "11-29 14"]),
    ],
)
def test_what_is_said_once_counts_for_the_days_beside_it(
    text: str, language: str, expected: list[str]
) -> None:
    assert listed(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sat 2pm or sunday", ["11-28 14", "11-29 00"]),
        ("sat; sun 2pm", ["11-28 00", "11-29 14"]),
        ("sat or 7pm", ["11-28 00", "11-24 19"]),
        ("sat 28 nov or sunday 6", ["11-28 00", "12-06 00"]),
    ],
)
def test_what_is_not_shared(text: str, expected: list[str]) -> None:
    assert listed(text) == expected


@pytest.mark.parametrize(
    ("text", "reason", "word"),
    [
        ("sat, nov 29", Reason.WEEKDAY_CONTRADICTS, "sat"),
        ("sat morning or sun 2pm", Reason.HOUR_MISSING, "morning"),
        ("sat or blorp 2pm", Reason.UNKNOWN_WORD, "blorp"),
    ],
)
def test_sharing_hides_no_refusal(text: str, reason: Reason, word: str) -> None:
    with pytest.raises(MomentRefused) as caught:
        read_moments(text, now=NOW, zone=ZONE, language="en")
    assert (caught.value.reason, caught.value.word) == (reason, word)


JUNE = datetime(2026, 6, 2, 10, 0, tzinfo=ZONE)  # a tuesday


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("vendredi à 8", "fr", ["06-05 08:00", "06-05 20:00"]),
        ("vendredi à 20", "fr", ["06-05 20:00"]),
        ("le 13 juin à 8", "fr", ["06-13 08:00", "06-13 20:00"]),
        ("du vendredi au 8", "fr", ["06-05 00:00"]),
        ("viernes a 8", "es", ["06-05 08:00", "06-05 20:00"]),
        ("venerdì alle 8", "it", ["06-05 08:00", "06-05 20:00"]),
        ("sexta às 8", "pt", ["06-05 08:00", "06-05 20:00"]),
        ("fri 7", "en", ["06-05 19:00", "06-05 07:00"]),
        ("fri 5", "en", ["06-05 00:00"]),
    ],
)
def test_a_number_after_a_weekday_is_an_hour_unless_the_day_fits(
    text: str, language: str, expected: list[str]
) -> None:
    assert starts(text, language, JUNE) == expected


@pytest.mark.parametrize(
    ("text", "language"), [("friday to 8", "en"), ("Freitag bis 8", "de"), ("vendredi au 8", "fr")]
)
def test_a_weekday_and_a_number_are_no_range(text: str, language: str) -> None:
    with pytest.raises(MomentRefused):
        read_moment(text, now=JUNE, zone=ZONE, language=language)


def test_a_week_after_a_weekday_that_is_over_may_be_either() -> None:
    saturday = datetime(2026, 11, 28, 10, 0, tzinfo=ZONE)
    assert starts("Freitag in einer Woche", "de", saturday) == ["12-11 00:00", "12-04 00:00"]
    assert starts("a week on friday", "en", saturday) == ["12-11 00:00"]
    assert refused("friday in 9 days")[0] is Reason.WEEKDAY_CONTRADICTS
    assert refused("friday in 8 days")[0] is Reason.WEEKDAY_CONTRADICTS


def test_a_list_names_the_moment_that_is_refused() -> None:
    with pytest.raises(MomentRefused) as caught:
        read_moments("fri 7pm; blorp; sat 8pm", now=NOW, zone=ZONE, language="en")
    assert caught.value.word == "blorp"
    with pytest.raises(MomentRefused) as caught:
        read_moments(" ; ", now=NOW, zone=ZONE, language="en")
    assert caught.value.reason is Reason.EMPTY
    with pytest.raises(MomentRefused) as caught:
        read_moments("\n".join(["fri 7pm"] * 26), now=NOW, zone=ZONE, language="en")
    assert caught.value.reason is Reason.TOO_LONG
    with pytest.raises(MomentRefused) as caught:
        read_moments("x" * 6000, now=NOW, zone=ZONE, language="en")
    assert caught.value.reason is Reason.TOO_LONG


def understood(text: str, *languages: str) -> list[str]:
    found = understand(text, now=NOW, zone=ZONE, languages=languages)
    return [
        f"{moment.start:%m-%d %H:%M}"
        for moment in (found.readings if isinstance(found, Choice) else (found,))
    ]


def test_a_member_may_write_in_any_of_the_languages() -> None:
    assert understood("samedi 14h", "fr", "en") == ["11-28 14:00"]
    assert understood("saturday 2pm", "fr", "en") == ["11-28 14:00"]
    assert understood("samstag 14 uhr", "fr", "de", "en-US") == ["11-28 14:00"]


def test_a_contradiction_between_languages_is_a_choice() -> None:
    assert understood("03/04", "en-US", "en-GB") == ["03-04 00:00", "04-03 00:00"]
    assert understood("mar 5", "en", "fr")[0] == "03-05 00:00"
    assert understood("03/04", "fr", "en") == ["04-03 00:00"]


def test_the_language_that_understood_most_refuses() -> None:
    with pytest.raises(MomentRefused) as caught:
        understand("saturday blorp", now=NOW, zone=ZONE, languages=("fr", "en"))
    assert (caught.value.reason, caught.value.word) == (Reason.UNKNOWN_WORD, "blorp")
    with pytest.raises(MomentRefused) as caught:
        understand("hier", now=NOW, zone=ZONE, languages=("fr", "en"))
    assert caught.value.reason is Reason.PAST
    with pytest.raises(MomentRefused) as caught:
        understand("hier", now=NOW, zone=ZONE, languages=())
    assert caught.value.reason is Reason.EMPTY


def test_an_unknown_locale_reads_english() -> None:
    assert starts("saturday 2pm", "ja") == ["11-28 14:00"]
