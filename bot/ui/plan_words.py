"""A plan in words: its lines in a draft, and what differs between two of them, old beside new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import moments
from bot.domain.differences import changes
from bot.ui.wording import (
    access_name,
    date_words,
    enumerated,
    format_name,
    place_words,
    seats_words,
    shown,
    typed_own_leads,
    venue_lines,
    zone_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.domain.meetups import Plan
    from bot.i18n import Translations

EXCERPT = 120
"""Characters of a long text that a comparison shows."""
_WHEN = frozenset({"starts_at", "duration", "zone"})


def field_label(name: str, t: Translations) -> str:
    """What a field of a plan is called."""
    labels = {
        "title": t.pgettext("plan", "Title"),
        "format": t.pgettext("plan", "Format"),
        "description": t.pgettext("plan", "Description"),
        "starts_at": t.pgettext("plan", "When"),
        "area": t.pgettext("plan", "Where"),
        "address": t.pgettext("plan", "Exact address"),
        "access_code": t.pgettext("plan", "Access code"),
        "host_contact": t.pgettext("plan", "Host's contact"),
        "transport": t.pgettext("plan", "The way there"),
        "access": t.pgettext("plan", "Access"),
        "is_public_place": t.pgettext("plan", "Public place"),
        "backup_area": t.pgettext("plan", "Plan B"),
        "backup_address": t.pgettext("plan", "Exact address of plan B"),
        "bring": t.pgettext("plan", "To bring"),
        "capacity": t.pgettext("plan", "Seats"),
        "table_size": t.pgettext("plan", "At a table"),
        "leads": t.pgettext("plan", "Reminders"),
    }
    return labels.get(name, t.pgettext("plan", "Rules about seats"))


def field_words(name: str, plan: Plan, t: Translations) -> str:
    """What a field of a plan holds."""
    words = {
        "format": format_name(plan.format, t),
        "starts_at": date_words(plan, t),
        "area": place_words(plan, t),
        "access": enumerated([access_name(fact, t) for fact in plan.access], t) or "—",
        "is_public_place": t.pgettext("plan", "yes") if plan.is_public_place else t.pgettext("plan", "no"),
        "capacity": seats_words(plan.capacity, t),
        "table_size": str(plan.table_size or "—"),
        "leads": _leads(plan, t),
    }
    if name in words:
        return words[name]
    said = getattr(plan, name)
    return (_excerpt(said) or "—") if isinstance(said, str) else "…"


def _leads(plan: Plan, t: Translations) -> str:
    return typed_own_leads(plan.leads, t) or t.pgettext("reminders", "as usual here")


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return shown(line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1]}…")


def differences(before: Plan, after: Plan, t: Translations, *, without: Iterable[str] = ()) -> list[str]:
    """A line for each thing that differs: what it was, what it becomes."""
    names = dict.fromkeys("starts_at" if name in _WHEN else name for name in changes(before, after))
    line = t.gettext("**{field}**: ~~{before}~~ → {after}")
    return [
        line.format(
            field=field_label(name, t),
            before=field_words(name, before, t),
            after=field_words(name, after, t),
        )
        for name in names
        if name not in set(without)
    ]


def lines(plan: Plan, t: Translations) -> list[str]:
    """Everything but title, date and place: what a draft shows below them."""
    found = []
    if plan.address:
        found.append(
            "🧭 " + t.gettext("{address} (only for members with a seat)").format(address=shown(plan.address))
        )
    kept = [
        field_label(name, t) for name in ("access_code", "host_contact", "transport") if getattr(plan, name)
    ]
    if kept:
        said = t.gettext("{what} (only for members with a seat)").format(what=enumerated(kept, t))
        found.append(f"🔑 {said}")
    found += venue_lines(plan, t)
    if plan.backup_area:
        found.append("☔ " + t.gettext("Plan B: {place}").format(place=shown(plan.backup_area)))
    seats = seats_words(plan.capacity, t)
    if plan.table_size:
        at_a_table = t.ngettext("tables of {n}", "tables of {n}", plan.table_size).format(n=plan.table_size)
        seats = f"{seats} · {at_a_table}"
    found.append(f"💺 {seats}")
    if plan.bring:
        found.append("🎒 " + t.gettext("To bring: {things}").format(things=shown(plan.bring)))
    if plan.leads is None:
        found.append("⏰ " + t.gettext("Reminders as usual here"))
    else:
        leads = _leads(plan, t)
        found.append("⏰ " + t.gettext("Reminders before it: {leads}").format(leads=leads))
    return [*found, *([f"\n{shown(plan.description)}"] if plan.description else [])]


def moment_line(plan: Plan, t: Translations, language: str, now: datetime) -> str:
    """The date of a draft, in the language (a Discord locale) of who reads it."""
    if plan.starts_at is None:
        return "🗓️ " + t.gettext("Date to be decided")
    moment = moments.Moment(plan.starts_at, plan.ends_at)
    words = moments.describe(moment, plan.zone, language, now=now)
    return f"🗓️ **{words}** ({zone_words(plan.zone, plan.starts_at)})"
