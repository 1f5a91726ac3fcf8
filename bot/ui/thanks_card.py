"""The thank-you after a meetup: who made it happen, what came of it, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import ui

from bot.domain.photos import tellable
from bot.ui.boundary import Layout
from bot.ui.wording import message_url, short_when, shown

if TYPE_CHECKING:
    from bot.domain.meetups import Meetup
    from bot.i18n import Translations
    from bot.services.meetups import Overview
    from bot.services.photos import Numbers

ACCENT = 0xE8A33D


def render(overview: Overview, numbers: Numbers, following: Overview | None, t: Translations) -> Layout:
    """The thank-you, in the community's language.

    It is read by people who were not there, so it keeps to the rule for reports: a number about fewer than
    five people is not told. A table of three is thanked without numbers; among twenty, a newcomer or two are
    neither counted nor hinted at, for everybody would know who is meant. Photos are things: they are always
    counted. The organiser chose to be known by putting their name on the card, and is thanked by it.
    """
    meetup = overview.meetup
    thanks = t.gettext("Thank you, {name}, for bringing people together, and to everybody who came!")
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    name = f"<@{meetup.organiser_id}>"
    box.add_item(ui.TextDisplay(f"### 💛 {shown(meetup.plan.title)}\n{thanks.format(name=name)}"))
    lines = _numbers(meetup, numbers, t)
    if lines:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay("\n".join(lines)))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(_next(following, t)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _numbers(meetup: Meetup, numbers: Numbers, t: Translations) -> list[str]:
    lines = []
    people = tellable(numbers.people)
    if people:
        line = t.gettext("👥 **{n}** people were there").format(n=people)
        first_timers = tellable(numbers.first_timers)
        if first_timers == people:
            line += t.gettext(", all of them for the first time")
        elif first_timers:
            line += t.gettext(", **{n}** of them for the first time").format(n=first_timers)
        lines.append(line)
        ties = tellable(numbers.new_ties)
        if ties:
            lines.append(t.gettext("🤝 **{n}** new ties between people who had never met").format(n=ties))
    if numbers.photos:
        text = t.ngettext(
            "📷 **{n}** photo in <#{thread}>", "📷 **{n}** photos in <#{thread}>", numbers.photos
        )
        lines.append(text.format(n=numbers.photos, thread=meetup.card.photo_thread_id))
    return lines


def _next(following: Overview | None, t: Translations) -> str:
    if following is None:
        return t.gettext("What shall we do next? Propose it: `/meetup propose`")
    meetup = following.meetup
    starts_at, _ = meetup.span
    card = meetup.card
    url = message_url(meetup.community_id, card.channel_id, card.message_id)
    title = f"[{shown(meetup.plan.title)}]({url})"
    when = short_when(starts_at, meetup.plan.zone, t)
    return t.gettext("➡️ Next: **{title}**, {when}").format(title=title, when=when)
