"""A series in words: its rule, its next dates, and what the clocks do to them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bot.domain import moments, series
from bot.domain.series import Clock, Series
from bot.ui.wording import day_when, hour_words, short_when

if TYPE_CHECKING:
    from datetime import date, datetime, time
    from zoneinfo import ZoneInfo

    from bot.domain.meetups import Plan
    from bot.domain.moments import Recurrence
    from bot.i18n import Translations

SHOWN = 4
LOOKED_AT = 400
"""Dates of a draft in which a clock change is looked for: more than a year of a daily series."""


def rule_words(rule: Recurrence, zone: ZoneInfo, t: Translations, ended_on: date | None = None) -> str:
    """When the meetup comes back and until when, as a sentence begins; ``ended_on``: somebody ended it."""
    words = moments.describe_rule(rule, zone, t.language)
    words = words[:1].upper() + words[1:]
    until = ended_on or (rule.until.astimezone(zone).date() if rule.until else None)
    if until is not None:
        return t.gettext("{rule}, until {day}").format(rule=words, day=day_when(until, t))
    if rule.count is not None:
        return t.ngettext("{rule}, {n} time", "{rule}, {n} times", rule.count).format(
            rule=words, n=rule.count
        )
    return words


def clock_words(clock: Clock, wall: time, t: Translations) -> list[str]:
    """What the clocks do at that hour; nothing on a usual day."""
    hour = hour_words(wall, t)
    if clock is Clock.SKIPPED:
        text = t.gettext(
            "The clocks go forward that night and {hour} does not exist, so it begins that much later."
        )
        return ["⏰ " + text.format(hour=hour)]
    if clock is Clock.REPEATED:
        text = t.gettext("The clocks show {hour} twice that night: it begins the first time.")
        return ["⏰ " + text.format(hour=hour)]
    return []


def series_lines(plan: Plan, rule: Recurrence, t: Translations, now: datetime) -> list[str]:
    """What a draft says of the series that it would begin."""
    assert plan.starts_at is not None  # noqa: S101 - a series is drafted with its first date
    first = plan.starts_at.astimezone(plan.zone)
    draft = Series(
        id=0,
        community_id=0,
        organiser_id=0,
        channel_id=0,
        rule=rule,
        first_on=first.date(),
        wall=first.time().replace(fold=0),
        plan=plan,
        created_at=now,
    )
    slots = list(islice(series.slots(draft), LOOKED_AT))
    following = " · ".join(short_when(slot.starts_at, plan.zone, t) for slot in slots[:SHOWN])
    said = ["🔁 **" + rule_words(rule, plan.zone, t) + "**"]
    if len(slots) > SHOWN:
        said.append(t.gettext("First dates: {dates} · …").format(dates=following))
    else:
        said.append(t.gettext("Dates: {dates}").format(dates=following))
    for slot in slots:
        odd = clock_words(slot.clock, draft.wall, t)
        if odd:
            said += [f"-# {words} ({short_when(slot.starts_at, plan.zone, t)})" for words in odd]
            break
    said.append(
        "-# " + t.gettext("Each date has a roster of its own. The hour stays when the clocks change.")
    )
    return said
