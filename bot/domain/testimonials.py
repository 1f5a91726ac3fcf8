"""What people say after a meetup: feedback, and the words that may be quoted, as far as they allow."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from zoneinfo import ZoneInfo

MOST_STARS = 5
MOST_MET = 25
ASKED_AT = time(10)
"""On the clocks of the meetup: the morning after."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2019'][^\W\d_]+)*")
_SHORTEST = 3
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[\u2019']", re.IGNORECASE)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|])")


class Naming(StrEnum):
    """How whoever said it is named beside their words."""

    NAME = "name"
    FIRST = "first"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What one member said about one meetup; ``to_change`` is for its organisers alone, without a name."""

    meetup_id: int
    user_id: int
    stars: int
    good: str = ""
    to_change: str = ""
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimonial:
    """Words that their author allows to quote; ``signature`` is empty where they stay anonymous.

    They are published once a moderator approved them, and exist only until their author withdraws them.
    """

    id: int
    meetup_id: int
    user_id: int
    words: str
    signature: str = ""
    language: str
    is_approved: bool = False
    is_picked: bool = False
    allowed_at: datetime


class NothingToQuote(Refusal):
    """The words changed meanwhile, or there are none: what was shown is not what would be quoted."""


class TestimonialGone(Refusal):
    """Its author withdrew it."""


def asks_at(ends_at: datetime, zone: ZoneInfo) -> datetime:
    """When those who were there are asked how it was: the next morning on the meetup's clocks."""
    local = ends_at.astimezone(zone)
    day = local.date() if local.time() < time(5) else local.date() + timedelta(days=1)
    return datetime.combine(day, ASKED_AT, tzinfo=zone)


def signed(naming: Naming, display_name: str) -> str:
    """How the author is named: whole, by the first word of their name, or not at all."""
    if naming is Naming.ANONYMOUS:
        return ""
    name = " ".join(display_name.split())
    return name.partition(" ")[0] if naming is Naming.FIRST else name


def naming_of(signature: str, display_name: str) -> Naming:
    """How whoever signed so wished to be named."""
    if not signature:
        return Naming.ANONYMOUS
    return Naming.FIRST if signature == signed(Naming.FIRST, display_name) else Naming.NAME


def as_markdown(quotes: Iterable[tuple[Testimonial, str]]) -> str:
    """Quotes as Markdown, each with the meetup's title; whatever somebody wrote stays plain text."""
    parts = []
    for quote, title in quotes:
        source = f"{quote.signature}, {title}" if quote.signature else title
        parts.append(f"> {_MARKDOWN.sub(_ESCAPED, quote.words)}\n>\n> — {_MARKDOWN.sub(_ESCAPED, source)}\n")
    return "\n".join(parts)


_ESCAPED = r"\\\1"


def as_csv(quotes: Iterable[tuple[Testimonial, str]]) -> str:
    """Quotes as CSV with a heading; a spreadsheet takes nothing in it for a formula.

    (https://owasp.org/www-community/attacks/CSV_Injection)
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(("words", "name", "meetup", "language", "allowed_on", "picked"))
    for quote, title in quotes:
        row = (quote.words, quote.signature, title, quote.language, f"{quote.allowed_at:%Y-%m-%d}")
        writer.writerow([*map(_harmless, row), "yes" if quote.is_picked else "no"])
    return sheet.getvalue()


def counted(texts: Iterable[str], stop_words: Collection[str], most: int) -> list[tuple[str, int]]:
    """The words that most texts use, each text counting once, stop words left out; the most used first.

    French elisions go ("l'ambiance" is "ambiance"); a word is written as it was most often.
    """
    stops = {word.casefold() for word in stop_words}
    uses: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for text in texts:
        found = {}
        for word in _WORD.findall(text.replace("\u2019", "'")):
            plain = _ELIDED.sub("", word)
            if len(plain) >= _SHORTEST and not {plain.casefold(), word.casefold()} & stops:
                found[plain.casefold()] = plain
        for key, spelling in found.items():
            uses[key] += 1
            spellings.setdefault(key, Counter())[spelling] += 1
    ranked = sorted(uses.items(), key=lambda use: (-use[1], use[0]))[:most]
    return [(spellings[key].most_common(1)[0][0], count) for key, count in ranked]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
