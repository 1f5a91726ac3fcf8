"""100,000 texts that mean nothing: refused, or read only by rare luck, and quickly either way."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.domain.moments import MomentRefused, read_moment
from bot.domain.moments.lexicon import LANGUAGES, lexicon_of

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Paris")
WORD_SALADS = 7_500  # for each of the six languages
UNICODE_SALADS = 55_000
SLOWEST = 0.010


def accepted(text: str, language: str) -> bool:
    """Whether the text is read; any exception but a refusal fails the test."""
    try:
        read_moment(text, now=NOW, zone=ZONE, language=language)
    except MomentRefused:
        return False
    return True


def lasting(text: str, language: str) -> float:
    began = time.thread_time()
    accepted(text, language)
    return time.thread_time() - began


def is_slow(text: str, language: str) -> bool:
    """Slow each time: a slow first time may be the machine's."""
    return min(lasting(text, language) for _ in range(4)) > SLOWEST


@pytest.mark.parametrize("language", LANGUAGES)
def test_salads_of_words(language: str) -> None:
    random = Random(f"{language} salad")
    words = [
        " ".join((first, *rest)) for first, ends in lexicon_of(language).phrases.items() for rest, _ in ends
    ]
    words += [str(number) for number in (1, 3, 8, 15, 20, 28, 45, 2027)]
    lucky = 0
    for _ in range(WORD_SALADS):
        text = " ".join(random.choice(words) for _ in range(random.randint(4, 10)))
        began = time.thread_time()
        lucky += accepted(text, language)
        assert time.thread_time() - began < SLOWEST or not is_slow(text, language), text
    assert lucky <= WORD_SALADS * 0.003


def test_salads_of_unicode() -> None:
    random = Random("unicode salad")
    blocks = ((0x20, 0x7F), (0xA0, 0x24F), (0x300, 0x36F), (0x400, 0x4FF), (0x600, 0x6FF), (0x2000, 0x206F))
    letters = [
        chr(code)
        for first, last in (*blocks, (0xFF10, 0xFF20), (0x1F600, 0x1F64F))
        for code in range(first, last)
    ]
    lucky = 0
    for _ in range(UNICODE_SALADS):
        text = "".join(random.choices(letters, k=random.randint(3, 24)))
        began = time.thread_time()
        lucky += accepted(text, "fr")
        assert time.thread_time() - began < SLOWEST or not is_slow(text, "fr"), text
    assert lucky <= UNICODE_SALADS * 0.003


@pytest.mark.parametrize(
    "piece",
    [
        "and ",
        "1 ",
        "at ",
        "friday ",
        "1-",
        "every ",
        "from ",
        "( ",
        "1/",
        "\uff19",
        "\u0663 ",
        "\ud800",
        "a ",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_repetition_is_never_slow(piece: str, language: str) -> None:
    text = (piece * 200)[:200]
    assert not is_slow(text, language)
