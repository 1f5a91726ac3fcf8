"""When a meetup's reminders are due, and whether a late one still helps."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

LEADS = (timedelta(hours=24), timedelta(hours=2))
"""How long before the start each reminder goes out."""


def due(starts_at: datetime, now: datetime) -> tuple[tuple[timedelta, datetime], ...]:
    """Each lead with its instant, the earliest first; a lead that has passed by ``now`` is left out."""
    return tuple((lead, starts_at - lead) for lead in LEADS if starts_at - lead > now)


def still_helps(starts_at: datetime, lead: timedelta, now: datetime) -> bool:
    """Whether a late reminder should go out: never after the start, nor once a later one is due."""
    nearer = max((other for other in LEADS if other < lead), default=timedelta())
    return now < starts_at - nearer
