"""The seat rules of a meetup for its organisers: what holds now, and two forms that change it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.differences import merged
from bot.domain.meetups import edited
from bot.domain.rights import may_lead, require_editor
from bot.domain.seating import (
    MOST_GUESTS,
    MOST_SILENT_HOURS,
    GuestLimitOutOfRange,
    KeptSeatsOutOfRange,
    MinimumOutOfRange,
    SilentHoursOutOfRange,
)
from bot.ui.answers_panel import AnswersButton
from bot.ui.boundary import FORM_OPEN_FOR, Button, Layout, Modal
from bot.ui.forms import WHEN_LIMIT, text_field, text_of
from bot.ui.inputs import Visit, visit
from bot.ui.mending import MendableModal
from bot.ui.moment_field import read_one
from bot.ui.roster_text import rule_lines
from bot.ui.wording import seats_words, shown, typed_date

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.errors import Refusal
    from bot.domain.meetups import Meetup, Plan
    from bot.domain.seating import SeatRules
    from bot.i18n import Translations
    from bot.services.meetups import Overview

ACCENT = 0xE4572E
NUMBER_LIMIT = 10


def render(overview: Overview, here: Visit, done: str = "") -> Layout:
    """What holds now, in the reader's language; ``done`` says what was done."""
    t, meetup = here.t, overview.meetup
    lines = [*_lines(overview, here), *([f"-# ✅ {done}"] if done else [])]
    box: ui.Container[Layout] = ui.Container(ui.TextDisplay("\n".join(lines)), accent_colour=ACCENT)
    ids = f"seatrules:1:{meetup.id}"
    box.add_item(
        ui.ActionRow(
            RulesButton(f"{ids}:who", label=t.pgettext("button", "Who may come")),
            RulesButton(f"{ids}:kept", label=t.pgettext("button", "Kept seats and minimum")),
            AnswersButton.of(meetup.id, t),
        )
    )
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _lines(overview: Overview, here: Visit) -> list[str]:
    t, meetup = here.t, overview.meetup
    lines = [
        "### " + t.gettext("Seats and answers · {title}").format(title=shown(meetup.plan.title)),
        f"💺 {seats_words(meetup.plan.capacity, t)}",
        *rule_lines(overview, t, here.now),
    ]
    if not meetup.plan.seating.guest_limit:
        lines.append(t.gettext("👤 No guests"))
    return lines


class SeatsButton(Button, template=r"seatpanel:1:(?P<meetup>\d{1,18})"):
    """Shows the seat rules to an organiser."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> SeatsButton:
        return cls(f"seatpanel:1:{meetup_id}", label=t.pgettext("button", "Seats and answers"), emoji="💺")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await _mine(here, int(self.match["meetup"]))
        await interaction.response.send_message(view=render(overview, here), ephemeral=True)


class RulesButton(Button, template=r"seatrules:1:(?P<meetup>\d{1,18}):(?P<form>who|kept)"):
    """Opens one of the two forms."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        overview = await _mine(here, int(self.match["meetup"]))
        kind = EntryForm if self.match["form"] == "who" else KeptForm
        await interaction.response.send_modal(kind(here, overview.meetup))


async def _mine(here: Visit, meetup_id: int) -> Overview:
    overview = await here.services.meetups.overview(here.community.id, meetup_id)
    require_editor(here.actor, overview.meetup, here.community)
    return overview


class _RulesForm(MendableModal):
    """A form about some of the seat rules; an hour that is left as it stands stays that very instant."""

    def __init__(self, here: Visit, meetup: Meetup, *, title: str = "") -> None:
        super().__init__(title=title)
        self._meetup = meetup
        self._locale = str(here.interaction.locale)

    @property
    def rules(self) -> SeatRules:
        """The rules as they were when the form was opened."""
        return self._meetup.plan.seating

    def hour_field(self, name: str, label: str, at: datetime | None, hint: str) -> ui.Label[Modal]:
        """An hour before the meetup."""
        return text_field(name, label, self._typed(at), limit=WHEN_LIMIT, hint=hint)

    def hour(self, field: ui.Label[Modal], before: datetime | None, here: Visit) -> datetime | None:
        """Raises MomentRefused, MomentUnclear."""
        typed = text_of(field).strip()
        if typed == self._typed(before):
            return before
        return read_one(typed, here, self._meetup.plan.zone) if typed else None

    def read(self, now: SeatRules, here: Visit) -> SeatRules:
        """The rules with what was typed."""
        raise NotImplementedError

    async def again(self, here: Visit) -> _RulesForm:
        return type(self)(here, (await _mine(here, self._meetup.id)).meetup)

    async def submitted(self, interaction: discord.Interaction, here: Visit) -> None:
        self.read(self.rules, here)  # what cannot be read is told before anything is touched
        overview = await _mine(here, self._meetup.id)
        if overview.meetup.series_id is not None:
            before = overview.meetup.plan
            after = replace(before, seating=self.read(before.seating, here))
            checked = edited(overview.meetup, after, here.now)
            panel = ScopePanel(replace(overview, meetup=checked), before, here)
            await interaction.response.edit_message(view=panel)
            return
        await here.services.meetups.edit(
            here.actor,
            self._meetup.id,
            lambda plan: replace(plan, seating=self.read(plan.seating, here)),
        )
        await show(interaction, here, self._meetup.id)

    def _typed(self, at: datetime | None) -> str:
        return typed_date(at, self._meetup.plan.zone, self._locale) if at else ""


class EntryForm(_RulesForm):
    """Guests, the role that is needed, closing time, and whether the organiser chooses."""

    def __init__(self, here: Visit, meetup: Meetup) -> None:
        t, rules = here.t, meetup.plan.seating
        super().__init__(here, meetup, title=t.gettext("Who may come"))
        self.guests_field = text_field(
            "guests",
            t.gettext("Guests for each member"),
            str(rules.guest_limit),
            limit=NUMBER_LIMIT,
            hint=t.gettext("People without an account; they count as seats."),
        )
        self.role_field = _role_field(
            "role", t.gettext("Only for a role"), rules.entry_role_id, t.gettext("Empty: everybody may come.")
        )
        self.closes_field = self.hour_field(
            "closes",
            t.gettext("Answers close"),
            rules.closes_at,
            t.gettext("Empty: at the end of the meetup."),
        )
        self.picks_field: ui.Label[Modal] = ui.Label(
            text=t.gettext("The organiser chooses"),
            description=t.gettext("Everybody signs up; you choose who has a seat, and tell them."),
            component=ui.Checkbox(custom_id="picks", default=rules.host_picks),
        )
        self.silent_field = text_field(
            "silent",
            t.gettext("Silence frees the seat"),
            "" if rules.silent_hours is None else str(rules.silent_hours),
            limit=NUMBER_LIMIT,
            hint=t.gettext(
                "Hours before the start; 0: never. Empty: as usual here. All are asked a day before."
            ),
        )
        fields = self.guests_field, self.role_field, self.closes_field, self.picks_field, self.silent_field
        for field in fields:
            self.add_item(field)

    def read(self, now: SeatRules, here: Visit) -> SeatRules:
        picks = self.picks_field.component
        assert isinstance(picks, ui.Checkbox)  # noqa: S101 - __init__ made it
        return replace(
            now,
            guest_limit=_number(self.guests_field, GuestLimitOutOfRange(MOST_GUESTS)) or 0,
            entry_role_id=_role_of(self.role_field),
            closes_at=self.hour(self.closes_field, self.rules.closes_at, here),
            host_picks=picks.value,
            silent_hours=_number(self.silent_field, SilentHoursOutOfRange(MOST_SILENT_HOURS)),
        )


class KeptForm(_RulesForm):
    """Seats that are kept for newcomers or a role, and the least number of people."""

    def __init__(self, here: Visit, meetup: Meetup) -> None:
        t, rules = here.t, meetup.plan.seating
        super().__init__(here, meetup, title=t.gettext("Kept seats and minimum"))
        self.kept_field = text_field(
            "kept", t.gettext("Kept seats"), str(rules.kept_seats or ""), limit=NUMBER_LIMIT
        )
        self.role_field = _role_field(
            "kept_role",
            t.gettext("Kept for"),
            rules.kept_role_id,
            t.gettext("Empty: for newcomers, who never were checked in here."),
        )
        self.until_field = self.hour_field(
            "kept_until", t.gettext("Kept until"), rules.kept_until, t.gettext("Empty: until the start.")
        )
        self.minimum_field = text_field(
            "minimum",
            t.gettext("Minimum number of people"),
            str(rules.minimum or ""),
            limit=NUMBER_LIMIT,
            hint=t.gettext("Number of people with a seat. Empty: no minimum."),
        )
        self.decides_field = self.hour_field(
            "decides", t.gettext("When it is decided"), rules.decides_at, t.gettext("Everybody is told then.")
        )
        fields = self.kept_field, self.role_field, self.until_field, self.minimum_field, self.decides_field
        for field in fields:
            self.add_item(field)

    def read(self, now: SeatRules, here: Visit) -> SeatRules:
        capacity = self._meetup.plan.capacity or 0
        return replace(
            now,
            kept_seats=_number(self.kept_field, KeptSeatsOutOfRange(capacity)) or 0,
            kept_role_id=_role_of(self.role_field),
            kept_until=self.hour(self.until_field, self.rules.kept_until, here),
            minimum=_number(self.minimum_field, MinimumOutOfRange(2, capacity or 500)),
            decides_at=self.hour(self.decides_field, self.rules.decides_at, here),
        )


async def show(interaction: discord.Interaction, here: Visit, meetup_id: int, done: str = "") -> None:
    """Let the panel show what holds now; ``done`` says what was done."""
    overview = await here.services.meetups.overview(here.community.id, meetup_id)
    await interaction.response.edit_message(view=render(overview, here, done))


class ScopePanel(Layout):
    """Asks for which dates of a series new seat rules are; nothing is saved before that."""

    def __init__(self, wanted: Overview, before: Plan, here: Visit) -> None:
        super().__init__(timeout=FORM_OPEN_FOR)
        t, self.wanted, self.before = here.t, wanted, before
        lines = [*_lines(wanted, here), "-# " + t.gettext("Everything else stays. Nothing is saved yet.")]
        box: ui.Container[ScopePanel] = ui.Container(ui.TextDisplay("\n".join(lines)), accent_colour=ACCENT)
        this, later = t.pgettext("button", "Save for this date"), t.pgettext("button", "And all later ones")
        scopes = [_ScopeButton(this, is_later=False)]
        if may_lead(here.actor, wanted.meetup, here.community):
            scopes.append(_ScopeButton(later, is_later=True))
        box.add_item(ui.ActionRow(*scopes))
        self.add_item(box)


class _ScopeButton(ui.Button[ScopePanel]):
    def __init__(self, label: str, *, is_later: bool) -> None:
        super().__init__(label=label, style=discord.ButtonStyle.success)
        self._is_later = is_later

    async def callback(self, interaction: discord.Interaction) -> None:
        panel, here = self.view, await visit(interaction)
        if panel is None:
            raise RuntimeError("a control without its panel")
        meetup, before = panel.wanted.meetup, panel.before
        count = 1
        if self._is_later:
            count = await here.services.series.edit_later(here.actor, meetup.id, before, meetup.plan)
        else:
            await here.services.meetups.edit(
                here.actor, meetup.id, lambda now: merged(now, before, meetup.plan)
            )
        panel.stop()
        text = here.t.ngettext("Saved for {n} date.", "Saved for {n} dates.", count)
        await show(interaction, here, meetup.id, text.format(n=count))


def _role_field(name: str, label: str, chosen: int | None, hint: str) -> ui.Label[Modal]:
    kind = discord.SelectDefaultValueType.role
    menu: ui.RoleSelect[Any] = ui.RoleSelect(
        custom_id=name,
        default_values=[discord.SelectDefaultValue(id=chosen, type=kind)] if chosen else [],
        min_values=0,
        required=False,
    )
    return ui.Label(text=label, description=hint, component=menu)


def _role_of(field: ui.Label[Modal]) -> int | None:
    menu = field.component
    assert isinstance(menu, ui.RoleSelect)  # noqa: S101 - _role_field() made it
    return menu.values[0].id if menu.values else None


def _number(field: ui.Label[Modal], refusal: Refusal) -> int | None:
    """The whole number that was typed, None for nothing; its range is checked with the rules."""
    typed = text_of(field).strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < NUMBER_LIMIT):
        raise refusal
    return int(typed)
