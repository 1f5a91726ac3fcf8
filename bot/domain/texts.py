"""What members type, made safe to keep: trimmed, free of invisible tricks, within its limit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import Refusal

_SPACES = re.compile(r"[^\S\n]+")
_AROUND_LINES = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")
# Zero-width (non-)joiner: part of emoji and of scripts that join letters, a trick after anything else.
_JOINERS = "\u200c\u200d"
_STRAY_JOINERS = re.compile(f"(?<![^\\s\\x00-\\x7f{_JOINERS}])[{_JOINERS}]")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


class Field(StrEnum):
    """A text that a member types; its limit is in characters."""

    TITLE = "title"
    DESCRIPTION = "description"
    AREA = "area"
    ADDRESS = "address"
    REASON = "reason"
    NOTE = "note"
    OPTION = "option"
    OPTION_AREA = "option_area"
    ACCESS = "access"
    PRICE = "price"
    POLL_QUESTION = "poll_question"
    CAPTION = "caption"
    INTEREST = "interest"
    OFFERS = "offers"
    NEEDS = "needs"
    BRING = "bring"
    PROMPT = "prompt"
    ACCESS_CODE = "access_code"
    CONTACT = "contact"
    TRANSPORT = "transport"
    QUESTION = "question"
    GOOD = "good"
    TO_CHANGE = "to_change"


LIMITS = {
    Field.TITLE: 80,
    Field.DESCRIPTION: 800,
    Field.AREA: 80,
    Field.ADDRESS: 200,
    Field.REASON: 300,
    Field.NOTE: 100,
    Field.OPTION: 80,
    Field.OPTION_AREA: 60,
    Field.ACCESS: 120,
    Field.PRICE: 40,
    Field.POLL_QUESTION: 150,
    Field.CAPTION: 200,
    Field.INTEREST: 40,
    Field.OFFERS: 300,
    Field.NEEDS: 300,
    Field.BRING: 200,
    Field.PROMPT: 150,
    Field.ACCESS_CODE: 80,
    Field.CONTACT: 120,
    Field.TRANSPORT: 300,
    Field.QUESTION: 300,
    Field.GOOD: 400,
    Field.TO_CHANGE: 400,
}


@dataclass(eq=False)
class TextMissing(Refusal):
    """A required text was empty, or held nothing visible."""

    field: Field


@dataclass(eq=False)
class TextTooLong(Refusal):
    """A text was longer than its limit."""

    field: Field
    length: int
    limit: int


def clean(text: str, field: Field, *, required: bool = False) -> str:
    """The text as it is kept: NFC, one space between words, no control or direction-override characters.

    Only a description keeps its line breaks. Right-to-left text stays as it is; the invisible characters that
    would turn its surroundings round (Unicode class Cf) go, save the joiners inside emoji and joined scripts.

    Raises:
        TextMissing: ``required`` and nothing visible is left.
        TextTooLong: longer than ``LIMITS[field]``.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if field is not Field.DESCRIPTION:
        text = text.replace("\n", " ")
    text = "".join(ch for ch in _SPACES.sub(" ", text) if _is_kept(ch))
    # what went may have kept a letter from its accent: NFC once more
    text = unicodedata.normalize("NFC", _STRAY_JOINERS.sub("", text))
    text = _BLANK_LINES.sub("\n\n", _AROUND_LINES.sub("\n", _SPACES.sub(" ", text))).strip()
    if not any(_is_visible(ch) for ch in text):
        if required:
            raise TextMissing(field)
        return ""
    if len(text) > LIMITS[field]:
        raise TextTooLong(field, len(text), LIMITS[field])
    return text


def plainly(text: str) -> str:
    """A text for comparing: no case, no accents, single spaces."""
    bare = (c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(bare).split())


def _is_kept(ch: str) -> bool:
    if ch == "\n" or ch in _JOINERS or _is_pictograph(ch):
        return True
    return unicodedata.category(ch) not in _HIDDEN


def _is_visible(ch: str) -> bool:
    if _is_pictograph(ch):
        return True
    return unicodedata.category(ch)[0] in "LNPS" and ch not in _BLANK_LETTERS


def _is_pictograph(ch: str) -> bool:
    """Go by the place in Unicode: an emoji newer than this Python has no category yet."""
    return "\U0001f000" <= ch <= "\U0001fffd"
