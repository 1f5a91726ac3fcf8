"""Jobs about the role of those who come: made, given, taken and deleted, a few requests at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.mirrors import Act, RoleStep
from bot.domain.troubles import Deed, Lack
from bot.services import mirroring
from bot.services.runner import Later
from bot.ui.deliveries.notices import lack_of
from bot.ui.permissions import is_powerful

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.attendee_roles import Asked, RolePlan
    from bot.services.runner import Handler
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host

AT_ONCE: Final = 5
"""Requests of one run: other jobs wait meanwhile, and Discord allows some ten of them in ten seconds."""
PACE: Final = timedelta(seconds=5)
UNKNOWN_MEMBER, UNKNOWN_ROLE, UNKNOWN_USER = 10007, 10011, 10013
CLOCKS_DIFFER: Final = timedelta(minutes=1)


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    return {mirroring.ROLES: RoleDeliveries(bot).run}


class RoleDeliveries:
    """Brings the roles of a community to how they should be."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def run(self, job: Job) -> None:
        """Take the next steps; when more are left, go on in a moment."""
        done = 0
        while done < AT_ONCE:
            plan = await self._bot.services.mirrors.roles.plan(job.payload["community_id"])
            if plan is None or not plan.steps:
                return
            guild = self._bot.get_guild(plan.community_id)
            if guild is None:  # back in the server, everything is looked at again
                return
            for step in plan.steps[: AT_ONCE - done]:
                done += 1
                if not await self._try(guild, plan, step):
                    break
        raise Later(self._bot.clock() + PACE)

    async def _try(self, guild: discord.Guild, plan: RolePlan, step: RoleStep) -> bool:
        """Take one step; False if something is in the way, which is noted and changes the plan."""
        is_shared = step.role_id == plan.shared_role_id
        lack = Lack.UNFIT if is_shared and step.act is Act.GIVE and _moderates(guild, step.role_id) else None
        if lack is None:
            try:
                await self._take(guild, step)
            except discord.HTTPException as error:
                if error.code == UNKNOWN_ROLE:
                    await self._bot.services.mirrors.roles.note_gone(step.role_id)
                    if not is_shared:
                        return False
                lack = Lack.GONE if error.code == UNKNOWN_ROLE else lack_of(error)
                if lack is None:
                    raise
            else:
                return True
        await self._bot.services.troubles.note_in(plan.community_id, Deed.ROLE, lack, step.meetup_id)
        return False

    async def _take(self, guild: discord.Guild, step: RoleStep) -> None:
        roles, http = self._bot.services.mirrors.roles, self._bot.http
        match step.act:
            case Act.MAKE:
                await roles.note_made(step, await self._made(guild, step))
            case Act.RENAME:
                await http.edit_role(guild.id, step.role_id, name=step.name)
                await roles.note_renamed(step)
            case Act.DELETE:
                try:
                    await http.delete_role(guild.id, step.role_id)
                except discord.NotFound as gone:
                    if gone.code != UNKNOWN_ROLE:
                        raise
                await roles.note_deleted(step)
            case Act.GIVE:
                await _of_member(http.add_role(guild.id, step.user_id, step.role_id))
                await roles.note_given(guild.id, step)
            case Act.TAKE:
                await _of_member(http.remove_role(guild.id, step.user_id, step.role_id))
                await roles.note_taken(step)

    async def _made(self, guild: discord.Guild, step: RoleStep) -> int:
        """Make the meetup's role: it allows nothing and members cannot mention it."""
        asked = await self._bot.services.mirrors.roles.note_asked(guild.id, step)
        found = asked and _made_before(guild, step.name, asked)
        if found:
            return found
        role = await guild.create_role(
            name=step.name, permissions=discord.Permissions.none(), mentionable=False, hoist=False
        )
        return role.id


def _made_before(guild: discord.Guild, name: str, asked: Asked) -> int | None:
    """The role that was made just before a crash, if there is one."""
    return next(
        (
            role.id
            for role in guild.roles
            if role.name == name
            and role.permissions.value == 0
            and role.created_at >= asked.at - CLOCKS_DIFFER
            and role.id not in asked.others
        ),
        None,
    )


def _moderates(guild: discord.Guild, role_id: int) -> bool:
    role = guild.get_role(role_id)
    return role is not None and is_powerful(role.permissions)


async def _of_member(request: discord.http.Response[None]) -> None:
    """Whoever left the server needs no role, and loses none."""
    try:
        await request
    except discord.NotFound as gone:
        if gone.code not in {UNKNOWN_MEMBER, UNKNOWN_USER}:
            raise
