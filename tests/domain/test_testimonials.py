"""Words are quoted as their author allows, and harmless wherever they are pasted."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain import testimonials
from bot.domain.testimonials import Naming, as_csv, as_markdown, asks_at, counted, naming_of, signed

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


def a_quote(words: str, signature: str = "Ada") -> testimonials.Testimonial:
    return testimonials.Testimonial(
        id=1, meetup_id=7, user_id=3, words=words, signature=signature, language="en", allowed_at=NOW
    )


@pytest.mark.parametrize(
    ("naming", "signature"),
    [(Naming.NAME, "Ada B. Lovelace"), (Naming.FIRST, "Ada"), (Naming.ANONYMOUS, "")],
)
def test_an_author_is_named_as_they_wish(naming: Naming, signature: str) -> None:
    assert signed(naming, "Ada  B. Lovelace") == signature
    assert naming_of(signature, "Ada B. Lovelace") is naming


@pytest.mark.parametrize(
    ("ended", "asked"),
    [("2026-03-06 22:00", "2026-03-07 10:00"), ("2026-03-07 01:30", "2026-03-07 10:00")],
)
def test_people_are_asked_the_morning_after(ended: str, asked: str) -> None:
    ends_at = datetime.fromisoformat(ended).replace(tzinfo=PARIS)
    assert asks_at(ends_at, PARIS) == datetime.fromisoformat(asked).replace(tzinfo=PARIS)


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])
def test_no_spreadsheet_takes_words_for_a_formula(words: str) -> None:
    [_, row] = csv.reader(io.StringIO(as_csv([(a_quote(words, words), words)])))
    assert [cell[0] for cell in row[:3]] == ["'"] * 3


def test_quotes_are_plain_text_in_markdown() -> None:
    text = as_markdown([(a_quote("*so* [good](x)"), "Picnic"), (a_quote("Yes", ""), "Drinks")])
    assert "> \\*so\\* \\[good\\](x)\n>\n> — Ada, Picnic" in text
    assert "> Yes\n>\n> — Drinks" in text


def test_words_are_counted_once_a_text_without_stop_words_and_elisions() -> None:
    texts = ["L'ambiance était folle, l\u2019ambiance !", "Une Ambiance folle", "de l'eau"]
    assert counted(texts, ["était", "une", "de"], 10) == [("ambiance", 2), ("folle", 2), ("eau", 1)]
    assert counted(texts, [], 1) == [("ambiance", 2)]
    assert counted(["Quelqu\u2019un m'attendait"], ["quelqu'un"], 9) == [("attendait", 1)]
