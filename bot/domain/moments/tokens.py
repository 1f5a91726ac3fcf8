"""Cuts a text into tokens and gives each the senses that a lexicon or its digits allow."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.moments.shapes import Sense, number_senses, shape_senses

if TYPE_CHECKING:
    from bot.domain.moments.lexicon import Lexicon

_PIECES = re.compile(r"[0-9]+(?:([:./-])[0-9]+\1[0-9]+|[:./][0-9]+)?|[^\W\d_]+|\S")
_LOOKALIKES = str.maketrans(
    "\u2019\u2018\u02bc\u2032\u00b4`\u2013\u2014\u2212\u2010\u2011\u2044\u00a0", "''''''-----/ "
)


class Token(NamedTuple):
    """A word, a number or a sign: its place in the text as typed, and what it may be."""

    start: int
    end: int
    senses: tuple[Sense, ...]


class _Piece(NamedTuple):
    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case, without accents, with plain dashes and apostrophes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_LOOKALIKES).casefold())
    if not plain.isascii():
        plain = "".join(filterfalse(unicodedata.combining, plain)).translate(_LOOKALIKES)
    return plain


_folded_mark = lru_cache(maxsize=4096)(fold)


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    marks: list[str] = []
    places: list[int] = []
    for place, mark in enumerate(text):
        plain = _folded_mark(mark)
        marks.append(plain)
        places.extend([place] * len(plain))
    places.append(len(text))
    return "".join(marks), places


def pieces(text: str) -> list[_Piece]:
    """The folded words, numbers and signs of a text with their places in it."""
    if text.isascii():
        return [_Piece(found[0], found.start(), found.end()) for found in _PIECES.finditer(text.lower())]
    folded, places = _folded_with_places(text)
    return [
        _Piece(found[0], places[found.start()], places[found.end() - 1] + 1)
        for found in _PIECES.finditer(folded)
    ]


def tokenise(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of a text; one without senses is a word that the lexicon does not know."""
    found = pieces(text)
    tokens: list[Token] = []
    place = 0
    while place < len(found):
        piece = found[place]
        if piece.text == ".":
            _mark_ordinal(tokens, piece, lexicon)
            place += 1
            continue
        if piece.text[0].isdigit():
            token, place = _number(found, place, lexicon)
        else:
            senses: tuple[Sense, ...]
            if piece.text in {"a", "p"} and tokens and tokens[-1].end == piece.start:
                senses, after = (("ampm", 12 if piece.text == "p" else 0),), place + 1
            elif piece.text == "t" and tokens and tokens[-1].end == piece.start:
                senses, after = (("comma", 0),), place + 1  # 2026-11-28T19:00
            else:
                senses, after = lexicon.longest(found, place)
            token = Token(piece.start, found[after - 1].end, senses)
            place = after
        tokens.append(token)
    return tokens


def _number(found: list[_Piece], place: int, lexicon: Lexicon) -> tuple[Token, int]:
    piece = found[place]
    text = piece.text
    if not text.isdecimal():
        return Token(piece.start, piece.end, shape_senses(text, month_first=lexicon.month_first)), place + 1
    following = found[place + 1] if place + 1 < len(found) else None
    if following is not None and following.start == piece.end and following.text in lexicon.ordinal_suffixes:
        ordinal = int(text) if len(text) <= 2 else 0  # noqa: PLR2004 - no month has a hundredth day
        return Token(piece.start, following.end, (("ord", ordinal), ("day", ordinal))), place + 2
    return Token(piece.start, piece.end, number_senses(text)), place + 1


def _mark_ordinal(tokens: list[Token], dot: _Piece, lexicon: Lexicon) -> None:
    """German writes ordinals with a dot: "3." is the third."""
    if lexicon.dot_is_ordinal and tokens and tokens[-1].end == dot.start:
        last = tokens[-1]
        numbers = tuple(("ord", value) for kind, value in last.senses if kind == "n")
        tokens[-1] = Token(last.start, dot.end, last.senses + numbers)
