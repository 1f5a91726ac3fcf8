"""When a meetup's reminders are due, and whether a late one still helps."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

LEADS = (timedelta(hours=24), timedelta(hours=2))
"""How long before the start each reminder goes out, unless a meetup says otherwise; the longest first."""
MOST_LEADS = 4
SHORTEST_LEAD, LONGEST_LEAD = timedelta(minutes=15), timedelta(days=30)

_LEAD = re.compile(r"(\d{1,5})\s*(d|day|days|j|jour|jours|h|hour|hours|heure|heures|m|min|minutes?)(?![a-z])")
_BETWEEN = re.compile(r"[\s,;&+·]|\band\b|\bet\b")
_UNITS = {"d": timedelta(days=1), "j": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


class LeadsUnclear(Refusal):
    """What was typed for the reminders is no list such as "7 d, 24 h, 2 h" within bounds."""


def due(
    starts_at: datetime, now: datetime, leads: Sequence[timedelta] = LEADS
) -> tuple[tuple[timedelta, datetime], ...]:
    """Each lead with its instant, the earliest first; a lead that has passed by ``now`` is left out."""
    return tuple((lead, starts_at - lead) for lead in sorted(leads, reverse=True) if starts_at - lead > now)


def still_helps(
    starts_at: datetime, lead: timedelta, now: datetime, leads: Sequence[timedelta] = LEADS
) -> bool:
    """Whether a late reminder should go out: never after the start, nor once a later one is due."""
    nearer = max((other for other in leads if other < lead), default=timedelta())
    return now < starts_at - nearer


def checked_leads(leads: Sequence[timedelta]) -> tuple[timedelta, ...]:
    """The leads without repetition, the longest first.

    Raises:
        LeadsUnclear: more than MOST_LEADS, or one shorter than SHORTEST_LEAD or longer than LONGEST_LEAD.
    """
    checked = tuple(sorted(set(leads), reverse=True))
    if len(checked) > MOST_LEADS or not all(SHORTEST_LEAD <= lead <= LONGEST_LEAD for lead in checked):
        raise LeadsUnclear
    return checked


def read_leads(text: str) -> tuple[timedelta, ...]:
    """Leads as typed into a form, such as "7 d, 24 h"; nothing means no reminder.

    Raises:
        LeadsUnclear.
    """
    found = _LEAD.findall(text.casefold())
    if _BETWEEN.sub("", _LEAD.sub("", text.casefold())):
        raise LeadsUnclear
    return checked_leads([int(number) * _UNITS[unit[0]] for number, unit in found])


def typed_leads(leads: Sequence[timedelta], day: str = "d") -> str:
    """Leads as somebody would type them, whole days from two days on; ``day`` is the unit's letter."""
    return ", ".join(_typed(lead, day) for lead in leads)


def _typed(lead: timedelta, day: str) -> str:
    minutes = int(lead.total_seconds()) // 60
    if minutes % 60:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours // 24} {day}" if hours % 24 == 0 and hours > 24 else f"{hours} h"  # noqa: PLR2004
