"""One moment typed into a form about a poll: read, asked about where it leaves a choice, then kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import moments, polls
from bot.domain.errors import Refusal
from bot.domain.moments import Moment
from bot.ui.boundary import Layout, Modal
from bot.ui.forms import text_field, text_of
from bot.ui.inputs import Visit, understand, visit
from bot.ui.poll_card import OPEN
from bot.ui.replies import sentence
from bot.ui.settling import SettlingPanel
from bot.ui.wording import zone_words

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.i18n import Translations

MOMENT_LIMIT = 100
Save = Callable[[Visit, Moment], Awaitable[str]]


class MomentPanel(SettlingPanel):
    """Shows how one moment was understood, or asks; ``save`` keeps it and says so."""

    def __init__(self, here: Visit, zone: ZoneInfo, typed: str, save: Save) -> None:
        super().__init__(zone)
        self._typed, self._save = typed, save
        refusal: Refusal | None = None
        try:
            read = understand(typed, replace(here, community=replace(here.community, zone=zone)))
            if len(read) > 1:
                raise polls.CloseOutOfRange
            self.moments = list(read)
        except Refusal as error:
            refusal = error
        self.show(here, refusal)

    def show(self, here: Visit, refusal: Refusal | None = None) -> None:
        self.clear_items()
        box: ui.Container[MomentPanel] = ui.Container(accent_colour=OPEN)
        self.add_item(box)
        if refusal is not None:
            box.add_item(ui.TextDisplay(f"⚠️ {sentence(refusal, here.t)}"))
        elif (place := self.unsettled) is not None:
            self.ask(box, here, place, self._typed)
        else:
            moment = self.moment
            words = moments.describe(moment, self.zone, str(here.interaction.locale), now=here.now)
            box.add_item(ui.TextDisplay(f"🗓️ **{words}** ({zone_words(self.zone, moment.start)})"))
            box.add_item(ui.ActionRow(_SaveButton(here.t)))

    @property
    def moment(self) -> Moment:
        """What was settled."""
        (moment,) = self.moments
        if not isinstance(moment, Moment):
            raise TypeError("saved before it was settled")
        return moment

    async def save(self, here: Visit) -> str:
        """Keep the moment; returns the sentence that says so."""
        return await self._save(here, self.moment)


class _SaveButton(ui.Button[MomentPanel]):
    def __init__(self, t: Translations) -> None:
        super().__init__(label=t.pgettext("button", "Save"), style=discord.ButtonStyle.success)

    async def callback(self, interaction: discord.Interaction) -> None:
        if self.view is None:
            raise RuntimeError("a control without its panel")
        done = await self.view.save(await visit(interaction))
        self.view.stop()
        said = Layout(timeout=None)
        said.add_item(ui.Container(ui.TextDisplay(done), accent_colour=OPEN))
        await interaction.response.edit_message(view=said)


class MomentForm(Modal):
    """Asks for one moment."""

    def __init__(self, *, zone: ZoneInfo, title: str, label: str, hint: str, save: Save) -> None:
        super().__init__(title=title)
        self._zone, self._save = zone, save
        self.field = text_field("moment", label, "", limit=MOMENT_LIMIT, hint=hint, required=True)
        self.add_item(self.field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        panel = MomentPanel(here, self._zone, text_of(self.field), self._save)
        if interaction.message is not None and not interaction.message.flags.ephemeral:
            # the form was opened from a card that everybody sees: the panel must not take its place
            await interaction.response.send_message(view=panel, ephemeral=True)
        else:
            await panel.open(interaction)
