"""A community's own prompts: read, added to and taken away by its moderators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.prompts import MOST_OWN, catalogue
from bot.domain.texts import LIMITS, Field
from bot.ui.boundary import Button, Layout, Modal, Select
from bot.ui.forms import text_field, text_of
from bot.ui.inputs import visit
from bot.ui.round_card import ACCENT
from bot.ui.wording import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.i18n import Translations
    from bot.storage.prompts import OwnPrompt

PER_PAGE = 15
FORM_LIMIT = 2000


def render(own: Sequence[OwnPrompt], t: Translations, page: int = 0) -> Layout:
    """The panel in the reader's language; the questions are as somebody wrote them."""
    pages = max(1, -(-len(own) // PER_PAGE))
    page = max(0, min(page, pages - 1))
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    title = t.gettext("Your community's own questions")
    how = t.gettext("Tables draw from these and from {n} of mine; nobody is asked the same within a year.")
    lines = [f"### 💬 {title}", how.format(n=len(catalogue(t.language)))]
    here = own[page * PER_PAGE : (page + 1) * PER_PAGE]
    lines += [f"{page * PER_PAGE + n}. {shown(prompt.text)}" for n, prompt in enumerate(here, 1)]
    if not own:
        lines.append("-# " + t.gettext("None yet. What would break the ice among you?"))
    box.add_item(ui.TextDisplay("\n".join(lines)))
    if here:
        box.add_item(ui.ActionRow(RemoveMenu.of(here, page, t)))
    buttons: list[Button] = [AddPromptsButton.of(t)]
    if pages > 1:
        buttons += [
            PromptPageButton.of(page - 1, "◀️", exists=page > 0),
            PromptPageButton.of(page + 1, "▶️", exists=page + 1 < pages),
        ]
    box.add_item(ui.ActionRow(*buttons))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


class AddPromptsButton(Button, template=r"prompts:1:add"):
    """Opens the form for new questions."""

    @classmethod
    def of(cls, t: Translations) -> AddPromptsButton:
        label = t.pgettext("button", "Add questions")
        return cls("prompts:1:add", label=label, emoji="✍️", style=discord.ButtonStyle.primary)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.prompts.own(here.actor)  # who may not is told before they write
        await interaction.response.send_modal(PromptForm(here.t))


class PromptForm(Modal):
    """New questions, one a line."""

    def __init__(self, t: Translations) -> None:
        super().__init__(title=t.gettext("New questions"))
        hint = t.gettext("One per line, {limit} characters at most. Kind to those who would rather listen.")
        self.lines_field = text_field(
            "prompts",
            t.gettext("Questions"),
            "",
            limit=FORM_LIMIT,
            hint=hint.format(limit=LIMITS[Field.PROMPT]),
            required=True,
            lines=True,
        )
        self.add_item(self.lines_field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        lines = [line for line in text_of(self.lines_field).splitlines() if line.strip()]
        own = await here.services.prompts.add(here.actor, lines[:MOST_OWN])
        await interaction.response.edit_message(view=render(own, here.t, len(own) // PER_PAGE))


class RemoveMenu(Select, template=r"prompts:1:remove:(?P<page>\d{1,3})"):
    """Takes one of the questions on the page away."""

    @classmethod
    def of(cls, here: Sequence[OwnPrompt], page: int, t: Translations) -> RemoveMenu:
        options = [discord.SelectOption(label=prompt.text[:100], value=str(prompt.id)) for prompt in here]
        menu: ui.Select[Any] = ui.Select(
            custom_id=f"prompts:1:remove:{page}",
            placeholder=t.gettext("Choose a question to take away"),
            options=options,
        )
        return cls(menu)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        own = await here.services.prompts.remove(here.actor, int(self.values[0]))
        await interaction.response.edit_message(view=render(own, here.t, int(self.match["page"])))


class PromptPageButton(Button, template=r"prompts:1:page:(?P<page>-?\d{1,3})"):
    """Turns to another page."""

    @classmethod
    def of(cls, page: int, arrow: str, *, exists: bool) -> PromptPageButton:
        return cls(f"prompts:1:page:{page}", emoji=arrow, disabled=not exists)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        own = await here.services.prompts.own(here.actor)
        await interaction.response.edit_message(view=render(own, here.t, int(self.match["page"])))
