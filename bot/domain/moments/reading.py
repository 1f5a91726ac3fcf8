"""Reads texts: one moment, several, or one in any of several languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moments.refusals import MomentRefused, Reason
from bot.domain.moments.values import Choice, Moment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from zoneinfo import ZoneInfo


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
    raise MomentRefused(Reason.UNCLEAR, text)


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
