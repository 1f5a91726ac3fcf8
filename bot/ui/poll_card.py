"""A poll's card in its channel: the question, live bars, the deadline, and room for the buttons on it.

Two polls of one proposal can share a card, a section each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from discord import ui

from bot.domain import polls
from bot.domain.polls import Choice, Method, Names, Tally
from bot.ui.boundary import Button, Layout
from bot.ui.poll_words import (
    ballots,
    counts,
    deadline_words,
    details,
    option_words,
    question,
    rule,
    terms_lines,
    tied,
)
from bot.ui.wording import mentions, message_url, short_when, shown

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.polls import Option, Poll
    from bot.i18n import Translations
    from bot.services.poll_outcomes import PollOverview

OPEN, DECIDED, OVER = 0xE8A33D, 0x2E9E6B, 0x8A8A8A
_CELLS = 10
OPTIONS_ROOM = 2600
"""Characters for all options together: Discord takes 4,000 a message, and the rest needs some too."""
_MENTION = 25
ROOMY = 8
"""With more options than that, each takes one line less."""
_NAMED = 6
"""So many names stand under one option on the card; the rest are a number."""

Buttons: TypeAlias = Callable[["PollOverview"], Sequence[Button]]


def key_of(poll: Poll) -> str:
    """The painter's name for a poll's card."""
    return f"poll:{poll.lead_id or poll.id}"


def render(overview: PollOverview, t: Translations, now: datetime, buttons: Buttons) -> Layout:
    """The card as it should look at ``now``, in the community's language; ``buttons`` go under each poll."""
    sections = (overview, *overview.beside)
    box: ui.Container[Layout] = ui.Container(accent_colour=_colour(sections, now))
    if len(sections) > 1 and overview.meetup is not None:
        title = t.gettext("{title}: when and where?").format(title=shown(overview.meetup.plan.title))
        box.add_item(ui.TextDisplay(f"## 🗳️ {title}\n-# {_byline(overview, t)}"))
    for section in sections:
        _add_section(box, section, t, now, share=len(sections))
        row = buttons(section)
        if row:
            box.add_item(ui.ActionRow(*row))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _colour(sections: Sequence[PollOverview], now: datetime) -> int:
    if any(section.takes_ballots(now) for section in sections):
        return OPEN
    return DECIDED if any(section.poll.winner for section in sections) else OVER


def _add_section(
    box: ui.Container[Layout], overview: PollOverview, t: Translations, now: datetime, *, share: int
) -> None:
    poll, heading = overview.poll, question(overview.poll, overview.meetup, t)
    is_open = overview.takes_ballots(now)
    if share == 1:
        box.add_item(ui.TextDisplay(f"## 🗳️ {heading}\n-# {ballots(poll, t)} · {_byline(overview, t)}"))
    else:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(f"### {heading}\n-# {ballots(poll, t)}"))
    if share == 1:
        box.add_item(ui.Separator())
    if not is_open:
        box.add_item(ui.TextDisplay(result_text(overview, t, now)))
    for text in options_texts(overview, t, now, share=share):
        box.add_item(ui.TextDisplay(text))
    if is_open:
        if share == 1:
            box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(_footer(poll, t, now)))


def names(overview: PollOverview, t: Translations, language: str) -> str:
    """Who said yes, and who if need be, to each option."""
    poll = overview.poll
    room = OPTIONS_ROOM // len(poll.options)
    lines = [f"### {question(poll, overview.meetup, t)}"]
    for option in poll.options:
        lines.append(f"**{fitted(option_words(option, poll, language), room // 2)}**")
        for choice, emoji in ((Choice.YES, "✅"), (Choice.IF_NEED_BE, "🟡")):
            users = polls.who_said(poll, option.id, choice)
            if users:
                lines.append(f"{emoji} {mentions(users, t, limit=max(1, room // 4 // _MENTION))}")
    return "\n".join(lines)


def _byline(overview: PollOverview, t: Translations) -> str:
    words = t.gettext("asked by {name}").format(name=f"<@{overview.poll.creator_id}>")
    card = overview.meetup.card if overview.meetup else None
    if card is None or card.message_id is None:
        return words
    url = message_url(overview.community.id, card.channel_id, card.message_id)
    link = t.gettext("[the meetup]({url})").format(url=url)
    return f"{words} · {link}"


def options_texts(
    overview: PollOverview, t: Translations, now: datetime, *, share: int = 1, is_seen: bool | None = None
) -> list[str]:
    """The options as texts of their own; many of them as one text with a line each.

    ``is_seen`` says whether the counts are shown, if the poll itself does not: to a member who voted.
    """
    poll = overview.poll
    is_seen = poll.shows_results() if is_seen is None else is_seen
    room = OPTIONS_ROOM // share // max(1, len(poll.options))
    if not is_seen:
        words = [f"▫️ {_plain(option, poll, t, room - 3)}" for option in poll.options]
        return ["\n".join(words)]
    tallies = polls.count(poll)
    best = poll.winner if poll.closed_at else polls.leading(poll, now)
    if len(tallies) * share <= ROOMY:
        return [_block(tally, poll, t, room=room, is_best=tally.option == best) for tally in tallies]
    lines = [_line(tally, poll, t, room=room, is_best=tally.option == best) for tally in tallies]
    legend = t.gettext("**yes** + if need be")
    return ["\n".join([f"-# {legend}", *lines] if poll.terms.method is Method.GRADED else lines)]


def _plain(option: Option, poll: Poll, t: Translations, room: int) -> str:
    facts = details(option)
    words = fitted(option_words(option, poll, t.language), room - len(facts) - 3)
    return f"{words} · {fitted(facts, room // 2)}" if facts else words


def _block(tally: Tally, poll: Poll, t: Translations, *, room: int, is_best: bool) -> str:
    """One of few options: its words and facts, under them its bar and counts, and who could."""
    lines = [f"`{bar(tally, len(poll.ballots))}` {counts(tally, poll.terms.method, t)}"]
    facts = details(tally.option)
    if facts:
        lines.insert(0, f"-# {fitted(facts, room // 3)}")
    if poll.terms.names is Names.EVERYBODY and tally.yes:
        limit = max(1, min(_NAMED, room // 2 // _MENTION))
        lines.append(f"-# {mentions(polls.said_yes(poll, tally.option.id), t, limit=limit)}")
    left = room - sum(map(len, lines)) - 12
    words = fitted(option_words(tally.option, poll, t.language), max(20, left))
    return "\n".join([f"{_star(is_best)}**{words}**", *lines])


def _line(tally: Tally, poll: Poll, t: Translations, *, room: int, is_best: bool) -> str:
    """One of many options, in a line that fits a phone."""
    option = tally.option
    words = short_when(option.starts_at, poll.zone, t) if option.starts_at else option.label
    graded = poll.terms.method is Method.GRADED
    said = f"**{tally.yes}**+{tally.if_need_be}" if graded else f"**{tally.yes}**"
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
    best = polls.leading(poll, now) if poll.shows_results() else None
    lines = []
    if best is not None:
        words = shown(option_words(best, poll, t.language))
        lines.append("⭐ " + t.gettext("Best so far: **{option}**").format(option=words))
    lines.append("⏳ " + t.gettext("Open until {when}").format(when=deadline_words(poll, t.language)))
    lines += [f"-# {line}" for line in [*terms_lines(poll, t), rule(poll.terms.method, t)]]
    return "\n".join(lines)


def result_text(overview: PollOverview, t: Translations, now: datetime) -> str:
    """What came of a poll that takes no ballots any more."""
    poll = overview.poll
    if poll.closed_at is None:
        if poll.is_open(now):
            return "🔒 " + t.gettext(
                "There is nothing left to decide here: the meetup's card says how it stands."
            )
        return "⏳ " + t.gettext("Closed. The ballots are being counted.")
    if poll.winner is None:
        return "🔒 " + _undecided(poll, t)
    tally = next(tally for tally in polls.count(poll) if tally.option == poll.winner)
    words = shown(option_words(poll.winner, poll, t.language))
    said = counts(tally, poll.terms.method, t)
    if poll.decided_by_id is not None:
        chosen = t.gettext("<@{id}> decided so ({counts}).").format(id=poll.decided_by_id, counts=said)
        return f"### 🏆 {words}\n{chosen}"
    lines = [f"### 🏆 {words}", _margin(poll, said, t)]
    others = polls.ties(poll, poll.closed_at)
    if others:
        lines.append(f"-# {tied(others, poll, t)}")
    return "\n".join(lines)


def _margin(poll: Poll, said: str, t: Translations) -> str:
    """By how much the winner won; in a run-off what counts is its last round."""
    turns = polls.runoff(poll) if poll.terms.method is Method.RANKED else ()
    if not turns:
        return t.gettext("It wins with {counts}.").format(counts=said)
    votes = turns[-1].votes
    mine = votes[poll.winner_id or 0]
    return t.gettext("It wins the last round with {n} of {total} ballots.").format(
        n=mine, total=sum(votes.values())
    )


def _undecided(poll: Poll, t: Translations) -> str:
    if not poll.ballots:
        why = t.gettext("Closed: nobody voted.")
    elif poll.lacks_ballots:
        why = t.ngettext(
            "Closed with too few ballots: it took {n} to decide.",
            "Closed with too few ballots: it took {n} to decide.",
            poll.terms.fewest_ballots,
        ).format(n=poll.terms.fewest_ballots)
    else:
        why = t.gettext("Closed without a winner: nobody said yes to an option that is still possible.")
    after = (
        t.gettext("An organiser may decide, with “Manage”, or ask again in a new poll.")
        if poll.is_anonymous
        else t.gettext("An organiser may decide or open it again, with “Manage”.")
    )
    return f"{why} {after}"
