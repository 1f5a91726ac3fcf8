"""A single hour typed into a form, where there is no room to ask back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain import moments
from bot.domain.moments import Choice, Grain, MomentRefused, Reason
from bot.ui.refusals import MomentUnclear

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.ui.inputs import Visit


def read_one(text: str, here: Visit, zone: ZoneInfo) -> datetime:
    """The instant that a text means in one way only, in UTC.

    Raises:
        MomentRefused: it is no date with an hour.
        MomentUnclear: it can be read in two ways.
    """
    languages = (str(here.interaction.locale), here.community.language, "en-GB")
    read = moments.understand(text, now=here.now, zone=zone, languages=languages)
    if isinstance(read, Choice):
        words = [
            moments.describe(one, zone, str(here.interaction.locale), now=here.now) for one in read.readings
        ]
        raise MomentUnclear(text, tuple(words))
    if read.grain is Grain.DAY:
        raise MomentRefused(Reason.HOUR_MISSING, text)
    return read.start.astimezone(UTC)
