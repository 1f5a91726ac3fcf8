"""The polls of the demo: one with twelve dates, one that is anonymous, one whose winner became a meetup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

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
from demo.programme import UNDATED, ZONE, Gathering, Said, at, say

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.meetups import Meetup
    from bot.domain.polls import Poll
    from bot.domain.polls import Said as Word
    from bot.services import Services
    from demo.community import Community

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


class Playing(Protocol):
    """What a poll of the demo asks of whoever plays the past."""

    @property
    def services(self) -> Services: ...

    @property
    def community(self) -> Community: ...

    async def propose(self, gathering: Gathering, *, dated: bool) -> Meetup: ...


async def play(playing: Playing) -> None:
    """Open the three polls, let members vote, and close the one that decides."""
    await _open_dates(playing)
    await _anonymous(playing)
    await _decided(playing)


async def _open_dates(playing: Playing) -> None:
    meetup = await playing.propose(UNDATED, dated=False)
    poll = await _ask_dates(playing, meetup, UNDATED.host, DATES, DATES_CLOSE)
    for key, ballot in BALLOTS.items():
        await _vote(playing, key, poll, [_WORDS[word] for word in ballot])


async def _anonymous(playing: Playing) -> None:
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
    for key, choice in PRICE_BALLOTS.items():
        said = {poll.options[choice].id: Choice.YES}
        await playing.services.ballots.vote(community.actor(key), poll.id, said)


async def _decided(playing: Playing) -> None:
    meetup = await playing.propose(VOTED, dated=False)
    poll = await _ask_dates(playing, meetup, VOTED.host, VOTED_DATES, VOTED_DATES[0])
    for key, ballot in VOTED_BALLOTS.items():
        await _vote(playing, key, poll, [_WORDS[word] for word in ballot])
    await playing.services.poll_desk.close(playing.community.actor(VOTED.host), poll.id)
    for key in VOTED_COMING:
        await playing.services.rosters.answer(playing.community.actor(key), meetup.id, Answer.GOING)


async def _ask_dates(
    playing: Playing, meetup: Meetup, host: str, dates: tuple[datetime, ...], closes_at: datetime
) -> Poll:
    plan = PollPlan(
        kind=PollKind.DATE,
        terms=usual_terms(PollKind.DATE),
        options=tuple(Option(starts_at=date) for date in dates),
        closes_at=closes_at,
        zone=ZONE,
    )
    return await playing.services.polls.open(playing.community.actor(host), meetup.id, plan)


async def _vote(playing: Playing, key: str, poll: Poll, words: list[Choice]) -> None:
    said: dict[int, Word] = {o.id: word for o, word in zip(poll.options, words, strict=True)}
    await playing.services.ballots.vote(playing.community.actor(key), poll.id, said)
