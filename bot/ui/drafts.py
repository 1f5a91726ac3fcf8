"""A meetup before it is kept: shown to its author in words, questions asked, nothing lost.

The panel is ephemeral and lives in memory for as long as its token: nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import moments
from bot.domain.differences import EditedMeanwhile, changes
from bot.domain.errors import Refusal
from bot.domain.formats import USUAL
from bot.domain.meetups import Plan, checked_plan, read_capacity, read_table_size
from bot.domain.moments import Moment, Recurrence
from bot.domain.reminders import read_own_leads
from bot.domain.seating import SeatRules
from bot.domain.texts import Field, clean
from bot.i18n import translations
from bot.ui.boundary import Button, Layout
from bot.ui.forms import Typed
from bot.ui.inputs import Visit, understand, visit
from bot.ui.plan_forms import FORMS, group_label
from bot.ui.plan_words import differences, lines, moment_line
from bot.ui.refusals import DateNeeded, OneDateOnly
from bot.ui.replies import sentence
from bot.ui.series_words import series_lines
from bot.ui.settling import SettlingPanel, parts_of
from bot.ui.wording import (
    EMOJI,
    enumerated,
    format_name,
    place_words,
    shown,
    typed_date,
    typed_own_leads,
    usual_bring,
)

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.i18n import Translations

ACCENT = 0xE4572E


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, and what it was understood to mean; ``plan`` has a date only if there is just one.

    With a ``rule`` that date is the first of a series.
    """

    typed: Typed
    plan: Plan
    dates: tuple[Moment, ...]
    places: tuple[str, ...]
    rule: Recurrence | None = None


Save = Callable[[Visit, Draft], Awaitable[str]]
"""Keeps a draft and returns the sentence that says so."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a draft is for. ``save`` keeps it and returns the sentence that says so.

    ``several`` allows more than one date or place (they become polls), ``may_repeat`` a date that comes back.
    ``later`` saves a change for all later dates of a series too: then the author is asked each time.
    ``before`` is what is being edited, and ``unmoved`` the text of its date: while it stays, the date does.
    ``beside`` are buttons for what is no field: they stand below as long as nothing is changed.
    ``again`` is the same about what is edited as it stands by then, after somebody else changed it.
    """

    button: str
    save: Save
    several: bool = False
    date_needed: bool = False
    may_repeat: bool = False
    later: Save | None = None
    before: Plan | None = None
    unmoved: str = ""
    beside: tuple[Button, ...] = ()
    again: Callable[[Visit], Awaitable[Purpose]] | None = None


def typed_of(plan: Plan, locale: str) -> Typed:
    """A plan as its author would have typed it."""
    return Typed(
        title=plan.title,
        format=plan.format,
        when=typed_date(plan.starts_at, plan.zone, locale) if plan.starts_at else "",
        where=plan.area,
        description=plan.description,
        address=plan.address,
        access_code=plan.access_code,
        host_contact=plan.host_contact,
        transport=plan.transport,
        access=plan.access,
        is_public_place=plan.is_public_place,
        backup_where=plan.backup_area,
        backup_address=plan.backup_address,
        bring=plan.bring,
        capacity=str(plan.capacity or ""),
        tables=str(plan.table_size or ""),
        leads=typed_own_leads(plan.leads, translations(locale)),
        duration=plan.duration,
    )


class DraftPanel(SettlingPanel):
    """Shows a draft, or the one thing to settle next: a refusal, a choice between dates, an hour."""

    def __init__(self, here: Visit, purpose: Purpose, typed: Typed, *, warning: str = "") -> None:
        super().__init__(purpose.before.zone if purpose.before else here.community.zone)
        self._purpose, self._typed, self._warning = purpose, typed, warning
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
            box.add_item(ui.ActionRow(GroupButton("when", here.t)))
        else:
            try:
                self._preview(box, here, self._draft(here))
            except Refusal as wrong:
                self._refused(box, here, wrong)

    def _draft(self, here: Visit) -> Draft:
        dates = tuple(one for one in self.moments if isinstance(one, Moment))
        rules = [date.recurrence for date in dates if date.recurrence]
        if rules and not (self._purpose.may_repeat and len(dates) == 1):
            raise OneDateOnly
        places = parts_of(self._typed.where)
        if not self._purpose.several and (len(dates) > 1 or len(places) > 1):
            places = (self._typed.where,) if len(dates) <= 1 else places
        plan = self._plan(dates, places, here)
        for place in places if len(places) > 1 else ():
            clean(place, Field.OPTION, required=True)
        several_dates, several_places = dates if len(dates) > 1 else (), places if len(places) > 1 else ()
        return Draft(self._typed, plan, several_dates, several_places, rules[0] if rules else None)

    def _plan(self, dates: tuple[Moment, ...], places: tuple[str, ...], here: Visit) -> Plan:
        typed, before = self._typed, self._purpose.before
        starts_at, duration = None, typed.duration or USUAL[typed.format].duration
        if before and not dates:
            starts_at = before.starts_at if typed.when.strip() else None
            duration = before.duration
        elif len(dates) == 1:
            starts_at = dates[0].start
            ends_at = dates[0].end
            duration = ends_at - starts_at if ends_at else duration
        if self._purpose.date_needed and starts_at is None:
            raise DateNeeded(several=len(dates) > 1)
        plan = replace(
            _settings(typed, before, self.zone, here.t),
            starts_at=starts_at,
            duration=duration,
            area=places[0] if len(places) == 1 else "",
        )
        unmoved = before is not None and before.starts_at == starts_at
        checked = checked_plan(replace(plan, starts_at=None) if unmoved else plan, here.now)
        return replace(checked, starts_at=starts_at)

    def _refused(self, box: ui.Container[DraftPanel], here: Visit, refusal: Refusal) -> None:
        said = [f"⚠️ {sentence(refusal, here.t)}"]
        if isinstance(refusal, moments.MomentRefused):
            said.append(here.t.gettext("You typed: “{text}”").format(text=shown(self._typed.when)))
            said.append(here.t.gettext("For example: `saturday 7pm`, `12 june 18:30-21:00`, `tomorrow 8pm`"))
        said.append("-# " + here.t.gettext("What you typed is kept; nothing was published."))
        box.add_item(ui.TextDisplay("\n".join(said)))
        box.add_item(_groups(here.t))

    def _preview(self, box: ui.Container[DraftPanel], here: Visit, draft: Draft) -> None:
        before = self._purpose.before
        changed = before is None or bool(changes(before, draft.plan))
        text = _words(draft, here) if before is None else _changes(before, draft.plan, here)
        if self._warning:
            box.add_item(ui.TextDisplay(f"⚠️ {self._warning}"))
        box.add_item(ui.TextDisplay("\n".join(text)))
        if changed:
            box.add_item(ui.ActionRow(*self._save_buttons(here.t)))
        box.add_item(_groups(here.t))
        if self._purpose.beside and not changed:
            box.add_item(ui.ActionRow(*self._purpose.beside))

    def _save_buttons(self, t: Translations) -> list[_SaveButton]:
        if self._purpose.later is None:
            return [_SaveButton(self._purpose.button, self._purpose.save)]
        this, later = t.pgettext("button", "Save for this date"), t.pgettext("button", "And all later ones")
        return [_SaveButton(this, self._purpose.save), _SaveButton(later, self._purpose.later)]

    async def save(self, here: Visit, how: Save) -> str:
        """Keep the draft; returns the sentence that says so."""
        return await how(here, self._draft(here))

    async def on_top(self, here: Visit, refusal: EditedMeanwhile) -> DraftPanel:
        """The draft after somebody else's change of the same: what was typed here would replace it.

        Raises:
            EditedMeanwhile: it cannot be looked at again.
        """
        before = self._purpose.before
        if self._purpose.again is None or before is None:
            raise refusal
        purpose = await self._purpose.again(here)
        assert purpose.before is not None  # noqa: S101 - what was edited is edited still
        locale = str(here.interaction.locale)
        old, new = typed_of(before, locale), typed_of(purpose.before, locale)
        mine = {
            field.name: getattr(self._typed, field.name)
            for field in fields(Typed)
            if getattr(self._typed, field.name) != getattr(old, field.name)
        }
        panel = DraftPanel(here, purpose, replace(new, **mine), warning=sentence(refusal, here.t))
        if "when" in mine and self.moments:
            panel.keep(here, self.moments)
        return panel

    async def change(self, interaction: discord.Interaction, group: str) -> None:
        """Open the form of one group of fields, with everything that was typed."""
        here = await visit(interaction)
        await interaction.response.send_modal(FORMS[group](here.t, self._typed, self._typed_again))

    async def _typed_again(self, interaction: discord.Interaction, typed: Typed) -> None:
        here = await visit(interaction)
        again = DraftPanel(here, self._purpose, typed)
        if typed.when == self._typed.when and self.moments:
            again.keep(here, self.moments)
        await again.open(interaction)


def _settings(typed: Typed, before: Plan | None, zone: ZoneInfo, t: Translations) -> Plan:
    """Everything but date and place; what nobody typed is usual for the format."""
    usual = USUAL[typed.format]
    base = before or Plan(title="", zone=zone, seating=SeatRules())
    return replace(
        base,
        title=typed.title,
        format=typed.format,
        description=typed.description,
        zone=zone,
        address=typed.address,
        access_code=typed.access_code,
        host_contact=typed.host_contact,
        transport=typed.transport,
        access=typed.access,
        is_public_place=typed.is_public_place,
        backup_area=typed.backup_where,
        backup_address=typed.backup_address,
        bring=usual_bring(typed.format, t) if typed.bring is None else typed.bring,
        capacity=usual.capacity if typed.capacity is None else read_capacity(typed.capacity),
        table_size=usual.table_size if typed.tables is None else read_table_size(typed.tables),
        leads=usual.leads if typed.leads is None else read_own_leads(typed.leads),
    )


def _heading(plan: Plan, t: Translations) -> list[str]:
    return [f"## {EMOJI[plan.format]} {shown(plan.title)}", f"-# {format_name(plan.format, t)}"]


def _words(draft: Draft, here: Visit) -> list[str]:
    plan, t, language = draft.plan, here.t, str(here.interaction.locale)
    said = _heading(plan, t)
    if draft.dates:
        words = [f"- {moments.describe(one, plan.zone, language, now=here.now)}" for one in draft.dates]
        said += ["🗳️ " + t.gettext("A poll about the date:"), *words]
    else:
        said.append(moment_line(plan, t, language, here.now))
    if draft.rule is not None:
        said += series_lines(plan, draft.rule, t, here.now)
    if draft.places:
        places = enumerated(draft.places, t)
        said.append("🗳️ " + t.gettext("A poll about the place: {places}").format(places=places))
    else:
        said.append(f"📍 {place_words(plan, t)}")
    said += lines(plan, t)
    typed = draft.typed
    if None in {typed.bring, typed.capacity, typed.tables, typed.leads}:
        usual = t.gettext("What you did not say is as usual for the format; change it below.")
        said.append(f"-# {usual}")
    return said


def _changes(before: Plan, plan: Plan, here: Visit) -> list[str]:
    """What is edited as it stands, or what would become of it."""
    t, language = here.t, str(here.interaction.locale)
    changed = differences(before, plan, t)
    if changed:
        rest = "-# " + t.gettext("Everything else stays. Nothing is saved yet.")
        return [f"## {EMOJI[plan.format]} {shown(before.title)}", *changed, rest]
    as_it_is = [moment_line(plan, t, language, here.now), f"📍 {place_words(plan, t)}", *lines(plan, t)]
    return [*_heading(plan, t), *as_it_is, "-# " + t.gettext("What do you want to change?")]


def _groups(t: Translations) -> ui.ActionRow[DraftPanel]:
    return ui.ActionRow(*(GroupButton(group, t) for group in FORMS))


class _SaveButton(ui.Button[DraftPanel]):
    def __init__(self, label: str, how: Save) -> None:
        super().__init__(label=label, style=discord.ButtonStyle.success)
        self._how = how

    async def callback(self, interaction: discord.Interaction) -> None:
        panel = _panel(self.view)
        if panel.is_saving:  # the second of two quick presses
            await interaction.response.defer()
            return
        panel.is_saving = True
        here = await visit(interaction)
        try:
            done = await panel.save(here, self._how)
        except EditedMeanwhile as refusal:
            again = await panel.on_top(here, refusal)
            await interaction.response.edit_message(view=again)
            return
        finally:
            panel.is_saving = False
        panel.stop()
        said = Layout(timeout=None)
        said.add_item(ui.Container(ui.TextDisplay(done), accent_colour=ACCENT))
        await interaction.response.edit_message(view=said)


class GroupButton(ui.Button[DraftPanel]):
    """Opens the form of one group of fields."""

    def __init__(self, group: str, t: Translations) -> None:
        super().__init__(label=group_label(group, t))
        self._group = group

    async def callback(self, interaction: discord.Interaction) -> None:
        await _panel(self.view).change(interaction, self._group)


def _panel(view: DraftPanel | None) -> DraftPanel:
    if view is None:
        raise RuntimeError("a control without its panel")
    return view
