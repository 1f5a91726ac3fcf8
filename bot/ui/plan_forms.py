"""The forms about a plan, one for each group of fields: what, when, where, seats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain.formats import USUAL
from bot.domain.meetups import Format
from bot.domain.texts import LIMITS, Field
from bot.domain.venues import Access, in_order
from bot.ui.boundary import Modal
from bot.ui.forms import WHEN_LIMIT, OnTyped, Typed, format_field, text_field, text_of
from bot.ui.wording import access_name, typed_own_leads, usual_bring

if TYPE_CHECKING:
    from bot.i18n import Translations

NUMBER_LIMIT = 20
LEADS_LIMIT = 60


class WhatForm(Modal):
    """Title, format, description, and what to bring."""

    def __init__(self, t: Translations, typed: Typed, on_typed: OnTyped) -> None:
        super().__init__(title=t.pgettext("form", "What"))
        self._typed, self._on_typed = typed, on_typed
        self._usual = usual_bring(typed.format, t)
        self.title_field = text_field(
            "title", t.gettext("Title"), typed.title, limit=LIMITS[Field.TITLE], required=True
        )
        self.format_field = format_field(t, typed.format)
        self.description_field = text_field(
            "description",
            t.gettext("What is it about?"),
            typed.description,
            limit=LIMITS[Field.DESCRIPTION],
            lines=True,
        )
        self.bring_field = text_field(
            "bring",
            t.gettext("What should people bring?"),
            self._usual if typed.bring is None else typed.bring,
            limit=LIMITS[Field.BRING],
        )
        for field in self.title_field, self.format_field, self.description_field, self.bring_field:
            self.add_item(field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        menu = self.format_field.component
        assert isinstance(menu, ui.Select)  # noqa: S101 - format_field() made it
        bring = text_of(self.bring_field)
        is_unsaid = self._typed.bring is None and bring == self._usual  # then it follows the format
        typed = replace(
            self._typed,
            title=text_of(self.title_field),
            format=Format(menu.values[0]),
            description=text_of(self.description_field),
            bring=None if is_unsaid else bring,
        )
        await self._on_typed(interaction, typed)


class WhenForm(Modal):
    """The date, and the reminders before it."""

    def __init__(self, t: Translations, typed: Typed, on_typed: OnTyped) -> None:
        super().__init__(title=t.pgettext("form", "When"))
        self._typed, self._on_typed = typed, on_typed
        self.when_field = text_field(
            "when",
            t.gettext("When?"),
            typed.when,
            limit=WHEN_LIMIT,
            hint=t.gettext("With an end if you like: `saturday 7pm-10pm`."),
            placeholder=t.gettext("saturday 7pm; sunday 2pm-5pm"),
        )
        usual = typed_own_leads(USUAL[typed.format].leads, t)
        self.leads_field = text_field(
            "leads",
            t.gettext("Reminders: how long before"),
            usual if typed.leads is None else typed.leads,
            limit=LEADS_LIMIT,
            hint=t.gettext("Up to four, such as `7 d, 24 h, 2 h`. Empty: as usual here; `none`: none."),
        )
        self.add_item(self.when_field)
        self.add_item(self.leads_field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        typed = replace(self._typed, when=text_of(self.when_field), leads=text_of(self.leads_field))
        await self._on_typed(interaction, typed)


class WhereForm(Modal):
    """The place and its exact address, and a second one for plan B."""

    def __init__(self, t: Translations, typed: Typed, on_typed: OnTyped) -> None:
        super().__init__(title=t.pgettext("form", "Where"))
        self._typed, self._on_typed = typed, on_typed
        secret = t.gettext("Only members with a seat see it.")
        self.where_field = text_field(
            "where", t.gettext("Where? (everybody sees this)"), typed.where, limit=WHEN_LIMIT
        )
        self.address_field = text_field(
            "address", t.gettext("Exact address"), typed.address, limit=LIMITS[Field.ADDRESS], hint=secret
        )
        self.backup_field = text_field(
            "backup",
            t.gettext("Plan B: another place"),
            typed.backup_where,
            limit=LIMITS[Field.AREA],
            hint=t.gettext("For rain or a closed door: one tap switches, and everybody is told."),
        )
        self.backup_address_field = text_field(
            "backup_address",
            t.gettext("Exact address of plan B"),
            typed.backup_address,
            limit=LIMITS[Field.ADDRESS],
            hint=secret,
        )
        for field in self.where_field, self.address_field, self.backup_field, self.backup_address_field:
            self.add_item(field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        typed = replace(
            self._typed,
            where=text_of(self.where_field),
            address=text_of(self.address_field),
            backup_where=text_of(self.backup_field),
            backup_address=text_of(self.backup_address_field),
        )
        await self._on_typed(interaction, typed)


class SeatsForm(Modal):
    """How many people, and how many at a table."""

    def __init__(self, t: Translations, typed: Typed, on_typed: OnTyped) -> None:
        super().__init__(title=t.pgettext("form", "Seats"))
        self._typed, self._on_typed = typed, on_typed
        usual = USUAL[typed.format]
        self.capacity_field = text_field(
            "seats",
            t.gettext("Seats"),
            str(usual.capacity or "") if typed.capacity is None else typed.capacity,
            limit=NUMBER_LIMIT,
            hint=t.gettext("How many people at most. Empty: no limit."),
            placeholder="12",
        )
        self.tables_field = text_field(
            "tables",
            t.gettext("People at a table"),
            str(usual.table_size or "") if typed.tables is None else typed.tables,
            limit=NUMBER_LIMIT,
            hint=t.gettext("For icebreakers, 2 to 8. Empty: nobody sits at tables."),
        )
        self.add_item(self.capacity_field)
        self.add_item(self.tables_field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        typed = replace(self._typed, capacity=text_of(self.capacity_field), tables=text_of(self.tables_field))
        await self._on_typed(interaction, typed)


class AccessForm(Modal):
    """How people get in, and what they find there."""

    def __init__(self, t: Translations, typed: Typed, on_typed: OnTyped) -> None:
        super().__init__(title=t.pgettext("form", "Getting there"))
        self._typed, self._on_typed = typed, on_typed
        secret = t.gettext("Only members with a seat see it.")
        self.code_field = text_field(
            "code",
            t.gettext("Access code"),
            typed.access_code,
            limit=LIMITS[Field.ACCESS_CODE],
            hint=secret,
            placeholder=t.gettext("Door code 12A34, second floor"),
        )
        self.contact_field = text_field(
            "contact",
            t.gettext("Whom to call on the spot"),
            typed.host_contact,
            limit=LIMITS[Field.CONTACT],
            hint=secret,
        )
        self.transport_field = text_field(
            "transport",
            t.gettext("The way there"),
            typed.transport,
            limit=LIMITS[Field.TRANSPORT],
            hint=secret,
            placeholder=t.gettext("Tram 1, stop Commerce, then five minutes on foot"),
            lines=True,
        )
        self.access_field = _access_field(t, typed)
        public: ui.Checkbox[Modal] = ui.Checkbox(custom_id="public", default=typed.is_public_place)
        self.public_field = ui.Label(
            text=t.gettext("It is a public place"),
            description=t.gettext("A café, a park: not somebody's home. The card says so."),
            component=public,
        )
        for field in self.code_field, self.contact_field, self.transport_field:
            self.add_item(field)
        self.add_item(self.access_field)
        self.add_item(self.public_field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        menu, box = self.access_field.component, self.public_field.component
        assert isinstance(menu, ui.Select)  # noqa: S101 - _access_field() made it
        assert isinstance(box, ui.Checkbox)  # noqa: S101 - __init__ made it
        typed = replace(
            self._typed,
            access_code=text_of(self.code_field),
            host_contact=text_of(self.contact_field),
            transport=text_of(self.transport_field),
            access=in_order(Access(value) for value in menu.values),
            is_public_place=box.value,
        )
        await self._on_typed(interaction, typed)


def _access_field(t: Translations, typed: Typed) -> ui.Label[Modal]:
    options = [
        discord.SelectOption(label=access_name(fact, t), value=fact.value, default=fact in typed.access)
        for fact in Access
    ]
    menu: ui.Select[Modal] = ui.Select(
        custom_id="access", options=options, min_values=0, max_values=len(options), required=False
    )
    return ui.Label(
        text=t.gettext("What people find there"),
        description=t.gettext("The card shows it: it decides whether some can come."),
        component=menu,
    )


FORMS = {"what": WhatForm, "when": WhenForm, "where": WhereForm, "access": AccessForm, "seats": SeatsForm}
"""The groups of fields, in the order in which their buttons stand."""


def group_label(group: str, t: Translations) -> str:
    """What the button that opens a group's form is called."""
    return {
        "what": t.pgettext("form", "What"),
        "when": t.pgettext("form", "When"),
        "where": t.pgettext("form", "Where"),
        "access": t.pgettext("form", "Getting there"),
        "seats": t.pgettext("form", "Seats"),
    }[group]
