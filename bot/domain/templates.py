"""Templates: plans that a community keeps under a name, to begin the next meetup from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import Refusal
from bot.domain.meetups import Plan
from bot.domain.texts import Field, clean

MOST = 25
"""Templates of one community: as many as Discord suggests at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A plan without a date, kept under a ``name``."""

    id: int
    community_id: int
    name: str
    plan: Plan
    by_id: int
    created_at: datetime


class TemplateNotFound(Refusal):
    """No template of this community has that name."""


@dataclass(eq=False)
class TooManyTemplates(Refusal):
    """The community keeps as many templates as it may."""

    most: int


def another(plan: Plan) -> Plan:
    """The plan of another meetup like this one: no date, and nothing decided about seats yet."""
    seating = replace(plan.seating.afresh(), closes_at=None, kept_until=None, decides_at=None)
    return replace(plan, starts_at=None, seating=seating)


def named(name: str) -> str:
    """The name as it is kept. Raises TextMissing, TextTooLong."""
    return clean(name, Field.OPTION, required=True)
