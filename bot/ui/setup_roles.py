"""The choice of one role among the settings, and whether meetups may grant it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain.mirrors import RoleUnfit, Unfit
from bot.ui.permissions import is_powerful

if TYPE_CHECKING:
    from bot.domain.communities import Community
    from bot.ui.boundary import Modal


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """One role of the server that meetups may grant, or none."""

    name: str
    label: str
    hint: str

    def field(self, community: Community) -> ui.Label[Modal]:
        """What is asked, with what is set."""
        chosen, kind = getattr(community, self.name), discord.SelectDefaultValueType.role
        menu: ui.RoleSelect[Modal] = ui.RoleSelect(
            custom_id=self.name,
            default_values=[discord.SelectDefaultValue(id=chosen, type=kind)] if chosen else [],
            min_values=0,
            required=False,
        )
        return ui.Label(text=self.label, description=self.hint, component=menu)

    def read(self, field: ui.Label[Modal]) -> int | None:
        """Raises RoleUnfit."""
        menu = field.component
        assert isinstance(menu, ui.RoleSelect)  # noqa: S101 - field() made it
        return menu.values[0].id if menu.values else None


def require_fit(interaction: discord.Interaction, role_id: int | None) -> None:
    """Whether meetups may grant that role: who chooses it must be able to give it by hand.

    Raises:
        RoleUnfit: it moderates, stands above the bot, or is not theirs to give.
    """
    guild, member = interaction.guild, interaction.user
    role = guild.get_role(role_id) if guild and role_id else None
    if guild is None or role is None or not isinstance(member, discord.Member):
        return
    if is_powerful(role.permissions):
        raise RoleUnfit(Unfit.POWERFUL)
    if role.is_default() or role.managed or role >= guild.me.top_role:
        raise RoleUnfit(Unfit.ABOVE_ME)
    may_give = member.guild_permissions.manage_roles and role < member.top_role
    if member.id != guild.owner_id and not may_give:
        raise RoleUnfit(Unfit.NOT_YOURS)
