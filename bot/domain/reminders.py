"""When a meetup's reminders are due, whom each is for, and whether a late one still helps."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal
from bot.domain.quiet import next_loud

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.domain.quiet import QuietHours

LEADS = (timedelta(days=7), timedelta(hours=24), timedelta(hours=2))
"""How long before the start reminders go out unless a community or a meetup says otherwise; longest first."""
MOST_LEADS = 4
EARLY = timedelta(days=2)
"""From this lead on a reminder is only for those who had a seat before it was due."""
OWN_LEADS = (timedelta(hours=1), timedelta(hours=3), timedelta(hours=24))
"""How long before the start members may be reminded once more, by direct message."""
RECONFIRM = timedelta(hours=24)
"""How long before the start people are asked whether they still come: time enough for who waits."""
SHORTEST_LEAD, LONGEST_LEAD = timedelta(minutes=15), timedelta(days=30)

_LEAD = re.compile(r"(\d{1,5})\s*(d|day|days|j|jour|jours|h|hour|hours|heure|heures|m|min|minutes?)(?![a-z])")
_BETWEEN = re.compile(r"[\s,;&+·]|\band\b|\bet\b")
_NONE = frozenset({"none", "no", "aucun", "0"})
_UNITS = {"d": timedelta(days=1), "j": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


class LeadsUnclear(Refusal):
    """What was typed for the reminders is no list such as "7 d, 24 h, 2 h" within bounds."""


def leads_for(
    own: Sequence[timedelta] | None, usual: Sequence[timedelta], *, reconfirms: bool = False
) -> tuple[timedelta, ...]:
    """The leads of a meetup: its ``own``, or where it has none those of its community; the longest first.

    Where people are asked whether they still come, they are asked a day before, whatever the leads.
    """
    leads = {*(usual if own is None else own), *([RECONFIRM] if reconfirms else [])}
    return tuple(sorted(leads, reverse=True))


def due(
    starts_at: datetime, now: datetime, leads: Iterable[timedelta] = LEADS
) -> tuple[tuple[timedelta, datetime], ...]:
    """Each lead with its instant, the earliest first; a lead that has passed by ``now`` is left out."""
    return tuple((lead, starts_at - lead) for lead in sorted(leads, reverse=True) if starts_at - lead > now)


def still_helps(
    starts_at: datetime, lead: timedelta, now: datetime, leads: Sequence[timedelta] = LEADS
) -> bool:
    """Whether a late reminder should go out: never after the start, nor once a later one is due."""
    nearer = max((other for other in leads if other < lead), default=timedelta())
    return now < starts_at - nearer


def send_at(
    starts_at: datetime, lead: timedelta, leads: Sequence[timedelta], quiet: QuietHours, now: datetime
) -> datetime | None:
    """When a reminder that is due goes out: ``now``, at the end of quiet hours, or None for never.

    The last of the ``leads`` goes out in quiet hours too: who is asleep then would miss the meetup.
    """
    at = now if lead <= min(leads, default=lead) else next_loud(now, quiet)
    return at if still_helps(starts_at, lead, at, leads) else None


def is_for(answered_at: datetime, starts_at: datetime, lead: timedelta) -> bool:
    """Whether who answered then is told: an early reminder is no news to who answered after it was due."""
    return lead < EARLY or answered_at < starts_at - lead


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


def read_own_leads(text: str) -> tuple[timedelta, ...] | None:
    """The leads of one meetup as typed; nothing means those of the community, "none" no reminder at all.

    Raises:
        LeadsUnclear.
    """
    word = text.strip().casefold()
    if not word:
        return None
    return () if word in _NONE else read_leads(text)


def typed_leads(leads: Sequence[timedelta], day: str = "d") -> str:
    """Leads as somebody would type them, whole days from two days on; ``day`` is the unit's letter."""
    return ", ".join(_typed(lead, day) for lead in leads)


def _typed(lead: timedelta, day: str) -> str:
    minutes = int(lead.total_seconds()) // 60
    if minutes % 60:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours // 24} {day}" if hours % 24 == 0 and hours > 24 else f"{hours} h"  # noqa: PLR2004
