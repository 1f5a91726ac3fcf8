"""Finds what to say of a text that could not be read: the reason, and the word it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moments.refusals import MomentRefused, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.moments.context import ImpossibleError
    from bot.domain.moments.tokens import Token

# Classes of words to blame, the likeliest first, by the reason's hint.
_BLAMED = {
    "weekday": ("weekday",),
    "part": ("part", "weakpart", "relpart", "relmorning", "weekdaypart", "ampm"),
    "day": ("fulldate", "date", "dotdate", "day"),
    "clock": ("clock", "clock0", "dotclock", "hmark", "noon", "midnight", "hhmm", "n"),
    "unit": ("unit",),
}
_NAMES_NO_DAY = ("vague", "nextweek", "thisweek", "weekafternext", "nextmonth", "thismonth", "month", "year")
_TELLING = (
    ("baddate", Reason.NO_SUCH_DATE),
    ("badtime", Reason.NO_SUCH_TIME),
    ("past", Reason.PAST),
    ("vague", Reason.VAGUE),
)


def diagnosis(
    text: str, tokens: Sequence[Token], problem: ImpossibleError | None, furthest: int
) -> MomentRefused:
    """The refusal that helps most: an unknown word, else what was wrong with the likeliest reading."""
    for token in tokens:
        if not token.senses:
            return MomentRefused(Reason.UNKNOWN_WORD, text[token.start : token.end])
    if problem is not None and problem.reason is not Reason.UNCLEAR:
        blamed = _NAMES_NO_DAY if problem.reason is Reason.VAGUE else _BLAMED.get(problem.blame, ())
        return MomentRefused(problem.reason, _word(text, tokens, blamed))
    for name, reason in _TELLING:
        word = _word(text, tokens, (name,))
        if word is not None:
            return MomentRefused(reason, word)
    if problem is None and furthest < len(tokens):
        token = tokens[furthest]
        return MomentRefused(Reason.UNCLEAR, text[token.start : token.end])
    return MomentRefused(Reason.UNCLEAR)


def _word(text: str, tokens: Sequence[Token], classes: Iterable[str]) -> str | None:
    for blamed in classes:
        # of two parts of the day, the later: in "mañana por la tarde" the first is a day
        places = range(len(tokens))[:: -1 if blamed == "part" else 1]
        for place in places:
            token = tokens[place]
            if any(name == blamed for name, _ in token.senses):
                start = tokens[place - 1].start if blamed == "hmark" and place else token.start
                return text[start : token.end]
    return None
