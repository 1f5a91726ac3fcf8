"""What a place is like: how people get in, and what they find there."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

MAP = "https://www.openstreetmap.org/search?query="
"""OpenStreetMap's own search: no key, no cookie wall, and an app opens it on a phone."""
MAP_QUERY_LIMIT = 300
"""Characters of the query as it stands in the link: Discord takes 512 for the address of a button."""


class Access(StrEnum):
    """One fact about a place that decides whether somebody can come, or how."""

    STEP_FREE = "step_free"
    STEPS = "steps"
    TOILETS = "toilets"
    ACCESSIBLE_TOILETS = "accessible_toilets"
    QUIET = "quiet"
    LOUD = "loud"
    SEATING = "seating"
    SHELTER = "shelter"


def in_order(facts: Iterable[Access]) -> tuple[Access, ...]:
    """The facts, each once, in the order in which they are told."""
    chosen = frozenset(facts)
    return tuple(fact for fact in Access if fact in chosen)


def map_link(address: str, area: str) -> str:
    """Where a map shows that place; the area helps to tell two streets of one name apart."""
    words = " ".join(", ".join(part for part in (address, area) if part).split())
    while len(quote(words)) > MAP_QUERY_LIMIT:
        words = words[:-1]
    return MAP + quote(words)
