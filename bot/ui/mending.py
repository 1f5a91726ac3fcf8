"""Forms that lose nothing: what is refused comes back with one tap, filled in as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.errors import Refusal
from bot.ui.boundary import Layout, Modal
from bot.ui.inputs import visit
from bot.ui.replies import sentence

if TYPE_CHECKING:
    from bot.i18n import Translations
    from bot.ui.inputs import Visit

ACCENT = 0xE8A33D
OPEN_FOR = 14 * 60.0
"""Seconds the button waits: what was typed lives in memory, and no longer than the token of the form."""


class MendableModal(Modal):
    """A form whose refusal offers the same form again. Subclasses implement ``submitted`` and ``again``."""

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        try:
            await self.submitted(interaction, here)
        except Refusal as refusal:
            if interaction.response.is_done():
                raise
            panel = MendPanel(self, refusal, here.t)
            await interaction.response.send_message(view=panel, ephemeral=True)

    async def submitted(self, interaction: discord.Interaction, here: Visit) -> None:
        """Keep what was typed and answer; a refusal before the answer brings the form back."""
        raise NotImplementedError

    async def again(self, here: Visit) -> MendableModal:
        """The same form, as it opens now; what was typed is filled in over it."""
        raise NotImplementedError


class MendPanel(Layout):
    """Why a form was refused, and the button that brings it back."""

    def __init__(self, refused: MendableModal, refusal: Refusal, t: Translations) -> None:
        super().__init__(timeout=OPEN_FOR)
        said = f"⚠️ {sentence(refusal, t)}\n-# " + t.gettext("What you typed is kept; nothing was changed.")
        box: ui.Container[MendPanel] = ui.Container(ui.TextDisplay(said), accent_colour=ACCENT)
        box.add_item(ui.ActionRow(_MendButton(refused, t)))
        self.add_item(box)


class _MendButton(ui.Button[MendPanel]):
    def __init__(self, refused: MendableModal, t: Translations) -> None:
        super().__init__(label=t.pgettext("button", "Fix it"), emoji="✏️", style=discord.ButtonStyle.primary)
        self._refused = refused

    async def callback(self, interaction: discord.Interaction) -> None:
        form = await self._refused.again(await visit(interaction))
        fill_in(form, self._refused)
        await interaction.response.send_modal(form)


def fill_in(form: Modal, typed: Modal) -> None:
    """Let a form open with what was typed into another one of its kind."""
    before = {_id(field): field for field in _fields(typed)}
    for field in _fields(form):
        old = before.get(_id(field))
        if isinstance(field, ui.TextInput) and isinstance(old, ui.TextInput):
            field.default = old.value or None
        elif isinstance(field, ui.Checkbox) and isinstance(old, ui.Checkbox):
            field.default = old.value
        elif isinstance(field, ui.RoleSelect) and isinstance(old, ui.RoleSelect):
            kind = discord.SelectDefaultValueType.role
            field.default_values = [discord.SelectDefaultValue(id=r.id, type=kind) for r in old.values]


def _fields(form: Modal) -> list[ui.Item[Any]]:
    return [label.component for label in form.children if isinstance(label, ui.Label)]


def _id(field: ui.Item[Any]) -> str:
    return str(getattr(field, "custom_id", ""))
