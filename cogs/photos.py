"""The menu of a photo, and photos that members post by hand. The thread and its form open by themselves."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.ui.by_hand import notice
from bot.ui.inputs import visit
from bot.ui.take_down import ask_or_take_down


async def take_this_photo_down(interaction: discord.Interaction, message: discord.Message) -> None:
    """Remove the photos of a message, without asking why."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await ask_or_take_down(await visit(interaction), message)


class Photos(commands.Cog):
    """Hears messages, where the operator switched that on."""

    def __init__(self, bot: TableeBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        await notice(self._bot, message)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    bot.tree.add_command(app_commands.ContextMenu(name="Take this photo down", callback=take_this_photo_down))
    await bot.add_cog(Photos(bot))
