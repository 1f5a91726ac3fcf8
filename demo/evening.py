"""A large evening: three rounds of tables, one late, one leaving, two kept apart, then pairs."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from itertools import combinations, takewhile
from random import Random
from typing import TYPE_CHECKING, Any

from bot.domain.meetups import Format
from bot.domain.rosters import Answer
from bot.domain.ties import Strength
from bot.storage import ties
from demo import reading
from demo.community import BY_KEY
from demo.playing import Play
from demo.programme import Gathering, at, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from demo.teller import Teller

EVENING = Gathering(
    title=("The long table", "La grande tablée"),
    format=Format.MEAL,
    starts_at=at(6, 12, 19),
    area=("Île de Nantes", "Île de Nantes"),
    address="Cantine du Voyage, quai des Antilles",
    host="camille",
    capacity=30,
)
ENGLISH_ONLY = ("priya", "will", "mai", "diego")
BOTH_LANGUAGES = ("camille", "tom", "lea", "sarah", "kofi", "hugo", "nina", "adam", "emily", "louise")
LIKES = {
    ("cooking", "la cuisine"): ("aicha", "fatou", "mehdi", "kofi", "priya", "nina", "moussa", "louise"),
    ("walks", "la marche"): ("tom", "will", "sarah", "youssef", "chloe", "clara", "manon", "hugo", "emily"),
    ("board games", "les jeux"): ("hugo", "jules", "adam", "bastien", "diego", "mai", "camille"),
    ("drawing", "le dessin"): ("lea", "margaux", "nina", "mai", "clara", "jules"),
    ("music", "la musique"): ("diego", "kofi", "youssef", "mehdi", "will", "lea", "moussa", "tom"),
}
"""What they told in their profiles, at length."""
PRESENT = (
    *("camille", "tom", "aicha", "lea", "mehdi", "priya", "jules", "nina", "hugo", "sarah", "youssef"),
    *("margaux", "diego", "chloe", "kofi", "manon", "bastien", "will", "fatou", "mai"),
    *("adam", "moussa", "clara"),
)
NEWCOMERS = ("adam", "moussa", "clara")
LEAVES = "diego"
KEPT_APART = ("manon", "bastien")
MINUTES = 15
MOMENT = timedelta(seconds=5)
_PERSON = re.compile(r"<@(\d+)>")
_TABLE = re.compile(r"\*\*Table \d+\*\*  ")
_ROUND = "## 🧊"

Tables = list[list[int]]
Pairs = set[frozenset[int]]


async def sit_down(t: Teller) -> None:
    """An evening of twenty-three: three rounds of tables of four, then pairs."""
    title, host = say(EVENING.title, t.language), t.moderator
    number = await _gather(t)
    who, other = KEPT_APART
    told = await t.types(who, "general", "block member", member=t.community.members[other].user)
    t.check("a block is between the member and the bot", reading.is_private(told))
    await t.passes(
        EVENING.starts_at + timedelta(minutes=20), t.words("everybody is here", "tout le monde est là")
    )
    met = await _met_before(t, {*PRESENT, t.newcomer}, number)
    panel = await t.types(host, "general", "checkin list", meetup=title)
    people = [t.community.members[key] for key in PRESENT]
    await t.chooses(host, panel.response, "checkin_add:1:", *people)
    started = await t.types(
        host, "general", "icebreaker start", meetup=title, size=4, rounds=3, minutes=MINUTES
    )
    t.check("all tables at a glance are for the organiser", reading.is_private(started))
    await t.follows()
    await t.keep(
        t.words("All tables at a glance", "Toutes les tables d'un coup d'œil"),
        _last(started),
        host,
        t.channel("general"),
    )
    tables = _tables(t, 1)
    t.check("twenty-three sit at five tables of four and one of three", _sizes(tables) == {4: 5, 3: 1})
    await t.keep(t.words("Tables of four", "Des tables de quatre"), _card(t, 1), host, t.thread(title))
    evening = [await _late_and_gone(t, tables, met)]
    await _go_on(t, evening)
    _judge(t, evening, met)


async def _go_on(t: Teller, evening: list[Tables]) -> None:
    """The clock brings two more rounds of tables; then the organiser begins one of pairs."""
    title, host = say(EVENING.title, t.language), t.moderator
    for played in (2, 3):
        await t.passes(timedelta(minutes=MINUTES), t.words("they talk", "on parle"))
        await t.follows()
        evening.append(_tables(t, played))
        t.check(
            f"round {played} came by itself, for those who are still there",
            _sizes(evening[-1]) == {4: 5, 3: 1},
        )
    await t.passes(timedelta(minutes=MINUTES), t.words("the last words", "les derniers mots"))
    await t.types(host, "general", "icebreaker start", meetup=title)
    await t.follows()
    evening.append(_tables(t, 4))
    t.check("then all have a pair, but for one group of three", _sizes(evening[-1]) == {2: 10, 3: 1})
    await t.keep(t.words("Pairs", "Par deux"), _card(t, 4), host, t.thread(title))


async def _gather(t: Teller) -> int:
    """Plan the evening and have everybody answer; who comes told what they speak and like."""
    play = Play(t.stage, t.community)
    meetup = await play.schedule(EVENING)
    for key in (*PRESENT, t.newcomer):
        actor, spoken = t.community.actor(key), BY_KEY[key].language
        await play.services.profiles.speak(actor, {"fr", "en"} if key in BOTH_LANGUAGES else {spoken})
        liked = [say(name, t.language) for name, people in LIKES.items() if key in people]
        await play.services.profiles.tell(actor, area="", interests=", ".join(liked), offers="", needs="")
    await play.answer(meetup, (*PRESENT, t.newcomer), Answer.GOING)
    await t.follows()
    return meetup.id


async def _late_and_gone(t: Teller, before: Tables, met: Pairs) -> Tables:
    """One comes after the beginning and finds a table; one leaves, and nobody sits alone for it."""
    title, host = say(EVENING.title, t.language), t.moderator
    await t.passes(timedelta(minutes=4), t.words("somebody is late", "quelqu'un arrive en retard"))
    listed = await t.types(host, "general", "checkin list", meetup=title)
    await t.chooses(host, listed.response, "checkin_add:1:", t.community.members[t.newcomer])
    await t.passes(MOMENT, t.words("a moment", "un instant"))
    late, tables = t.id_of(t.newcomer), _tables(t, 1)
    [joined] = [table for table in tables if late in table]
    known = {one for pair in met if late in pair for one in pair} - {late}
    strangers = [table for table in before if known.isdisjoint(table)]
    smallest = min(map(len, strangers))

    t.check("who is late joins the smallest table where they know nobody", len(joined) == smallest + 1)
    t.check("and meets only people they had not met", known.isdisjoint(joined))
    where = await t.presses(t.newcomer, _card(t, 1), t.label("Where do I sit?"))
    t.sees(
        "they are told with whom", reading.answer_of(where), *(f"<@{one}>" for one in joined if one != late)
    )
    gone = await t.presses(LEAVES, _card(t, 1), t.label("I have to go"))
    t.check("who has to go says so with one press", reading.is_private(gone))
    await t.passes(MOMENT, t.words("a moment", "un instant"))
    after = [one for table in _tables(t, 1) for one in table]
    t.check("nobody sits alone for it", min(map(len, _tables(t, 1))) > 1)
    t.check("and who has gone is at no table", t.id_of(LEAVES) not in after)
    return tables


def _judge(t: Teller, evening: list[Tables], met: Pairs) -> None:
    """What a good host would look at, table by table."""
    names = {t.id_of(key): BY_KEY[key].name for key in (*PRESENT, t.newcomer)}
    for played, tables in enumerate(evening, 1):
        for place, table in enumerate(tables, 1):
            known = len(met & _pairs(table))
            t.note(
                f"round {played}, table {place}: {', '.join(names[one] for one in table)}"
                + (f" ({known} had met)" if known else "")
            )
    together = Counter(pair for tables in evening for table in tables for pair in _pairs(table))
    t.check("two who are kept apart share no table", frozenset(map(t.id_of, KEPT_APART)) not in together)
    twice = {pair for pair, times in together.items() if times > 1}
    t.check("at most two who were strangers meet twice that evening", len(twice - met) <= 1)
    again, by_chance = len(met & together.keys()), _best_by_chance(evening, met)
    t.note(f"{again} of {len(together)} meetings are of people who had met; shuffled 200 times, {by_chance}")
    t.check("which no shuffle comes near", again <= by_chance)
    english = set(map(t.id_of, ENGLISH_ONLY))
    speakers = english | {t.id_of(key) for key in BOTH_LANGUAGES}
    everywhere = [set(table) for tables in evening for table in tables]
    lost = [table for table in everywhere if table & english and len(table & speakers) == 1]
    fresh = {t.id_of(key) for key in (*NEWCOMERS, t.newcomer)}
    among = [table for table in everywhere if table <= fresh]
    t.note(f"tables where somebody shares no language: {len(lost)}; tables of newcomers alone: {len(among)}")
    t.check("hardly anybody sits where nobody speaks their language", len(lost) < len(everywhere) // 8)
    t.check("newcomers are not left to one another", len(among) <= 1)


def _best_by_chance(evening: list[Tables], met: Pairs) -> int:
    """The fewest who meet again when the same people are shuffled into tables of the same sizes."""
    chance = Random(1)
    counts = []
    for _ in range(200):
        again = 0
        for tables in evening:
            everybody = [one for table in tables for one in table]
            people = iter(chance.sample(everybody, len(everybody)))
            again += sum(len(met & _pairs([next(people) for _ in table])) for table in tables)
        counts.append(again)
    return min(counts)


def _card(t: Teller, number: int) -> Any:
    heading = t.words(f"Icebreaker, round {number}", f"Brise-glace, tour {number}")
    return t.newest(t.thread(say(EVENING.title, t.language)), heading)


def _last(result: Any) -> Any:
    """The message that a command was answered with in the end."""
    return [message for message in (result.response, *result.followups) if message is not None][-1]


def _tables(t: Teller, number: int) -> Tables:
    """Who sits together in a round; more than ten tables go on in the next message."""
    card, thread = _card(t, number), t.thread(say(EVENING.title, t.language))
    later = [message for message in thread.history() if message.id > card.id]
    more = list(takewhile(lambda message: _ROUND not in reading.words_of(message), later))
    lines = "\n".join(map(reading.words_of, [card, *more])).splitlines()
    return [[int(user) for user in _PERSON.findall(line)] for line in lines if _TABLE.match(line)]


def _sizes(tables: Tables) -> dict[int, int]:
    return dict(Counter(map(len, tables)))


def _pairs(table: Iterable[int]) -> Pairs:
    return set(map(frozenset, combinations(table, 2)))


async def _met_before(t: Teller, keys: Iterable[str], tonight: int) -> Pairs:
    """Which pairs had met before the evening."""
    guild_id, ids = t.community.guild.id, {t.id_of(key) for key in keys}
    among = await t.stage.bot.db.read(lambda tx: ties.among(tx, guild_id, ids))
    return {
        frozenset(p)
        for p, tie in among.items()
        if tie.strength is Strength.MET or tie.meetup_ids != {tonight}
    }
