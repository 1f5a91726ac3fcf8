"""A roster in words, as everybody may read it: who comes, who is asked, who waits, and the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.utils import format_dt

from bot.domain.meetups import Phase
from bot.ui.wording import NAMES_SHOWN, deadline_words, enumerated, mentions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.domain.meetups import Plan
    from bot.domain.rosters import Party, Roster
    from bot.i18n import Translations
    from bot.services.meetups import Overview

FEWER = 20
"""How many of those without a seat are named: the card has 4,000 characters."""


def roster_lines(overview: Overview, phase: Phase, t: Translations, now: datetime) -> list[str]:
    """Who comes, to whom a seat is offered, who waits in which order, who may come; then the rules."""
    roster, plan = overview.roster, overview.meetup.plan
    rules = plan.seating
    in_line = [party for party in roster.waiting if party.offered_until is None]
    lines: list[str] = []
    if not rules.host_picks or roster.seated or phase is Phase.OVER:
        lines.append(_going(roster, t))
    if roster.offered and phase is not Phase.OVER:
        lines.append(t.gettext("💌 **A seat is offered to** {names}").format(names=_asked(overview, t)))
    if in_line:
        names = _names(in_line, t, FEWER)
        text = (
            t.gettext("🙋 **Signed up ({n})**: {names}")
            if rules.host_picks
            else t.gettext("⏳ **Waiting ({n})**, in order: {names}")
        )
        lines.append(text.format(n=len(in_line), names=names))
    if roster.maybe:
        maybe = _names(roster.maybe, t, FEWER)
        lines.append(t.gettext("🤔 **Maybe ({n})**: {names}").format(n=len(roster.maybe), names=maybe))
    if phase is Phase.UPCOMING:
        lines += [f"-# {line}" for line in rule_lines(overview, t, now)]
    return lines


def _going(roster: Roster, t: Translations) -> str:
    count = f"{roster.taken}/{roster.capacity}" if roster.capacity else str(roster.taken)
    names = _names(roster.seated, t) or "—"
    return t.gettext("✅ **Going ({count})**: {names}").format(count=count, names=names)


def _names(parties: Iterable[Party], t: Translations, limit: int = NAMES_SHOWN) -> str:
    """Members with their guests as a number beside them."""
    guests = {party.user_id: party.guests for party in parties}
    return mentions(tuple(guests), t, limit, guests)


def _asked(overview: Overview, t: Translations) -> str:
    zone = overview.meetup.plan.zone
    words = [
        t.gettext("<@{id}> until {until}").format(
            id=party.user_id, until=deadline_words(party.offered_until, zone, t)
        )
        for party in overview.roster.offered
        if party.offered_until is not None
    ]
    return enumerated(words[:FEWER], t)


def rule_lines(overview: Overview, t: Translations, now: datetime) -> list[str]:
    """The seat rules that matter to who reads the card now, a line each."""
    roster, plan = overview.roster, overview.meetup.plan
    rules, lines = plan.seating, []
    if rules.host_picks and rules.picked_at is None:
        lines.append(
            t.gettext("🎯 Say whether you would like to come; the organiser chooses who has a seat.")
        )
    if rules.entry_role_id:
        lines.append(t.gettext("🔑 For members with the role <@&{role}>").format(role=rules.entry_role_id))
    if rules.kept_at(now):
        lines.append(_kept(plan, t))
    if rules.guest_limit:
        lines.append(
            t.ngettext(
                "👥 You may bring {n} guest", "👥 You may bring up to {n} guests", rules.guest_limit
            ).format(n=rules.guest_limit)
        )
    if rules.minimum and rules.decides_at and rules.decided_at is None:
        text = (
            t.gettext("🎲 Takes place if {minimum} people have a seat by {when}; {n} so far")
            if now < rules.decides_at
            else t.gettext("🎲 Not sure yet: {n} so far, {minimum} are hoped for; the organiser decides")
        )
        when = deadline_words(rules.decides_at, plan.zone, t)
        lines.append(text.format(minimum=rules.minimum, when=when, n=roster.taken))
    if rules.closes_at and now >= rules.closes_at:
        closed = t.gettext("🔒 Answers closed {when}")
        lines.append(closed.format(when=format_dt(rules.closes_at, "R")))
    elif rules.closes_at:
        when = deadline_words(rules.closes_at, plan.zone, t)
        lines.append(t.gettext("🔒 Answer by {when}").format(when=when))
    return lines


def _kept(plan: Plan, t: Translations) -> str:
    rules = plan.seating
    n, until = rules.kept_seats, rules.kept_until
    if rules.kept_role_id:
        text = t.ngettext(
            "💺 {n} seat is kept for <@&{role}>", "💺 {n} seats are kept for <@&{role}>", n
        ).format(n=n, role=rules.kept_role_id)
    else:
        text = t.ngettext(
            "💺 {n} seat is kept for newcomers", "💺 {n} seats are kept for newcomers", n
        ).format(n=n)
    if until is None:
        return text
    return text + " " + t.gettext("until {when}").format(when=deadline_words(until, plan.zone, t))
