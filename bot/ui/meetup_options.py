"""Command options that name a meetup among those the member may mean: organised, changeable, proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.domain.checkins import CORRECTABLE_FOR, STAYS_OPEN_FOR, is_within
from bot.domain.meetups import CHANGEABLE, POSTPONABLE, Phase
from bot.domain.rights import is_moderator
from bot.domain.texts import plainly
from bot.ui.boundary import CHOICE_LIMIT, suggestions
from bot.ui.inputs import CHOICES, MeetupOption, visit

if TYPE_CHECKING:
    from datetime import timedelta

    import discord

    from bot.domain.listings import Candidate
    from bot.ui.inputs import Visit


class OrganisedOption(MeetupOption):
    """One that the member organises; a moderator may mean any."""

    def may_mean(self, one: Candidate, here: Visit) -> bool:
        """Whether the member organises it."""
        mine = one.is_mine or is_moderator(here.actor, here.community)
        return mine and super().may_mean(one, here)


class ChangeableOption(OrganisedOption):
    """One that the member organises and that is neither over nor off."""

    phases = CHANGEABLE


class UpcomingOption(OrganisedOption):
    """One to come that the member organises."""

    phases = POSTPONABLE


class OccurrenceOption(UpcomingOption):
    """A date to come of a series that the member organises."""

    def may_mean(self, one: Candidate, here: Visit) -> bool:
        """Whether it is such a date."""
        return one.series_id is not None and super().may_mean(one, here)


class ProposalOption(OrganisedOption):
    """A proposal of the member's that nobody has decided about."""

    phases = (Phase.PROPOSED,)


class LedOption(OrganisedOption):
    """One that the member organises and that is about to begin, or on."""

    phases = (Phase.UPCOMING, Phase.RUNNING)


class ReadOption(OrganisedOption):
    """One that the member organised and that is over."""

    phases = (Phase.OVER,)


class DatedOption(MeetupOption):
    """One to come, or on."""

    phases = (Phase.UPCOMING, Phase.RUNNING)


class OverOption(MeetupOption):
    """One that is over."""

    phases = (Phase.OVER,)


class TemplateOption(MeetupOption):
    """Any, for moderators: they keep templates."""

    def may_mean(self, one: Candidate, here: Visit) -> bool:
        """Whether the member moderates."""
        return is_moderator(here.actor, here.community) and super().may_mean(one, here)


class DoorOption(MeetupOption):
    """One at which people check in now."""

    phases = (Phase.UPCOMING, Phase.RUNNING, Phase.OVER)

    def may_mean(self, one: Candidate, here: Visit) -> bool:
        """Whether its door is open."""
        return super().may_mean(one, here) and _is_open(one, here, STAYS_OPEN_FOR)


class AttendanceOption(OrganisedOption):
    """One that the member organises and whose list of who was there may be changed."""

    phases = DoorOption.phases

    def may_mean(self, one: Candidate, here: Visit) -> bool:
        """Whether the list may be changed now."""
        return super().may_mean(one, here) and _is_open(one, here, CORRECTABLE_FOR)


def _is_open(one: Candidate, here: Visit, after_the_end: timedelta) -> bool:
    starts_at = one.starts_at
    return starts_at is not None and is_within((starts_at, starts_at + one.duration), here.now, after_the_end)


@suggestions
async def suggest_area(interaction: discord.Interaction, value: str) -> list[app_commands.Choice[str]]:
    """The places of what is coming up that contain what was typed."""
    here = await visit(interaction)
    areas = await here.services.listings.areas(here.actor)
    found = [area for area in areas if plainly(value) in plainly(area)]
    return [app_commands.Choice(name=area[:CHOICE_LIMIT], value=area[:CHOICE_LIMIT]) for area in found][
        :CHOICES
    ]
