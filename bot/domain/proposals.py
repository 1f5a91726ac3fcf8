"""A proposal until somebody decides: scheduled, declined, or expired because nobody did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.meetups import DatePassed, Meetup, Phase, State, require_phase
from bot.domain.texts import Field, clean

if TYPE_CHECKING:
    from datetime import datetime


def confirmed(meetup: Meetup, now: datetime) -> Meetup:
    """The proposal, scheduled.

    Raises:
        MeetupClosed: it is no proposal any more.
        DateMissing, DatePassed: there is no date to meet on.
    """
    require_phase(meetup, now, Phase.PROPOSED)
    starts_at, _ = meetup.span
    if starts_at <= now:
        raise DatePassed
    return replace(meetup, state=State.SCHEDULED)


def ripened(meetup: Meetup, interested: int, threshold: int | None, now: datetime) -> Meetup:
    """The proposal, scheduled once it has a date to come and as many interested members as it takes.

    Without a threshold a moderator confirms; what is no proposal stays as it is.
    """
    starts_at = meetup.plan.starts_at
    has_date = starts_at is not None and starts_at > now
    if meetup.state is State.PROPOSED and has_date and threshold is not None and interested >= threshold:
        return confirmed(meetup, now)
    return meetup


def declined(meetup: Meetup, reason: str, now: datetime) -> Meetup:
    """The proposal, declined with a reason.

    Raises:
        MeetupClosed, TextMissing, TextTooLong.
    """
    require_phase(meetup, now, Phase.PROPOSED)
    return replace(meetup, state=State.DECLINED, reason=clean(reason, Field.REASON, required=True))


def expired(meetup: Meetup, now: datetime) -> Meetup:
    """The proposal that nobody decided about in time.

    Raises:
        MeetupClosed: it is no proposal any more.
    """
    require_phase(meetup, now, Phase.PROPOSED)
    return replace(meetup, state=State.EXPIRED)
