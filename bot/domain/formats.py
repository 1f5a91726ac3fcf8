"""What is usual for each format: how long, how many, which tables, which reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.meetups import Format
from bot.domain.reminders import LEADS

FAR_AHEAD = LEADS
"""For what people have to plan around: tickets, a journey, something to prepare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What a meetup of one format is like when nobody says otherwise.

    ``capacity`` None is no limit; ``table_size`` is how many talk together well, None where nobody sits;
    ``leads`` is how long before the start reminders go out, None where the community decides.
    What people bring is words: see ``ui.wording``.
    """

    duration: timedelta
    capacity: int | None
    table_size: int | None
    leads: tuple[timedelta, ...] | None = None


USUAL = {
    Format.DRINKS: Usual(duration=timedelta(hours=3), capacity=30, table_size=4),
    Format.MEAL: Usual(duration=timedelta(hours=2, minutes=30), capacity=12, table_size=6),
    Format.WALK: Usual(duration=timedelta(hours=3), capacity=20, table_size=None),
    Format.VISIT: Usual(duration=timedelta(hours=2), capacity=15, table_size=None, leads=FAR_AHEAD),
    Format.TALK: Usual(duration=timedelta(hours=2), capacity=60, table_size=None, leads=FAR_AHEAD),
    Format.ROUND_TABLE: Usual(duration=timedelta(hours=2), capacity=16, table_size=8),
    Format.WORKSHOP: Usual(duration=timedelta(hours=3), capacity=12, table_size=4, leads=FAR_AHEAD),
    Format.OTHER: Usual(duration=timedelta(hours=2), capacity=None, table_size=4),
}
"""Rules of thumb: at a table where all talk together there are 4 to 8, and a guide is heard by about 20."""
