"""What a list of meetups holds: filters, one line a series, and finding a meetup by its title or its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.meetups import Format, Meetup, Phase, State
from bot.domain.texts import plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

AREA_LIMIT = 40
"""Characters of an area to look for: it travels in the buttons that turn the pages."""
_DAY = timedelta(days=1)
_MONTH = timedelta(days=30)


class Span(StrEnum):
    """Which days a list is about, on the community's clock; weeks begin on Monday."""

    WEEK = "week"
    NEXT_WEEK = "next_week"
    MONTH = "month"
    """The next 30 days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What somebody wants to see; the default is everything. ``mine``: that I answered or organise."""

    mine: bool = False
    span: Span | None = None
    format: Format | None = None
    area: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: a meetup, and how many later dates of its series it stands for."""

    meetup: Meetup
    later: int = 0


def days_of(span: Span, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when until when a span lasts, as instants; the first is never before ``now``."""
    today = now.astimezone(zone).date()
    monday = today + _DAY * (7 - today.weekday())
    match span:
        case Span.WEEK:
            return now, _midnight(monday, zone)
        case Span.NEXT_WEEK:
            return _midnight(monday, zone), _midnight(monday + 7 * _DAY, zone)
        case Span.MONTH:
            return now, now + _MONTH


def next_midnight(now: datetime, zone: ZoneInfo) -> datetime:
    """When the next local day begins."""
    return _midnight(now.astimezone(zone).date() + _DAY, zone)


def entries(
    meetups: Iterable[Meetup], wanted: Filter, mine: Collection[int], now: datetime, zone: ZoneInfo
) -> list[Entry]:
    """The lines of a list: what is on or to come, the next first, then proposals in the order they came in.

    Of a series only the next date that fits stands there. ``mine`` are the meetups that the reader answered
    or organises; ``zone`` is the community's.
    """
    shown = [one for one in meetups if _is_listed(one, now) and _fits(one, wanted, mine, now, zone)]
    shown.sort(key=lambda one: (one.state is State.PROPOSED, _start(one)))
    first: dict[int, int] = {}
    found: list[Entry] = []
    for one in shown:
        if one.series_id is None:
            found.append(Entry(one))
        elif one.series_id in first:
            place = first[one.series_id]
            found[place] = Entry(found[place].meetup, found[place].later + 1)
        else:
            first[one.series_id] = len(found)
            found.append(Entry(one))
    return found


def _start(one: Meetup) -> float:
    at = one.plan.starts_at
    return at.timestamp() if at is not None and one.state is State.SCHEDULED else 0.0


def _is_listed(one: Meetup, now: datetime) -> bool:
    return one.phase(now) in {Phase.PROPOSED, Phase.UPCOMING, Phase.RUNNING}


def _fits(one: Meetup, wanted: Filter, mine: Collection[int], now: datetime, zone: ZoneInfo) -> bool:
    plan = one.plan
    if wanted.mine and one.id not in mine:
        return False
    if wanted.format is not None and plan.format is not wanted.format:
        return False
    if wanted.area and plainly(wanted.area) not in plainly(plan.area):
        return False
    if wanted.span is None:
        return True
    since, until = days_of(wanted.span, now, zone)
    ends_at = plan.ends_at
    return plan.starts_at is not None and ends_at is not None and plan.starts_at < until and ends_at > since


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """As much of a meetup as somebody needs who looks for it; ``is_mine``: they organise it."""

    id: int
    title: str
    state: State
    starts_at: datetime | None
    duration: timedelta
    zone: ZoneInfo
    series_id: int | None
    is_mine: bool

    def phase(self, now: datetime) -> Phase:
        """Where the meetup stands at ``now``."""
        if self.state is not State.SCHEDULED or self.starts_at is None:
            return Phase(self.state)
        if now < self.starts_at:
            return Phase.UPCOMING
        return Phase.RUNNING if now < self.starts_at + self.duration else Phase.OVER


_LIVE = frozenset({Phase.UPCOMING, Phase.RUNNING, Phase.PROPOSED, Phase.POSTPONED})
_BY_TITLE, _BY_DAY, _BY_WORDS, _NOT = range(4)


def search(
    candidates: Iterable[Candidate],
    typed: str,
    days: Collection[date],
    words_of: Callable[[date], Collection[str]],
    now: datetime,
) -> list[Candidate]:
    """Those that what was typed may mean: a part of the title, a day, or words of both; the likeliest first.

    ``days`` are those that the text names by itself ("tomorrow"); ``words_of`` says by which plain words a
    day is known ("friday", "12", "june"). Before all others come those that are not over, the nearest first.
    """
    wanted = plainly(typed)
    tokens = wanted.split()
    ranked = [(_rank(one, wanted, tokens, days, words_of), one) for one in candidates]

    def order(found: tuple[int, Candidate]) -> tuple[bool, int, float]:
        rank, one = found
        distance = abs((one.starts_at - now).total_seconds()) if one.starts_at else float("inf")
        return one.phase(now) not in _LIVE, rank, distance

    return [one for _, one in sorted((pair for pair in ranked if pair[0] != _NOT), key=order)]


def _rank(
    one: Candidate,
    wanted: str,
    tokens: Sequence[str],
    days: Collection[date],
    words_of: Callable[[date], Collection[str]],
) -> int:
    title = plainly(one.title)
    if wanted in title:
        return _BY_TITLE
    on = one.starts_at.astimezone(one.zone).date() if one.starts_at else None
    if on in days:
        return _BY_DAY
    known = [*title.split(), *(words_of(on) if on else ())]
    return _BY_WORDS if all(any(_begins(word, token) for word in known) for token in tokens) else _NOT


def _begins(word: str, token: str) -> bool:
    """Whether somebody who types ``token`` may be about to write ``word``; a number is meant as it stands."""
    return word == token if token.isdigit() else word.startswith(token)


def _midnight(on: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, time(), zone)
