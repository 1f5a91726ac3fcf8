"""Scenes of finding and being found: what is on, what Discord itself shows of it, and a host who chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo import ahead, reading
from demo.programme import say

if TYPE_CHECKING:
    from demo.teller import Teller


async def find(t: Teller) -> None:
    """Somebody new looks for what is on; the agenda says it to everybody."""
    walk, chairs = say(ahead.FULL.title, t.language), say(ahead.PICKED.title, t.language)
    listed = await t.types(t.newcomer, "general", "meetup list", when="week")
    t.check("only they see the list", reading.is_private(listed))
    words = reading.answer_of(listed)
    t.sees("it holds what is on this week", words, walk)
    t.check("and nothing later", chairs not in words)
    title = t.words("What is on this week", "Ce qui se passe cette semaine")
    await t.keep(title, listed, t.newcomer, t.channel("general"))
    agenda = t.newest(t.channel("agenda"))
    t.sees("the agenda has all of it", reading.words_of(agenda), walk, chairs, "🔁")
    await t.keep("Agenda", agenda, t.newcomer, t.channel("agenda"))


async def show_in_discord(t: Teller) -> None:
    """A forum's post, a kept seat, the role that comes with it, the way there, and Discord's own event."""
    title, who = say(ahead.FILMS.title, t.language), t.newcomer
    [post] = t.channel("forum").threads
    card = post.history()[0]
    t.sees("seats are kept for somebody new", reading.words_of(card), title, "💺")
    told = await t.presses(who, card, "place:1:")
    t.check("without a seat the address stays secret", ahead.FILMS.address not in reading.answer_of(told))
    await t.presses(who, card, t.label("Going"))
    await t.follows()
    t.check("the seat brings a role", title in t.roles_of(who))
    told = await t.presses(who, post.history()[0], "place:1:")
    t.sees("and the way there", reading.answer_of(told), ahead.FILMS.address, ahead.FILMS.access_code)
    await t.keep(t.words("The way there", "Pour y aller"), told, who, post)
    await t.presses(who, post.history()[0], t.label("Can't"))
    await t.follows()
    t.check("the role goes with the seat", title not in t.roles_of(who))
    [event] = [one for one in t.events() if one.name == title]
    where = str(event.entity_metadata)
    t.sees("Discord's own event names the area", where, say(ahead.FILMS.area, t.language))
    t.check("and keeps the address to itself", ahead.FILMS.address not in str(event))


async def choose(t: Teller) -> None:
    """A host chooses who has a seat, and tells everybody kindly."""
    title = say(ahead.PICKED.title, t.language)
    answers = await t.types("fatou", "general", "meetup answers", meetup=title)
    choice = await t.presses("fatou", answers.response, "picks:1:")
    await t.keep(t.words("The host's choice", "Le choix de l'hôtesse"), choice, "fatou", t.channel("general"))
    for key in ("emily", "ines", "manon"):
        choice = await t.presses("fatou", choice.response, f"pick:1:{t.number_of(title)}:{t.id_of(key)}")
    await t.presses("fatou", choice.response, t.label("Tell everybody", "fatou"))
    await t.follows()
    thread, shut = t.thread(title), t.id_of(ahead.IS_SHUT)
    chosen, others = (t.mentioned(thread, mark) for mark in ("🎉", "💛"))
    seated = {t.id_of(key) for key in (*ahead.PICKED_MEANT, "emily", "ines", "manon")}
    t.check("those chosen are told, one of them by letter", chosen == seated - {t.id_of("priya")})
    t.check("and the others, kindly, whether their inbox is open or not", others == {t.id_of("rafael"), shut})
    t.sees("the card names who has a chair", t.card_words(title), "(6/6)", t.mention("louise"))
