"""Reads texts: one moment, in one language or in any of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain.moments.context import Context, ImpossibleError
from bot.domain.moments.covers import covers
from bot.domain.moments.diagnosis import diagnosis
from bot.domain.moments.instants import zone_hint
from bot.domain.moments.lexicon import lexicon_of
from bot.domain.moments.refusals import MomentRefused, Reason
from bot.domain.moments.resolve import readings
from bot.domain.moments.tokens import Token, tokenise
from bot.domain.moments.values import Choice, Moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.moments.covers import Cover

MAX_LENGTH = 200
_MAX_TOKENS = 40
_MAX_READINGS = 3
_MARGIN = 12
"""How much a weekday that fits its date may outweigh a shorter reading."""
_FINAL = {
    Reason.PAST,
    Reason.WEEKDAY_CONTRADICTS,
    Reason.NO_SUCH_DATE,
    Reason.NO_SUCH_TIME,
    Reason.TOO_FAR,
    Reason.SKIPPED_HOUR,
    Reason.REPEATED_HOUR,
}
_SLACK = 6
"""Much less likely than a reading that cannot be, another is not meant either: 5 march 2024 is no 20:24."""


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
    return decided(analysis(text, now=now, zone=zone, language=language))


class Analysis(NamedTuple):
    """A text and the ways to read it, before anything is decided."""

    text: str
    tokens: Sequence[Token]
    ways: list[Cover]
    furthest: int
    context: Context


def analysis(text: str, *, now: datetime, zone: ZoneInfo, language: str) -> Analysis:
    """The ways to read a text.

    Raises:
        MomentRefused: if there is no text, or too much of it.
    """
    if len(text) > MAX_LENGTH:
        raise MomentRefused(Reason.TOO_LONG)
    lexicon = lexicon_of(language)
    tokens: Sequence[Token] = tokenise(text, lexicon)
    if not tokens:
        raise MomentRefused(Reason.EMPTY)
    if len(tokens) > _MAX_TOKENS:
        raise MomentRefused(Reason.TOO_LONG)
    local = now.astimezone(zone).replace(second=0, microsecond=0)
    tokens, hint = zone_hint(text, tokens, local)
    english = lexicon.language == "en"
    context = Context(local, local.date(), zone, lexicon.clock_24, english, hint)
    ways, furthest = covers(tokens) if all(token.senses for token in tokens) else ([], 0)
    return Analysis(text, tokens, ways, furthest, context)


def decided(found: Analysis) -> Moment | Choice:
    """The moment, or the two or three, that the likeliest way to read a text means.

    Raises:
        MomentRefused: with the reason why there is none.
    """
    best, problem = _best(found.ways, found.context)
    if not best:
        raise diagnosis(found.text, found.tokens, problem, found.furthest)
    moments = list(dict.fromkeys(moment for _, moment in best))
    return moments[0] if len(moments) == 1 else Choice(tuple(moments[:_MAX_READINGS]))


def likeliest(ways: list[Cover], context: Context) -> list[Cover]:
    """The ways to read a text that its moments come from."""
    return list({id(cover): cover for cover, _ in _best(ways, context)[0]}.values())


def _best(ways: list[Cover], context: Context) -> tuple[list[tuple[Cover, Moment]], ImpossibleError | None]:
    """The likeliest moments, each with where it comes from; or the first reason why there is none."""
    ranked: list[tuple[int, Cover, Moment]] = []
    problem: ImpossibleError | None = None
    limit: int | None = None
    for cover in ways:
        if limit is not None and cover.cost > limit:
            break
        try:
            ranked.extend(
                (cover.cost + found.bonus, cover, found.moment) for found in readings(cover, context)
            )
        except ImpossibleError as error:
            if problem is None or problem.reason is Reason.UNCLEAR:
                problem = error
            if limit is None and error.reason in _FINAL:
                limit = cover.cost + _SLACK
            continue
        if limit is None:
            limit = cover.cost + _MARGIN
    least = min((cost for cost, _, _ in ranked), default=0)
    return [(cover, moment) for cost, cover, moment in ranked if cost == least], problem


def understand(text: str, *, now: datetime, zone: ZoneInfo, languages: Iterable[str]) -> Moment | Choice:
    """Like `read_moment` in the first of ``languages`` that reads the text; a contradiction is a `Choice`.

    ``languages`` are in order of preference: the member's, the community's, English. A language that
    understands the words and refuses the moment ("it is over") has the last word over those after it.

    Raises:
        MomentRefused: when no language reads it, from the one that understood most.
    """
    found: Moment | Choice | None = None
    refusals: list[MomentRefused] = []
    for language in dict.fromkeys(languages):
        try:
            other = read_moment(text, now=now, zone=zone, language=language)
        except MomentRefused as refusal:
            if found is None and refusal.reason not in _FOREIGN:
                raise
            refusals.append(refusal)
        else:
            found = other if found is None else _both(found, other)
    if found is not None:
        return found
    raise _most_understood(text, refusals)


_FOREIGN = {Reason.UNKNOWN_WORD, Reason.UNCLEAR}
"""Reasons that may only mean that the text is in another language."""


def _both(one: Moment | Choice, other: Moment | Choice) -> Moment | Choice:
    """The first unless the other contradicts it: then each one's readings."""
    mine = one.readings if isinstance(one, Choice) else (one,)
    theirs = other.readings if isinstance(other, Choice) else (other,)
    if set(mine) & set(theirs):
        return one
    return Choice((*mine[:2], *theirs)[:_MAX_READINGS])


def _most_understood(text: str, refusals: list[MomentRefused]) -> MomentRefused:
    """The refusal whose word stands furthest into the text; of equals, the first."""
    if not refusals:
        return MomentRefused(Reason.EMPTY)
    return max(refusals, key=lambda refusal: text.find(refusal.word) if refusal.word else -1)
