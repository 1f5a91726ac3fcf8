"""What members type, made safe to keep: trimmed, free of invisible tricks, within its limit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import Refusal

_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")


class Field(StrEnum):
    """A text that a member types; its limit is in characters."""

    TITLE = "title"
    DESCRIPTION = "description"
    AREA = "area"
    ADDRESS = "address"
    REASON = "reason"
    OPTION = "option"
    CAPTION = "caption"


LIMITS = {
    Field.TITLE: 80,
    Field.DESCRIPTION: 800,
    Field.AREA: 80,
    Field.ADDRESS: 200,
    Field.REASON: 300,
    Field.OPTION: 80,
    Field.CAPTION: 200,
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
    would turn its surroundings round (Unicode class Cf, save the joiners of emoji and Indic scripts) go.

    Raises:
        TextMissing: ``required`` and nothing visible is left.
        TextTooLong: longer than ``LIMITS[field]``.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if field is not Field.DESCRIPTION:
        text = text.replace("\n", " ")
    text = "".join(ch for ch in text if ch in "\n\u200d\ufe0f" or unicodedata.category(ch) not in _HIDDEN)
    text = _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", text)).strip()
    if not text.strip("\u200d\ufe0f \n"):
        if required:
            raise TextMissing(field)
        return ""
    if len(text) > LIMITS[field]:
        raise TextTooLong(field, len(text), LIMITS[field])
    return text


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
