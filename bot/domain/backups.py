"""Plan B: a second place, one tap away, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32
from zoneinfo import ZoneInfo

from bot.domain.errors import Refusal
from bot.domain.meetups import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.histories import Change

NO_DOOR = Plan(title="", zone=ZoneInfo("UTC"))
"""Nothing is known of the place."""


class BackupMissing(Refusal):
    """There is no second place to switch to."""


def place_mark(area: str) -> str:
    """What tells one place from another in the few characters of a button's id."""
    return f"{crc32(area.encode()):08x}"


def switched(plan: Plan, known: Plan | None = None) -> Plan:
    """The plan at its second place; the first becomes the second, so another tap switches back.

    What was told of the first door (code, way, access) is not true of the second, and goes; ``known`` is the
    plan when it was last there, if it ever was, and says what was told of that door then.

    Raises:
        BackupMissing.
    """
    if not plan.backup_area:
        raise BackupMissing
    door = known or NO_DOOR
    return replace(
        plan,
        area=plan.backup_area,
        address=plan.backup_address,
        backup_area=plan.area,
        backup_address=plan.address,
        access_code=door.access_code,
        transport=door.transport,
        access=door.access,
        is_public_place=door.is_public_place,
    )


def last_at_backup(plan: Plan, steps: Iterable[Change]) -> Plan | None:
    """The plan when it last took place at what is its second place now; ``steps`` are the newest first."""
    place = (plan.backup_area, plan.backup_address)
    return next((step.before for step in steps if (step.before.area, step.before.address) == place), None)
