"""Command options that name a meetup among those the member may mean: organised, changeable, proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.domain.meetups import CHANGEABLE, Phase, State
from bot.domain.rights import is_moderator
from bot.domain.texts import plainly
from bot.ui.boundary import CHOICE_LIMIT, suggestions
from bot.ui.inputs import CHOICES, MeetupOption, visit

if TYPE_CHECKING:
    import discord

    from bot.domain.listings import Candidate
    from bot.ui.inputs import Visit


class OrganisedOption(MeetupOption):
    """One that the member organises; a moderator may mean any."""

    def may_mean(self, one: Candidate, here: Visit) -> bool:
        """Whether the member organises it."""
        return one.is_mine or is_moderator(here.actor, here.community)


class ChangeableOption(OrganisedOption):
    """One that the member organises and that may still be changed."""

    def may_mean(self, one: Candidate, here: Visit) -> bool:
        """Whether the member organises it, and it is neither over nor off."""
        return super().may_mean(one, here) and one.phase(here.now) in CHANGEABLE


class OccurrenceOption(OrganisedOption):
    """A date to come of a series that the member organises."""

    def may_mean(self, one: Candidate, here: Visit) -> bool:
        """Whether it is such a date."""
        is_ahead = one.series_id is not None and one.phase(here.now) is Phase.UPCOMING
        return super().may_mean(one, here) and is_ahead


class ProposalOption(MeetupOption):
    """A proposal that nobody has decided about."""

    def may_mean(self, one: Candidate, here: Visit) -> bool:  # noqa: ARG002 - its state says it
        """Whether it is such a proposal."""
        return one.state is State.PROPOSED


@suggestions
async def suggest_area(interaction: discord.Interaction, value: str) -> list[app_commands.Choice[str]]:
    """The places of what is coming up that contain what was typed."""
    here = await visit(interaction)
    areas = await here.services.listings.areas(here.actor)
    found = [area for area in areas if plainly(value) in plainly(area)]
    return [app_commands.Choice(name=area[:CHOICE_LIMIT], value=area[:CHOICE_LIMIT]) for area in found][
        :CHOICES
    ]
