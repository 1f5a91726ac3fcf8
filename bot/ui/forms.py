"""The forms about meetups: what a member types, handed on as it was typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain.meetups import Format, Phase, require_phase
from bot.domain.rights import require_moderator
from bot.domain.texts import LIMITS, Field
from bot.domain.venues import Access
from bot.ui.boundary import Modal
from bot.ui.inputs import visit
from bot.ui.wording import EMOJI, date_words, format_name, shown

if TYPE_CHECKING:
    from bot.domain.meetups import Meetup
    from bot.i18n import Translations
    from bot.ui.inputs import Visit

WHEN_LIMIT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A meetup as it was typed: nothing is lost when something in it is refused.

    ``bring``, ``capacity``, ``tables``, ``leads`` and ``duration`` are None while nobody said anything about
    them: then they are what is usual for the format.
    """

    title: str = ""
    format: Format = Format.OTHER
    when: str = ""
    where: str = ""
    description: str = ""
    address: str = ""
    access_code: str = ""
    host_contact: str = ""
    transport: str = ""
    access: tuple[Access, ...] = ()
    is_public_place: bool = False
    backup_where: str = ""
    backup_address: str = ""
    bring: str | None = None
    capacity: str | None = None
    tables: str | None = None
    leads: str | None = None
    duration: timedelta | None = None


OnTyped = Callable[[discord.Interaction, Typed], Awaitable[None]]


def text_field(
    name: str,
    label: str,
    default: str,
    *,
    limit: int,
    hint: str | None = None,
    required: bool = False,
    lines: bool = False,
    placeholder: str | None = None,
) -> ui.Label[Modal]:
    """One text of a form under its label; ``name`` tells it from the others, ``limit`` is in characters."""
    style = discord.TextStyle.paragraph if lines else discord.TextStyle.short
    field: ui.TextInput[Modal] = ui.TextInput(
        custom_id=name,
        style=style,
        default=default or None,
        required=required,
        max_length=limit,
        placeholder=placeholder,
    )
    return ui.Label(text=label, description=hint, component=field)


def text_of(label: ui.Label[Modal]) -> str:
    """What was typed under a label."""
    field = label.component
    assert isinstance(field, ui.TextInput)  # noqa: S101 - text_field() made it
    return field.value


def format_field(t: Translations, chosen: Format) -> ui.Label[Modal]:
    """The menu of formats."""
    options = [
        discord.SelectOption(
            label=format_name(kind, t), value=kind.value, emoji=EMOJI[kind], default=kind is chosen
        )
        for kind in Format
    ]
    return ui.Label(text=t.gettext("Format"), component=ui.Select(custom_id="format", options=options))


class MeetupForm(Modal):
    """Title, format, when, where and description of a meetup."""

    def __init__(self, t: Translations, typed: Typed, on_typed: OnTyped, *, title: str) -> None:
        super().__init__(title=title)
        self._typed, self._on_typed = typed, on_typed
        self.title_field = text_field(
            "title",
            t.gettext("Title"),
            typed.title,
            limit=LIMITS[Field.TITLE],
            required=True,
            placeholder=t.gettext("Drinks by the canal"),
        )
        self.format_field = format_field(t, typed.format)
        self.when_field = text_field(
            "when",
            t.gettext("When?"),
            typed.when,
            limit=WHEN_LIMIT,
            hint=t.gettext("Leave it open, or write several dates with “;” to let people vote."),
            placeholder=t.gettext("saturday 7pm; sunday 2pm-5pm"),
        )
        self.where_field = text_field(
            "where",
            t.gettext("Where? (everybody sees this)"),
            typed.where,
            limit=WHEN_LIMIT,
            hint=t.gettext("The area or the name of the place; several with “;” become a vote."),
            placeholder=t.gettext("Canal Saint-Martin"),
        )
        self.description_field = text_field(
            "description",
            t.gettext("What is it about?"),
            typed.description,
            limit=LIMITS[Field.DESCRIPTION],
            lines=True,
        )
        for field in self.title_field, self.format_field, self.when_field, self.where_field:
            self.add_item(field)
        self.add_item(self.description_field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        menu = self.format_field.component
        assert isinstance(menu, ui.Select)  # noqa: S101 - __init__ made it
        typed = replace(
            self._typed,
            title=text_of(self.title_field),
            format=Format(menu.values[0]),
            when=text_of(self.when_field),
            where=text_of(self.where_field),
            description=text_of(self.description_field),
        )
        await self._on_typed(interaction, typed)


class ReasonForm(Modal):
    """A form that names the meetup and asks for a reason everybody will read."""

    def __init__(self, meetup: Meetup, t: Translations, *, title: str, hint: str) -> None:
        super().__init__(title=title)
        self._meetup_id = meetup.id
        self.add_item(ui.TextDisplay(f"**{shown(meetup.plan.title)}**, {date_words(meetup.plan, t)}"))
        self.reason_field = text_field(
            "reason",
            t.gettext("Reason"),
            "",
            limit=LIMITS[Field.REASON],
            hint=hint,
            required=True,
            lines=True,
        )
        self.add_item(self.reason_field)


class DeclineForm(ReasonForm):
    """Why a proposal is declined."""

    def __init__(self, meetup: Meetup, t: Translations) -> None:
        super().__init__(
            meetup,
            t,
            title=t.gettext("Decline the proposal"),
            hint=t.gettext("The proposer and everybody who would come read it."),
        )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup = await here.services.meetups.decline(here.actor, self._meetup_id, text_of(self.reason_field))
        await self.declined(interaction, here, meetup)

    async def declined(self, interaction: discord.Interaction, here: Visit, meetup: Meetup) -> None:  # noqa: ARG002
        """Answer that it is done."""
        await interaction.response.send_message(
            here.t.gettext("Declined. The card says why."), ephemeral=True
        )


async def undecided(here: Visit, meetup_id: int) -> Meetup:
    """A proposal that the actor may decide about; refused before a form is filled in for nothing.

    Raises:
        ModeratorsOnly, MeetupNotFound, MeetupClosed.
    """
    require_moderator(here.actor, here.community)
    meetup = (await here.services.meetups.overview(here.community.id, meetup_id)).meetup
    require_phase(meetup, here.now, Phase.PROPOSED)
    return meetup


class CancelForm(ReasonForm):
    """Why a meetup is cancelled."""

    def __init__(self, meetup: Meetup, t: Translations, *, title: str = "") -> None:
        super().__init__(
            meetup,
            t,
            title=title or t.gettext("Cancel the meetup"),
            hint=t.gettext("Everybody with an answer is told, with this reason."),
        )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup = await here.services.meetups.cancel(here.actor, self._meetup_id, text_of(self.reason_field))
        await self.cancelled(interaction, here, meetup)

    async def cancelled(self, interaction: discord.Interaction, here: Visit, meetup: Meetup) -> None:  # noqa: ARG002
        """Answer that it is done."""
        text = here.t.gettext("Cancelled. The card keeps its history, and everybody with an answer is told.")
        await interaction.response.send_message(text, ephemeral=True)


class PostponeForm(ReasonForm):
    """Why a meetup loses its date for now."""

    def __init__(self, meetup: Meetup, t: Translations) -> None:
        super().__init__(
            meetup,
            t,
            title=t.gettext("Postpone the meetup"),
            hint=t.gettext("Everybody with an answer is told, and keeps their place."),
        )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.meetups.postpone(here.actor, self._meetup_id, text_of(self.reason_field))
        text = here.t.gettext(
            "Postponed: everybody with an answer is told. "
            "Set the new date with `/meetup edit` once you know it."
        )
        await interaction.response.send_message(text, ephemeral=True)
