"""A panel that says how dates were understood, and asks where a text leaves a choice or an hour."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain import moments
from bot.domain.moments import Choice, Grain, Moment
from bot.ui.boundary import FORM_OPEN_FOR, Layout
from bot.ui.inputs import visit
from bot.ui.wording import shown

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.domain.errors import Refusal
    from bot.i18n import Translations
    from bot.ui.inputs import Visit

FIRST_HOUR = 7
HOURS = 18
"""The hour menu offers 7:00 to midnight; Discord's menus hold 25 choices at most."""
_SEVERAL = re.compile(r"[;\n]")


def parts_of(text: str) -> tuple[str, ...]:
    """The things in a text that stand apart by semicolons or line ends; empty ones do not count."""
    return tuple(part for part in map(str.strip, _SEVERAL.split(text)) if part)


class SettlingPanel(Layout):
    """An ephemeral panel about ``moments``, which lives in memory for as long as its token.

    Subclasses implement ``show``: while something is ``unsettled`` they ``ask``; else they show the rest.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(timeout=FORM_OPEN_FOR)
        self.zone = zone
        self.moments: list[Moment | Choice] = []

    def show(self, here: Visit, refusal: Refusal | None = None) -> None:
        """Build the panel anew; ``refusal`` is what stands in the way, if anything does."""
        raise NotImplementedError

    async def open(self, interaction: discord.Interaction) -> None:
        """Show the panel to its author: anew after a command, in place after a press."""
        if interaction.type is discord.InteractionType.modal_submit and interaction.message is not None:
            await interaction.response.edit_message(view=self)
        else:
            await interaction.response.send_message(view=self, ephemeral=True)

    @property
    def unsettled(self) -> int | None:
        """The place of the first moment that is ambiguous, or a day without an hour; None if all is clear."""
        return next((n for n, one in enumerate(self.moments) if _is_open_question(one)), None)

    def settle(self, here: Visit, place: int, moment: Moment) -> None:
        """Take one reading of one date, and show what is to be settled next."""
        self.moments[place] = moment
        self.show(here)

    def keep(self, here: Visit, settled: list[Moment | Choice]) -> None:
        """Dates that were settled before stay settled while their text stays the same."""
        self.moments = settled
        self.show(here)

    def ask(self, box: ui.Container[Any], here: Visit, place: int, typed: str) -> None:
        """Put the question about one moment into ``box``; ``typed`` is the text that leaves it open."""
        question = self.moments[place]
        language = str(here.interaction.locale)
        if isinstance(question, Choice):
            text = here.t.gettext("“{text}” can be read in more than one way. Which do you mean?")
            box.add_item(ui.TextDisplay(text.format(text=shown(typed))))
            words = [moments.describe(r, self.zone, language, now=here.now) for r in question.readings]
            buttons = [_ReadingButton(w, place, r) for w, r in zip(words, question.readings, strict=True)]
            box.add_item(ui.ActionRow(*buttons))
        else:
            day = moments.describe(question, self.zone, language, now=here.now)
            box.add_item(
                ui.TextDisplay(here.t.gettext("{day}: at what hour?").format(day=day[:1].upper() + day[1:]))
            )
            box.add_item(ui.ActionRow(_HourMenu(here.t, place, question, self.zone)))


def _is_open_question(one: Moment | Choice) -> bool:
    return isinstance(one, Choice) or one.grain is Grain.DAY


class _ReadingButton(ui.Button[SettlingPanel]):
    def __init__(self, words: str, place: int, reading: Moment) -> None:
        super().__init__(label=words[:80], style=discord.ButtonStyle.primary)
        self._place, self._reading = place, reading

    async def callback(self, interaction: discord.Interaction) -> None:
        await _settle(self.view, interaction, self._place, self._reading)


class _HourMenu(ui.Select[SettlingPanel]):
    def __init__(self, t: Translations, place: int, day: Moment, zone: ZoneInfo) -> None:
        hours = range(FIRST_HOUR, FIRST_HOUR + HOURS - 1)
        options = [
            discord.SelectOption(label=t.gettext("{hour}:00").format(hour=h), value=str(h)) for h in hours
        ]
        super().__init__(placeholder=t.gettext("Choose the hour"), options=options)
        self._place = place
        self._rule = day.recurrence
        self._midnight = day.start.astimezone(zone)  # wall time: on a clock change day, 19:00 stays 19:00

    async def callback(self, interaction: discord.Interaction) -> None:
        start = self._midnight.replace(hour=int(self.values[0]))
        await _settle(
            self.view, interaction, self._place, Moment(start.astimezone(UTC), recurrence=self._rule)
        )


async def _settle(
    panel: SettlingPanel | None, interaction: discord.Interaction, place: int, moment: Moment
) -> None:
    if panel is None:
        raise RuntimeError("a control without its panel")
    panel.settle(await visit(interaction), place, moment)
    await interaction.response.edit_message(view=panel)
