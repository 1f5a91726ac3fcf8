"""Small pieces of text that several messages share: formats, dates, names, numbers of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import discord
from babel.dates import format_date
from babel.lists import format_list

from bot.domain import moments
from bot.domain.meetups import Format, Phase
from bot.domain.moments import Reason
from bot.domain.reminders import typed_leads
from bot.domain.venues import Access

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime, time, timedelta
    from zoneinfo import ZoneInfo

    from bot.domain.meetups import Plan
    from bot.i18n import Translations

NAMES_SHOWN = 40
"""More mentions than that would not fit beside the rest in the 4,000 characters of a message."""

EMOJI = {
    Format.DRINKS: "🍻",
    Format.MEAL: "🍽️",
    Format.WALK: "🥾",
    Format.VISIT: "🏛️",
    Format.TALK: "🎤",
    Format.ROUND_TABLE: "💬",
    Format.WORKSHOP: "🛠️",
    Format.OTHER: "✨",
}


def format_name(kind: Format, t: Translations) -> str:
    """What a format is called."""
    match kind:
        case Format.DRINKS:
            return t.pgettext("format", "Drinks")
        case Format.MEAL:
            return t.pgettext("format", "Meal")
        case Format.WALK:
            return t.pgettext("format", "Walk or sport")
        case Format.VISIT:
            return t.pgettext("format", "Visit")
        case Format.TALK:
            return t.pgettext("format", "Talk")
        case Format.ROUND_TABLE:
            return t.pgettext("format", "Round table")
        case Format.WORKSHOP:
            return t.pgettext("format", "Workshop")
        case Format.OTHER:
            return t.pgettext("format", "Other")
        case _:
            assert_never(kind)


def phase_name(phase: Phase, t: Translations) -> str:
    """What the state of a meetup is called."""
    match phase:
        case Phase.PROPOSED:
            return t.pgettext("phase", "Proposal")
        case Phase.UPCOMING:
            return t.pgettext("phase", "Scheduled")
        case Phase.RUNNING:
            return t.pgettext("phase", "Happening now")
        case Phase.OVER:
            return t.pgettext("phase", "Over")
        case Phase.POSTPONED:
            return t.pgettext("phase", "Postponed")
        case Phase.CANCELLED:
            return t.pgettext("phase", "Cancelled")
        case Phase.DECLINED:
            return t.pgettext("phase", "Not taken up")
        case Phase.EXPIRED:
            return t.pgettext("phase", "Expired")
        case _:
            assert_never(phase)


def shown(text: str) -> str:
    """A member's text for a shared message: its markdown and its mentions are plain characters."""
    return discord.utils.escape_mentions(discord.utils.escape_markdown(text))


def when_words(plan: Plan, t: Translations) -> str:
    """The venue's wall time in words, its zone, and how far away that is; or that the date is open."""
    if plan.starts_at is None:
        return t.gettext("Date to be decided")
    return f"**{date_words(plan, t)}** · {discord.utils.format_dt(plan.starts_at, 'R')}"


def date_words(plan: Plan, t: Translations) -> str:
    """The venue's wall time in words with its zone; or that the date is open."""
    if plan.starts_at is None:
        return t.gettext("Date to be decided")
    moment = moments.Moment(plan.starts_at, plan.ends_at)
    words = moments.describe(moment, plan.zone, t.language)
    return f"{words} ({zone_words(plan.zone, plan.starts_at)})"


def place_words(plan: Plan, t: Translations) -> str:
    """The public part of the place, or that it is open."""
    return shown(plan.area) or t.gettext("Place to be decided")


def access_name(fact: Access, t: Translations) -> str:
    """A fact about a place in a few words."""
    match fact:
        case Access.STEP_FREE:
            return t.pgettext("access", "step-free")
        case Access.STEPS:
            return t.pgettext("access", "some steps")
        case Access.TOILETS:
            return t.pgettext("access", "toilets")
        case Access.ACCESSIBLE_TOILETS:
            return t.pgettext("access", "accessible toilets")
        case Access.QUIET:
            return t.pgettext("access", "quiet enough to talk")
        case Access.LOUD:
            return t.pgettext("access", "loud")
        case Access.SEATING:
            return t.pgettext("access", "seats for all")
        case Access.SHELTER:
            return t.pgettext("access", "shelter from rain")
        case _:
            assert_never(fact)


def venue_lines(plan: Plan, t: Translations) -> list[str]:
    """What everybody may know of the place: whether it is a public one, and how one gets in."""
    found = []
    if plan.is_public_place:
        found.append("🏙️ " + t.gettext("A public place"))
    if plan.access:
        found.append("♿ " + " · ".join(access_name(fact, t) for fact in plan.access))
    return found


def seats_words(capacity: int | None, t: Translations) -> str:
    """How many seats there are."""
    if capacity is None:
        return t.gettext("No limit of seats")
    return t.ngettext("{n} seat", "{n} seats", capacity).format(n=capacity)


def leads_words(leads: Sequence[timedelta], t: Translations) -> str:
    """How long before the start reminders go out, as somebody would type it; empty for none."""
    return typed_leads(leads, t.pgettext("unit of days", "d"))


def typed_own_leads(leads: Sequence[timedelta] | None, t: Translations) -> str:
    """The leads of one meetup as somebody would type them; nothing where the community decides."""
    return "" if leads is None else leads_words(leads, t) or t.pgettext("reminders", "none")


def short_when(starts_at: datetime, zone: ZoneInfo, t: Translations) -> str:
    """A date and an hour in a few characters."""
    local = starts_at.astimezone(zone)
    comma = "," if t.language == "en" else ""
    return f"{day_when(local.date(), t)}{comma} {hour_words(local.time(), t)}"


def day_when(on: date, t: Translations) -> str:
    """A day in a few characters."""
    said = format_date(on, "EEE d MMM", locale=t.language)
    return said.replace(" 1 ", " 1er ") if t.language == "fr" else said


def hour_words(at: time, t: Translations) -> str:
    """An hour on the wall clock, in French as the long dates say it: "19 h 30", "19 h"."""
    if t.language != "fr":
        return f"{at:%H:%M}"
    return f"{at.hour}\N{NO-BREAK SPACE}h" + (f"\N{NO-BREAK SPACE}{at:%M}" if at.minute else "")


def deadline_words(at: datetime, zone: ZoneInfo, t: Translations) -> str:
    """An hour by which something happens: on the venue's clocks, and how far away that is."""
    return f"{short_when(at, zone, t)} ({discord.utils.format_dt(at, 'R')})"


def near_when(starts_at: datetime, zone: ZoneInfo, now: datetime, t: Translations) -> str:
    """The same, with today and tomorrow by their names: true until the next midnight of ``zone``."""
    local = starts_at.astimezone(zone)
    away = (local.date() - now.astimezone(zone).date()).days
    clock = hour_words(local.time(), t)
    if away == 0:
        return t.gettext("**today**, {clock}").format(clock=clock)
    if away == 1:
        return t.gettext("**tomorrow**, {clock}").format(clock=clock)
    return short_when(starts_at, zone, t)


def message_url(community_id: int, channel_id: int | None, message_id: int | None) -> str:
    """Where a message stands in Discord."""
    return f"https://discord.com/channels/{community_id}/{channel_id}/{message_id}"


def typed_date(instant: datetime, zone: ZoneInfo, locale: str) -> str:
    """A date and an hour as somebody would type them so that they can be read in one way only."""
    local = instant.astimezone(zone)
    if locale.startswith("en") and local.hour <= 12:  # noqa: PLR2004 - an English 11:00 is 11 am or 11 pm
        return f"{local:%Y-%m-%d %I:%M} {'am' if local.hour < 12 else 'pm'}"  # noqa: PLR2004
    return f"{local:%Y-%m-%d %H:%M}"


def zone_words(zone: ZoneInfo, at: datetime) -> str:
    """A zone as people know it: its city and its offset at that instant."""
    city = zone.key.rpartition("/")[2].replace("_", " ")
    offset = at.astimezone(zone).strftime("%z")
    hours = f"UTC{offset[:3]}" if offset[3:] == "00" else f"UTC{offset[:3]}:{offset[3:]}"
    return city if zone.key == "UTC" else f"{city}, {hours}"


def usual_bring(kind: Format, t: Translations) -> str:
    """What people usually bring to a meetup of that format; empty where it is nothing by name."""
    return {
        Format.WALK: t.gettext("Good shoes, something to drink"),
        Format.WORKSHOP: t.gettext("Something to write with"),
    }.get(kind, "")


def meetup_choice(title: str, starts_at: datetime | None, zone: ZoneInfo, t: Translations) -> str:
    """A meetup as a suggestion: title and date, within Discord's 100 characters."""
    when = short_when(starts_at, zone, t) if starts_at else t.gettext("Date to be decided")
    room = 100 - len(when) - 3
    return f"{title if len(title) <= room else title[: room - 1] + '…'} · {when}"


def mentions(
    user_ids: Sequence[int],
    t: Translations,
    limit: int = NAMES_SHOWN,
    guests: Mapping[int, int] | None = None,
) -> str:
    """Members as mentions (which ping nobody: see AllowedMentions), the rest as a number.

    ``guests`` says how many somebody brings, shown as "+2" beside them.
    """
    extra = {user_id: f" +{n}" for user_id, n in (guests or {}).items() if n}
    names = [f"<@{user_id}>{extra.get(user_id, '')}" for user_id in user_ids[:limit]]
    rest = len(user_ids) - limit
    if rest > 0:
        names.append(t.ngettext("{n} more", "{n} more", rest).format(n=rest))
    return enumerated(names, t)


def enumerated(parts: Sequence[str], t: Translations) -> str:
    """Several things in one sentence: "a, b and c"."""
    return format_list(list(parts), locale=t.language)


def people(n: int, t: Translations) -> str:
    """A number of people."""
    return t.ngettext("{n} person", "{n} people", n).format(n=n)


def refused_moment(refusal: moments.MomentRefused, t: Translations) -> str:
    """Why a text was not understood as a date, and what to write instead."""
    word = refusal.word or ""
    match refusal.reason:
        case Reason.EMPTY:
            text = t.gettext("Write a date and an hour.")
        case Reason.TOO_LONG:
            text = t.gettext("That is too long for a date. Write only the day and the hour.")
        case Reason.UNKNOWN_WORD:
            text = t.gettext("I do not understand “{word}” in that date.")
        case Reason.UNCLEAR:
            text = t.gettext("I cannot make a date out of that; I stumble over “{word}”.")
        case Reason.VAGUE:
            text = t.gettext("“{word}” could be many days. Name one day.")
        case Reason.HOUR_MISSING:
            text = t.gettext("“{word}”, but at what hour? Add one.")
        case Reason.NO_SUCH_DATE:
            text = t.gettext("There is no “{word}” in the calendar.")
        case Reason.NO_SUCH_TIME:
            text = t.gettext("There is no “{word}” on the clock.")
        case Reason.WEEKDAY_CONTRADICTS:
            text = t.gettext("That date is not a “{word}”. Check the day or the date.")
        case Reason.PAST:
            text = t.gettext("That is in the past. Write a date to come.")
        case Reason.TOO_FAR:
            text = t.gettext("That is more than a year away. Add the year if you mean it.")
        case Reason.SKIPPED_HOUR:
            text = t.gettext("The clocks go forward then, and that hour does not exist. Choose another.")
        case Reason.REPEATED_HOUR:
            text = t.gettext("The clocks go back then, and that hour happens twice. Choose another.")
        case Reason.END_BEFORE_START:
            text = t.gettext("It would end before it begins. Check the two hours.")
        case Reason.REPEATS_OFTEN:
            text = t.gettext("A meetup can come back daily at most.")
        case _:
            assert_never(refusal.reason)
    return text.format(word=word[:30])
