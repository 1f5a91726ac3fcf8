"""The buttons under a notice that asks who comes: one tap answers, in the thread or in a direct message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.domain.meetups import MeetupNotFound
from bot.domain.rights import Actor
from bot.domain.rosters import Answer
from bot.i18n import translations
from bot.ui.answer_panel import acknowledged, standing
from bot.ui.boundary import Button, View, host_of, services_of
from bot.ui.inputs import actor_of, visit
from bot.ui.refusals import LeftServer

if TYPE_CHECKING:
    from bot.i18n import Translations

UNKNOWN_MEMBER = 10007


def still_coming(meetup_id: int, t: Translations) -> View:
    """The two buttons for those who have answered before, in the language of the notice."""
    return _buttons(meetup_id, t.pgettext("button", "Going"), t)


def coming(meetup_id: int, t: Translations) -> View:
    """The two buttons for those who are asked for the first time: they voted, or would come."""
    return _buttons(meetup_id, t.pgettext("button", "I'm coming"), t)


def _buttons(meetup_id: int, going: str, t: Translations) -> View:
    view = View(timeout=None)
    ids = f"still:1:{meetup_id}"
    view.add_item(StillButton(f"{ids}:going", label=going, style=discord.ButtonStyle.success))
    view.add_item(StillButton(f"{ids}:declined", label=t.pgettext("button", "Can't")))
    return view


class StillButton(Button, template=r"still:1:(?P<meetup>\d{1,18}):(?P<answer>going|declined)"):
    """Says Going or Can't from a notice; the card follows by its job."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        meetup_id, answer = int(self.match["meetup"]), Answer(self.match["answer"])
        # before any other await: whoever pressed first is first in line
        actor = actor_of(interaction) if interaction.guild_id else await _reader(interaction, meetup_id)
        roster = await services_of(interaction).rosters.answer(actor, meetup_id, answer)
        if interaction.guild_id:
            here = await visit(interaction)
            view = await acknowledged(here, roster, meetup_id)
            await interaction.response.send_message(view=view, ephemeral=True)
        else:
            t = translations(interaction.locale)
            said = await standing(services_of(interaction), actor, meetup_id, roster, t)
            await interaction.response.send_message(said, ephemeral=True)


async def _reader(interaction: discord.Interaction, meetup_id: int) -> Actor:
    """Who presses in a direct message, as the member of the meetup's community that Discord says they are.

    Raises:
        MeetupNotFound, LeftServer.
    """
    host, user_id = host_of(interaction), interaction.user.id
    community_id = await host.services.meetups.community_of(meetup_id)
    if community_id is None:
        raise MeetupNotFound
    try:
        member = await host.http.get_member(community_id, user_id)
    except discord.NotFound as error:
        if error.code != UNKNOWN_MEMBER:
            raise
        raise LeftServer from error
    role_ids = frozenset(int(role_id) for role_id in member["roles"])
    return Actor(user_id=user_id, community_id=community_id, role_ids=role_ids)
