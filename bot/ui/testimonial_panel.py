"""The moderators' panel of quotable words: approve, pick, share as a picture, export, see all at once."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

import discord
from discord import ui
from stop_words import safe_get_stop_words

from bot.domain.testimonials import as_csv, as_markdown, counted
from bot.ui.boundary import Button, Layout, Select
from bot.ui.feedback import quoted
from bot.ui.inputs import visit
from bot.ui.pictures import quote_card, word_picture
from bot.ui.wording import shown

if TYPE_CHECKING:
    from bot.domain.testimonials import Testimonial
    from bot.i18n import Translations

    Listed = list[tuple[Testimonial, str]]

ACCENT = 0xE4572E
SHOWN = 8
CHOICES = 25
MOST_WORDS = 60
FEWEST_WORDS = 5
_DECISIONS = {
    "approve": (True, None),
    "retract": (False, False),
    "pick": (None, True),
    "unpick": (None, False),
}
_LANGUAGES = {"en": "english", "fr": "french"}
_TELLING = frozenset(
    ("welcome", "great", "greatest", "good", "better", "best", "together", "interesting", "proud", "thanks")
)
"""Words that the English list, made for search engines, drops, though they are what people come to say."""
_SAY_NOTHING = frozenset(("quelqu'un", "quelqu'une", "aujourd'hui"))
"""Words that the French list lacks."""


async def open_panel(interaction: discord.Interaction) -> None:
    """Show the panel to who asks.

    Raises:
        ModeratorsOnly.
    """
    here = await visit(interaction)
    listed = await here.services.testimonials.listed(here.actor)
    await interaction.response.send_message(view=panel(listed, here.t), ephemeral=True)


def panel(listed: Listed, t: Translations) -> Layout:
    """What may be quoted, in the reader's language; ⭐ is picked, ✅ approved, 🕓 waits for a decision."""
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay("## 💬 " + t.gettext("What members allow you to quote")))
    if not listed:
        box.add_item(ui.TextDisplay(t.gettext("Nothing yet. Whoever says how a meetup was is asked for it.")))
    for quote, title in listed[:SHOWN]:
        box.add_item(ui.TextDisplay(f"{_mark(quote)} **{shown(title)}**\n{_short(quote, t)}"))
    if len(listed) > SHOWN:
        rest = len(listed) - SHOWN
        box.add_item(ui.TextDisplay("-# " + t.ngettext("{n} more", "{n} more", rest).format(n=rest)))
    if listed:
        box.add_item(ui.Separator())
        box.add_item(ui.ActionRow(QuoteMenu.of(listed, t)))
        box.add_item(
            ui.ActionRow(
                ExportButton("quotes_out:1:markdown", label=t.pgettext("button", "Markdown"), emoji="📝"),
                ExportButton("quotes_out:1:csv", label=t.pgettext("button", "CSV"), emoji="📊"),
                ExportButton("quotes_out:1:words", label=t.pgettext("button", "Word picture"), emoji="🖼️"),
            )
        )
        hint = t.gettext("Only approved words are exported, and none that somebody withdrew.")
        box.add_item(ui.TextDisplay(f"-# {hint}"))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def detail(quote: Testimonial, title: str, t: Translations) -> Layout:
    """One quote with what can be done about it."""
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    words = quoted(quote.words, quote.signature, t)
    box.add_item(ui.TextDisplay(f"### {_mark(quote)} {shown(title)}\n{words}"))
    row: ui.ActionRow[Layout] = ui.ActionRow()
    if quote.is_approved:
        row.add_item(QuoteButton.of(quote, "retract", t.pgettext("button", "Take approval back")))
    else:
        row.add_item(QuoteButton.of(quote, "approve", t.pgettext("button", "Approve")))
    if quote.is_picked:
        row.add_item(QuoteButton.of(quote, "unpick", t.pgettext("button", "Unpick")))
    else:
        row.add_item(QuoteButton.of(quote, "pick", t.pgettext("button", "Pick")))
    if quote.is_approved:
        row.add_item(QuoteButton.of(quote, "card", t.pgettext("button", "Picture")))
    row.add_item(QuoteButton.of(quote, "back", t.pgettext("button", "Back")))
    box.add_item(row)
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


class QuoteMenu(Select, template="quotes:1:menu"):
    """Chooses a quote to decide about."""

    @classmethod
    def of(cls, listed: Listed, t: Translations) -> QuoteMenu:
        options = [
            discord.SelectOption(
                label=quote.words[:100], value=str(quote.id), description=title[:100], emoji=_mark(quote)
            )
            for quote, title in listed[:CHOICES]
        ]
        placeholder = t.gettext("Choose one to approve, pick or share it")
        return cls(ui.Select(custom_id="quotes:1:menu", options=options, placeholder=placeholder))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        quote, title = await here.services.testimonials.one(here.actor, int(self.values[0]))
        await interaction.response.edit_message(view=detail(quote, title, here.t))


class QuoteButton(
    Button, template=r"quote:1:(?P<quote>\d{1,18}):(?P<act>approve|retract|pick|unpick|card|back)"
):
    """One decision about one quote; twice the same press is the same decision."""

    @classmethod
    def of(cls, quote: Testimonial, act: str, label: str) -> QuoteButton:
        style = discord.ButtonStyle.success if act == "approve" else discord.ButtonStyle.secondary
        return cls(f"quote:1:{quote.id}:{act}", label=label, style=style)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        words, quote_id, act = here.services.testimonials, int(self.match["quote"]), self.match["act"]
        if act == "back":
            listed = await words.listed(here.actor)
            await interaction.response.edit_message(view=panel(listed, here.t))
            return
        if act == "card":
            await interaction.response.defer(ephemeral=True, thinking=True)
            quote, title = await words.approved_one(here.actor, quote_id)
            picture = await asyncio.to_thread(quote_card.drawn, quote.words, quote.signature, title)
            file = discord.File(io.BytesIO(picture), "testimonial.png")
            text = here.t.gettext("If its author withdraws these words, delete it wherever you share it.")
            await interaction.followup.send(text, file=file, ephemeral=True)
            return
        approved, picked = _DECISIONS[act]
        quote, title = await words.decide(here.actor, quote_id, approved=approved, picked=picked)
        await interaction.response.edit_message(view=detail(quote, title, here.t))


class ExportButton(Button, template=r"quotes_out:1:(?P<form>markdown|csv|words)"):
    """Hands out what is approved, as a file."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        here = await visit(interaction)
        listed = await here.services.testimonials.listed(here.actor)
        approved = [(quote, title) for quote, title in listed if quote.is_approved]
        if not approved:
            await interaction.followup.send(here.t.gettext("Approve some words first."), ephemeral=True)
            return
        if self.match["form"] == "words":
            await _send_words(interaction, [quote for quote, _ in approved], here.t)
            return
        is_csv = self.match["form"] == "csv"
        # spreadsheets take a CSV for UTF-8 by its mark
        data = as_csv(approved).encode("utf-8-sig") if is_csv else as_markdown(approved).encode()
        name = "testimonials.csv" if is_csv else "testimonials.md"
        await interaction.followup.send(file=discord.File(io.BytesIO(data), name), ephemeral=True)


async def _send_words(interaction: discord.Interaction, quotes: list[Testimonial], t: Translations) -> None:
    """A picture for each language in which enough was said."""
    files = []
    for language, name in _LANGUAGES.items():
        texts = [quote.words for quote in quotes if quote.language == language]
        words = counted(texts, _SAY_NOTHING.union(safe_get_stop_words(name)) - _TELLING, MOST_WORDS)
        if len(words) >= FEWEST_WORDS:
            picture = await asyncio.to_thread(word_picture.drawn, words, t.gettext("What people said"))
            files.append(discord.File(io.BytesIO(picture), f"words-{language}.png"))
    if not files:
        text = t.gettext("Too few words are approved for a picture. Approve some more first.")
        await interaction.followup.send(text, ephemeral=True)
        return
    await interaction.followup.send(files=files, ephemeral=True)


def _mark(quote: Testimonial) -> str:
    if quote.is_picked:
        return "⭐"
    return "✅" if quote.is_approved else "🕓"


def _short(quote: Testimonial, t: Translations) -> str:
    words = quote.words if len(quote.words) <= 200 else f"{quote.words[:199]}…"  # noqa: PLR2004 - eight fit so
    return quoted(words, quote.signature, t)
