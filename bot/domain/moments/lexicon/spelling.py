"""Builds the number words of a language from its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def spelled_numbers(small: str, tens: Mapping[int, str], joined: str) -> Iterator[tuple[str, int]]:
    """(words, number) from zero to 99.

    ``small`` are the words from zero on, separated by bars, variants by slashes; ``tens`` the words of 20,
    30...; ``joined`` the ways to join both, separated by bars, such as "{ten} {unit}".
    """
    units = [words.split("/") for words in small.split("|")]
    for number, words in enumerate(units):
        for word in words:
            yield word.strip(), number
    for ten, names in tens.items():
        for name in names.split("/"):
            yield name, ten
            for unit in range(1, 10):
                for word in units[unit]:
                    for way in joined.split("|"):
                        yield way.format(ten=name, unit=word.strip()), ten + unit


def spelled_years(ways: str, small: str, tens: Mapping[int, str], joined: str) -> Iterator[tuple[str, int]]:
    """(words, year) of this century; ``ways`` such as "two thousand {number}", separated by bars."""
    if not ways:
        return
    for word, number in spelled_numbers(small, tens, joined):
        if number >= 10:  # noqa: PLR2004 - "twenty five" is no year
            for way in ways.split("|"):
                yield way.format(number=word), 2000 + number
