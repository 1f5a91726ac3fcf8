"""One file of data per language; here, how such a file becomes a lexicon."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar, cast

from bot.domain.moments.lexicon.spelling import spelled_numbers, spelled_years
from bot.domain.moments.tokens import fold, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.moments.shapes import Sense

LANGUAGES = ("en", "fr", "es", "de", "it", "pt")


class LanguageData(Protocol):
    """What a file of this folder holds.

    ``WORDS`` maps a class of the grammar to its words, separated by bars; where a class carries a value, it
    maps values to words. ``NUMBERS`` are the words from zero on; ``TENS`` and ``TENS_JOINED`` build the rest.
    """

    WORDS: Mapping[str, str | Mapping[int, str]]
    NUMBERS: str
    TENS: Mapping[int, str]
    TENS_JOINED: str
    YEARS: str
    ORDINAL_SUFFIXES: str
    CLOCK_24: bool
    DOT_IS_ORDINAL: bool


class _Text(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_P = TypeVar("_P", bound=_Text)


class Lexicon(NamedTuple):
    """The words of one language and its habits."""

    language: str
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[Sense, ...]]]]
    ordinal_suffixes: frozenset[str]
    clock_24: bool
    dot_is_ordinal: bool
    month_first: bool

    def longest(self, found: Sequence[_P], place: int) -> tuple[tuple[Sense, ...], int]:
        """The senses of the longest known phrase that starts at ``place``, and where it ends."""
        known = self.phrases.get(found[place].text, ())
        following = _following(found, place) if known else ()
        for words, senses in known:
            after = _after(words, found, place) if not words or words[0] in following else 0
            if after:
                return senses, after
        return (), place + 1


def _following(found: Sequence[_Text], place: int) -> list[str]:
    """What a phrase may go on with: the next piece, and the one after it if the next does not count."""
    texts: list[str] = []
    for at in range(place + 1, len(found)):
        texts.append(found[at].text)
        if not _skipped(found, at):
            break
    return texts


def _after(words: tuple[str, ...], found: Sequence[_P], place: int) -> int:
    """Where ``words`` end if they stand at ``place``, else 0; hyphens within and dots do not count."""
    place += 1
    for word in words:
        while place < len(found) and found[place].text != word and _skipped(found, place):
            place += 1
        if place >= len(found) or found[place].text != word:
            return 0
        place += 1
    return place


def _skipped(found: Sequence[_P], place: int) -> bool:
    if found[place].text == ".":
        return True
    glued = (
        place + 1 < len(found) and found[place - 1].end == found[place].start == found[place + 1].start - 1
    )
    return found[place].text == "-" and glued


def base_language(locale: str) -> str:
    """The language of a Discord locale, English if there is no lexicon for it."""
    language = locale.replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else "en"


@lru_cache(maxsize=32)
def lexicon_of(locale: str) -> Lexicon:
    """The lexicon of a Discord locale; English writes the month first except in British English."""
    language = base_language(locale)
    data = cast("LanguageData", import_module(f"bot.domain.moments.lexicon.{language}"))
    senses: dict[tuple[str, ...], list[Sense]] = {}
    for phrase, found in _entries(data):
        for spelling in (phrase,) if phrase.isascii() else (phrase, _without_umlauts(phrase)):
            known = senses.setdefault(_words(spelling), [])
            known.extend(sense for sense in found if sense not in known)
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[Sense, ...]]]] = {}
    for words in sorted(senses, key=len, reverse=True):
        phrases.setdefault(words[0], []).append((words[1:], tuple(senses[words])))
    return Lexicon(
        language,
        phrases,
        frozenset(data.ORDINAL_SUFFIXES.split("|")),
        data.CLOCK_24,
        data.DOT_IS_ORDINAL,
        language == "en" and locale.lower() not in {"en-gb", "en_gb"},
    )


def _words(spelling: str) -> tuple[str, ...]:
    """The folded words; hyphens within do not count."""
    folded = fold(spelling)
    words = folded.replace("-", " ").split()
    if words and all(map(str.isalpha, words)):
        return tuple(words)
    return tuple(piece.text for piece in pieces(folded) if piece.text != "-" or folded == "-")


def _without_umlauts(phrase: str) -> str:
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        phrase = phrase.replace(umlaut, letters)
    return phrase


def _entries(data: LanguageData) -> Iterator[tuple[str, tuple[Sense, ...]]]:
    """Every phrase with senses that it has; a phrase may come more than once."""
    for kind, words in data.WORDS.items():
        for value, phrases in ({0: words} if isinstance(words, str) else words).items():
            senses: tuple[Sense, ...] = ((kind, value), ("day", value)) if kind == "ord" else ((kind, value),)
            for phrase in phrases.split("|"):
                yield phrase, senses
    for phrase, number in spelled_numbers(data.NUMBERS, data.TENS, data.TENS_JOINED):
        senses = (("n", number), ("word", number))
        yield phrase, (*senses, ("day", number)) if number else senses
    for phrase, number in spelled_years(data.YEARS, data.NUMBERS, data.TENS, data.TENS_JOINED):
        yield phrase, (("year", number),)
    for sign, kind in (
        (",", "comma"),
        ("-", "dash"),
        ("/", "slash"),
        ("'", "prime"),
        (":", "comma"),
        ("(", "comma"),
        (")", "comma"),
    ):
        yield sign, ((kind, 0),)
