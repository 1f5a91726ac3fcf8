"""Use cases about the role of those who come: what is to be done, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain.mirrors import Kept, Mirror, RoleStep, role_steps
from bot.domain.troubles import Deed, Lack
from bot.storage import communities, mirrors, troubles
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

STOPS = frozenset({Lack.PERMISSION, Lack.ACCESS})
"""While one of these stands nothing is tried: not even what would need no new role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePlan:
    """What is to be done about a community's roles; ``shared_role_id`` is the one it named itself."""

    community_id: int
    shared_role_id: int | None
    steps: tuple[RoleStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """When a role was first asked for, and which roles are other meetups' own."""

    at: datetime
    others: frozenset[int]


@dataclass(frozen=True, slots=True)
class AttendeeRoleService:
    """Compares who has a seat with who has the role, and remembers what Discord was told."""

    db: Database
    clock: Clock

    async def plan(self, community_id: int) -> RolePlan | None:
        """What is to be done now; None while somebody has to mend something first."""

        def work(tx: Connection) -> RolePlan | None:
            community = communities.find(tx, community_id)
            lacks = _lacks(tx, community_id)
            if community is None or lacks & STOPS:
                return None
            shared = community.attendee_role_id
            steps = role_steps(
                mirrors.groups(tx, community_id, community.thread_stays, self.clock()),
                mirrors.of_community(tx, community_id, Mirror.ROLE),
                mirrors.given(tx, community_id),
                is_wanted=community.gives_roles,
                shared_role_id=shared,
                lacks=lacks,
            )
            return RolePlan(community_id=community_id, shared_role_id=shared, steps=tuple(steps))

        return await self.db.read(work)

    async def note_asked(self, community_id: int, step: RoleStep) -> Asked | None:
        """Note before a role is made that it is about to be; None the first time.

        Later a crash may lie between: the role that was made then is found again by its name and its age.
        """

        def work(tx: Connection) -> Asked | None:
            own = mirrors.of_community(tx, community_id, Mirror.ROLE)
            known = own.get(step.meetup_id)
            if known is None:
                mirrors.save(tx, _kept(step, None, self.clock()))
                return None
            others = frozenset(one.object_id for one in own.values() if one.object_id is not None)
            return Asked(at=known.asked_at, others=others)

        return await self.db.write(work)

    async def note_made(self, step: RoleStep, role_id: int) -> None:
        """Note the role that was made for a meetup."""
        await self.db.write(lambda tx: mirrors.save(tx, _kept(step, role_id, self.clock())))

    async def note_renamed(self, step: RoleStep) -> None:
        """Note what the meetup's role is called now."""
        await self.db.write(lambda tx: mirrors.save(tx, _kept(step, step.role_id, self.clock())))

    async def note_deleted(self, step: RoleStep) -> None:
        """Note that the meetup has no role any more, by our doing."""
        await self.db.write(lambda tx: mirrors.forget(tx, step.meetup_id, Mirror.ROLE))

    async def note_gone(self, role_id: int) -> None:
        """Note that somebody deleted a role by hand: it is not made again behind their back."""

        def work(tx: Connection) -> None:
            mirrors.forget_role(tx, role_id)
            mirrors.end(tx, Mirror.ROLE, role_id)

        await self.db.write(work)

    async def note_given(self, community_id: int, step: RoleStep) -> None:
        """Note that a member has the role from us."""
        await self.db.write(lambda tx: mirrors.note_given(tx, community_id, step.role_id, step.user_id))

    async def note_taken(self, step: RoleStep) -> None:
        """Note that a member has the role from us no more."""
        await self.db.write(lambda tx: mirrors.note_taken(tx, step.role_id, step.user_id))


def _lacks(tx: Connection, community_id: int) -> frozenset[Lack]:
    found = troubles.of_community(tx, community_id)
    return frozenset(trouble.lack for trouble in found if trouble.deed is Deed.ROLE)


def _kept(step: RoleStep, role_id: int | None, now: datetime) -> Kept:
    return Kept(
        meetup_id=step.meetup_id, mirror=Mirror.ROLE, object_id=role_id, digest=step.name, asked_at=now
    )
