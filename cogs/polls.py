"""/poll: let members decide a proposal's date or place, or ask them anything."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.domain.polls import Method, PollKind, Terms, usual_terms
from bot.domain.texts import LIMITS, Field
from bot.ui.inputs import suggest_when, visit
from bot.ui.meetup_options import ChangeableOption, ProposalOption
from bot.ui.poll_desk import desk_layout
from bot.ui.poll_drafts import open_draft
from bot.ui.poll_forms import CLOSES_LIMIT, OPTIONS_LIMIT, TypedPoll
from bot.ui.poll_inputs import PollOption, suggest_dates

ProposalId = app_commands.Transform[int, ProposalOption]
MeetupId = app_commands.Transform[int, ChangeableOption]
PollId = app_commands.Transform[int, PollOption]
Options = app_commands.Range[str, 1, OPTIONS_LIMIT]
Closes = app_commands.Range[str, 0, CLOSES_LIMIT]

METHODS = [
    app_commands.Choice(name="One choice", value=Method.SINGLE.value),
    app_commands.Choice(name="As many as you like", value=Method.SEVERAL.value),
    app_commands.Choice(name="In order of preference", value=Method.RANKED.value),
]


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
        typed = TypedPoll(dates, closes)
        await open_draft(interaction, PollKind.DATE, typed, usual_terms(PollKind.DATE), meetup)

    @app_commands.command(description="Let members vote on the place of a proposal")
    @app_commands.describe(
        meetup="The proposal it is about",
        places="Up to 25, with “;” between them: The Anchor | Old Port | no steps | €5; Café Zéphyr",
        method="How people vote; nothing for as many as they like",
        closes="Until when people can vote; nothing for three days at most",
    )
    @app_commands.choices(method=METHODS)
    @app_commands.autocomplete(closes=suggest_when)
    async def venue(
        self,
        interaction: discord.Interaction,
        meetup: ProposalId,
        places: Options,
        method: str = Method.SEVERAL,
        closes: Closes = "",
    ) -> None:
        terms = Terms(method=Method(method))
        await open_draft(interaction, PollKind.VENUE, TypedPoll(places, closes), terms, meetup)

    @app_commands.command(description="Ask members anything")
    @app_commands.describe(
        question="What you want to know",
        answers="Up to 25, with “;” between them",
        method="How people vote; nothing for one choice",
        meetup="The meetup it is about, if it is about one",
        closes="Until when people can vote; nothing for three days",
    )
    @app_commands.choices(method=METHODS)
    @app_commands.autocomplete(closes=suggest_when)
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, LIMITS[Field.POLL_QUESTION]],
        answers: Options,
        method: str = Method.SINGLE,
        meetup: MeetupId | None = None,
        closes: Closes = "",
    ) -> None:
        typed = TypedPoll(answers, closes, question)
        await open_draft(interaction, PollKind.QUESTION, typed, Terms(method=Method(method)), meetup)

    @app_commands.command(description="Close, extend, reopen or change a poll of yours")
    @app_commands.describe(poll="Which one")
    async def manage(self, interaction: discord.Interaction, poll: PollId) -> None:
        here = await visit(interaction)
        overview = await here.services.polls.overview(here.community.id, poll)
        await interaction.response.send_message(view=desk_layout(overview, here), ephemeral=True)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Polls())
