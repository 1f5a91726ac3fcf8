"""The polls of the demo: one with twelve dates, one that is anonymous, one whose winner became a meetup."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.domain.meetups import Format
from bot.domain.polls import (
    Choice,
    Method,
    Names,
    Option,
    PollKind,
    PollPlan,
    Results,
    Terms,
    usual_terms,
)
from bot.domain.rosters import Answer
from demo.ahead import UNDATED
from demo.programme import ZONE, Gathering, Said, at, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.meetups import Meetup
    from bot.domain.polls import Poll
    from bot.domain.polls import Said as Word
    from demo.playing import Play

_WORDS: dict[str, Choice] = {"y": Choice.YES, "m": Choice.IF_NEED_BE, "n": Choice.NO}

DATES = tuple(
    at(6, day, hour, minute)
    for day, hour, minute in (
        *((6, 14, 0), (7, 14, 0), (10, 18, 30), (11, 18, 30), (13, 14, 0), (14, 14, 0)),
        *((17, 18, 30), (18, 18, 30), (20, 10, 0), (20, 14, 0), (21, 14, 0), (24, 18, 30)),
    )
)
DATES_CLOSE = at(6, 3, 20)
BALLOTS = {
    "mai": "yynnyymnyyyn",
    "lea": "yyynnymnnyyn",
    "clara": "mynnmynnnymn",
    "gwen": "nymnyynnnyyn",
    "juliette": "nyynnymyynyn",
    "ravi": "myymnynnnyyn",
    "paul": "ynnnyynnymnn",
    "priya": "nnyynymynnmy",
    "kofi": "yynnmynnnyyn",
    "emily": "nymynynnmyyn",
    "manon": "nnnnyynnnymn",
    "jules": "ynmynnynnnny",
    "nina": "nymnnyyynmyn",
    "hana": "yyynyynnnyyn",
    "oscar": "nnmynynmnyyy",
    "ines": "mynnyynnyynn",
    "diego": "nyynnymnnyyn",
    "adam": "yymnnynnyymn",
    "grace": "nynnyynnnyyn",
    "louise": "nymnnyynmyyn",
}
"""What each of twenty voters says of each date: yes, if need be (m), no."""

PRICE: Said = ("How much may a meal out cost?", "Combien peut coûter un repas au restaurant ?")
PRICES: tuple[Said, ...] = (
    ("Up to €12", "12 € au plus"),
    ("Up to €18", "18 € au plus"),
    ("Up to €25", "25 € au plus"),
    ("It does not matter", "Peu importe"),
)
PRICE_CLOSE = at(6, 8, 20)
PRICE_BALLOTS = {
    "hugo": 1,
    "fatou": 0,
    "will": 1,
    "zoe": 1,
    "rafael": 0,
    "sarah": 2,
    "moussa": 1,
    "bastien": 3,
}

VOTED = Gathering(
    title=("Canoes at dusk", "Canoës au crépuscule"),
    format=Format.WALK,
    starts_at=at(6, 19, 19),
    area=("Erdre, La Jonelière", "Erdre, La Jonelière"),
    address="Base nautique, 3 route de la Jonelière",
    host="tom",
    description=(
        "Two hours on flat water. Whoever can swim can come.",
        "Deux heures d'eau plate. Qui sait nager peut venir.",
    ),
    capacity=10,
)
VOTED_DATES = (at(6, 12, 19), at(6, 19, 19), at(6, 26, 19))
VOTED_BALLOTS = {
    "elodie": "nyy",
    "mehdi": "yyn",
    "ines": "nyn",
    "priya": "yym",
    "chloe": "nym",
    "youssef": "mny",
    "margaux": "nyy",
    "adam": "yyn",
    "manon": "nmy",
}
VOTED_COMING = ("elodie", "mehdi", "ines", "chloe", "margaux")


async def play(playing: Play) -> None:
    """Open the three polls, let members vote, and close the one that decides."""
    await _open_dates(playing)
    await _anonymous(playing)
    await _decided(playing)


async def _open_dates(playing: Play) -> None:
    meetup = await playing.propose(UNDATED, dated=False)
    poll = await _ask_dates(playing, meetup, UNDATED.host, DATES, DATES_CLOSE)
    await _vote(playing, poll, BALLOTS)


async def _anonymous(playing: Play) -> None:
    community = playing.community
    terms = Terms(method=Method.SINGLE, names=Names.NOBODY, results=Results.CLOSED, fewest_ballots=5)
    plan = PollPlan(
        kind=PollKind.QUESTION,
        terms=terms,
        options=tuple(Option(label=say(price, community.language)) for price in PRICES),
        closes_at=PRICE_CLOSE,
        zone=ZONE,
        question=say(PRICE, community.language),
    )
    channel_id = community.channels["general"].id
    poll = await playing.services.polls.open(community.actor("fatou"), None, plan, channel_id)
    said = {key: {poll.options[choice].id: Choice.YES} for key, choice in PRICE_BALLOTS.items()}
    await _cast(playing, poll, said)


async def _decided(playing: Play) -> None:
    meetup = await playing.propose(VOTED, dated=False)
    poll = await _ask_dates(playing, meetup, VOTED.host, VOTED_DATES, VOTED_DATES[0])
    await _vote(playing, poll, VOTED_BALLOTS)
    await playing.services.poll_desk.close(playing.community.actor(VOTED.host), poll.id)
    await playing.answer(meetup, VOTED_COMING, Answer.GOING)


async def _ask_dates(
    playing: Play, meetup: Meetup, host: str, dates: tuple[datetime, ...], closes_at: datetime
) -> Poll:
    plan = PollPlan(
        kind=PollKind.DATE,
        terms=usual_terms(PollKind.DATE),
        options=tuple(Option(starts_at=date) for date in dates),
        closes_at=closes_at,
        zone=ZONE,
    )
    return await playing.services.polls.open(playing.community.actor(host), meetup.id, plan)


async def _vote(playing: Play, poll: Poll, ballots: Mapping[str, str]) -> None:
    said = {
        key: {option.id: _WORDS[word] for option, word in zip(poll.options, ballot, strict=True)}
        for key, ballot in ballots.items()
    }
    await _cast(playing, poll, said)


async def _cast(playing: Play, poll: Poll, said: Mapping[str, Mapping[int, Word]]) -> None:
    """Let members vote so closely that one transaction keeps all their ballots."""
    actor, vote = playing.community.actor, playing.services.ballots.vote
    await asyncio.gather(*(vote(actor(key), poll.id, ballot) for key, ballot in said.items()))
