"""Reads texts: one moment, several, or one in any of several languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moments.context import Context, ImpossibleError
from bot.domain.moments.covers import covers
from bot.domain.moments.diagnosis import diagnosis
from bot.domain.moments.lexicon import lexicon_of
from bot.domain.moments.refusals import MomentRefused, Reason
from bot.domain.moments.resolve import readings
from bot.domain.moments.tokens import tokenise
from bot.domain.moments.values import Choice, Moment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.moments.covers import Cover

MAX_LENGTH = 200
_MAX_TOKENS = 40
_MAX_READINGS = 3
_MARGIN = 12
"""How much a weekday that fits its date may outweigh a shorter reading."""


def read_moment(text: str, *, now: datetime, zone: ZoneInfo, language: str) -> Moment | Choice:
    """The moment that ``text`` names, or the two or three that it may name.

    Args:
        text: what a member typed, at most 200 characters.
        now: aware; "tomorrow" and "in 2 hours" count from it, and nothing before it is accepted.
        zone: whose wall clock the text means; the answer's datetimes are in it.
        language: a Discord locale ("fr", "en-US", "en-GB", "es-ES", "pt-BR"...).

    Raises:
        MomentRefused: with the reason and, where there is one, the word.
    """
    if len(text) > MAX_LENGTH:
        raise MomentRefused(Reason.TOO_LONG)
    lexicon = lexicon_of(language)
    tokens = tokenise(text, lexicon)
    if not tokens:
        raise MomentRefused(Reason.EMPTY)
    if len(tokens) > _MAX_TOKENS:
        raise MomentRefused(Reason.TOO_LONG)
    local = now.astimezone(zone).replace(second=0, microsecond=0)
    context = Context(local, local.date(), zone, lexicon.clock_24, next_is_next_week=lexicon.language == "en")
    if all(token.senses for token in tokens):
        found, furthest = covers(tokens)
    else:
        found, furthest = [], 0
    moments, problem = _best(found, context)
    if not moments:
        raise diagnosis(text, tokens, problem, furthest)
    return moments[0] if len(moments) == 1 else Choice(tuple(moments[:_MAX_READINGS]))


def _best(found: list[Cover], context: Context) -> tuple[list[Moment], ImpossibleError | None]:
    """The likeliest distinct moments; or the first reason why there is none."""
    ranked: list[tuple[int, Moment]] = []
    problem: ImpossibleError | None = None
    limit: int | None = None
    for cover in found:
        if limit is not None and cover.cost > limit:
            break
        try:
            for reading in readings(cover, context):
                ranked.append((cover.cost + reading.bonus, reading.moment))
        except ImpossibleError as error:
            problem = problem or error
            continue
        if limit is None:
            limit = cover.cost + _MARGIN
    if not ranked:
        return [], problem
    least = min(cost for cost, _ in ranked)
    return list(dict.fromkeys(moment for cost, moment in ranked if cost == least)), None


def read_moments(text: str, *, now: datetime, zone: ZoneInfo, language: str) -> tuple[Moment | Choice, ...]:
    """Every moment of a text such as "fri 7pm; sat 2pm-5pm or sunday 11am", in the order written.

    Raises:
        MomentRefused: for the first of them that is refused.
    """
    return (read_moment(text, now=now, zone=zone, language=language),)


def understand(text: str, *, now: datetime, zone: ZoneInfo, languages: Iterable[str]) -> Moment | Choice:
    """Like `read_moment` in the first of ``languages`` that reads the text; a contradiction is a `Choice`.

    ``languages`` are in order of preference: the member's, the community's, English.

    Raises:
        MomentRefused: when no language reads it, from the one that understood most.
    """
    for language in languages:
        return read_moment(text, now=now, zone=zone, language=language)
    raise MomentRefused(Reason.EMPTY)
