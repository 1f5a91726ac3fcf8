"""Options of commands about polls: a proposal, several dates, a poll of this community."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.domain.polls import PollNotFound
from bot.domain.texts import plainly
from bot.ui.boundary import suggestions
from bot.ui.inputs import CHOICES, suggest_when, visit
from bot.ui.poll_words import question

if TYPE_CHECKING:
    from bot.i18n import Translations
    from bot.services.poll_outcomes import PollOverview

SUGGESTION_LIMIT = 100
"""Discord takes no longer text as a suggestion: a cut one would drop dates unseen."""


class PollOption(app_commands.Transformer):
    """A command option that names a poll of this community: picked from the list, or its question typed."""

    async def transform(self, interaction: discord.Interaction, value: str, /) -> int:
        """Raises PollNotFound when no poll of this community answers to the number or question."""
        here = await visit(interaction)
        if value.isdecimal() and len(value) < len(str(2**63)):
            return (await here.services.polls.overview(here.community.id, int(value))).poll.id
        wanted = plainly(value)
        for overview in await here.services.polls.recent(here.community.id):
            if plainly(_asked(overview, here.t)) == wanted:
                return overview.poll.id
        raise PollNotFound

    @suggestions
    async def autocomplete(  # type: ignore[override] # Choice is generic over what the option takes
        self, interaction: discord.Interaction, value: str, /
    ) -> list[app_commands.Choice[str]]:
        here = await visit(interaction)
        wanted = plainly(value)
        recent = await here.services.polls.recent(here.community.id)
        found = [overview for overview in recent if wanted in plainly(_asked(overview, here.t))]
        found.sort(key=lambda overview: (overview.poll.closed_at is not None, -overview.poll.id))
        return [
            app_commands.Choice(name=_asked(overview, here.t)[:100], value=str(overview.poll.id))
            for overview in found[:CHOICES]
        ]


def _asked(overview: PollOverview, t: Translations) -> str:
    return question(overview.poll, overview.meetup, t)


@suggestions
async def suggest_dates(interaction: discord.Interaction, value: str) -> list[app_commands.Choice[str]]:
    """Show how dates are understood while they are typed, as long as Discord can take the whole text back."""
    return await suggest_when(interaction, value) if len(value) <= SUGGESTION_LIMIT else []
