"""A roster in numbers, for meetups whose answers only organisers see."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.rosters import Roster
    from bot.i18n import Translations


def numbers(roster: Roster, t: Translations, *, is_over: bool) -> list[str]:
    """How many come, wait and may come; nobody is named. Until it ``is_over`` there may be news."""
    count = f"{roster.taken}/{roster.capacity}" if roster.capacity else str(roster.taken)
    lines = [t.gettext("✅ **Going**: {count}").format(count=count)]
    if roster.waiting:
        lines.append(t.gettext("⏳ **Waiting**: {n}").format(n=len(roster.waiting)))
    if roster.maybe:
        lines.append(t.gettext("🤔 **Maybe**: {n}").format(n=len(roster.maybe)))
    if is_over:
        return lines
    hint = t.gettext(
        "Only organisers see who comes, and the thread names nobody. News about your seat comes by direct "
        "message if you switch them on in `/profile`."
    )
    return [*lines, f"-# 🔒 {hint}"]
