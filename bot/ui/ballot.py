"""A member's ballot: one private panel for every kind of poll, saved at each tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import polls
from bot.domain.polls import Choice, Method, PollKind
from bot.ui import poll_card
from bot.ui.boundary import Layout
from bot.ui.poll_words import deadline_words, option_words, question, secrecy
from bot.ui.replies import sentence
from bot.ui.wording import short_when

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.domain.polls import Option, Poll, Said
    from bot.i18n import Translations
    from bot.services.poll_outcomes import PollOverview
    from bot.ui.boundary import Button

LABEL_LIMIT = 80
_LOOKS = {
    Choice.YES: ("✅", discord.ButtonStyle.success),
    Choice.IF_NEED_BE: ("🟡", discord.ButtonStyle.primary),
    Choice.NO: ("❌", discord.ButtonStyle.secondary),
    None: ("⬜", discord.ButtonStyle.secondary),
}
_PLACES = ("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣", "🔟")
_ONE_A_ROW, _TWO_A_ROW = 12, 22
"""So many options fit with so few in a row: Discord counts 40 components a message, the rows included."""


def render(
    overview: PollOverview,
    t: Translations,
    language: str,
    now: datetime,
    option_button: Callable[[Option, str], Button],
    below: Sequence[Button],
) -> Layout:
    """The ballot in its member's own language: a tap on an option says the next thing of it."""
    poll = overview.poll
    layout = Layout(timeout=None)
    if not overview.takes_ballots(now):
        over = polls.PollClosed() if not poll.is_open(now) else polls.ProposalDecided()
        layout.add_item(ui.Container(ui.TextDisplay(sentence(over, t)), accent_colour=poll_card.OVER))
        return layout
    box: ui.Container[Layout] = ui.Container(accent_colour=poll_card.OPEN)
    box.add_item(ui.TextDisplay(_intro(overview, t, language)))
    columns = 1 if len(poll.options) <= _ONE_A_ROW else 2 if len(poll.options) <= _TWO_A_ROW else 3
    buttons = [option_button(o, _label(o, poll, t, language, columns)) for o in poll.options]
    for start in range(0, len(buttons), columns):
        box.add_item(ui.ActionRow(*buttons[start : start + columns]))
    box.add_item(ui.ActionRow(*below))
    layout.add_item(box)
    return layout


def look(said: Said | None, method: Method) -> tuple[str, discord.ButtonStyle]:
    """The emoji and the colour of an option's button; a ranked one bears its place."""
    if isinstance(said, Choice) or said is None:
        is_plain = method in {Method.SINGLE, Method.RANKED} and said is Choice.NO
        return _LOOKS[None if is_plain else said]
    return _PLACES[min(said, len(_PLACES)) - 1], discord.ButtonStyle.success


def _intro(overview: PollOverview, t: Translations, language: str) -> str:
    poll = overview.poll
    asked = question(poll, overview.meetup, t)
    until = t.gettext("Saved at each tap. Open until {when}").format(when=deadline_words(poll, language))
    lines = [f"### {asked}", _how(poll, t), f"-# {until}"]
    if poll.is_anonymous:
        lines.append(f"-# {secrecy(poll, t)}")
    return "\n".join(lines)


def _how(poll: Poll, t: Translations) -> str:
    match poll.terms.method:
        case Method.GRADED:
            return t.gettext("Tap each date: once ✅ yes, twice 🟡 if need be, three times ❌ no.")
        case Method.SEVERAL if poll.kind is PollKind.VENUE:
            return t.gettext("Tap each place: once ✅ yes, twice ❌ no.")
        case Method.SEVERAL:
            return t.gettext("Tap each option: once ✅ yes, twice ❌ no.")
        case Method.SINGLE:
            return t.gettext("Tap the one you choose; tap another to change your mind.")
        case Method.RANKED:
            return t.gettext("Tap your favourite first, then the next best. Tap again to take one out.")


def _label(option: Option, poll: Poll, t: Translations, language: str, columns: int) -> str:
    if option.starts_at is not None and columns > 1:
        return short_when(option.starts_at, poll.zone, t)
    words = option_words(option, poll, language)
    room = LABEL_LIMIT // columns
    return words if len(words) <= room else f"{words[: room - 1]}…"
