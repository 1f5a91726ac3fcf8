"""What members type: whatever it is, what is kept is short, visible and stays as it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.texts import LIMITS, Field, TextMissing, TextTooLong, clean

FAMILY = "👨\u200d👩\u200d👧"
EMOJI = [
    FAMILY,
    "🏳️\u200d🌈",
    "👩🏽\u200d🚀",
    "❤️\u200d🔥",
    "1️⃣",
    "👍🏿",
    "🇫🇷",
    "☺️",
]
JOINED = ["می\u200cخواهم", "क्\u200dष", "ന്\u200d", "נִקּוּד"]  # noqa: RUF001 - Persian needs its own letters
BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
INVISIBLE = [
    "",
    " \n\t\r",
    "\u200b",
    "\u200d",
    "\u200c\u200d\ufe0f",
    "\u00a0\u2003\u3000",
    BIDI,
    "\u2060\ufeff\u00ad",
    "\u3164",  # the letter Discord users choose for a name nobody can see
    "\u115f\u1160\uffa0",
    "\u2800",
    "\u034f\u180b\ufe0f\U000e0100",
    "\u0301",
    "\x00\x1b",
    "\ue000",
    "\ud800",
    "\U000e0041\U000e0042",
]

pieces = st.one_of(
    st.characters(),
    st.sampled_from(
        [*EMOJI, *JOINED, *BIDI, *INVISIBLE, "\n", "\r\n", "\t", "e\u200b\u0301", "\u212a", "@everyone", " "]
    ),
)
typed = st.lists(pieces, max_size=40).map("".join)


@settings(deadline=None)
@given(text=typed, field=st.sampled_from(Field), required=st.booleans())
@example(text="e\u200b\u0301", field=Field.TITLE, required=True)
@example(text="\u212a\u200dé", field=Field.TITLE, required=True)
@example(text="a\n \n \n \nb", field=Field.DESCRIPTION, required=True)
def test_what_is_kept_is_short_visible_and_settled(text, field, required):
    try:
        kept = clean(text, field, required=required)
    except (TextTooLong, TextMissing) as refused:
        refusal = refused
    else:
        judge(kept, field)
        assert kept or not required
        return
    assert refusal.field is field
    if isinstance(refusal, TextTooLong):
        assert refusal.length > refusal.limit == LIMITS[field]
    else:
        assert required
        assert clean(text, field) == ""


def judge(kept, field):
    assert clean(kept, field) == kept
    assert len(kept) <= LIMITS[field]
    assert kept == kept.strip()
    assert "  " not in kept
    assert "\n\n\n" not in kept
    assert unicodedata.is_normalized("NFC", kept)
    hidden = [
        ch
        for ch in kept
        if unicodedata.category(ch) in {"Cc", "Cf", "Cs", "Co"} and ch not in "\n\u200c\u200d"
    ]
    assert not hidden
    assert "\n" not in kept or field is Field.DESCRIPTION


@pytest.mark.parametrize("text", [*EMOJI, *JOINED])
@pytest.mark.parametrize("field", Field)
def test_emoji_and_every_script_survive(text, field):
    said = f"Pique-nique {text} au parc"
    assert clean(said, field) == unicodedata.normalize("NFC", said)
    assert clean(text, field, required=True) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", INVISIBLE, ids=ascii)
@pytest.mark.parametrize("field", Field)
def test_nothing_to_see_is_nothing(text, field):
    assert clean(text, field) == ""
    with pytest.raises(TextMissing) as refused:
        clean(text, field, required=True)
    assert refused.value.field is field


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  a   b ", "a b"),
        ("a\tb", "a b"),
        ("a\x1fb", "a b"),
        ("a\u2028b\u2029c", "a b c"),
        ("a\x00b", "ab"),
        ("a \u200b b", "a b"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("pass\u200dword", "password"),
        ("pass\u200cword", "password"),
        (f"{FAMILY}\u200d\u200d\u200d", f"{FAMILY}\u200d"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),
        ("line one\r\nline two\rline three", "line one line two line three"),
        ("<@&1> @everyone **x**", "<@&1> @everyone **x**"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_tricks_go_and_words_stay(text, kept):
    assert clean(text, Field.TITLE) == kept


def test_an_emoji_newer_than_this_python_survives():
    newest = "\U0001fadf"
    assert clean(newest, Field.TITLE, required=True) == newest


def test_a_description_keeps_its_lines_and_one_blank_one():
    text = "one\r\ntwo \n three\n\n\n\nfour\n \n\t\nfive\n"
    assert clean(text, Field.DESCRIPTION) == "one\ntwo\nthree\n\nfour\n\nfive"


@pytest.mark.parametrize("field", Field)
def test_the_limit_counts_what_is_kept(field):
    limit = LIMITS[field]
    assert clean("  " + "x" * limit + "\u200b ", field) == "x" * limit
    with pytest.raises(TextTooLong) as refused:
        clean("é" * (limit + 1), field)
    assert (refused.value.field, refused.value.length, refused.value.limit) == (field, limit + 1, limit)
