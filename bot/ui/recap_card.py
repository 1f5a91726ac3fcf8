"""The recap of a meetup: its best photos, who made it happen, what came of it, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain.photos import tellable
from bot.ui.albums import AlbumButton
from bot.ui.boundary import Layout
from bot.ui.feedback import quoted
from bot.ui.wording import date_words, enumerated, message_url, place_words, short_when, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.meetups import Meetup
    from bot.domain.testimonials import Testimonial
    from bot.i18n import Translations
    from bot.services.meetups import Overview
    from bot.services.photos import Numbers

ACCENT = 0xE4572E
COLLAGE = "recap.jpg"
QUOTES_SHOWN = 3


def render(
    overview: Overview,
    numbers: Numbers,
    following: Overview | None,
    t: Translations,
    *,
    has_collage: bool = False,
    album_until: datetime | None = None,
    quotes: Sequence[Testimonial] = (),
) -> Layout:
    """The recap, in the community's language; the collage is the file COLLAGE sent along.

    It is read by people who were not there, so it keeps to the rule for reports: a number about fewer than
    five people is not told. A table of three is thanked without numbers; among twenty, a newcomer or two are
    neither counted nor hinted at, for everybody would know who is meant. Photos are things: they are always
    counted. The organiser chose to be known by putting their name on the card, and is thanked by it.
    """
    meetup = overview.meetup
    thanks = t.gettext("Thank you, {name}, for bringing people together, and to everybody who came!")
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    name = enumerated([f"<@{user_id}>" for user_id in meetup.organiser_ids], t)
    box.add_item(ui.TextDisplay(f"### 💛 {shown(meetup.plan.title)}\n{thanks.format(name=name)}"))
    if has_collage:
        box.add_item(_gallery(meetup, t))
    lines = _numbers(meetup, numbers, t)
    if lines:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay("\n".join(lines)))
    if quotes:
        box.add_item(ui.Separator())
        said = "\n\n".join(quoted(quote.words, quote.signature, t) for quote in quotes[:QUOTES_SHOWN])
        box.add_item(ui.TextDisplay(said))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(_next(following, t)))
    if album_until is not None:
        box.add_item(ui.TextDisplay(f"-# {_until(album_until, t)}"))
        box.add_item(ui.ActionRow(AlbumButton.of(meetup.id, t)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _gallery(meetup: Meetup, t: Translations) -> ui.MediaGallery[Layout]:
    described = t.gettext("Photos of {title}, by those who were there").format(title=meetup.plan.title)
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{COLLAGE}", description=described))


def _until(ends_at: datetime, t: Translations) -> str:
    text = t.gettext("The album is there until {date}, for those who were there.")
    return text.format(date=discord.utils.format_dt(ends_at, "D"))


def heading(meetup: Meetup, t: Translations) -> str:
    """When and where it was, for the collage."""
    return f"{date_words(meetup.plan, t).rpartition(' (')[0]} · {place_words(meetup.plan, t)}"


def told(numbers: Numbers, t: Translations) -> tuple[tuple[int, str], ...]:
    """The numbers that may be told, each with what it counts, for the collage."""
    counted = (
        (tellable(numbers.people), t.pgettext("collage", "people were there")),
        (tellable(numbers.first_timers), t.pgettext("collage", "for the first time")),
        (tellable(numbers.new_ties), t.pgettext("collage", "new ties")),
    )
    if tellable(numbers.people) is None:
        return ()
    return tuple((number, label) for number, label in counted if number)


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
