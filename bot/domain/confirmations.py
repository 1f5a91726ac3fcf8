"""Whether people still come: asked a day before, and where it is wished, silence gives the seat back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain import quiet

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.communities import Community
    from bot.domain.quiet import QuietHours
    from bot.domain.seating import SeatRules

TIME_TO_SAY = timedelta(hours=3)
"""Outside quiet hours, at least: who is asked later than that before the deadline keeps the seat."""


FRESH = timedelta(hours=24)
"""Who said that they come so shortly before nobody asks whether they still do, if silence costs the seat."""


def silent_hours(rules: SeatRules, community: Community) -> int | None:
    """How many hours before the start silence frees a seat; None: never. The meetup's own word goes first."""
    hours = community.silent_hours if rules.silent_hours is None else rules.silent_hours
    return hours or None


def asks(rules: SeatRules, community: Community) -> bool:
    """Whether those who come are asked a day before if they still do."""
    return community.reconfirms or silent_hours(rules, community) is not None


def frees_at(
    starts_at: datetime, hours: int | None, asked_at: datetime, hours_of_quiet: QuietHours
) -> datetime | None:
    """When whoever was asked at ``asked_at`` and says nothing loses the seat; None: silence keeps it.

    A deadline in quiet hours is at their beginning, so that nobody loses a seat asleep.
    """
    if hours is None:
        return None
    at = quiet.last_loud(starts_at - timedelta(hours=hours), hours_of_quiet)
    return at if at > asked_at and quiet.counted(asked_at, at, hours_of_quiet) >= TIME_TO_SAY else None
