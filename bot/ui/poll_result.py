"""The message that says what came of a poll: its numbers, and a small picture of them."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import polls
from bot.domain.meetups import Phase
from bot.domain.polls import Method, PollKind
from bot.ui.boundary import Layout
from bot.ui.pictures.ballots import Bar, draw
from bot.ui.poll_card import DECIDED, OPTIONS_ROOM, OVER, ROOMY, fitted, result_text
from bot.ui.poll_words import ballots, counts, option_words, question
from bot.ui.wording import message_url, short_when

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.polls import Option, Poll, Tally
    from bot.i18n import Translations
    from bot.services.poll_outcomes import PollOverview


ALT_LIMIT = 1024
"""Discord's limit for the words that stand in for a picture."""


async def result_message(
    overview: PollOverview, t: Translations, now: datetime
) -> tuple[Layout, discord.File]:
    """The message and its picture, in the community's language."""
    poll = overview.poll
    picture = await asyncio.to_thread(draw, _bars(poll, t), len(poll.ballots))
    file = discord.File(io.BytesIO(picture), filename=f"poll-{poll.id}.png")
    alt = "; ".join(_numbers(poll, t))[:ALT_LIMIT]
    box: ui.Container[Layout] = ui.Container(accent_colour=DECIDED if poll.winner else OVER)
    heading = f"## 📊 {question(poll, overview.meetup, t)}\n-# {ballots(poll, t)}"
    box.add_item(ui.TextDisplay(f"{heading}\n{result_text(overview, t, now)}"))
    box.add_item(ui.MediaGallery(discord.MediaGalleryItem(file, description=alt)))
    box.add_item(ui.TextDisplay("\n".join(_numbers(poll, t))))
    below = [*_nameless(overview, t, now), *_link(overview, t)]
    if below:
        box.add_item(ui.TextDisplay("\n".join(below)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout, file


def _nameless(overview: PollOverview, t: Translations, now: datetime) -> list[str]:
    """What those do who voted for a date without their names: nobody can ask them."""
    poll, meetup = overview.poll, overview.meetup
    decides = poll.is_anonymous and poll.kind is PollKind.DATE and poll.winner is not None
    if not decides or meetup is None or meetup.phase(now) is not Phase.UPCOMING:
        return []
    card = meetup.card
    url = message_url(overview.community.id, card.channel_id, card.message_id)
    text = t.gettext(
        "🎭 The ballots have no names, so nobody who voted is asked, and no seat waits. "
        "You can come? Say so on [the meetup's card]({url})."
    )
    return [text.format(url=url)]


def _link(overview: PollOverview, t: Translations) -> list[str]:
    poll = overview.poll
    if poll.message_id is None:
        return []
    url = message_url(overview.community.id, poll.channel_id, poll.message_id)
    return ["-# " + t.gettext("[The poll]({url})").format(url=url)]


def _ranked(poll: Poll) -> list[Tally]:
    """The tallies, the winner first, then the best."""
    return sorted(
        polls.count(poll), key=lambda one: (one.option.id != poll.winner_id, -one.yes, -one.if_need_be)
    )


def _numbers(poll: Poll, t: Translations) -> list[str]:
    """A line an option, the best first, as they are in the picture; under a run-off its turns."""
    if poll.terms.method is Method.RANKED:
        return _turns(poll, t)
    room = OPTIONS_ROOM // len(poll.options)
    lines = []
    for number, tally in enumerate(_ranked(poll), 1):
        said = counts(tally, poll.terms.method, t)
        whole = option_words(tally.option, poll, t.language)
        words = whole if len(poll.options) <= ROOMY else _label(tally.option, poll, t)
        words = fitted(words, room - len(said) - 8)
        lines.append(f"{number}. {words} · {said}")
    return lines


def _bars(poll: Poll, t: Translations) -> list[Bar]:
    return [
        Bar(n, _label(tally.option, poll, t), tally.yes, tally.if_need_be, tally.option.id == poll.winner_id)
        for n, tally in enumerate(_ranked(poll), 1)
    ]


def _turns(poll: Poll, t: Translations) -> list[str]:
    lines = []
    room = 30
    for number, turn in enumerate(polls.runoff(poll), 1):
        votes = sorted(turn.votes.items(), key=lambda item: -item[1])
        said = ", ".join(f"{fitted(_label(poll.option(o), poll, t), room)} **{n}**" for o, n in votes if n)
        line = t.gettext("Round {n}: {counts}").format(n=number, counts=said)
        out = poll.option(turn.out_id)
        if out is not None:
            name = fitted(_label(out, poll, t), room)
            line += " · " + t.gettext("{option} goes out").format(option=name)
        lines.append(line)
    text = "\n".join(lines)
    return lines if len(text) <= OPTIONS_ROOM else [lines[0], "…", lines[-1]]


def _label(option: Option | None, poll: Poll, t: Translations) -> str:
    if option is None:
        return ""
    return short_when(option.starts_at, poll.zone, t) if option.starts_at else option.label
