"""Why a text about time was not accepted."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.errors import Refusal


class Reason(StrEnum):
    """Every reason to refuse a text; match it exhaustively."""

    EMPTY = "empty"
    """Nothing was written."""
    TOO_LONG = "too_long"
    """Longer than a date ever is; or more moments at once than a poll can hold."""
    UNKNOWN_WORD = "unknown_word"
    """``word`` is the first word that the language's lexicon does not know."""
    UNCLEAR = "unclear"
    """Every word is known, but together they make no moment; ``word`` is the first that does not fit."""
    VAGUE = "vague"
    """``word`` names no particular day ("next week", "soon")."""
    HOUR_MISSING = "hour_missing"
    """``word`` is a part of the day ("tomorrow evening") and no hour was given."""
    NO_SUCH_DATE = "no_such_date"
    """The calendar has no such day (31 June); ``word`` is the day as written."""
    NO_SUCH_TIME = "no_such_time"
    """The clock has no such time (25:00, 15 am); ``word`` is the time as written."""
    WEEKDAY_CONTRADICTS = "weekday_contradicts"
    """The weekday is not the weekday of the date; ``word`` is the weekday as written."""
    PAST = "past"
    """It is over already."""
    TOO_FAR = "too_far"
    """More than 13 months ahead and no year was given."""
    SKIPPED_HOUR = "skipped_hour"
    """The clocks go forward over that hour: it does not exist on that day."""
    REPEATED_HOUR = "repeated_hour"
    """The clocks go back and that hour happens twice; a zone abbreviation ("CEST") would decide."""
    END_BEFORE_START = "end_before_start"
    """It ends before it starts."""
    REPEATS_OFTEN = "repeats_often"
    """It repeats by the hour or faster."""


class MomentRefused(Refusal, ValueError):  # noqa: N818 - a refusal is an answer, not an error
    """The text is no moment: ``reason`` says why; ``word`` is the member's word it hangs on, if any."""

    def __init__(self, reason: Reason, word: str | None = None) -> None:
        super().__init__(reason, word)
        self.reason = reason
        self.word = word
