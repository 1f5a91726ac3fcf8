"""The use cases about what Discord itself shows of meetups, together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.services.attendee_roles import AttendeeRoleService
from bot.services.events import EventService
from bot.services.threads import ThreadService

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class MirrorServices:
    """Roles, events and threads."""

    roles: AttendeeRoleService
    events: EventService
    threads: ThreadService

    @classmethod
    def create(cls, db: Database, clock: Clock) -> Self:
        """All three over one database and one clock."""
        return cls(AttendeeRoleService(db, clock), EventService(db, clock), ThreadService(db, clock))
