"""What differs between two plans, who has to hear of it, and what only some may ever read."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from bot.domain.errors import Refusal
from bot.domain.meetups import Plan


def changes(before: Plan, after: Plan) -> tuple[str, ...]:
    """The names of the fields that differ, in the order of Plan; ``zone`` counts as a moved start."""
    return tuple(f.name for f in fields(Plan) if getattr(before, f.name) != getattr(after, f.name))


@dataclass(eq=False)
class EditedMeanwhile(Refusal):
    """Somebody else changed the same since: ``names`` are the fields of the plan."""

    names: tuple[str, ...]


def merged(current: Plan, before: Plan, after: Plan) -> Plan:
    """The same as ``rebased``, unless somebody else changed one of those fields to something else since.

    Raises:
        EditedMeanwhile.
    """
    both = tuple(
        name
        for name in changes(before, after)
        if getattr(current, name) not in (getattr(before, name), getattr(after, name))
    )
    if both:
        raise EditedMeanwhile(both)
    return rebased(current, before, after)


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
