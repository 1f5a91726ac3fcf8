"""A poll's card in its channel: the question, live bars, the deadline, and the buttons on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import moments, polls
from bot.domain.moments import Moment
from bot.domain.polls import Choice, PollKind, Tally
from bot.ui.boundary import Layout
from bot.ui.wording import mentions, message_url, short_when, shown, zone_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.polls import Option, Poll
    from bot.i18n import Translations
    from bot.services.polls import PollOverview
    from bot.ui.boundary import Button

OPEN, DECIDED, OVER = 0xE8A33D, 0x2E9E6B, 0x8A8A8A
_CELLS = 10
OPTIONS_ROOM = 3000
"""Characters for all options together: Discord takes 4,000 a message, and the rest needs some too."""
_MENTION = 25
_ROOMY = 8
"""With more options than that, each takes one line less."""


def key_of(poll_id: int) -> str:
    """The painter's name for a poll's card."""
    return f"poll:{poll_id}"


def render(overview: PollOverview, t: Translations, now: datetime, buttons: Sequence[Button]) -> Layout:
    """The card as it should look at ``now``, in the community's language; a closed one has no buttons."""
    poll = overview.poll
    heading = question(poll.kind, overview.meetup.plan.title, t)
    is_open = overview.takes_ballots(now)
    colour = OPEN if is_open else DECIDED if poll.winner else OVER
    box: ui.Container[Layout] = ui.Container(accent_colour=colour)
    box.add_item(ui.TextDisplay(f"## 🗳️ {heading}\n-# {_byline(overview, t)}"))
    box.add_item(ui.Separator())
    if not is_open:
        box.add_item(ui.TextDisplay(_result(overview, t, now)))
        box.add_item(ui.Separator())
    for text in _options(poll, t, now):
        box.add_item(ui.TextDisplay(text))
    if is_open:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(_footer(poll, t, now)))
        box.add_item(ui.ActionRow(*buttons))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def question(kind: PollKind, title: str, t: Translations) -> str:
    """What a poll about the meetup of that title asks."""
    if kind is PollKind.DATE:
        return t.gettext("Which date for {title}?").format(title=shown(title))
    return t.gettext("Which place for {title}?").format(title=shown(title))


def option_words(option: Option, poll: Poll, language: str) -> str:
    """An option in words, for readers of that language; a place is as its author typed it."""
    if option.starts_at is None:
        return option.label
    words = moments.describe(Moment(option.starts_at, option.ends_at), poll.zone, language)
    return words[:1].upper() + words[1:]


def deadline_words(poll: Poll, language: str) -> str:
    """When the poll closes, on the meetup's wall clock, as Discord's own timestamp too."""
    words = moments.describe(Moment(poll.closes_at), poll.zone, language)
    relative = discord.utils.format_dt(poll.closes_at, "R")
    return f"**{words}** ({zone_words(poll.zone, poll.closes_at)}) · {relative}"


def counts(tally: Tally, poll: Poll, t: Translations) -> str:
    """How many said what of an option."""
    words = t.ngettext("{n} yes", "{n} yes", tally.yes).format(n=tally.yes)
    if poll.kind is PollKind.DATE and tally.if_need_be:
        some = t.ngettext("{n} if need be", "{n} if need be", tally.if_need_be).format(n=tally.if_need_be)
        return f"{words} · {some}"
    return words


def names(overview: PollOverview, t: Translations, language: str) -> str:
    """Who said yes, and who if need be, to each option."""
    poll = overview.poll
    room = OPTIONS_ROOM // len(poll.options)
    lines = [f"### {question(poll.kind, overview.meetup.plan.title, t)}"]
    for option in poll.options:
        lines.append(f"**{fitted(option_words(option, poll, language), room // 2)}**")
        for choice, emoji in ((Choice.YES, "✅"), (Choice.IF_NEED_BE, "🟡")):
            users = polls.who_said(poll, option.id, choice)
            if users:
                lines.append(f"{emoji} {mentions(users, t, limit=max(1, room // 4 // _MENTION))}")
    return "\n".join(lines)


def ballots(poll: Poll, t: Translations) -> str:
    """How many have voted."""
    n = len(poll.ballots)
    return t.ngettext("{n} ballot", "{n} ballots", n).format(n=n)


def rule(kind: PollKind, t: Translations) -> str:
    """How the winner is found, ties included."""
    if kind is PollKind.DATE:
        return t.gettext(
            "Most “yes” wins; if equal, most “yes” and “if need be” together; then the earliest date."
        )
    return t.gettext("Most “yes” wins; if equal, the place named first.")


def _byline(overview: PollOverview, t: Translations) -> str:
    words = t.gettext("{ballots} · asked by {name}").format(
        ballots=ballots(overview.poll, t), name=f"<@{overview.poll.creator_id}>"
    )
    card = overview.meetup.card
    if card.message_id is None:
        return words
    url = message_url(overview.community.id, card.channel_id, card.message_id)
    link = t.gettext("[the meetup]({url})").format(url=url)
    return f"{words} · {link}"


def _options(poll: Poll, t: Translations, now: datetime) -> list[str]:
    """The options as texts of their own; many of them as one text with a line each."""
    tallies = polls.count(poll)
    best = poll.winner if poll.closed_at else polls.leading(poll, now)
    room = OPTIONS_ROOM // len(tallies)
    block = _block if len(tallies) <= _ROOMY else _line
    blocks = [block(tally, poll, t, room=room, is_best=tally.option == best) for tally in tallies]
    if len(tallies) <= _ROOMY:
        return blocks
    legend = t.gettext("**yes** + if need be")
    return ["\n".join([f"-# {legend}", *blocks] if poll.kind is PollKind.DATE else blocks)]


def _block(tally: Tally, poll: Poll, t: Translations, *, room: int, is_best: bool) -> str:
    """One of few options: its words, and under them its bar and its counts."""
    last = f"`{bar(tally, len(poll.ballots))}` {counts(tally, poll, t)}"
    words = fitted(option_words(tally.option, poll, t.language), room - len(last) - 10)
    return f"{_star(is_best)}**{words}**\n{last}"


def _line(tally: Tally, poll: Poll, t: Translations, *, room: int, is_best: bool) -> str:
    """One of many options, in a line that fits a phone."""
    option = tally.option
    words = short_when(option.starts_at, poll.zone, t) if option.starts_at else option.label
    said = f"**{tally.yes}**+{tally.if_need_be}" if poll.kind is PollKind.DATE else f"**{tally.yes}**"
    first = f"`{bar(tally, len(poll.ballots), _CELLS // 2)}` {said} {_star(is_best)}"
    return first + fitted(words, room - len(first))


def _star(is_best: bool) -> str:
    return "⭐ " if is_best else ""


def bar(tally: Tally, voters: int, cells: int = _CELLS) -> str:
    """The share of all ballots that say yes, then if need be; any yes can be seen."""

    def share(n: int) -> int:
        return max(1, round(cells * n / voters)) if n else 0

    yes = share(tally.yes)
    maybe = min(share(tally.if_need_be), cells - yes)
    return "█" * yes + "▒" * maybe + "░" * (cells - yes - maybe)


def fitted(text: str, room: int) -> str:
    """A member's text, escaped, within ``room`` characters."""
    whole = shown(text)
    cut = text
    while len(whole) > room and cut:
        cut = cut[: -max(1, (len(whole) - room) // 2)]
        whole = shown(cut.rstrip()) + "…"
    return whole


def _footer(poll: Poll, t: Translations, now: datetime) -> str:
    best = polls.leading(poll, now)
    lines = []
    if best is not None:
        words = shown(option_words(best, poll, t.language))
        lines.append("⭐ " + t.gettext("Best so far: **{option}**").format(option=words))
    lines.append("⏳ " + t.gettext("Open until {when}").format(when=deadline_words(poll, t.language)))
    lines.append(f"-# {rule(poll.kind, t)}")
    return "\n".join(lines)


def _result(overview: PollOverview, t: Translations, now: datetime) -> str:
    poll = overview.poll
    if poll.closed_at is None:
        if poll.is_open(now):
            return "🔒 " + t.gettext(
                "There is nothing left to decide here: the meetup's card says how it stands."
            )
        return "⏳ " + t.gettext("Closed. The ballots are being counted.")
    if poll.winner is None:
        return "🔒 " + t.gettext("Closed without a winner. The organiser decides, with `/meetup edit`.")
    tally = next(tally for tally in polls.count(poll) if tally.option == poll.winner)
    words = shown(option_words(poll.winner, poll, t.language))
    lines = [f"### 🏆 {words}", t.gettext("It wins with {counts}.").format(counts=counts(tally, poll, t))]
    if polls.ties(poll, poll.closed_at):
        lines.append(f"-# {rule(poll.kind, t)}")
    return "\n".join(lines)
