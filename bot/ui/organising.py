"""What an organiser finds beside the fields of a meetup: plan B, postpone, cancel, and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.backups import place_mark
from bot.domain.meetups import CHANGEABLE, POSTPONABLE, Phase, State, require_phase
from bot.domain.rights import require_editor
from bot.ui.boundary import Button, Layout
from bot.ui.forms import CancelForm, PostponeForm
from bot.ui.inputs import visit
from bot.ui.plan_words import differences
from bot.ui.seat_panel import SeatsButton
from bot.ui.wording import EMOJI, phase_name, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.domain.histories import Change
    from bot.domain.meetups import Meetup
    from bot.i18n import Translations
    from bot.ui.inputs import Visit

ACCENT = 0x5B7A99
TEXT_LIMIT = 3600
"""Discord takes 4,000 characters of text in one message; the heading and the last line need some."""
_KEY = r"(?P<meetup>\d{1,18})"


def buttons(meetup: Meetup, here: Visit) -> list[Button]:
    """What an organiser may do with the meetup now, apart from its fields."""
    phase, t = meetup.phase(here.now), here.t
    found: list[Button] = []
    if meetup.plan.backup_area and phase in {Phase.UPCOMING, Phase.RUNNING, Phase.POSTPONED}:
        found.append(PlanBButton.of(meetup, t.pgettext("button", "Switch to {place}")))
    if phase is Phase.UPCOMING:
        found.append(PostponeButton(f"postpone:1:{meetup.id}", label=t.pgettext("button", "Postpone")))
    if phase in {Phase.UPCOMING, Phase.RUNNING}:
        found.append(SeatsButton.of(meetup.id, t))
    found.append(CancelButton(f"cancel:1:{meetup.id}", label=t.pgettext("button", "Cancel the meetup")))
    found.append(HistoryButton(f"history:1:{meetup.id}", label=t.pgettext("button", "History"), emoji="📜"))
    return found


def render_history(meetup: Meetup, changes: Sequence[Change], t: Translations) -> Layout:
    """What became of a meetup, the newest step first; the exact address is in it: for organisers only."""
    text = f"## {EMOJI[meetup.plan.format]} {shown(meetup.plan.title)}\n{_born(meetup, t)}"
    steps: list[str] = []
    room = TEXT_LIMIT - len(text)
    for change in changes:
        step = _step(change, t)
        if len(step) > room:
            steps.append("…")
            break
        room -= len(step) + 2
        steps.append(step)
    box: ui.Container[Layout] = ui.Container(ui.TextDisplay(text), accent_colour=ACCENT)
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay("\n\n".join(steps) or t.gettext("Nothing has changed since.")))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _born(meetup: Meetup, t: Translations) -> str:
    return "-# " + t.gettext("Created by <@{user}>, {when}").format(
        user=meetup.organiser_id, when=format_dt(meetup.created_at, "f")
    )


def _step(change: Change, t: Translations) -> str:
    when = format_dt(change.changed_at, "f")
    head = (
        t.gettext("**{when}** · by itself").format(when=when)
        if change.by_id is None
        else t.gettext("**{when}** · <@{user}>").format(when=when, user=change.by_id)
    )
    said = [head]
    if change.state is not change.was:
        phase = Phase.UPCOMING if change.state is State.SCHEDULED else Phase(change.state)
        said.append(f"➡️ **{phase_name(phase, t)}**")
    if change.reason:
        said.append(f"> {shown(change.reason)}")
    return "\n".join([*said, *differences(change.before, change.after, t)])


async def show_history(interaction: discord.Interaction, meetup_id: int) -> None:
    """Answer with a meetup's history, only to its organiser or a moderator.

    Raises:
        MeetupNotFound, OrganisersOnly.
    """
    here = await visit(interaction)
    meetup, changes = await here.services.meetups.history(here.actor, meetup_id)
    await interaction.response.send_message(view=render_history(meetup, changes, here.t), ephemeral=True)


async def changeable(here: Visit, meetup_id: int, phases: Collection[Phase] = CHANGEABLE) -> Meetup:
    """The meetup, if the actor may change it now; refused before a form is filled in for nothing.

    ``phases`` are those in which it can be changed in that way.

    Raises:
        MeetupNotFound, OrganisersOnly, MeetupClosed.
    """
    meetup = (await here.services.meetups.overview(here.community.id, meetup_id)).meetup
    require_editor(here.actor, meetup, here.community)
    require_phase(meetup, here.now, *phases)
    return meetup


class PlanBButton(Button, template=rf"planb:1:{_KEY}:(?P<place>[0-9a-f]{{8}})"):
    """Switches to the second place and tells everybody."""

    @classmethod
    def of(cls, meetup: Meetup, label: str) -> PlanBButton:
        """``label`` has room for ``{place}``."""
        area = meetup.plan.backup_area
        return cls(f"planb:1:{meetup.id}:{place_mark(area)}", label=label.format(place=area)[:80], emoji="☔")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup = await here.services.meetups.switch_place(
            here.actor, int(self.match["meetup"]), self.match["place"]
        )
        text = here.t.gettext("It is at **{place}** now, and everybody with an answer is told.")
        box: ui.Container[Layout] = ui.Container(
            ui.TextDisplay(text.format(place=shown(meetup.plan.area))), accent_colour=ACCENT
        )
        if meetup.plan.backup_area:
            back = here.t.pgettext("button", "Back to {place}")
            box.add_item(ui.ActionRow(PlanBButton.of(meetup, back)))
        said = Layout(timeout=None)
        said.add_item(box)
        await interaction.response.send_message(view=said, ephemeral=True)


class PostponeButton(Button, template=rf"postpone:1:{_KEY}"):
    """Opens the form that asks why."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup = await changeable(here, int(self.match["meetup"]), POSTPONABLE)
        await interaction.response.send_modal(PostponeForm(meetup, here.t))


class CancelButton(Button, template=rf"cancel:1:{_KEY}"):
    """Opens the form that asks why."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup = await changeable(here, int(self.match["meetup"]))
        await interaction.response.send_modal(CancelForm(meetup, here.t))


class HistoryButton(Button, template=rf"history:1:{_KEY}"):
    """Shows what became of the meetup."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        await show_history(interaction, int(self.match["meetup"]))
