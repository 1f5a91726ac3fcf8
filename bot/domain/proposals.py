"""A proposal until somebody decides: scheduled, declined, or expired because nobody did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.errors import Refusal
from bot.domain.meetups import DatePassed, Meetup, Phase, State, require_phase
from bot.domain.texts import Field, clean

NOTICE = timedelta(days=7)
"""So long before a proposal expires its proposer is told, and may keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a moderator asked about a proposal, and what its proposer answered (empty: nothing yet)."""

    id: int
    meetup_id: int
    by_id: int
    text: str
    asked_at: datetime
    answer: str = ""
    answered_at: datetime | None = None


class QuestionGone(Refusal):
    """The question is not of this community, or was answered before."""


def expires_at(meetup: Meetup, days: int | None) -> datetime | None:
    """When a proposal that nobody decides about expires: after so many days, or when it would begin.

    None where proposals do not, and it has no date.
    """
    waited = None if days is None else (meetup.kept_at or meetup.created_at) + timedelta(days=days)
    return min((at for at in (waited, meetup.plan.starts_at) if at is not None), default=None)


def kept(meetup: Meetup, now: datetime) -> Meetup:
    """The proposal, with its whole time before it again.

    Raises:
        MeetupClosed: it is no proposal any more.
    """
    require_phase(meetup, now, Phase.PROPOSED)
    return replace(meetup, kept_at=now)


def require_open(question: Question) -> None:
    """Raises QuestionGone if it was answered before."""
    if question.answered_at is not None:
        raise QuestionGone


def answered(question: Question, text: str, now: datetime) -> Question:
    """The question with its answer.

    Raises:
        QuestionGone: it was answered before.
        TextMissing, TextTooLong.
    """
    require_open(question)
    return replace(question, answer=clean(text, Field.QUESTION, required=True), answered_at=now)


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


def lacks_only_a_date(meetup: Meetup, interested: int, threshold: int | None) -> bool:
    """Whether enough would come to a proposal that has no date, and nobody was told so yet."""
    is_enough = threshold is not None and interested >= threshold
    return is_enough and meetup.plan.starts_at is None and meetup.ripe_at is None


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
