"""/checkin: who is here, by an organiser's tap or by the words at the table."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.ui.checkin_panel import CODE_LIMIT, arrive, code_panel, joined_words, render_list
from bot.ui.inputs import visit
from bot.ui.meetup_options import AttendanceOption, DoorOption

MeetupId = app_commands.Transform[int, DoorOption]
MineId = app_commands.Transform[int, AttendanceOption]


class CheckIns(commands.GroupCog, group_name="checkin", group_description="Say who is at a meetup"):
    """What organisers and members type when people arrive."""

    @app_commands.command(name="list", description="Check people in with one tap each (organisers)")
    @app_commands.describe(meetup="Which one")
    async def list_(self, interaction: discord.Interaction, meetup: MineId) -> None:
        here = await visit(interaction)
        attendance = await here.services.checkins.attendance(here.actor, meetup)
        await interaction.response.send_message(
            view=render_list(attendance, here.t, here.now), ephemeral=True
        )

    @app_commands.command(description="Show the four words that check people in (organisers)")
    @app_commands.describe(meetup="Which one")
    async def code(self, interaction: discord.Interaction, meetup: MineId) -> None:
        here = await visit(interaction)
        panel, picture = await code_panel(here, meetup)
        await interaction.response.send_message(view=panel, file=picture, ephemeral=True)

    @app_commands.command(description="Check yourself in with the words at the table")
    @app_commands.describe(meetup="Which one", words="The four words that the organiser shows or says")
    async def here(
        self,
        interaction: discord.Interaction,
        meetup: MeetupId,
        words: app_commands.Range[str, 1, CODE_LIMIT],
    ) -> None:
        arriving = await visit(interaction)
        text = await arrive(arriving, meetup, words)
        await interaction.response.send_message(text, ephemeral=True)

    @app_commands.command(description="Say that you were there before you had an account here")
    @app_commands.describe(meetup="Which one")
    async def join(self, interaction: discord.Interaction, meetup: MeetupId) -> None:
        joining = await visit(interaction)
        arrived = await joining.services.checkins.join(joining.actor, meetup)
        await interaction.response.send_message(joined_words(arrived, joining.t), ephemeral=True)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(CheckIns())
