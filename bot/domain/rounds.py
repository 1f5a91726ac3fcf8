"""An icebreaker as it is played: rounds on the clock, people who come late, leave or change places."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal
from bot.domain.icebreakers import History, Person, remove_leaver, seat_latecomer
from bot.domain.icebreakers.plans import Pair, Round, pairs_at
from bot.domain.prompts import Tag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

FEWEST = 2
SIZES = (2, 8)
MOST_ROUNDS = 12
LONGEST = 120
"""Minutes of a round at most; 0 is a round without a clock."""
SOON = timedelta(minutes=2)
"""How long before its end a round is told so, softly."""
SHORT = timedelta(minutes=4)
"""Rounds up to so long need no such word."""
STAYED = timedelta(minutes=5)
"""Who leaves a table after so long has met those who sat there."""
LINGERS = timedelta(minutes=90)
"""How long a round without a clock takes latecomers."""
APART_BY_LOT = 24
"""One in so many pairs is kept apart in swaps by lot, so that a refusal says nothing of anybody."""


class Pool(StrEnum):
    """Who is seated: those checked in, or those with a seat as well."""

    PRESENT = "present"
    GOING = "going"


@dataclass(eq=False)
class TooFewPresent(Refusal):
    """Nobody can be seated: fewer than ``needed`` people are there."""

    present: int
    needed: int


class NobodySeated(Refusal):
    """No two of those present can be given a table; why is never told, since a block may be the reason."""


class RoundJustStarted(Refusal):
    """Somebody else started a round at the same moment, or people keep coming in."""


class NoIcebreaker(Refusal):
    """No icebreaker is running at this meetup."""


class NotAtATable(Refusal):
    """One of those named sits at no table of this round."""


class SameTable(Refusal):
    """The two already sit together."""


class SwapRefused(Refusal):
    """The two cannot change places; why is never told, since a block may be the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an organiser asks for; ``minutes`` is the length of a round, 0 without a clock."""

    size: int = 2
    rounds: int = 1
    minutes: int = 0
    pool: Pool = Pool.PRESENT
    left_out: frozenset[Tag] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Icebreaker:
    """What was asked for, what is still planned, and whether it is over."""

    id: int
    meetup_id: int
    wish: Wish
    planned: tuple[Round, ...]
    started_by_id: int
    started_at: datetime
    ended_at: datetime | None = None

    @property
    def lasts(self) -> timedelta | None:
        """How long a round takes, or None without a clock."""
        return timedelta(minutes=self.wish.minutes) if self.wish.minutes else None


@dataclass(frozen=True, slots=True)
class SeatedTable:
    """People who talk together, and what about; their number stays theirs through the round."""

    number: int
    user_ids: tuple[int, ...]
    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedRound:
    """A round of a meetup; ``message_ids`` are those that show it, none until it was shown."""

    id: int
    icebreaker_id: int
    meetup_id: int
    number: int
    tables: tuple[SeatedTable, ...]
    started_at: datetime
    ends_at: datetime | None = None
    message_ids: tuple[int, ...] = ()

    @property
    def seated(self) -> frozenset[int]:
        """Everybody at a table."""
        return frozenset(user_id for table in self.tables for user_id in table.user_ids)

    def takes_people(self, ends_at: datetime, now: datetime) -> bool:
        """Whether who comes or goes at ``now`` still changes it; ``ends_at`` is the meetup's end."""
        return now < min(ends_at, self.ends_at or self.started_at + LINGERS)

    @property
    def groups(self) -> Round:
        """Who sits together, table by table."""
        return tuple(table.user_ids for table in self.tables)

    def table_of(self, user_id: int) -> SeatedTable | None:
        """Where somebody sits."""
        return next((table for table in self.tables if user_id in table.user_ids), None)

    def seating(self, groups: Round) -> PlayedRound:
        """The same round with other people at its tables; tables that broke up are gone."""
        tables = zip(self.tables, groups, strict=True)
        return replace(self, tables=tuple(replace(table, user_ids=users) for table, users in tables if users))


@dataclass(frozen=True, slots=True)
class Company:
    """What seating people depends on: who they are, what lies behind them, and the rounds before this one."""

    people: tuple[Person, ...]
    history: History
    earlier: tuple[Round, ...] = ()

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(person.user_id for person in self.people)


def soon_at(started_at: datetime, ends_at: datetime) -> datetime | None:
    """When to say that a round is nearly over, or None if it is too short for that."""
    return ends_at - SOON if ends_at - started_at > SHORT else None


def fits(planned: Iterable[Round], company: Company) -> bool:
    """Whether rounds planned earlier are still good.

    They seat exactly those who are there now, keep apart who must be, and bring nobody together again who
    sat together tonight: somebody may have come, left or changed places since.
    """
    tonight = {pair for tables in company.earlier for table in tables for pair in pairs_at(table)}
    return all(
        {user for table in tables for user in table} == company.ids
        and not any(
            pair in tonight or company.history.keeps_apart(*pair)
            for table in tables
            for pair in pairs_at(table)
        )
        for tables in planned
    )


def keep_up(playing: PlayedRound, company: Company) -> tuple[PlayedRound, tuple[int, ...]]:
    """The round once those who left are gone and those who came have a seat; and who was given another.

    Nobody stays alone at a table: who would, joins others. Whom nobody may sit with has no table.
    """
    groups, moved = playing.groups, dict[int, None]()
    here = company.ids
    for user_id in sorted(playing.seated - here):
        left = remove_leaver(user_id, groups, company.people, company.history, company.earlier)
        groups = left.tables
        if left.moved is not None:
            moved[left.moved] = None
    for user_id in sorted(here - playing.seated):
        came = seat_latecomer(user_id, groups, company.people, company.history, company.earlier)
        groups = came.tables
        if came.moved is not None:
            moved[came.moved] = None
    after = playing.seating(groups)
    return after, tuple(user_id for user_id in moved if user_id in after.seated)


def swapped(playing: PlayedRound, one: int, other: int, company: Company, *, secret: str) -> PlayedRound:
    """The round once two people have changed places.

    A swap is refused where somebody would sit with whom they sat earlier in the evening, would lose the only
    person who shares a language, or would join one of the pairs kept apart: by a block, or by a lot drawn
    with ``secret``. All of it is weighed, whatever is found first, and one refusal stands for all.

    Raises:
        NotAtATable: one of them has no table.
        SameTable: they sit together already.
        SwapRefused: for one of the reasons above.
    """
    here, there = playing.table_of(one), playing.table_of(other)
    if here is None or there is None:
        raise NotAtATable
    if here.number == there.number:
        raise SameTable
    mine = tuple(sorted({*here.user_ids, other} - {one}))
    theirs = tuple(sorted({*there.user_ids, one} - {other}))
    fresh = (set(pairs_at(mine)) | set(pairs_at(theirs))) - set(pairs_at(here.user_ids))
    fresh -= set(pairs_at(there.user_ids))
    tonight = {pair for tables in company.earlier for table in tables for pair in pairs_at(table)}
    reasons = (
        any(company.history.keeps_apart(*pair) for pair in fresh),
        any(apart_by_lot(secret, pair) for pair in fresh),
        bool(fresh & tonight),
        _wordless((mine, theirs), company) > _wordless((here.user_ids, there.user_ids), company),
    )
    if any(reasons):
        raise SwapRefused
    places = {here.number: mine, there.number: theirs}
    return playing.seating(tuple(places.get(table.number, table.user_ids) for table in playing.tables))


def apart_by_lot(secret: str, pair: Pair) -> bool:
    """Whether the lot keeps a pair apart: the same every time, and known to nobody without the secret."""
    drawn = hmac.new(secret.encode(), f"{pair[0]}:{pair[1]}".encode(), hashlib.sha256).digest()
    return int.from_bytes(drawn[:4], "big") % APART_BY_LOT == 0


def _wordless(tables: Iterable[Collection[int]], company: Company) -> int:
    """How many people share a language with nobody at their table, of those who told theirs."""
    told = {person.user_id: person.languages for person in company.people}
    return sum(
        bool(told.get(one)) and not any(not told.get(o) or told[one] & told[o] for o in table if o != one)
        for table in tables
        for one in table
    )


def first_meetings(tables: Round, company: Company) -> tuple[int, int]:
    """How many pairs at those tables meet for the first time, and how many pairs there are."""
    met = set(company.history.met)
    met.update(pair for played in company.earlier for table in played for pair in pairs_at(table))
    pairs = [pair for table in tables for pair in pairs_at(table)]
    return sum(pair not in met for pair in pairs), len(pairs)


def shared_interests(user_ids: Sequence[int], company: Company) -> frozenset[str]:
    """What at least two people at a table care about."""
    told = [person.interests for person in company.people if person.user_id in set(user_ids)]
    return frozenset(
        interest
        for place, interests in enumerate(told)
        for interest in interests
        if any(interest in others for others in told[place + 1 :])
    )
