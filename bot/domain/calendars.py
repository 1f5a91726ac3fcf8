"""What calendars are told about a meetup: its revision, and whom the exact address may reach."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal
from bot.domain.meetups import DateMissing, Meetup, State
from bot.domain.rosters import Answer

if TYPE_CHECKING:
    from bot.domain.rosters import Party

KEPT_FOR = timedelta(days=90)
"""How long a feed goes on showing a meetup after its end."""
SHOWN = frozenset({"title", "description", "starts_at", "duration", "area", "address"})
"""The fields of a plan that a calendar shows."""


class Standing(StrEnum):
    """Whether an entry is sure, open, or called off: the STATUS of RFC 5545, 3.8.1.11."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class SeatNotSure(Refusal):
    """Who waits for a seat gets no calendar file: it would look like a seat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A meetup as one reader's calendar shows it; ``address`` is empty for who may not know it."""

    meetup: Meetup
    standing: Standing
    address: str = ""

    @property
    def revised_at(self) -> datetime:
        """When what the calendar shows last changed, an instant in UTC."""
        return (self.meetup.revised_at or self.meetup.created_at).astimezone(UTC)


def revised(before: Meetup, after: Meetup, now: datetime) -> Meetup:
    """The changed meetup with its next revision, if calendars show what changed (RFC 5545, 3.8.7.4)."""
    shows = any(getattr(before.plan, name) != getattr(after.plan, name) for name in SHOWN)
    if before.state is after.state and not shows:
        return after
    return replace(after, revision=before.revision + 1, revised_at=now)


def entry(meetup: Meetup, party: Party | None, *, organises: bool) -> Entry:
    """The meetup for one reader; the address is for who has a seat, and for organisers.

    Raises:
        DateMissing: there is no date to show.
        SeatNotSure: the reader waits for a seat.
    """
    if meetup.plan.starts_at is None:
        raise DateMissing
    if meetup.state is State.CANCELLED:
        return Entry(meetup=meetup, standing=Standing.CANCELLED)
    has_seat = party is not None and party.has_seat
    if party is not None and party.answer is Answer.GOING and not has_seat and not organises:
        raise SeatNotSure
    is_sure = meetup.state is State.SCHEDULED and (
        party is None or party.answer is not Answer.MAYBE or organises
    )
    return Entry(
        meetup=meetup,
        standing=Standing.CONFIRMED if is_sure else Standing.TENTATIVE,
        address=meetup.plan.address if has_seat or organises else "",
    )


def belongs_in_feed(meetup: Meetup, party: Party | None, *, organises: bool) -> bool:
    """Whether a personal feed shows the meetup: who has a seat, may come, or organises, sees it there."""
    if meetup.plan.starts_at is None or meetup.state not in {State.SCHEDULED, State.CANCELLED}:
        return False
    if organises:
        return True
    if party is None or party.answer is Answer.DECLINED:
        return False
    return party.has_seat or party.answer is Answer.MAYBE
