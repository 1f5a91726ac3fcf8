"""Reads what people type for a date ("samedi prochain à 19h") and says a date back in words."""

from bot.domain.moments.describing import describe, describe_rule
from bot.domain.moments.lists import read_moments
from bot.domain.moments.reading import read_moment, understand
from bot.domain.moments.refusals import MomentRefused, Reason
from bot.domain.moments.values import Choice, Frequency, Grain, Moment, NthWeekday, Recurrence

__all__ = [
    "Choice",
    "Frequency",
    "Grain",
    "Moment",
    "MomentRefused",
    "NthWeekday",
    "Reason",
    "Recurrence",
    "describe",
    "describe_rule",
    "read_moment",
    "read_moments",
    "understand",
]
