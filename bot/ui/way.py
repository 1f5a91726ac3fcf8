"""How to get there: the exact place, for the eyes of one member with a seat only.

The seat is looked up at each press. Nothing of it is kept in any other message, so who loses their seat can
read it no longer than the message that only they saw stays on their screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain.venues import map_link
from bot.ui.boundary import Button, Layout
from bot.ui.inputs import visit
from bot.ui.wording import date_words, place_words, shown, venue_lines

if TYPE_CHECKING:
    from bot.domain.meetups import Plan
    from bot.i18n import Translations

ACCENT = 0x2E9E6B
WAY = ("address", "access_code", "host_contact", "transport")
"""The fields of a plan that this panel tells; without any of them there is no button."""


def render(plan: Plan, t: Translations) -> Layout:
    """The panel in the reader's language."""
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    heading = t.gettext("## How to get there")
    box.add_item(ui.TextDisplay(f"{heading}\n**{shown(plan.title)}** · {date_words(plan, t)}"))
    told = [f"📍 **{shown(plan.address)}**" if plan.address else f"📍 {place_words(plan, t)}"]
    if plan.access_code:
        told.append("🔑 " + t.gettext("Access code: {code}").format(code=shown(plan.access_code)))
    if plan.host_contact:
        told.append("📞 " + t.gettext("On the spot: {contact}").format(contact=shown(plan.host_contact)))
    if plan.transport:
        told.append(f"🚋 {shown(plan.transport)}")
    box.add_item(ui.TextDisplay("\n".join([*told, *venue_lines(plan, t)])))
    if plan.address or plan.area:
        link = map_link(plan.address, plan.area)
        box.add_item(ui.ActionRow(ui.Button(label=t.pgettext("button", "Open the map"), url=link)))
    box.add_item(ui.Separator())
    note = t.gettext("Only members with a seat see this, as long as they have it. Please keep it so.")
    box.add_item(ui.TextDisplay(f"-# {note}"))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


class WayButton(Button, template=r"place:1:(?P<meetup>\d{1,18})"):
    """How to get there, for who has a seat."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> WayButton:
        return cls(f"place:1:{meetup_id}", label=t.pgettext("button", "How do I get there?"), emoji="🧭")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        plan = await here.services.meetups.way(here.actor, int(self.match["meetup"]))
        await interaction.response.send_message(view=render(plan, here.t), ephemeral=True)
