"""The use cases: one service a concept; the only place that opens a write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """All use cases, handed to whoever serves an interaction or a job."""

    @classmethod
    def create(cls, db: Database, clock: Clock) -> Self:
        """Build every service on one database and one clock."""
        del db, clock
        return cls()
