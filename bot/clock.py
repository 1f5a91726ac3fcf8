"""Where time enters: a clock is a function that returns the present instant in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the machine's time, with its zone."""
    return datetime.now(UTC)
