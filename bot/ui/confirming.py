"""One tap under a notice says whether somebody comes: those who voted or would come are asked so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.domain.rosters import Answer
from bot.i18n import translations
from bot.ui.boundary import Button, View, services_of
from bot.ui.inputs import actor_of

if TYPE_CHECKING:
    from bot.domain.rosters import Roster
    from bot.i18n import Translations


class ComeButton(Button, template=r"come:1:(?P<meetup>\d{1,18}):(?P<answer>going|declined)"):
    """Says that the member comes, or cannot; the meetup's card follows by itself."""

    @classmethod
    def of(cls, meetup_id: int, answer: Answer, t: Translations) -> ComeButton:
        is_going = answer is Answer.GOING
        label = t.pgettext("button", "I'm coming") if is_going else t.pgettext("button", "Can't")
        style = discord.ButtonStyle.success if is_going else discord.ButtonStyle.secondary
        return cls(f"come:1:{meetup_id}:{answer}", label=label, style=style)

    async def pressed(self, interaction: discord.Interaction) -> None:
        answer = Answer(self.match["answer"])
        # before any other await: whoever pressed first is first in line
        roster = await services_of(interaction).rosters.answer(
            actor_of(interaction), int(self.match["meetup"]), answer
        )
        said = _acknowledgement(roster, interaction.user.id, translations(interaction.locale))
        await interaction.response.send_message(said, ephemeral=True)


def question_view(meetup_id: int, t: Translations) -> View:
    """The two buttons under a notice that asks who comes."""
    view = View(timeout=None)
    for answer in (Answer.GOING, Answer.DECLINED):
        view.add_item(ComeButton.of(meetup_id, answer, t))
    return view


def _acknowledgement(roster: Roster, user_id: int, t: Translations) -> str:
    party, place = roster.party_of(user_id), roster.place_in_line(user_id)
    if party is None or party.answer is Answer.DECLINED:
        return t.gettext("Noted: you can't come. Press “Going” on the card if that changes.")
    if place is None:
        return t.gettext(
            "You have a seat. If something comes up, press “Can't” so that somebody else gets it."
        )
    return t.gettext(
        "All seats are taken. You are number {place} in line; I tell you in the meetup's thread "
        "as soon as a seat is yours."
    ).format(place=place)
