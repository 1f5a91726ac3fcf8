"""Meetups as an iCalendar file (RFC 5545), for the button on a card and for feeds.

Times are written in UTC: each meetup is one date, whose instant is decided, so no time zone has to be spelled
out and none can be misread. What the file says depends on its entries alone, so the same state is the same
bytes. Escaping and folding are the library's.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from bot.domain.calendars import Entry, Standing
from bot.ui.wording import format_name, message_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.meetups import Meetup
    from bot.i18n import Translations

MAKER = "-//Tablee//Tablee//EN"
REFRESHED_EVERY = timedelta(hours=1)


def calendar_bytes(entries: Iterable[Entry], t: Translations, *, name: str = "") -> bytes:
    """The file; ``name`` is what a calendar application calls a feed."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESHED_EVERY, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry, t))
    return bytes(calendar.to_ical())


def uid_of(meetup: Meetup) -> str:
    """What tells a meetup from every other in the world, whatever becomes of it (RFC 5545, 3.8.4.7)."""
    return f"{meetup.community_id}-{meetup.id}-{int(meetup.created_at.timestamp())}@tablee"


def _event(entry: Entry, t: Translations) -> Event:
    meetup, plan = entry.meetup, entry.meetup.plan
    starts_at, ends_at = meetup.span
    event = Event()
    event.add("uid", uid_of(meetup))
    event.add("sequence", meetup.revision)
    event.add("dtstamp", _utc(entry.revised_at))
    event.add("last-modified", _utc(entry.revised_at))
    event.add("created", _utc(meetup.created_at))
    event.add("dtstart", _utc(starts_at))
    event.add("dtend", _utc(ends_at))
    event.add("summary", _summary(entry, t))
    place = ", ".join(part for part in (plan.area, entry.address) if part)
    if place:
        event.add("location", place)
    description = _description(entry, t)
    if description:
        event.add("description", description)
    event.add("categories", [format_name(plan.format, t)])
    event.add("status", entry.standing.value)
    event.add("transp", "OPAQUE" if entry.standing is Standing.CONFIRMED else "TRANSPARENT")
    if meetup.card.message_id:
        event.add("url", _url(meetup))
    return event


def _summary(entry: Entry, t: Translations) -> str:
    title = entry.meetup.plan.title
    match entry.standing:
        case Standing.CANCELLED:
            return t.gettext("Cancelled: {title}").format(title=title)
        case Standing.TENTATIVE:
            return t.gettext("Maybe: {title}").format(title=title)
        case Standing.CONFIRMED:
            return title


def _description(entry: Entry, t: Translations) -> str:
    meetup = entry.meetup
    parts = [meetup.plan.description]
    if entry.standing is Standing.CANCELLED:
        parts.insert(0, t.gettext("Cancelled: {reason}").format(reason=meetup.reason))
    elif meetup.plan.address and not entry.address:
        parts.append(t.gettext("The exact address is for members with a seat."))
    if meetup.card.message_id:
        parts.append(_url(meetup))
    return "\n\n".join(part for part in parts if part)


def _url(meetup: Meetup) -> str:
    return message_url(meetup.community_id, meetup.card.channel_id, meetup.card.message_id)


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)
