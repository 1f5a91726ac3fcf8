"""A poll's ballots as a table for its organisers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import discord

from bot.domain import polls
from bot.domain.polls import Choice, Method, Names
from bot.ui.poll_words import option_words

if TYPE_CHECKING:
    from bot.domain.polls import Poll, Said
    from bot.i18n import Translations
    from bot.services.poll_outcomes import PollOverview

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(
    overview: PollOverview, t: Translations, language: str, guild: discord.Guild | None
) -> discord.File:
    """The table as a file; names are those the guild's members go by, where they are known."""
    poll = overview.poll
    members = {user_id: guild.get_member(user_id) for user_id in poll.ballots} if guild else {}
    names = {user_id: member.display_name for user_id, member in members.items() if member}
    data = table(poll, t, language, names).encode("utf-8-sig")  # with its mark, spreadsheets read the accents
    return discord.File(io.BytesIO(data), filename=f"poll-{poll.id}.csv")


def table(poll: Poll, t: Translations, language: str, names: dict[int, str]) -> str:
    """A line an option with its counts; below them, unless the poll is anonymous, a line a ballot."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow([t.gettext("Option"), t.gettext("Yes"), t.gettext("If need be"), t.gettext("Ballots")])
    words = [_safe(option_words(option, poll, language)) for option in poll.options]
    for word, tally in zip(words, polls.count(poll), strict=True):
        lines.writerow([word, tally.yes, tally.if_need_be, len(poll.ballots)])
    if poll.terms.names is not Names.NOBODY:
        lines.writerow([])
        lines.writerow([t.gettext("Member"), t.gettext("Number"), *words])
        for user_id, ballot in poll.ballots.items():
            said = [_said(ballot.get(option.id), poll.terms.method, t) for option in poll.options]
            lines.writerow([_safe(names.get(user_id, "")), user_id, *said])
    return text.getvalue()


def _said(said: Said | None, method: Method, t: Translations) -> str | int:
    if method is Method.RANKED:
        return said if said is not None and not isinstance(said, Choice) else ""
    match said:
        case Choice.YES:
            return t.pgettext("ballot", "yes")
        case Choice.IF_NEED_BE:
            return t.pgettext("ballot", "if need be")
        case Choice.NO:
            return t.pgettext("ballot", "no")
        case _:
            return ""


def _safe(text: str) -> str:
    """A member's text that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    return f"'{text}" if text.startswith(_FORMULA) else text
