"""The answer to /meetup list: what is coming up and what is proposed, each with the way to its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import ui

from bot.ui.boundary import Layout
from bot.ui.wording import EMOJI, message_url, short_when, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.meetups import Meetup
    from bot.i18n import Translations
    from bot.services.meetups import Overview
    from bot.ui.inputs import Visit

ACCENT = 0xE4572E
TEXT_LIMIT = 3800
"""Discord takes 4,000 characters of text in one message; the headings need some."""


def render_list(here: Visit, upcoming: Sequence[Overview], proposals: Sequence[Meetup]) -> Layout:
    """The list in the reader's language."""
    t = here.t
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    if not upcoming and not proposals:
        box.add_item(
            ui.TextDisplay(t.gettext("Nothing is planned yet. Propose something: `/meetup propose`"))
        )
    if upcoming:
        lines = [_scheduled(overview, here.actor.user_id, t) for overview in upcoming]
        box.add_item(ui.TextDisplay(_fitting(t.gettext("### Coming up"), lines)))
    if upcoming and proposals:
        box.add_item(ui.Separator())
    if proposals:
        lines = [_linked(meetup) for meetup in proposals]
        box.add_item(ui.TextDisplay(_fitting(t.gettext("### Proposed"), lines)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _fitting(heading: str, lines: list[str]) -> str:
    text = heading
    for line in lines:
        if len(text) + len(line) > TEXT_LIMIT // 2:
            return f"{text}\n…"
        text += f"\n{line}"
    return text


def _scheduled(overview: Overview, user_id: int, t: Translations) -> str:
    meetup, roster = overview.meetup, overview.roster
    starts_at, _ = meetup.span
    when = short_when(starts_at, meetup.plan.zone, t)
    seats = f"{roster.taken}/{roster.capacity}" if roster.capacity else str(roster.taken)
    mine = roster.party_of(user_id)
    mark = " ✅" if mine and mine.has_seat else " ⏳" if roster.place_in_line(user_id) else ""
    return f"{_linked(meetup)} — {when} · {shown(meetup.plan.area) or '…'} · 👥 {seats}{mark}"


def _linked(meetup: Meetup) -> str:
    title = f"**{shown(meetup.plan.title)}**"
    card = meetup.card
    if card.message_id:
        url = message_url(meetup.community_id, card.channel_id, card.message_id)
        title = f"[{title}]({url})"
    return f"{EMOJI[meetup.plan.format]} {title}"
