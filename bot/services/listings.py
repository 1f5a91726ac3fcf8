"""Use cases about finding meetups: lists a page at a time, and what an option may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import listings as rules
from bot.domain.communities import Community
from bot.domain.listings import Candidate, Entry, Filter
from bot.domain.meetups import State
from bot.domain.rosters import Roster
from bot.storage import communities
from bot.storage import listings as rows
from bot.storage import rosters as roster_rows
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.rights import Actor

PAGE = 8
"""Lines of one page: with the longest titles they fit into a message."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list with its answers; a proposal has none."""

    entry: Entry
    roster: Roster | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list; ``page`` counts from 0, ``total`` counts lines."""

    community: Community
    wanted: Filter
    lines: tuple[Line, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class ListingService:
    """Finds the meetups of a community."""

    db: Database
    clock: Clock

    async def page(self, actor: Actor, wanted: Filter, page: int = 0) -> Listing:
        """A page of what is to come and what is proposed; beyond the last page it is the last."""

        def work(tx: Connection) -> Listing:
            mine = rows.of_member(tx, actor.community_id, actor.user_id) if wanted.mine else frozenset()
            return listing_of(tx, actor.community_id, wanted, mine, self.clock(), page=page)

        return await self.db.read(work)

    async def candidates(self, actor: Actor) -> list[Candidate]:
        """What an option that names a meetup of the actor's community may mean, in no order."""
        return await self.db.read(
            lambda tx: rows.candidates(tx, actor.community_id, actor.user_id, self.clock())
        )

    async def areas(self, actor: Actor) -> list[str]:
        """The places of what is to come and what is proposed, each once, by name."""
        return await self.db.read(lambda tx: rows.areas(tx, actor.community_id, self.clock()))


def listing_of(
    tx: Connection,
    community_id: int,
    wanted: Filter,
    mine: Collection[int],
    now: datetime,
    *,
    page: int = 0,
    size: int = PAGE,
) -> Listing:
    """A page of ``size`` lines, inside a transaction; ``mine`` are the meetups that concern the reader."""
    community = communities.load(tx, community_id)
    found = rules.entries(rows.current(tx, community_id, now), wanted, mine, now, community.zone)
    pages = max(1, -(-len(found) // size))
    page = min(page, pages - 1)
    lines = tuple(_line(tx, entry) for entry in found[page * size : (page + 1) * size])
    return Listing(community=community, wanted=wanted, lines=lines, page=page, pages=pages, total=len(found))


def _line(tx: Connection, entry: Entry) -> Line:
    is_open = entry.meetup.state is State.PROPOSED
    return Line(entry, None if is_open else roster_rows.load(tx, entry.meetup))
