"""A meetup before it is kept: shown to its author in words, questions asked, nothing lost.

The panel is ephemeral and lives in memory for as long as its token: nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import moments
from bot.domain.errors import Refusal
from bot.domain.meetups import DURATIONS, Plan, checked_plan, read_capacity
from bot.domain.moments import Moment
from bot.domain.seating import SeatRules
from bot.domain.texts import Field, clean
from bot.ui.boundary import Layout
from bot.ui.forms import DetailsForm, MeetupForm, Typed
from bot.ui.inputs import Visit, understand, visit
from bot.ui.refusals import DateNeeded, OneDateOnly
from bot.ui.replies import sentence
from bot.ui.settling import SettlingPanel, parts_of
from bot.ui.wording import (
    EMOJI,
    enumerated,
    format_name,
    place_words,
    seats_words,
    shown,
    typed_date,
    zone_words,
)

if TYPE_CHECKING:
    from bot.i18n import Translations

ACCENT = 0xE4572E


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, and what it was understood to mean; ``plan`` has a date only if there is just one."""

    typed: Typed
    plan: Plan
    dates: tuple[Moment, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a draft is for. ``save`` keeps it and returns the sentence that says so.

    ``several`` allows more than one date or place (they become polls). ``before`` is what is being edited,
    and ``unmoved`` the text of its date: while it stays, the date does.
    """

    form_title: str
    button: str
    save: Callable[[Visit, Draft], Awaitable[str]]
    several: bool = False
    date_needed: bool = False
    before: Plan | None = None
    unmoved: str = ""


def typed_of(plan: Plan, locale: str) -> Typed:
    """A plan as its author would have typed it."""
    return Typed(
        title=plan.title,
        format=plan.format,
        when=typed_date(plan.starts_at, plan.zone, locale) if plan.starts_at else "",
        where=plan.area,
        description=plan.description,
        capacity=str(plan.capacity or ""),
        address=plan.address,
    )


class DraftPanel(SettlingPanel):
    """Shows a draft, or the one thing to settle next: a refusal, a choice between dates, an hour."""

    def __init__(self, here: Visit, purpose: Purpose, typed: Typed) -> None:
        super().__init__(purpose.before.zone if purpose.before else here.community.zone)
        self._purpose, self._typed = purpose, typed
        self.is_saving = False
        self.show(here, self._read(here))

    def _read(self, here: Visit) -> Refusal | None:
        if self._typed.when.strip() in {"", self._purpose.unmoved}:
            return None
        try:
            self.moments = list(understand(self._typed.when, here))
        except Refusal as refusal:
            return refusal
        return None

    def show(self, here: Visit, refusal: Refusal | None = None) -> None:
        self.clear_items()
        box: ui.Container[DraftPanel] = ui.Container(accent_colour=ACCENT)
        self.add_item(box)
        if refusal is not None:
            self._refused(box, here, refusal)
        elif (place := self.unsettled) is not None:
            self.ask(box, here, place, self._typed.when)
            box.add_item(ui.ActionRow(_FormButton(here.t.gettext("Change"), primary=False)))
        else:
            try:
                self._preview(box, here, self._draft(here))
            except Refusal as wrong:
                self._refused(box, here, wrong)

    def _draft(self, here: Visit) -> Draft:
        dates = tuple(one for one in self.moments if isinstance(one, Moment))
        if any(date.recurrence for date in dates):
            raise OneDateOnly
        places = parts_of(self._typed.where)
        if not self._purpose.several and (len(dates) > 1 or len(places) > 1):
            places = (self._typed.where,) if len(dates) <= 1 else places
        plan = self._plan(dates, places, here)
        for place in places if len(places) > 1 else ():
            clean(place, Field.OPTION, required=True)
        return Draft(self._typed, plan, dates if len(dates) > 1 else (), places if len(places) > 1 else ())

    def _plan(self, dates: tuple[Moment, ...], places: tuple[str, ...], here: Visit) -> Plan:
        typed, before = self._typed, self._purpose.before
        starts_at, duration = None, DURATIONS[typed.format]
        if before and not dates:
            starts_at = before.starts_at if typed.when.strip() else None
            duration = before.duration
        elif len(dates) == 1:
            starts_at = dates[0].start
            ends_at = dates[0].end
            duration = ends_at - starts_at if ends_at else duration
        if self._purpose.date_needed and starts_at is None:
            raise DateNeeded(several=len(dates) > 1)
        plan = Plan(
            title=typed.title,
            format=typed.format,
            description=typed.description,
            starts_at=starts_at,
            duration=duration,
            zone=self.zone,
            area=places[0] if len(places) == 1 else "",
            address=typed.address,
            capacity=read_capacity(typed.capacity),
            seating=before.seating if before else SeatRules(),
        )
        unmoved = before is not None and before.starts_at == starts_at
        checked = checked_plan(replace(plan, starts_at=None) if unmoved else plan, here.now)
        return replace(checked, starts_at=starts_at)

    def _refused(self, box: ui.Container[DraftPanel], here: Visit, refusal: Refusal) -> None:
        lines = [f"⚠️ {sentence(refusal, here.t)}"]
        if isinstance(refusal, moments.MomentRefused):
            lines.append(here.t.gettext("You typed: “{text}”").format(text=shown(self._typed.when)))
            lines.append(here.t.gettext("For example: `saturday 7pm`, `12 june 18:30-21:00`, `tomorrow 8pm`"))
        lines.append("-# " + here.t.gettext("What you typed is kept; nothing was published."))
        box.add_item(ui.TextDisplay("\n".join(lines)))
        box.add_item(
            ui.ActionRow(_FormButton(here.t.gettext("Change"), primary=True), _DetailsButton(here.t))
        )

    def _preview(self, box: ui.Container[DraftPanel], here: Visit, draft: Draft) -> None:
        box.add_item(ui.TextDisplay("\n".join(_lines(draft, here))))
        box.add_item(
            ui.ActionRow(
                _SaveButton(self._purpose.button),
                _FormButton(here.t.gettext("Change"), primary=False),
                _DetailsButton(here.t),
            )
        )

    async def save(self, here: Visit) -> str:
        """Keep the draft; returns the sentence that says so."""
        return await self._purpose.save(here, self._draft(here))

    async def change(self, interaction: discord.Interaction, *, details: bool) -> None:
        """Open the form again, with everything that was typed."""
        here = await visit(interaction)
        form = (
            DetailsForm(here.t, self._typed, self._typed_again)
            if details
            else MeetupForm(here.t, self._typed, self._typed_again, title=self._purpose.form_title)
        )
        await interaction.response.send_modal(form)

    async def _typed_again(self, interaction: discord.Interaction, typed: Typed) -> None:
        here = await visit(interaction)
        again = DraftPanel(here, self._purpose, typed)
        if typed.when == self._typed.when and self.moments:
            again.keep(here, self.moments)
        await again.open(interaction)


def _lines(draft: Draft, here: Visit) -> list[str]:
    plan, t, language = draft.plan, here.t, str(here.interaction.locale)
    lines = [f"## {EMOJI[plan.format]} {shown(plan.title)}", f"-# {format_name(plan.format, t)}"]
    if draft.dates:
        words = [f"- {moments.describe(one, plan.zone, language, now=here.now)}" for one in draft.dates]
        lines += ["🗳️ " + t.gettext("A poll about the date:"), *words]
    elif plan.starts_at:
        moment = Moment(plan.starts_at, plan.ends_at)
        words_ = moments.describe(moment, plan.zone, language, now=here.now)
        lines.append(f"🗓️ **{words_}** ({zone_words(plan.zone, plan.starts_at)})")
    else:
        lines.append("🗓️ " + t.gettext("Date to be decided"))
    if draft.places:
        lines.append(
            "🗳️ " + t.gettext("A poll about the place: {places}").format(places=enumerated(draft.places, t))
        )
    else:
        lines.append(f"📍 {place_words(plan, t)}")
    if plan.address:
        lines.append(
            "🧭 " + t.gettext("{address} (only for members with a seat)").format(address=shown(plan.address))
        )
    lines.append(f"💺 {seats_words(plan.capacity, t)}")
    return [*lines, *([f"\n{shown(plan.description)}"] if plan.description else [])]


class _SaveButton(ui.Button[DraftPanel]):
    def __init__(self, label: str) -> None:
        super().__init__(label=label, style=discord.ButtonStyle.success)

    async def callback(self, interaction: discord.Interaction) -> None:
        panel = _panel(self.view)
        if panel.is_saving:  # the second of two quick presses
            await interaction.response.defer()
            return
        panel.is_saving = True
        try:
            done = await panel.save(await visit(interaction))
        finally:
            panel.is_saving = False
        panel.stop()
        said = Layout(timeout=None)
        said.add_item(ui.Container(ui.TextDisplay(done), accent_colour=ACCENT))
        await interaction.response.edit_message(view=said)


class _FormButton(ui.Button[DraftPanel]):
    def __init__(self, label: str, *, primary: bool) -> None:
        style = discord.ButtonStyle.primary if primary else discord.ButtonStyle.secondary
        super().__init__(label=label, style=style)

    async def callback(self, interaction: discord.Interaction) -> None:
        await _panel(self.view).change(interaction, details=False)


class _DetailsButton(ui.Button[DraftPanel]):
    def __init__(self, t: Translations) -> None:
        super().__init__(label=t.gettext("Seats and address"))

    async def callback(self, interaction: discord.Interaction) -> None:
        await _panel(self.view).change(interaction, details=True)


def _panel(view: DraftPanel | None) -> DraftPanel:
    if view is None:
        raise RuntimeError("a control without its panel")
    return view
