"""What the organiser is asked when too few people come: go anyway, postpone or cancel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain.rights import require_editor
from bot.ui.boundary import Button, Layout
from bot.ui.forms import WHEN_LIMIT, CancelForm, text_field, text_of
from bot.ui.inputs import Visit, visit
from bot.ui.mending import MendableModal
from bot.ui.moment_field import read_one
from bot.ui.wording import date_words, enumerated, people, shown, typed_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.meetups import Meetup, Plan
    from bot.i18n import Translations
    from bot.services.meetups import Overview

ACCENT, SETTLED = 0xE8A33D, 0x2E9E6B


def render(overview: Overview, t: Translations) -> Layout:
    """The question to the organiser, in the community's language."""
    meetup, plan = overview.meetup, overview.meetup.plan
    text = t.gettext(
        "🫤 {organisers}, **{title}** has {people} so far, and you hoped for {minimum}.\n"
        "🗓️ {when}\nSmall evenings are often the best ones. What would you like to do?\n"
        "-# Those who come are told when you have decided. "
        "If enough come after all, it takes place by itself."
    ).format(
        organisers=enumerated([f"<@{user_id}>" for user_id in meetup.organiser_ids], t),
        people=people(overview.roster.taken, t),
        title=shown(plan.title),
        minimum=plan.seating.minimum,
        when=date_words(plan, t),
    )
    ids = f"turnout:1:{meetup.id}"
    box: ui.Container[Layout] = ui.Container(ui.TextDisplay(text), accent_colour=ACCENT)
    box.add_item(
        ui.ActionRow(
            TurnoutButton(
                f"{ids}:go", label=t.pgettext("button", "Go anyway"), style=discord.ButtonStyle.success
            ),
            TurnoutButton(f"{ids}:postpone", label=t.pgettext("button", "Postpone")),
            TurnoutButton(
                f"{ids}:cancel",
                label=t.pgettext("button", "Cancel the meetup"),
                style=discord.ButtonStyle.danger,
            ),
        )
    )
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


class TurnoutButton(Button, template=r"turnout:1:(?P<meetup>\d{1,18}):(?P<what>go|postpone|cancel)"):
    """What the organiser does about too few people."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id = int(self.match["meetup"])
        overview = await here.services.meetups.overview(here.community.id, meetup_id)
        require_editor(here.actor, overview.meetup, here.community)
        if self.match["what"] == "cancel":
            await interaction.response.send_modal(CallOffForm(overview.meetup, here.t))
        elif self.match["what"] == "postpone":
            await interaction.response.send_modal(NewDateForm(overview, here.t, str(interaction.locale)))
        else:
            await here.services.turnout.go_anyway(here.actor, meetup_id)
            text = here.shared.gettext("✅ <@{organiser}> goes anyway: **{title}** takes place.")
            await _settled(interaction, here, text, overview.meetup.plan)


async def _settled(interaction: discord.Interaction, here: Visit, text: str, plan: Plan) -> None:
    """Let the question say what was decided, in the community's language, in place of its buttons."""
    words = text.format(
        organiser=here.actor.user_id, title=shown(plan.title), when=date_words(plan, here.shared)
    )
    said = Layout(timeout=None)
    said.add_item(ui.Container(ui.TextDisplay(words), accent_colour=SETTLED))
    await interaction.response.edit_message(view=said)


class CallOffForm(CancelForm):
    """Why a meetup to which too few people come is cancelled."""

    async def cancelled(self, interaction: discord.Interaction, here: Visit, meetup: Meetup) -> None:
        await _settled(
            interaction, here, here.shared.gettext("❌ <@{organiser}> called **{title}** off."), meetup.plan
        )


class NewDateForm(MendableModal):
    """Asks for the new date of a meetup to which too few people come."""

    def __init__(self, overview: Overview, t: Translations, locale: str) -> None:
        super().__init__(title=t.gettext("Postpone the meetup"))
        plan = overview.meetup.plan
        self._overview, self._locale = overview, locale
        self._meetup_id, self._zone = overview.meetup.id, plan.zone
        self.when_field = text_field(
            "when",
            t.gettext("When?"),
            typed_date(plan.starts_at, plan.zone, locale) if plan.starts_at else "",
            limit=WHEN_LIMIT,
            hint=t.gettext("The hour at which the number counts moves along. Empty: no date for now."),
        )
        self.add_item(self.when_field)

    async def again(self, here: Visit) -> NewDateForm:
        return NewDateForm(self._overview, here.t, self._locale)

    async def submitted(self, interaction: discord.Interaction, here: Visit) -> None:
        typed = text_of(self.when_field).strip()
        if typed:
            starts_at = read_one(typed, here, self._zone)
            meetup = await here.services.meetups.edit(here.actor, self._meetup_id, _moved_to(starts_at))
            text = here.shared.gettext("🗓️ <@{organiser}> moved **{title}**: {when}.")
        else:
            reason = here.shared.gettext("Too few people so far.")
            meetup = await here.services.meetups.postpone(here.actor, self._meetup_id, reason)
            text = here.shared.gettext("⏸️ <@{organiser}> postponed **{title}**; there is no new date yet.")
        await _settled(interaction, here, text, meetup.plan)


def _moved_to(starts_at: datetime) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, starts_at=starts_at)
