"""The message that says what came of a poll: its numbers, and a small picture of them."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import polls
from bot.domain.polls import Method
from bot.ui.boundary import Layout
from bot.ui.pictures.ballots import Bar, draw
from bot.ui.poll_card import DECIDED, OPTIONS_ROOM, OVER, fitted, result_text
from bot.ui.poll_words import ballots, counts, option_words, question
from bot.ui.wording import message_url, short_when

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.polls import Option, Poll
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
    if poll.message_id is not None:
        url = message_url(overview.community.id, poll.channel_id, poll.message_id)
        box.add_item(ui.TextDisplay("-# " + t.gettext("[The poll]({url})").format(url=url)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout, file


def _numbers(poll: Poll, t: Translations) -> list[str]:
    """A line an option, the best first, as they are in the picture; under a run-off its turns."""
    if poll.terms.method is Method.RANKED:
        return _turns(poll, t)
    room = OPTIONS_ROOM // len(poll.options)
    lines = []
    for number, tally in enumerate(polls.count(poll), 1):
        said = counts(tally, poll.terms.method, t)
        words = fitted(option_words(tally.option, poll, t.language), room - len(said) - 8)
        lines.append(t.gettext("{n}. {option}: {counts}").format(n=number, option=words, counts=said))
    return lines


def _bars(poll: Poll, t: Translations) -> list[Bar]:
    return [
        Bar(n, _label(tally.option, poll, t), tally.yes, tally.if_need_be, tally.option.id == poll.winner_id)
        for n, tally in enumerate(polls.count(poll), 1)
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
