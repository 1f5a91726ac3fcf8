"""What resolving needs to know besides the text: now, the zone, the habits of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from bot.domain.moments.refusals import Reason


class Context(NamedTuple):
    """``now`` is in ``zone``, to the minute, ``today`` its date; ``hint`` a zone abbreviation or ""."""

    now: datetime
    today: date
    zone: ZoneInfo
    clock_24: bool
    next_is_next_week: bool
    hint: str = ""


class ImpossibleError(Exception):
    """A reading that cannot be; ``blame`` is the class of the word that the refusal should name."""

    def __init__(self, reason: Reason, blame: str = "") -> None:
        super().__init__(reason, blame)
        self.reason = reason
        self.blame = blame
