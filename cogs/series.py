"""/series: meetups that come back."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.domain.meetups import Meetup
from bot.domain.rights import require_leader
from bot.domain.series import SeriesNotFound
from bot.ui.forms import CancelForm
from bot.ui.inputs import Visit, visit
from bot.ui.meetup_options import OccurrenceOption
from bot.ui.organising import changeable
from bot.ui.series_list import EndForm, render

OccurrenceId = app_commands.Transform[int, OccurrenceOption]


class SeriesCommands(commands.GroupCog, group_name="series", group_description="Meetups that come back"):
    """Everything about series that is not about one of their dates alone."""

    @app_commands.command(name="list", description="Which meetups come back, and when next")
    async def list_(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        found = await here.services.series.of_community(here.community.id)
        await interaction.response.send_message(view=render(found, here.t), ephemeral=True)

    @app_commands.command(description="Call off one date of a series, and say why")
    @app_commands.describe(meetup="Which date")
    async def skip(self, interaction: discord.Interaction, meetup: OccurrenceId) -> None:
        here = await visit(interaction)
        form = CancelForm(await _date(here, meetup), here.t, title=here.t.gettext("Skip this date"))
        await interaction.response.send_modal(form)

    @app_commands.command(description="End a series from one of its dates on, and say why")
    @app_commands.describe(meetup="The first date that takes place no more")
    async def end(self, interaction: discord.Interaction, meetup: OccurrenceId) -> None:
        here = await visit(interaction)
        first = await _date(here, meetup)
        require_leader(here.actor, first, here.community)
        await interaction.response.send_modal(EndForm(first, here.t))


async def _date(here: Visit, meetup_id: int) -> Meetup:
    """A date of a series that the actor may change; refused before a form is filled in for nothing.

    Raises:
        MeetupNotFound, OrganisersOnly, MeetupClosed, SeriesNotFound.
    """
    meetup = await changeable(here, meetup_id)
    if meetup.series_id is None:
        raise SeriesNotFound
    return meetup


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(SeriesCommands())
