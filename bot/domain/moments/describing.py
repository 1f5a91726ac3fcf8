"""Says a moment in words, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.domain.moments.values import Moment


def describe(moment: Moment, zone: ZoneInfo, language: str) -> str:
    """The moment in words on the wall clock of ``zone``; ``language`` is a Discord locale."""
    from babel.dates import format_datetime  # noqa: PLC0415 - heavy, and reading a date does not need it

    return format_datetime(
        moment.start.astimezone(zone), "EEEE d MMMM, HH:mm", locale=language.replace("-", "_")
    )
