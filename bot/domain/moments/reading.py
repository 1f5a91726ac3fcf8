"""Reads texts: one moment, several, or one in any of several languages."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

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
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.moments.covers import Cover

MAX_LENGTH = 200
MAX_MOMENTS = 25
"""As many as a poll has options."""
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
_BREAKS = re.compile(r"[;\n|]")


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
    tokens: Sequence[Token] = tokenise(text, lexicon)
    if not tokens:
        raise MomentRefused(Reason.EMPTY)
    if len(tokens) > _MAX_TOKENS:
        raise MomentRefused(Reason.TOO_LONG)
    local = now.astimezone(zone).replace(second=0, microsecond=0)
    tokens, hint = zone_hint(text, tokens, local)
    english = lexicon.language == "en"
    context = Context(local, local.date(), zone, lexicon.clock_24, english, hint)
    found, furthest = covers(tokens) if all(token.senses for token in tokens) else ([], 0)
    moments, problem = _best(found, context)
    if not moments:
        raise diagnosis(text, tokens, problem, furthest)
    return moments[0] if len(moments) == 1 else Choice(tuple(moments[:_MAX_READINGS]))


def _best(ways: list[Cover], context: Context) -> tuple[list[Moment], ImpossibleError | None]:
    """The likeliest distinct moments; or the first reason why there is none."""
    ranked: list[tuple[int, Moment]] = []
    problem: ImpossibleError | None = None
    limit: int | None = None
    for cover in ways:
        if limit is not None and cover.cost > limit:
            break
        try:
            ranked.extend((cover.cost + found.bonus, found.moment) for found in readings(cover, context))
        except ImpossibleError as error:
            if problem is None or problem.reason is Reason.UNCLEAR:
                problem = error
            if limit is None and error.reason in _FINAL:
                limit = cover.cost + _SLACK
            continue
        if limit is None:
            limit = cover.cost + _MARGIN
    if not ranked:
        return [], problem
    least = min(cost for cost, _ in ranked)
    return list(dict.fromkeys(moment for cost, moment in ranked if cost == least)), None


def read_moments(text: str, *, now: datetime, zone: ZoneInfo, language: str) -> tuple[Moment | Choice, ...]:
    """Every moment of a text such as "fri 7pm; sat 2pm-5pm or sunday 11am", in the order written.

    Moments stand apart by semicolons, line ends, "or", and by commas or "and" where both sides are moments.

    Raises:
        MomentRefused: for the first of them that is refused, or if there are more than 25.
    """
    if len(text) > MAX_LENGTH * MAX_MOMENTS:
        raise MomentRefused(Reason.TOO_LONG)
    read = partial(read_moment, now=now, zone=zone, language=language)
    found: list[Moment | Choice] = []
    for line in _BREAKS.split(text):
        for part in _split(line, language, {"or"}):
            if part.strip():
                found.extend(_listed(part, language, read))
            if len(found) > MAX_MOMENTS:
                raise MomentRefused(Reason.TOO_LONG)
    if not found:
        raise MomentRefused(Reason.EMPTY)
    return tuple(found)


def _split(text: str, language: str, names: set[str]) -> Iterator[str]:
    """The pieces of a text between the words of some classes."""
    begin = 0
    for token in tokenise(text, lexicon_of(language)):
        if any(name in names for name, _ in token.senses):
            yield text[begin : token.start]
            begin = token.end
    yield text[begin:]


def _listed(text: str, language: str, read: Callable[[str], Moment | Choice]) -> list[Moment | Choice]:
    try:
        return [read(text)]
    except MomentRefused:
        pieces = list(_split(text, language, {"comma", "and"}))
        if len(pieces) == 1 or not all(piece.strip() for piece in pieces):
            raise
        try:
            return [read(piece) for piece in pieces]
        except MomentRefused:
            pass
        raise


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
