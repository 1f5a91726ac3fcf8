"""The private messages about intros: the note of the day before, and what became of a member's turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import ui
from discord.utils import format_dt

from bot.services import agenda
from bot.ui.boundary import Layout
from bot.ui.intros_panel import SkipButton
from bot.ui.wording import shown

if TYPE_CHECKING:
    from bot.i18n import Translations
    from bot.services.intros import Facts

ACCENT = 0xB45F9C


def render(kind: str, guild_name: str, facts: Facts, t: Translations) -> Layout:
    """A letter of that kind, in the community's language: how its member reads Discord is not known here."""
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    text = _text(kind, t).format(
        server=shown(guild_name),
        when=format_dt(facts.round_at, "F"),
        next=format_dt(facts.next_at, "D") if facts.next_at else "",
    )
    box.add_item(ui.TextDisplay(text))
    if kind == agenda.INTRO_WARNING:
        button = SkipButton.of(facts.community.id, facts.round_at, t)
        box.add_item(ui.ActionRow(button))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _text(kind: str, t: Translations) -> str:
    match kind:
        case agenda.INTRO_WARNING:
            return t.gettext(
                "🤝 **{server}**: your next intro comes {when}. "
                "Not the right moment? Skip it; nobody is told."
            )
        case agenda.INTRO_ASLEEP:
            return t.gettext(
                "😴 **{server}**: I have paused your intros: three went by and I did not hear from you. "
                "No harm done: `/intros` there takes you back in whenever you like."
            )
        case agenda.INTRO_ALONE:
            return t.gettext(
                "🤝 **{server}**: this time I found nobody for you. It happens: not everybody takes part "
                "each time, and I leave out people you had an intro with lately or share no language with. "
                "I try again on {next}."
            )
    raise ValueError(f"{kind!r} is no letter about intros")
