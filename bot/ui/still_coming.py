"""The buttons under a notice that something moved: still coming, or not; one tap changes the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.domain.rosters import Answer
from bot.ui.answer_panel import acknowledged
from bot.ui.boundary import Button, View, services_of
from bot.ui.inputs import actor_of, visit

if TYPE_CHECKING:
    from bot.i18n import Translations


def still_coming(meetup_id: int, t: Translations) -> View:
    """The two buttons, in the language of the notice."""
    view = View(timeout=None)
    view.add_item(StillButton.of(meetup_id, Answer.GOING, t))
    view.add_item(StillButton.of(meetup_id, Answer.DECLINED, t))
    return view


class StillButton(Button, template=r"still:1:(?P<meetup>\d{1,18}):(?P<answer>going|declined)"):
    """Says Going or Can't from a notice; the card follows by its job."""

    @classmethod
    def of(cls, meetup_id: int, answer: Answer, t: Translations) -> StillButton:
        going = answer is Answer.GOING
        label = t.pgettext("button", "Going") if going else t.pgettext("button", "Can't")
        style = discord.ButtonStyle.success if going else discord.ButtonStyle.secondary
        return cls(f"still:1:{meetup_id}:{answer}", label=label, style=style)

    async def pressed(self, interaction: discord.Interaction) -> None:
        meetup_id, answer = int(self.match["meetup"]), Answer(self.match["answer"])
        # before any other await: whoever pressed first is first in line
        roster = await services_of(interaction).rosters.answer(actor_of(interaction), meetup_id, answer)
        here = await visit(interaction)
        said = await acknowledged(here, roster, meetup_id)
        await interaction.response.send_message(view=said, ephemeral=True)
