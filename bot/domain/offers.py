"""How long a freed seat is held for who waits, and how seats are handed on at one instant.

A day while there is time, two hours on the day before, half an hour on the day; quiet hours do not count. In
the last two hours nothing is held: a free seat is for whoever presses first.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain import quiet
from bot.domain.rosters import Handing, Terms

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.domain.communities import Community
    from bot.domain.meetups import Meetup
    from bot.domain.quiet import QuietHours

LAST = timedelta(hours=2)
"""How long before the start offers end."""
SHORTEST = timedelta(minutes=30)
_EARLIER, _DAY_BEFORE, _ON_THE_DAY = timedelta(hours=24), timedelta(hours=2), SHORTEST


def window(now: datetime, starts_at: datetime, zone: ZoneInfo) -> timedelta:
    """How long somebody has to answer an offer made at ``now``, by the days of the venue's zone."""
    days = starts_at.astimezone(zone).date() - now.astimezone(zone).date()
    if days > timedelta(days=1):
        return _EARLIER
    return _DAY_BEFORE if days else _ON_THE_DAY


def offer_until(now: datetime, starts_at: datetime, zone: ZoneInfo, hours: QuietHours) -> datetime | None:
    """When an offer made at ``now`` ends; None in the last two hours, when none is made.

    Two hours before the start it ends whatever the quiet hours say, but never sooner than in half an hour.
    """
    if now >= starts_at - LAST:
        return None
    return min(quiet.later(now, window(now, starts_at, zone), hours), latest(now, starts_at))


def latest(now: datetime, starts_at: datetime) -> datetime:
    """When an offer ends at the latest, whenever it was made; an offer made in time never reaches that."""
    return max(starts_at - LAST, now + SHORTEST)


def terms_at(meetup: Meetup, community: Community, now: datetime) -> Terms:
    """How the seats of a meetup are handed on; while it has no date, nothing moves."""
    seating, starts_at = meetup.plan.seating, meetup.plan.starts_at
    if starts_at is None:
        return Terms(Handing.PAUSED)
    kept = seating.kept_at(now) if now < starts_at else 0
    ends_by = latest(now, starts_at)
    if seating.host_picks:
        return Terms(Handing.PICKED, kept, latest=ends_by)
    until = offer_until(now, starts_at, meetup.plan.zone, community.quiet)
    return Terms(Handing.OPEN if until is None else Handing.OFFERED, kept, until, ends_by)
