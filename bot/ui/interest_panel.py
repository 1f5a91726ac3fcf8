"""What who would come to a proposal sees, alone: when they could, and how to take it back."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import interest, moments, polls
from bot.domain.interest import Could
from bot.domain.moments import Choice, Grain
from bot.services.proposals import asks_for_dates
from bot.ui.boundary import Button, Layout
from bot.ui.forms import WHEN_LIMIT, text_field, text_of
from bot.ui.inputs import understand, visit
from bot.ui.mending import MendableModal
from bot.ui.refusals import MomentUnclear
from bot.ui.wording import day_when, enumerated, short_when, typed_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.i18n import Translations
    from bot.services.meetups import Overview
    from bot.ui.inputs import Visit

WOULD_COME, NEUTRAL = 0x2E9E6B, 0x8A8A8A
SHOWN = 6
_KEY = r"(?P<meetup>\d{1,18})"


def render(overview: Overview, here: Visit, *, is_new: bool) -> Layout:
    """To somebody who would come; ``is_new``: they have just said so."""
    t, user_id = here.t, here.actor.user_id
    said = [
        t.gettext("Noted: you'd come. You are asked again once it has a date; this commits you to nothing.")
        if is_new
        else t.gettext(
            "You said that you'd come. This commits you to nothing; you are asked again once it has a date."
        )
    ]
    could, zone = overview.could.get(user_id, ()), overview.meetup.plan.zone
    buttons: list[Button] = []
    if asks_for_dates(overview):
        if could:
            dates = enumerated([could_words(one, zone, t) for one in could], t)
            said.append("🗓️ " + t.gettext("You could: {dates}").format(dates=dates))
        label = t.pgettext("button", "When I could")
        buttons.append(DatesButton(f"could:1:{overview.meetup.id}", label=label, emoji="🗓️"))
    label = t.pgettext("button", "Not any more")
    buttons.append(TakeBackButton(f"interest_back:1:{overview.meetup.id}", label=label))
    return _panel("\n".join(said), WOULD_COME, buttons)


def _panel(text: str, colour: int, buttons: Sequence[Button] = ()) -> Layout:
    box: ui.Container[Layout] = ui.Container(ui.TextDisplay(text), accent_colour=colour)
    if buttons:
        box.add_item(ui.ActionRow(*buttons))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def could_words(one: Could, zone: ZoneInfo, t: Translations) -> str:
    """A day, with its hour if somebody named one."""
    return day_when(one.on, t) if one.at is None else short_when(one.at, zone, t)


def favourite_lines(overview: Overview, now: datetime, t: Translations) -> list[str]:
    """When most of those could who would come to a proposal without a date; nothing if nobody said."""
    zone = overview.meetup.plan.zone
    found = interest.favourites(overview.could.values(), now, now.astimezone(zone).date())
    if not found or not asks_for_dates(overview):
        return []
    words = " · ".join(f"{could_words(one, zone, t)} ({n})" for one, n in found[:SHOWN])
    return ["🗓️ " + t.gettext("They could: {dates}").format(dates=words)]


def typed_favourites(overview: Overview, now: datetime, locale: str) -> str:
    """The same as somebody would type them for a poll, at most as many as it takes."""
    zone = overview.meetup.plan.zone
    found = interest.favourites(overview.could.values(), now, now.astimezone(zone).date())
    typed = [
        f"{one.on}" if one.at is None else typed_date(one.at, zone, locale)
        for one, _ in found[: polls.MOST_OPTIONS]
    ]
    return "; ".join(typed)


class TakeBackButton(Button, template=rf"interest_back:1:{_KEY}"):
    """Not any more."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id = int(self.match["meetup"])
        await here.services.proposals.interest(here.actor, meetup_id, would_come=False)
        text = here.t.gettext("Noted: you would not come any more. “I'd come” on the card says it again.")
        await interaction.response.edit_message(view=_panel(text, NEUTRAL))


class DatesButton(Button, template=rf"could:1:{_KEY}"):
    """Opens the form for the dates on which somebody could come."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await here.services.meetups.overview(here.community.id, int(self.match["meetup"]))
        await interaction.response.send_modal(DatesForm(overview, here))


class DatesForm(MendableModal):
    """When somebody could come."""

    def __init__(self, overview: Overview, here: Visit) -> None:
        super().__init__(title=here.t.gettext("When could you?"))
        self._meetup_id = overview.meetup.id
        zone, locale = overview.meetup.plan.zone, str(here.interaction.locale)
        known = [
            f"{one.on}" if one.at is None else typed_date(one.at, zone, locale)
            for one in overview.could.get(here.actor.user_id, ())
        ]
        self.dates_field = text_field(
            "dates",
            here.t.gettext("Days or hours, with “;” between them"),
            "; ".join(known),
            limit=WHEN_LIMIT,
            hint=here.t.gettext("A day alone means any hour of it. Leave it empty to remove it."),
            placeholder=here.t.gettext("saturday; sunday 2pm"),
            lines=True,
        )
        self.add_item(self.dates_field)

    async def again(self, here: Visit) -> DatesForm:
        return DatesForm(await here.services.meetups.overview(here.community.id, self._meetup_id), here)

    async def submitted(self, interaction: discord.Interaction, here: Visit) -> None:
        zone = (await here.services.meetups.overview(here.community.id, self._meetup_id)).meetup.plan.zone
        dates = _read(text_of(self.dates_field), here, zone)
        await here.services.proposals.could(here.actor, self._meetup_id, dates)
        overview = await here.services.meetups.overview(here.community.id, self._meetup_id)
        await interaction.response.edit_message(view=render(overview, here, is_new=False))


def _read(text: str, here: Visit, zone: ZoneInfo) -> list[Could]:
    """The days and hours that were typed.

    Raises:
        MomentRefused.
        MomentUnclear: one of them can be read in two ways.
    """
    found: list[Could] = []
    for one in understand(text, here) if text.strip() else ():
        if isinstance(one, Choice):
            language = str(here.interaction.locale)
            words = [moments.describe(reading, zone, language, now=here.now) for reading in one.readings]
            raise MomentUnclear(text, tuple(words))
        on = one.start.astimezone(zone).date()
        found.append(Could(on) if one.grain is Grain.DAY else Could(on, one.start.astimezone(UTC)))
    return found
