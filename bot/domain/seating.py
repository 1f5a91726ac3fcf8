"""Who may sit at a meetup and until when: the seat rules that its organiser sets."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.domain.errors import Refusal
from bot.domain.parties import Answer, Party

if TYPE_CHECKING:
    from datetime import timedelta

MOST_GUESTS = 10
MOST_SILENT_HOURS = 20
SMALLEST_MINIMUM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRules:
    """The seat rules of one meetup; every ``*_at`` and ``kept_until`` is an instant.

    ``kept_seats`` wait for members with ``kept_role_id``, or for newcomers where there is no such role, until
    ``kept_until`` (None: until the start). ``entry_role_id`` limits who may say that they come. With
    ``host_picks`` the organiser chooses who sits; ``picked_at`` is when they told. At ``decides_at`` the
    meetup needs ``minimum`` people; ``decided_at`` is when that was settled. So many ``silent_hours`` before
    the start, who was asked whether they still come and said nothing loses the seat: 0 is never, None is as
    usual in the community.
    """

    guest_limit: int = 0
    entry_role_id: int | None = None
    closes_at: datetime | None = None
    kept_seats: int = 0
    kept_role_id: int | None = None
    kept_until: datetime | None = None
    host_picks: bool = False
    picked_at: datetime | None = None
    minimum: int | None = None
    decides_at: datetime | None = None
    decided_at: datetime | None = None
    silent_hours: int | None = None

    def moved(self, by: timedelta) -> SeatRules:
        """The rules of a meetup that starts so much later (or earlier): their hours move with it."""
        hours: dict[str, Any] = {name: at + by for name in PLANNED if (at := getattr(self, name)) is not None}
        return replace(self, **hours)

    def within(self, now: datetime, starts_at: datetime) -> SeatRules:
        """The rules of a meetup that gets a date again: without the hours that no longer fit before it."""
        kept = self
        for name in PLANNED:
            at = getattr(kept, name)
            if at is not None and not now < at <= starts_at:
                gone: dict[str, Any] = {name: None}
                kept = replace(kept, **gone)
        return kept if kept.decides_at else replace(kept, minimum=None)

    def afresh(self) -> SeatRules:
        """The rules for another meetup like this one, about which nothing was decided yet."""
        return replace(self, picked_at=None, decided_at=None)

    def is_closed(self, now: datetime) -> bool:
        """Whether the time for answers is over."""
        return self.closes_at is not None and now >= self.closes_at

    def kept_at(self, now: datetime) -> int:
        """How many seats are kept at an instant."""
        return self.kept_seats if self.kept_until is None or now < self.kept_until else 0


PLANNED = ("closes_at", "kept_until", "decides_at")
"""The hours that are set before a meetup, and move with it."""
NO_RULES = SeatRules()
NAMES = tuple(field.name for field in fields(SeatRules))


@dataclass(eq=False)
class GuestLimitOutOfRange(Refusal):
    """The number of guests a member may bring is no whole number from 0 to ``highest``."""

    highest: int


@dataclass(eq=False)
class SilentHoursOutOfRange(Refusal):
    """The hours after which silence frees a seat are no whole number from 0 to ``highest``."""

    highest: int


@dataclass(eq=False)
class KeptSeatsOutOfRange(Refusal):
    """More seats would be kept than there are; ``highest`` is 0 for a meetup without a limit of seats."""

    highest: int


@dataclass(eq=False)
class MinimumOutOfRange(Refusal):
    """The least number of people is not between ``lowest`` and ``highest``."""

    lowest: int
    highest: int


class MinimumIncomplete(Refusal):
    """A minimum needs the hour at which it is decided, and that hour a minimum."""


class HourOutOfRange(Refusal):
    """An hour of the seat rules has passed, or lies after the start."""


class StartNeeded(Refusal):
    """Hours before a meetup can only be set once it has a date."""


def checked_rules(
    rules: SeatRules, before: SeatRules, *, starts_at: datetime | None, capacity: int | None, now: datetime
) -> SeatRules:
    """The rules with their hours in UTC; an hour that was there ``before`` may have passed since.

    Raises:
        GuestLimitOutOfRange, SilentHoursOutOfRange, KeptSeatsOutOfRange, MinimumOutOfRange,
        MinimumIncomplete, HourOutOfRange, StartNeeded.
    """
    if not 0 <= rules.guest_limit <= MOST_GUESTS:
        raise GuestLimitOutOfRange(MOST_GUESTS)
    if rules.silent_hours is not None and not 0 <= rules.silent_hours <= MOST_SILENT_HOURS:
        raise SilentHoursOutOfRange(MOST_SILENT_HOURS)
    if not 0 <= rules.kept_seats <= (capacity or 0):
        raise KeptSeatsOutOfRange(capacity or 0)
    if (rules.minimum is None) is not (rules.decides_at is None):
        raise MinimumIncomplete
    if rules.decides_at != before.decides_at:
        rules = replace(rules, decided_at=None)
    most = capacity or 500
    if rules.minimum is not None and not SMALLEST_MINIMUM <= rules.minimum <= most:
        raise MinimumOutOfRange(SMALLEST_MINIMUM, most)
    for name in PLANNED:
        at = getattr(rules, name)
        if at is not None and at != getattr(before, name):
            hour: dict[str, Any] = {name: _between(at, now, starts_at)}
            rules = replace(rules, **hour)
    return rules


def _between(at: datetime, now: datetime, starts_at: datetime | None) -> datetime:
    if starts_at is None:
        raise StartNeeded
    if not now < at <= starts_at:
        raise HourOutOfRange
    return at.astimezone(UTC)


@dataclass(eq=False)
class AnswersClosed(Refusal):
    """The time for answers is over; a seat can still be given up."""

    closed_at: datetime


@dataclass(eq=False)
class RoleNeeded(Refusal):
    """Only members with a role may say that they come."""

    role_id: int


def require_entry(
    rules: SeatRules,
    party: Party | None,
    answer: Answer,
    *,
    guests: int | None,
    role_ids: frozenset[int],
    now: datetime,
) -> None:
    """Whether a member may give that answer now. The role counts on entry only: losing it costs no seat.

    Raises:
        RoleNeeded, AnswersClosed.
    """
    if answer is Answer.DECLINED:
        return
    is_in = party is not None and party.answer is not Answer.DECLINED
    if rules.entry_role_id is not None and not is_in and rules.entry_role_id not in role_ids:
        raise RoleNeeded(rules.entry_role_id)
    if rules.closes_at is not None and rules.is_closed(now):
        is_same = party is not None and party.answer is answer and (guests or 0) <= party.guests
        if not is_same:
            raise AnswersClosed(rules.closes_at)
