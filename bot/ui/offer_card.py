"""The message that offers a free seat to one member who waits, with their yes and no."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain.rosters import OfferOver
from bot.ui.answer_panel import acknowledged
from bot.ui.boundary import Button, Layout
from bot.ui.inputs import visit
from bot.ui.refusals import NotForYou
from bot.ui.wording import date_words, deadline_words, message_url, place_words, shown

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.rosters import Party
    from bot.i18n import Translations
    from bot.services.meetups import Overview

ACCENT = 0xE4572E
_TAKEN, _OVER = 0x2E9E6B, 0x8A8A8A


def render(overview: Overview, party: Party, until: datetime, t: Translations) -> Layout:
    """The offer in the community's language; it mentions that member and nobody else."""
    plan, card = overview.meetup.plan, overview.meetup.card
    heading = t.gettext("💌 <@{id}>, a seat is free: **{title}**").format(
        id=party.user_id, title=shown(plan.title)
    )
    if party.guests:
        heading += f" (+{party.guests})"
    deadline = t.gettext("It is held for you until {until}. Will you take it?").format(
        until=deadline_words(until, plan.zone, t)
    )
    rest = t.gettext("Without an answer it goes to the next in line. [The card]({url})").format(
        url=message_url(overview.community.id, card.channel_id, card.message_id)
    )
    text = f"{heading}\n🗓️ {date_words(plan, t)}\n📍 {place_words(plan, t)}\n\n{deadline}\n-# {rest}"
    box: ui.Container[Layout] = ui.Container(ui.TextDisplay(text), accent_colour=ACCENT)
    ids = f"offer:1:{overview.meetup.id}:{party.user_id}"
    box.add_item(
        ui.ActionRow(
            OfferButton(
                f"{ids}:yes",
                label=t.pgettext("button", "Take the seat"),
                style=discord.ButtonStyle.success,
            ),
            OfferButton(f"{ids}:no", label=t.pgettext("button", "No, thanks")),
        )
    )
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _settled(text: str, colour: int) -> Layout:
    layout = Layout(timeout=None)
    layout.add_item(ui.Container(ui.TextDisplay(text), accent_colour=colour))
    return layout


class OfferButton(Button, template=r"offer:1:(?P<meetup>\d{1,18}):(?P<user>\d{1,19}):(?P<says>yes|no)"):
    """Takes the seat that is held for a member, or lets it go on."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id, user_id = int(self.match["meetup"]), int(self.match["user"])
        if here.actor.user_id != user_id:
            raise NotForYou(user_id)
        name = f"<@{user_id}>"
        accept = self.match["says"] == "yes"
        try:
            roster = await here.services.rosters.answer_offer(here.actor, meetup_id, accept=accept)
        except OfferOver:
            text = here.shared.gettext("⌛ This offer to {name} is over.").format(name=name)
            await interaction.response.edit_message(view=_settled(text, _OVER))
            raise
        text = (
            here.shared.gettext("✅ {name} takes the seat. See you there!")
            if accept
            else here.shared.gettext("{name} lets the seat go to the next in line.")
        )
        colour = _TAKEN if accept else _OVER
        await interaction.response.edit_message(view=_settled(text.format(name=name), colour))
        said = await acknowledged(here, roster, meetup_id)
        await interaction.followup.send(view=said, ephemeral=True)
