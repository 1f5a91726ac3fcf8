"""The least number of people a meetup needs: decided at its hour, or by its organiser when too few come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal
from bot.domain.meetups import Phase, require_phase

if TYPE_CHECKING:
    from bot.domain.meetups import Meetup


@dataclass(eq=False)
class TurnoutDecided(Refusal):
    """Whether the meetup takes place was settled before."""

    decided_at: datetime


@dataclass(eq=False)
class TurnoutNotDue(Refusal):
    """The hour at which it is decided is still to come."""

    decides_at: datetime


class NoMinimum(Refusal):
    """The meetup needs no least number of people."""


def is_due(meetup: Meetup, now: datetime) -> bool:
    """Whether the hour has come at which an upcoming meetup needs its people, and nothing was decided."""
    rules = meetup.plan.seating
    return (
        meetup.phase(now) is Phase.UPCOMING
        and rules.decides_at is not None
        and rules.decides_at <= now
        and rules.decided_at is None
    )


def is_enough(meetup: Meetup, coming: int) -> bool:
    """Whether so many people with a seat are as many as the meetup needs."""
    return coming >= (meetup.plan.seating.minimum or 0)


def going_ahead(meetup: Meetup, now: datetime) -> Meetup:
    """The meetup, certain to take place: enough people come, or its organiser goes anyway.

    Raises:
        MeetupClosed, NoMinimum, TurnoutDecided, TurnoutNotDue.
    """
    require_phase(meetup, now, Phase.UPCOMING)
    rules = meetup.plan.seating
    if rules.minimum is None:
        raise NoMinimum
    if rules.decided_at is not None:
        raise TurnoutDecided(rules.decided_at)
    if rules.decides_at is not None and now < rules.decides_at:
        raise TurnoutNotDue(rules.decides_at)
    return replace(meetup, plan=replace(meetup.plan, seating=replace(rules, decided_at=now)))
