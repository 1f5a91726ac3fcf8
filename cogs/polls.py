"""/poll: let members decide a proposal's date or place."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.domain.polls import PollKind
from bot.ui.inputs import suggest_when
from bot.ui.poll_drafts import (
    CLOSES_LIMIT,
    OPTIONS_LIMIT,
    ProposalOption,
    TypedPoll,
    open_draft,
    suggest_dates,
)

ProposalId = app_commands.Transform[int, ProposalOption]
Options = app_commands.Range[str, 1, OPTIONS_LIMIT]
Closes = app_commands.Range[str, 0, CLOSES_LIMIT]


class Polls(commands.GroupCog, group_name="poll", group_description="Decide together"):
    """Everything organisers type about polls."""

    @app_commands.command(description="Let members vote on the date of a proposal")
    @app_commands.describe(
        meetup="The proposal it is about",
        dates="Up to 25, with “;” between them: fri 7pm; sat 2pm-5pm",
        closes="Until when people can vote; nothing for three days at most",
    )
    @app_commands.autocomplete(dates=suggest_dates, closes=suggest_when)
    async def date(
        self, interaction: discord.Interaction, meetup: ProposalId, dates: Options, closes: Closes = ""
    ) -> None:
        await open_draft(interaction, meetup, PollKind.DATE, TypedPoll(dates, closes))

    @app_commands.command(description="Let members vote on the place of a proposal")
    @app_commands.describe(
        meetup="The proposal it is about",
        places="Up to 25, with “;” between them: The Anchor; Café Zéphyr",
        closes="Until when people can vote; nothing for three days at most",
    )
    @app_commands.autocomplete(closes=suggest_when)
    async def venue(
        self, interaction: discord.Interaction, meetup: ProposalId, places: Options, closes: Closes = ""
    ) -> None:
        await open_draft(interaction, meetup, PollKind.VENUE, TypedPoll(places, closes))


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Polls())
