"""Intros: pairs between meetups, of members who opted in; who takes part when, and what came of it.

Rounds of a community come once a week at its own local hour. Members choose every week, every second or every
fourth; weeks are counted from one Monday for all, so that those who seldom take part do so together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal
from bot.domain.profiles import DayPart, slot_of
from bot.domain.quiet import next_loud

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from bot.domain.communities import Community
    from bot.domain.icebreakers import Person
    from bot.domain.profiles import Slot
    from bot.domain.ties import Pair

EVERY = (1, 2, 4)
"""The rhythms to choose from, in weeks."""
WARNED_BEFORE = timedelta(hours=24)
TIME_TO_SKIP = timedelta(hours=12)
"""At least so long between the warning and the intro, also when the bot was down and both are late."""
TOO_LATE = timedelta(days=2)
"""So close to the next round a late one is left out: nobody is put together twice in two days."""
APART_FOR = timedelta(weeks=6)
"""Who had an intro together is not put together again for so long."""
ASKED_AFTER = timedelta(days=5)
ANSWERED_WITHIN = timedelta(days=10)
"""An intro of whom nobody heard within that time was a silent one."""
SILENT_ROUNDS = 3
SOON = timedelta(minutes=1)
"""How long a round waits for its warning, when both are late."""
PAUSE = timedelta(weeks=4)
TIMES_PROPOSED = 3
_LOOKS_AHEAD = 14
_WEEK = timedelta(weeks=1)
_HOURS = {DayPart.MORNING: time(10), DayPart.AFTERNOON: time(15), DayPart.EVENING: time(19)}


class Outcome(StrEnum):
    """What a member says of an intro: they met, they still mean to, it came to nothing."""

    MET = "met"
    LATER = "later"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A member who opted in; instants are UTC.

    ``awake_since`` is when they last joined or resumed: earlier silence does not count. ``is_asleep``: paused
    for silence, until they resume. ``dms_closed``: the last private message did not arrive.
    """

    user_id: int
    every: int
    joined_at: datetime
    awake_since: datetime
    last_round_at: datetime | None = None
    skipped_round_at: datetime | None = None
    alone_round_at: datetime | None = None
    paused_until: datetime | None = None
    is_asleep: bool = False
    dms_closed: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """Who has an intro, and what they said of it, if anything."""

    user_id: int
    outcome: Outcome | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intro:
    """People put together at a round; where it stands in Discord is None until it was opened there."""

    id: int
    community_id: int
    round_at: datetime
    prompt: str
    replies: tuple[Reply, ...]
    thread_id: int | None = None
    opened_at: datetime | None = None

    @property
    def user_ids(self) -> tuple[int, ...]:
        return tuple(reply.user_id for reply in self.replies)

    @property
    def met(self) -> tuple[Pair, ...]:
        """The pairs of whom both said that they met."""
        said = sorted(reply.user_id for reply in self.replies if reply.outcome is Outcome.MET)
        return tuple(combinations(said, 2))


def pairs_of(intro: Intro) -> tuple[Pair, ...]:
    """Every pair that an intro put together."""
    return tuple(combinations(sorted(intro.user_ids), 2))


class IntroNotFound(Refusal):
    """There is no such intro, or it is not the asker's."""


class NotInIntros(Refusal):
    """The member does not take part, so there is nothing to pause, skip or leave."""


class RoundGone(Refusal):
    """The round that was to be skipped has been, or it is not the next one."""


def week_of(instant: datetime, zone: ZoneInfo) -> int:
    """The number of the week, counted from the first Monday of the calendar, on the clocks of ``zone``."""
    return (instant.astimezone(zone).toordinal() - 1) // 7


def next_round(community: Community, after: datetime) -> datetime:
    """The first round after an instant, in UTC."""
    day = after.astimezone(community.zone).date()
    day += timedelta(days=(community.intros_weekday - day.isoweekday()) % 7)
    first = _at(day, community)
    return first if first > after else _at(day + _WEEK, community)


def _at(day: date, community: Community) -> datetime:
    local = datetime.combine(day, time(community.intros_hour), community.zone)
    return local.astimezone(UTC)


def match_at(community: Community, round_at: datetime, warned_at: datetime) -> datetime | None:
    """When to make the intros of a round: when it was announced for, but leaving time to skip it.

    None when that is too close to the next round.
    """
    at = round_at
    if warned_at + TIME_TO_SKIP > at:
        at = next_loud(warned_at + TIME_TO_SKIP, community.quiet)
    return None if at + TOO_LATE > next_round(community, round_at) else at


def takes_part(one: Participant, round_at: datetime, zone: ZoneInfo) -> bool:
    """Whether a member is to have an intro at a round: it is their turn, they neither paused nor skipped."""
    if one.is_asleep or one.skipped_round_at == round_at:
        return False
    return (one.paused_until is None or one.paused_until <= round_at) and is_turn(one, round_at, zone)


def is_turn(one: Participant, round_at: datetime, zone: ZoneInfo) -> bool:
    """Whether a round falls into a member's rhythm; the first one after joining always does."""
    if one.last_round_at is None or one.last_round_at < one.joined_at:
        return True
    week = week_of(round_at, zone)
    return week % one.every == 0 and week - week_of(one.last_round_at, zone) >= (one.every + 1) // 2


def next_turn(
    one: Participant, community: Community, coming: datetime | None, now: datetime
) -> datetime | None:
    """When a member has their next intro, ``coming`` being the round that is announced; None while asleep."""
    if one.is_asleep:
        return None
    round_at = coming if coming is not None and coming > now else next_round(community, now)
    while not takes_part(one, round_at, community.zone):
        round_at = next_round(community, round_at)
    return round_at


def is_silent(one: Participant, intros: Sequence[Intro], now: datetime) -> bool:
    """Whether a member said nothing of their last three intros; newer ones may still be answered.

    ``intros`` are the member's own, in any order.
    """
    ripe = [i for i in intros if one.awake_since <= i.round_at <= now - ANSWERED_WITHIN]
    last = sorted(ripe, key=lambda intro: intro.round_at)[-SILENT_ROUNDS:]
    said = {r.outcome for i in last for r in i.replies if r.user_id == one.user_id}
    return len(last) == SILENT_ROUNDS and said == {None}


def who_can_talk(people: Sequence[Person]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Of one table: who stays in an intro, and who shares a language with none of the others.

    Who told no language is taken to be able to talk with everybody.
    """
    stays = tuple(
        one.user_id
        for one in people
        if any(_share(one, other) for other in people if other.user_id != one.user_id)
    )
    return stays, tuple(one.user_id for one in people if one.user_id not in stays)


def with_the_odd_ones(
    tables: Sequence[tuple[int, ...]],
    alone: Iterable[int],
    people: Mapping[int, Person],
    blocked: Collection[Pair],
    apart: Collection[Pair],
) -> tuple[list[tuple[int, ...]], list[int]]:
    """The tables once those who are alone have joined a pair, and who still is alone.

    A trio of whom two had an intro lately is better than nobody; a block or no common language is not. Of the
    pairs that suit, the one with the fewest recent acquaintances is joined.
    """
    tables, left = list(tables), []
    for user_id in alone:
        found: list[tuple[int, int]] = []
        for place, table in enumerate(tables):
            pairs = [(min(user_id, other), max(user_id, other)) for other in table]
            can_talk = any(_share(people[user_id], people[other]) for other in table)
            if len(table) == 2 and can_talk and not any(pair in blocked for pair in pairs):  # noqa: PLR2004
                found.append((sum(pair in apart for pair in pairs), place))
        if found:
            _, place = min(found)
            tables[place] = tuple(sorted((*tables[place], user_id)))
        else:
            left.append(user_id)
    return tables, left


def _share(one: Person, other: Person) -> bool:
    return not one.languages or not other.languages or bool(one.languages & other.languages)


def proposed_times(free: Iterable[Collection[Slot]], after: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Up to three instants in the two weeks to come at which all are usually free, on different days.

    Nothing, if somebody told nothing of when they are free.
    """
    everybody = [frozenset(slots) for slots in free]
    common = frozenset.intersection(*everybody) if everybody else frozenset()
    found: list[datetime] = []
    day = after.astimezone(zone).date()
    for ahead in range(1, _LOOKS_AHEAD + 1):
        at_hours = (datetime.combine(day + timedelta(days=ahead), hour, zone) for hour in _HOURS.values())
        fitting = [at for at in at_hours if slot_of(at, zone) in common]
        found += fitting[-1:]  # the evening rather than the morning of one day
    return tuple(at.astimezone(UTC) for at in found[:TIMES_PROPOSED])
