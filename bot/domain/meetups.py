"""A meetup from proposal to memory: its plan, its states, and what may be changed when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain import reminders
from bot.domain.errors import Refusal
from bot.domain.seating import NO_RULES, SeatRules, checked_rules
from bot.domain.texts import Field, clean
from bot.domain.venues import Access, in_order

LARGEST_CAPACITY = 500
SMALLEST_TABLE, LARGEST_TABLE = 2, 8
_NUMBER = re.compile("[0-9]{1,9}")
LONGEST = timedelta(days=14)
FARTHEST = timedelta(days=2 * 366)


class Format(StrEnum):
    """What kind of gathering it is."""

    DRINKS = "drinks"
    MEAL = "meal"
    WALK = "walk"
    VISIT = "visit"
    TALK = "talk"
    ROUND_TABLE = "round_table"
    WORKSHOP = "workshop"
    OTHER = "other"


class State(StrEnum):
    """What was decided about a meetup; time adds the rest (see Phase)."""

    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    EXPIRED = "expired"


class Phase(StrEnum):
    """Where a meetup stands at one instant."""

    PROPOSED = "proposed"
    UPCOMING = "upcoming"
    RUNNING = "running"
    OVER = "over"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    EXPIRED = "expired"


CHANGEABLE = (Phase.PROPOSED, Phase.UPCOMING, Phase.RUNNING, Phase.POSTPONED)
"""The phases in which a plan may be changed or called off."""
POSTPONABLE = (Phase.UPCOMING,)
"""The phases in which there is a date to take away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an organiser decides: ``starts_at`` is an instant, shown in the venue's ``zone``; None is open.

    ``backup_area`` and ``backup_address`` are Plan B: a second place, one tap away. ``leads`` is how long
    before the start reminders go out; None is as usual in the community. What SECRET names is for members
    with a seat only.
    """

    title: str
    format: Format = Format.OTHER
    description: str = ""
    starts_at: datetime | None = None
    duration: timedelta = timedelta(hours=2)
    zone: ZoneInfo
    area: str = ""
    address: str = ""
    access_code: str = ""
    host_contact: str = ""
    transport: str = ""
    access: tuple[Access, ...] = ()
    is_public_place: bool = False
    backup_area: str = ""
    backup_address: str = ""
    bring: str = ""
    capacity: int | None = None
    seating: SeatRules = NO_RULES
    table_size: int | None = None
    leads: tuple[timedelta, ...] | None = None

    @property
    def ends_at(self) -> datetime | None:
        return None if self.starts_at is None else self.starts_at + self.duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Where Discord shows a meetup; a part is None until it was posted."""

    channel_id: int | None = None
    message_id: int | None = None
    thread_id: int | None = None
    photo_thread_id: int | None = None
    thanks_channel_id: int | None = None
    thanks_message_id: int | None = None

    @property
    def is_post(self) -> bool:
        """Whether the card begins a post in a forum: the channel it stands in is its thread."""
        return self.channel_id is not None and self.channel_id == self.thread_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetup:
    """A gathering of one community; ``reason`` says why it was cancelled, postponed or declined.

    A date of a series keeps the local day ``slot_on`` that it stands for, and whether it was changed by
    itself (``is_modified``); its card appears at ``posts_at`` (None: at once). ``revision`` grows with each
    change that calendars show, last at ``revised_at``. ``hides_answers``: the card shows numbers, not names.
    ``kept_at`` is when somebody last kept a proposal from expiring, ``ripe_at`` when so many would come that
    it lacked nothing but a date.
    """

    id: int
    community_id: int
    state: State
    plan: Plan
    organiser_id: int
    created_at: datetime
    check_in_secret: str
    reason: str = ""
    card: Card = Card()
    series_id: int | None = None
    slot_on: date | None = None
    is_modified: bool = False
    posts_at: datetime | None = None
    co_organiser_ids: tuple[int, ...] = ()
    hides_answers: bool = False
    revision: int = 0
    revised_at: datetime | None = None
    kept_at: datetime | None = None
    ripe_at: datetime | None = None

    @property
    def organiser_ids(self) -> tuple[int, ...]:
        """Who organises it, who began it first."""
        return (self.organiser_id, *self.co_organiser_ids)

    @property
    def is_unseen(self) -> bool:
        """Whether it is a date of a series whose card was never shown."""
        return self.posts_at is not None and self.card.message_id is None

    def phase(self, now: datetime) -> Phase:
        """Where the meetup stands at ``now``."""
        if self.state is not State.SCHEDULED:
            return Phase(self.state)
        starts_at, ends_at = self.span
        if now < starts_at:
            return Phase.UPCOMING
        return Phase.RUNNING if now < ends_at else Phase.OVER

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Start and end of a scheduled meetup, as instants.

        Raises:
            DateMissing: it has no date yet.
        """
        if self.plan.starts_at is None:
            raise DateMissing
        return self.plan.starts_at, self.plan.starts_at + self.plan.duration


class MeetupNotFound(Refusal):
    """No meetup of this community answers to that name or number."""


@dataclass(eq=False)
class MeetupClosed(Refusal):
    """The meetup is past what was asked of it."""

    phase: Phase


class DateMissing(Refusal):
    """A meetup cannot be scheduled without a date."""


class DatePassed(Refusal):
    """The start lies in the past."""


class DateTooFar(Refusal):
    """The start lies more than two years ahead."""


@dataclass(eq=False)
class CapacityOutOfRange(Refusal):
    """The number of seats is no number between 1 and ``highest``."""

    highest: int


@dataclass(eq=False)
class TableSizeOutOfRange(Refusal):
    """The number of people at a table is no number between ``lowest`` and ``highest``."""

    lowest: int
    highest: int


class DurationOutOfRange(Refusal):
    """The meetup would end before it starts, or last longer than two weeks."""


class NothingChanged(Refusal):
    """The form came back as it was sent."""


def read_capacity(text: str) -> int | None:
    """Seats as typed into a form; nothing means no limit.

    Raises:
        CapacityOutOfRange: no whole number from 1 to LARGEST_CAPACITY.
    """
    text = text.strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or not 1 <= int(text) <= LARGEST_CAPACITY:
        raise CapacityOutOfRange(LARGEST_CAPACITY)
    return int(text)


def read_table_size(text: str) -> int | None:
    """People at a table as typed into a form; nothing means that nobody sits at tables.

    Raises:
        TableSizeOutOfRange: no whole number from SMALLEST_TABLE to LARGEST_TABLE.
    """
    text = text.strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or not SMALLEST_TABLE <= int(text) <= LARGEST_TABLE:
        raise TableSizeOutOfRange(SMALLEST_TABLE, LARGEST_TABLE)
    return int(text)


def checked_plan(plan: Plan, now: datetime) -> Plan:
    """The plan with its texts cleaned and its start in UTC; every rule about a single field stands here.

    Raises:
        TextMissing, TextTooLong, CapacityOutOfRange, TableSizeOutOfRange, LeadsUnclear, DatePassed,
        DateTooFar, DurationOutOfRange.
    """
    if plan.capacity is not None and not 1 <= plan.capacity <= LARGEST_CAPACITY:
        raise CapacityOutOfRange(LARGEST_CAPACITY)
    if plan.table_size is not None and not SMALLEST_TABLE <= plan.table_size <= LARGEST_TABLE:
        raise TableSizeOutOfRange(SMALLEST_TABLE, LARGEST_TABLE)
    if not timedelta() < plan.duration <= LONGEST:
        raise DurationOutOfRange
    if plan.starts_at is not None:
        if plan.starts_at <= now:
            raise DatePassed
        if plan.starts_at > now + FARTHEST:
            raise DateTooFar
        # on a zone's own clock, adding hours over a clock change would count those on the wall
        plan = replace(plan, starts_at=plan.starts_at.astimezone(UTC))
    return replace(
        plan,
        title=clean(plan.title, Field.TITLE, required=True),
        description=clean(plan.description, Field.DESCRIPTION),
        area=clean(plan.area, Field.AREA),
        address=clean(plan.address, Field.ADDRESS),
        access_code=clean(plan.access_code, Field.ACCESS_CODE),
        host_contact=clean(plan.host_contact, Field.CONTACT),
        transport=clean(plan.transport, Field.TRANSPORT),
        access=in_order(plan.access),
        backup_area=clean(plan.backup_area, Field.AREA),
        backup_address=clean(plan.backup_address, Field.ADDRESS),
        bring=clean(plan.bring, Field.BRING),
        leads=None if plan.leads is None else reminders.checked_leads(plan.leads),
    )


def require_phase(meetup: Meetup, now: datetime, *phases: Phase) -> None:
    """Raises MeetupClosed unless the meetup stands in one of those phases at ``now``."""
    phase = meetup.phase(now)
    if phase not in phases:
        raise MeetupClosed(phase)


def cancelled(meetup: Meetup, reason: str, now: datetime) -> Meetup:
    """The meetup, cancelled with a reason; it keeps its card and its history.

    Raises:
        MeetupClosed: it is over, or was cancelled or declined before.
        TextMissing, TextTooLong: about the reason.
    """
    require_phase(meetup, now, *CHANGEABLE)
    return replace(meetup, state=State.CANCELLED, reason=clean(reason, Field.REASON, required=True))


def postponed(meetup: Meetup, reason: str, now: datetime) -> Meetup:
    """The meetup without its date, for a reason; answers stay, and a new date schedules it again.

    Raises:
        MeetupClosed: it is not about to take place.
        TextMissing, TextTooLong: about the reason.
    """
    require_phase(meetup, now, *POSTPONABLE)
    reason = clean(reason, Field.REASON, required=True)
    return replace(meetup, state=State.POSTPONED, reason=reason, plan=replace(meetup.plan, starts_at=None))


def edited(meetup: Meetup, plan: Plan, now: datetime, last_start: datetime | None = None) -> Meetup:
    """The meetup under another plan; a start that did not move is not held to be in the past.

    A postponed meetup that gets a date is scheduled again; ``last_start`` is the one it had before: the hours
    of its seat rules stay as far from the new one.

    Raises:
        MeetupClosed, NothingChanged, and what ``checked_plan`` raises.
    """
    require_phase(meetup, now, *CHANGEABLE)
    if _is_same_instant(plan.starts_at, meetup.plan.starts_at):
        plan = replace(checked_plan(replace(plan, starts_at=None), now), starts_at=meetup.plan.starts_at)
    else:
        plan = checked_plan(plan, now)
    if meetup.state is State.SCHEDULED and plan.starts_at is None:
        raise DateMissing
    known = replace(meetup.plan, starts_at=meetup.plan.starts_at or last_start)
    plan = replace(plan, seating=_seating_of(known, plan, now))
    if plan == meetup.plan:
        raise NothingChanged
    if meetup.state is State.POSTPONED and plan.starts_at is not None:
        return replace(meetup, plan=plan, state=State.SCHEDULED, reason="")
    return replace(meetup, plan=plan)


def _seating_of(before: Plan, after: Plan, now: datetime) -> SeatRules:
    """The seat rules of an edited plan: their hours move with the start unless they were set anew."""
    rules = after.seating
    if rules != before.seating:
        return checked_rules(
            rules, before.seating, starts_at=after.starts_at, capacity=after.capacity, now=now
        )
    if after.starts_at and not before.starts_at:
        rules = rules.within(now, after.starts_at)
    elif before.starts_at and after.starts_at:
        rules = rules.moved(after.starts_at.astimezone(UTC) - before.starts_at.astimezone(UTC))
    hour, was = rules.decides_at, before.seating.decides_at
    if hour != was and hour and hour <= now and rules.decided_at is None:  # moved into the past: at once
        rules = replace(rules, decides_at=now)
    elif hour != was and hour and hour > now:
        rules = replace(rules, decided_at=None)
    return replace(rules, kept_seats=min(rules.kept_seats, after.capacity or 0))


def _is_same_instant(one: datetime | None, other: datetime | None) -> bool:
    """``==`` never finds an hour that a zone has twice equal to anything in another zone (PEP 495)."""
    if one is None or other is None:
        return one is other
    return one.astimezone(UTC) == other.astimezone(UTC)
