"""Moments in words, in every language."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.moments import Choice, Moment, describe, read_moment

ZONE = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)


def said(text: str, language: str, *, with_year: bool = False) -> str:
    found = read_moment(text, now=NOW, zone=ZONE, language="en")
    moment = found.readings[0] if isinstance(found, Choice) else found
    assert isinstance(moment, Moment)
    return describe(moment, ZONE, language, now=NOW if with_year else None)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "samedi 28 novembre, de 14 h à 17 h"),
        ("en-US", "Saturday, November 28, from 2 PM to 5 PM"),
        ("en-GB", "Saturday 28 November, from 14:00 to 17:00"),
        ("es-ES", "sábado 28 de noviembre, de 14:00 a 17:00"),
        ("de", "Samstag, 28. November, von 14 Uhr bis 17 Uhr"),
        ("it", "sabato 28 novembre, dalle 14:00 alle 17:00"),
        ("pt-BR", "sábado, 28 de novembro, das 14h às 17h"),
        ("ja", "Saturday, November 28, from 2 PM to 5 PM"),
    ],
)
def test_a_range_in_every_language(language: str, expected: str) -> None:
    assert said("28 nov 2pm-5pm", language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 dec", "mardi 1er décembre"),
        ("28 nov 2:30pm", "samedi 28 novembre à 14 h 30"),
        ("12 dec 10pm-2am", "samedi 12 décembre, de 22 h à 2 h"),
        ("dec 1 - dec 3", "du mardi 1er décembre au jeudi 3 décembre"),
        ("dec 1 5pm - dec 3 6pm", "du mardi 1er décembre à 17 h au jeudi 3 décembre à 18 h"),
        ("5 jan 8pm", "mardi 5 janvier 2027 à 20 h"),
        ("every friday at 7pm", "chaque vendredi, à partir du vendredi 27 novembre à 19 h"),
        (
            "every 2 weeks on mon and thu 19:30 until 18 dec",
            (
                "toutes les 2 semaines le lundi et jeudi, à partir du jeudi 26 novembre à 19 h 30, "
                "jusqu'au vendredi 18 décembre"
            ),
        ),
        (
            "first friday of each month 6pm",
            "tous les mois le premier vendredi, à partir du vendredi 4 décembre à 18 h",
        ),
        ("the 4th of every month", "tous les mois le 4, à partir du vendredi 4 décembre"),
        ("last day of each month", "tous les mois le dernier jour, à partir du lundi 30 novembre"),
        ("every day 10am 3 times", "tous les jours, à partir du mardi 24 novembre à 10 h, 3 fois"),
        ("monthly", "tous les mois, à partir du mardi 24 novembre"),
        ("yearly", "tous les ans, à partir du mardi 24 novembre"),
    ],
)
def test_everything_in_french(text: str, expected: str) -> None:
    assert said(text, "fr", with_year=True) == expected


def test_gender_of_weekdays() -> None:
    assert said("last sunday of each month", "it").startswith("ogni mese l'ultima domenica")
    assert said("first friday of each month", "pt-BR").startswith("todos os meses na 1ª sexta-feira")
    assert said("first sunday of each month", "pt-BR").startswith("todos os meses no 1º domingo")


def test_one_o_clock_is_singular() -> None:
    moment = Moment(datetime(2026, 11, 28, 1, 0, tzinfo=ZONE))
    assert describe(moment, ZONE, "es-ES") == "sábado 28 de noviembre a la 1:00"
    assert describe(moment, ZONE, "it") == "sabato 28 novembre all'1:00"


def test_the_wall_clock_of_the_zone_is_told() -> None:
    moment = Moment(datetime(2026, 11, 28, 23, 30, tzinfo=UTC))
    assert describe(moment, ZoneInfo("Asia/Tokyo"), "fr") == "dimanche 29 novembre à 8 h 30"
