"""A meetup that comes back: its rule, its dates on the wall clock, and what a clock change does to them.

The wall time is what people agreed on: a weekly 19:00 stays 19:00 whatever the clocks do. Two nights a year
leave a wall time without a meaning of its own, and RFC 5545 (section 3.3.5) decides:

- an hour that is skipped is read by the clock before the change, so 02:30 becomes 03:30;
- an hour that comes twice is the first of the two.

Both are told beforehand, in the draft and on the card (see ``Clock``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any, Literal

from dateutil import rrule

from bot.domain.errors import Refusal
from bot.domain.meetups import FARTHEST, Plan
from bot.domain.moments.values import Frequency, NthWeekday, Recurrence
from bot.domain.seating import PLANNED, SeatRules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from zoneinfo import ZoneInfo

WINDOW = timedelta(weeks=8)
"""How far ahead the dates of a series exist as meetups of their own."""

MOST_DAYS = 6
"""By so many days all later dates may move: a whole week is another date."""

_FREQUENCIES: dict[Frequency, Literal[0, 1, 2, 3]] = {
    Frequency.DAILY: rrule.DAILY,
    Frequency.WEEKLY: rrule.WEEKLY,
    Frequency.MONTHLY: rrule.MONTHLY,
    Frequency.YEARLY: rrule.YEARLY,
}


class Clock(StrEnum):
    """What the clocks do at a wall time."""

    USUAL = "usual"
    SKIPPED = "skipped"
    """They go forward over it: the meetup begins as much later as they go forward."""
    REPEATED = "repeated"
    """They go back over it: the meetup begins the first time they show it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One date of a series: the local day it belongs to, and the instant it begins (UTC)."""

    on: date
    starts_at: datetime
    clock: Clock = Clock.USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A meetup that comes back.

    ``plan`` is what its dates share (without a start; its zone is the venue's, its seat rules those of the
    first date), ``first_on`` and ``wall`` the
    first of them on the venue's clock. None takes place after ``ended_on``, a local day.
    """

    id: int
    community_id: int
    organiser_id: int
    channel_id: int
    rule: Recurrence
    first_on: date
    wall: time
    plan: Plan
    created_at: datetime
    ended_on: date | None = None


class SeriesNotFound(Refusal):
    """No series of this community answers to that, or the meetup is none of a series."""


class SeriesEnded(Refusal):
    """The series has no dates any more."""


class DayOfSeries(Refusal):
    """All later dates cannot move to that other day (see ``shifted``)."""


def at_wall(on: date, wall: time, zone: ZoneInfo) -> tuple[datetime, Clock]:
    """The instant (UTC) at which the wall clock shows that time, and what the clocks do then."""
    local = datetime.combine(on, wall, zone)
    first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
    assert first is not None  # noqa: S101 - a zone has an offset at every instant
    assert second is not None  # noqa: S101
    clock = Clock.USUAL if first == second else Clock.SKIPPED if first < second else Clock.REPEATED
    return local.astimezone(UTC), clock


def slots(series: Series) -> Iterator[Slot]:
    """Every date of the series, the first one first; endless unless its rule or somebody ends it."""
    rule, zone = series.rule, series.plan.zone
    days = rrule.rrule(
        _FREQUENCIES[rule.frequency],
        dtstart=datetime.combine(series.first_on, time()),
        interval=rule.interval,
        byweekday=[rrule.weekday(day.weekday, day.nth) for day in rule.weekdays] or None,
        bymonthday=rule.month_days or None,
        count=rule.count,
    )
    for day in days:
        starts_at, clock = at_wall(day.date(), series.wall, zone)
        is_over = rule.until is not None and starts_at > rule.until
        if is_over or (series.ended_on is not None and day.date() > series.ended_on):
            return
        yield Slot(day.date(), starts_at, clock)


def ahead(series: Series, now: datetime) -> Iterator[Slot]:
    """The dates that begin after ``now`` and within two years, the next one first."""
    for slot in slots(series):
        if slot.starts_at > now + FARTHEST:
            return
        if slot.starts_at > now:
            yield slot


def missing(series: Series, now: datetime, known: Collection[date]) -> list[Slot]:
    """The dates that should exist as meetups by ``now`` and do not: those of the window, or else the next.

    ``known`` are the local days of those that exist, whatever became of them.
    """
    found = [
        slot
        for number, slot in enumerate(islice(ahead(series, now), _most(series)))
        if number == 0 or slot.starts_at <= now + WINDOW
    ]
    return [slot for slot in found if slot.on not in known]


def extends_at(series: Series, now: datetime) -> datetime | None:
    """When the window reaches the next date that is beyond it; None if there is none."""
    beyond = next((slot for slot in ahead(series, now) if slot.starts_at > now + WINDOW), None)
    return None if beyond is None else beyond.starts_at - WINDOW


def _most(series: Series) -> int:
    """No window holds more dates: one a day."""
    return WINDOW.days + 2 if series.rule.frequency is Frequency.DAILY else 2 * WINDOW.days


def plan_at(series: Series, slot: Slot) -> Plan:
    """The plan of one date."""
    seating = seating_on(series.plan.seating, series.first_on, slot.on, series.plan.zone)
    return replace(series.plan, starts_at=slot.starts_at, seating=seating)


def seating_on(rules: SeatRules, known_on: date, on: date, zone: ZoneInfo) -> SeatRules:
    """The seat rules of one date for another: undecided, their hours as far from it on the wall clock."""
    days, seating = on - known_on, rules.afresh()
    hours: dict[str, Any] = {}
    for name in PLANNED:
        at = getattr(seating, name)
        if at is not None:
            local = at.astimezone(zone)
            hours[name] = at_wall(local.date() + days, local.time().replace(fold=0), zone)[0]
    return replace(seating, **hours)


def clock_at(series: Series, on: date) -> Clock:
    """What the clocks do at the series' hour on a local day."""
    return at_wall(on, series.wall, series.plan.zone)[1]


def days_moved(before: Plan, after: Plan) -> int:
    """By how many local days a date moved between two plans of it."""
    if before.starts_at is None or after.starts_at is None:
        return 0
    was, local = before.starts_at.astimezone(before.zone), after.starts_at.astimezone(after.zone)
    return (local.date() - was.date()).days


def shifted(series: Series, slot_on: date, days: int) -> Series:
    """The series from one of its days on, each date so many days later (or earlier).

    A weekly one only: "the first Thursday of a month, two days later" is no rule that one can say. With
    several weekdays and an interval, a day that leaves its week would change weeks. The days before
    ``slot_on`` are no longer the rule's: they were made before.

    Raises:
        DayOfSeries.
    """
    rule = series.rule
    is_plain = rule.interval == 1 or len(rule.weekdays) <= 1
    if rule.frequency is not Frequency.WEEKLY or not is_plain or abs(days) > MOST_DAYS:
        raise DayOfSeries
    by = timedelta(days=days)
    weekdays = sorted((replace(day, weekday=(day.weekday + days) % 7) for day in rule.weekdays), key=_weekday)
    passed = sum(1 for _ in takewhile(lambda slot: slot.on < slot_on, slots(series)))
    moved = replace(
        rule,
        weekdays=tuple(weekdays),
        count=None if rule.count is None else rule.count - passed,
        until=None if rule.until is None else rule.until + by,
    )
    zone = series.plan.zone
    first = slot_on + by
    seating = seating_on(series.plan.seating, series.first_on, first, zone)
    return replace(
        series,
        rule=moved,
        first_on=first,
        plan=replace(series.plan, seating=seating),
        ended_on=None if series.ended_on is None else series.ended_on + by,
    )


def _weekday(day: NthWeekday) -> int:
    return day.weekday


def retimed(series: Series, before: Plan, after: Plan) -> Series:
    """The series with what was changed between two plans of one date; its days stay (see ``shifted``)."""
    plan = replace(
        series.plan,
        **{
            name: getattr(after, name)
            for name in Plan.__dataclass_fields__
            if name != "starts_at" and getattr(before, name) != getattr(after, name)
        },
    )
    wall = series.wall
    if before.starts_at is not None and after.starts_at is not None and before.starts_at != after.starts_at:
        wall = after.starts_at.astimezone(after.zone).time().replace(fold=0)
    return replace(series, plan=plan, wall=wall)


def posts_at(before: datetime | None, now: datetime) -> datetime:
    """When the card of a date appears: once the date before it is over (at ``before``), or at once.

    So a channel shows one card a series, not one for each of eight weeks.
    """
    return now if before is None else max(before, now)
