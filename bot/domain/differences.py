"""What differs between two plans, who has to hear of it, and what only some may ever read."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from bot.domain.meetups import Plan


def changes(before: Plan, after: Plan) -> tuple[str, ...]:
    """The names of the fields that differ, in the order of Plan; ``zone`` counts as a moved start."""
    return tuple(f.name for f in fields(Plan) if getattr(before, f.name) != getattr(after, f.name))


def rebased(current: Plan, before: Plan, after: Plan) -> Plan:
    """What somebody changed between two plans, carried over to the plan as it is by now."""
    return replace(current, **{name: getattr(after, name) for name in changes(before, after)})


TELLING = frozenset({"starts_at", "zone", "area", "address", "access_code"})
"""A change of these reaches everybody with an answer; the rest only shows on the card."""

SECRET = ("address", "access_code", "host_contact", "transport", "backup_address")
"""The fields that only organisers and members with a seat read, and only in messages nobody else sees."""


def published(plan: Plan) -> Plan:
    """The plan without what only members with a seat may know: for whatever is kept or sent elsewhere."""
    nothing: dict[str, Any] = dict.fromkeys(SECRET, "")
    return replace(plan, **nothing)
