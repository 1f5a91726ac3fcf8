"""Finds what to say of a text that could not be read: the reason, and the word it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moments.refusals import MomentRefused, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.moments.context import ImpossibleError
    from bot.domain.moments.tokens import Token

# Classes of words to blame, by the reason's hint.
_BLAMED = {
    "weekday": {"weekday"},
    "part": {"part", "relpart"},
    "day": {"day", "fulldate", "date", "dotdate"},
    "clock": {"clock", "clock0", "dotclock", "hhmm", "n", "noon", "midnight"},
}
_TELLING = (
    ("baddate", Reason.NO_SUCH_DATE),
    ("badtime", Reason.NO_SUCH_TIME),
    ("past", Reason.PAST),
    ("vague", Reason.VAGUE),
)


def diagnosis(
    text: str, tokens: Sequence[Token], problem: ImpossibleError | None, furthest: int
) -> MomentRefused:
    """The refusal that helps most: an unknown word before all, then what was wrong with the likeliest reading."""
    for token in tokens:
        if not token.senses:
            return MomentRefused(Reason.UNKNOWN_WORD, text[token.start : token.end])
    if problem is not None and problem.reason is not Reason.UNCLEAR:
        return MomentRefused(problem.reason, _word(text, tokens, _BLAMED.get(problem.blame, set())))
    for name, reason in _TELLING:
        word = _word(text, tokens, {name})
        if word is not None:
            return MomentRefused(reason, word)
    if problem is None and furthest < len(tokens):
        token = tokens[furthest]
        return MomentRefused(Reason.UNCLEAR, text[token.start : token.end])
    return MomentRefused(Reason.UNCLEAR)


def _word(text: str, tokens: Sequence[Token], classes: set[str]) -> str | None:
    for token in tokens:
        if any(name in classes for name, _ in token.senses):
            return text[token.start : token.end]
    return None
