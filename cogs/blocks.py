"""/block and the members' menu: never be put with somebody, without anybody knowing."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.ui.block_list import block, render
from bot.ui.inputs import visit


class Blocks(commands.GroupCog, group_name="block", group_description="People you are never put with"):
    """A member's own list; whatever they do here, only they see it."""

    @app_commands.command(description="Never be put with somebody: no pair, table or intro; nobody is told")
    @app_commands.describe(member="Whom you do not want to be put with")
    async def member(self, interaction: discord.Interaction, member: discord.User) -> None:
        await never_put_me_with_them(interaction, member)

    @app_commands.command(name="list", description="Whom you are never put with, and how to lift it")
    async def list_(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        mine = await here.services.blocks.mine(here.actor)
        await interaction.response.send_message(view=render(mine, here.t), ephemeral=True)


async def never_put_me_with_them(interaction: discord.Interaction, user: discord.User) -> None:
    """Block somebody from the menu that opens on them."""
    here = await visit(interaction)
    await interaction.response.send_message(await block(here, user), ephemeral=True)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Blocks())
    menu = app_commands.ContextMenu(name="Never put me with them", callback=never_put_me_with_them)
    bot.tree.add_command(menu)
