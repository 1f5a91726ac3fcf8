"""Who organises a meetup, and who may see the answers to it: a private panel for its organisers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain import organisers
from bot.domain.rights import may_lead
from bot.ui.boundary import Button, Layout, Select
from bot.ui.inputs import Visit, visit
from bot.ui.roster_text import roster_lines
from bot.ui.wording import EMOJI, enumerated, shown

if TYPE_CHECKING:
    from bot.domain.meetups import Meetup
    from bot.i18n import Translations
    from bot.services.meetups import Overview

ACCENT = 0xE4572E
_KEY = r"(?P<meetup>\d{1,18})"


def render(here: Visit, overview: Overview) -> Layout:
    """The panel in the reader's language: they organise the meetup, or moderate."""
    t, meetup = here.t, overview.meetup
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    title = f"## {EMOJI[meetup.plan.format]} {shown(meetup.plan.title)}"
    team = enumerated([f"<@{user_id}>" for user_id in meetup.organiser_ids], t)
    byline = t.gettext("Organised by {names}").format(names=team)
    box.add_item(ui.TextDisplay(f"{title}\n{byline}"))
    if may_lead(here.actor, meetup, here.community):
        hint = t.gettext(
            "**Co-organisers**\nThey may change the meetup, check people in and see the exact address."
        )
        box.add_item(ui.TextDisplay(hint))
        box.add_item(ui.ActionRow(TeamMenu.of(meetup, t)))
    elif here.actor.user_id in meetup.co_organiser_ids:
        box.add_item(ui.ActionRow(StepDownButton.of(meetup, t)))
    box.add_item(ui.Separator())
    box.add_item(ui.Section(ui.TextDisplay(_openness(meetup, t)), accessory=OpennessButton.of(meetup, t)))
    if meetup.series_id is not None:
        alone = t.gettext("Both are about this date alone: each date of the series has its own.")
        box.add_item(ui.TextDisplay(f"-# 🔁 {alone}"))
    box.add_item(ui.TextDisplay("\n".join(roster_lines(overview, meetup.phase(here.now), t, here.now))))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _openness(meetup: Meetup, t: Translations) -> str:
    if meetup.hides_answers:
        return t.gettext(
            "**Who comes: organisers only**\nThe card shows numbers, nobody is added to the thread, and "
            "nobody gets the attendee role. The thread names nobody: news about somebody's seat comes by "
            "direct message to those who wish those."
        )
    return t.gettext("**Who comes: everybody sees it**\nThe card names who comes, who waits and who may.")


async def _show(interaction: discord.Interaction, here: Visit, meetup_id: int) -> None:
    overview = await here.services.meetups.overview(here.community.id, meetup_id)
    await interaction.response.edit_message(view=render(here, overview))


class TeamMenu(Select, template=rf"organisers:1:{_KEY}"):
    """Who else organises; choosing nobody leaves it to who began it."""

    @classmethod
    def of(cls, meetup: Meetup, t: Translations) -> TeamMenu:
        kind = discord.SelectDefaultValueType.user
        menu: ui.UserSelect[Any] = ui.UserSelect(
            custom_id=f"organisers:1:{meetup.id}",
            placeholder=t.gettext("Nobody else"),
            default_values=[
                discord.SelectDefaultValue(id=user_id, type=kind) for user_id in meetup.co_organiser_ids
            ],
            min_values=0,
            max_values=organisers.MOST,
        )
        return cls(menu)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id = int(self.match["meetup"])
        people = [member.id for member in self.values if not member.bot]
        await here.services.organisers.choose(here.actor, meetup_id, people)
        await _show(interaction, here, meetup_id)


class StepDownButton(Button, template=rf"stepdown:1:{_KEY}"):
    """Organise it no longer."""

    @classmethod
    def of(cls, meetup: Meetup, t: Translations) -> StepDownButton:
        label = t.pgettext("button", "Organise it no longer")
        return cls(f"stepdown:1:{meetup.id}", label=label, style=discord.ButtonStyle.danger)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup = await here.services.organisers.step_down(here.actor, int(self.match["meetup"]))
        text = here.t.gettext("You do not organise **{title}** any more. Thank you for having done so.")
        layout = Layout(timeout=None)
        layout.add_item(ui.TextDisplay(text.format(title=shown(meetup.plan.title))))
        await interaction.response.edit_message(view=layout)


class OpennessButton(Button, template=rf"openness:1:{_KEY}:(?P<seen>all|organisers)"):
    """Shows who comes to everybody, or to organisers only; twice the same press is the same answer."""

    @classmethod
    def of(cls, meetup: Meetup, t: Translations) -> OpennessButton:
        if meetup.hides_answers:
            return cls(f"openness:1:{meetup.id}:all", label=t.pgettext("button", "Show to everybody"))
        return cls(
            f"openness:1:{meetup.id}:organisers", label=t.pgettext("button", "Show to organisers only")
        )

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id, hidden = int(self.match["meetup"]), self.match["seen"] == "organisers"
        await here.services.organisers.hide_answers(here.actor, meetup_id, hidden=hidden)
        await _show(interaction, here, meetup_id)
