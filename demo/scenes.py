"""The scenes of the story, in the order of the main job: from a set-up to a memory."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

from bot.domain.ties import Strength
from bot.storage import ties
from demo import ahead, reading
from demo.community import BY_KEY, as_moderator
from demo.evening import sit_down
from demo.finding import choose, find, show_in_discord
from demo.introducing import introduce
from demo.programme import at, say
from demo.snapshots import snapshot

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from demo.teller import Teller

TITLE = ("Board games by the river", "Jeux de société au bord de l'eau")
STARTS_AT = at(6, 5, 19)
ENDS_AT = STARTS_AT + timedelta(hours=2)
ADDRESS = "Guinguette du Belvédère, 17 quai Saint-Félix"
SEATS = 4
COMING = ("adam", "mai", "oscar")
WAITING = ("grace", "moussa")
_PERSON = re.compile(r"<@(\d+)>")


async def set_up(t: Teller) -> None:
    """A moderator looks at the set-up."""
    panel = await t.types(t.moderator, "moderators", "setup")
    t.check("only they see the panel", reading.is_private(panel))
    seen = reading.answer_of(panel)
    t.sees("it shows the community's language and zone", seen, "English", "Français", "Europe/Paris")
    t.sees("it says that the bot may do what it needs to", seen, "✅", t.channel("announcements").mention)
    await t.keep(t.words("The set-up", "Les réglages"), panel, t.moderator, t.channel("moderators"))
    refused = await t.types(
        t.newcomer, "ideas", "meetup schedule", title="x", when="2026-07-01 19:00", where="x"
    )
    refused = await t.presses(t.newcomer, refused.response, t.label("Schedule", t.newcomer))
    t.check("a newcomer may not schedule, and only they read why", reading.is_private(refused))
    t.sees("the reason is a sentence", reading.answer_of(refused), t.words("moderators", "modération"))


async def propose(t: Teller) -> None:
    """Somebody new proposes a meetup, and others would come."""
    title = say(TITLE, t.language)
    form = await t.types(t.newcomer, "ideas", "meetup propose")
    await t.keep(t.words("The form", "Le formulaire"), form, t.newcomer, t.channel("ideas"))
    about = t.words("Bring a game, or only yourself.", "Viens avec un jeu, ou simplement les mains vides.")
    panel = await t.fills(t.newcomer, form, title=title, format=["drinks"], description=about)
    t.check("what was typed is shown to its author only", reading.is_private(panel))
    details = await t.presses(t.newcomer, panel.response, t.group("Seats", t.newcomer))
    panel = await t.fills(t.newcomer, details, seats=str(SEATS), tables="4")
    details = await t.presses(t.newcomer, panel.response, t.group("Where", t.newcomer))
    panel = await t.fills(t.newcomer, details, address=ADDRESS)
    await t.keep(t.words("The draft", "Le brouillon"), panel, t.newcomer, t.channel("ideas"))
    await t.presses(t.newcomer, panel.response, t.label("Propose", t.newcomer))
    await t.follows()
    words = t.card_words(title)
    t.sees("the proposal has its card", words, t.words("Proposal", "Proposition"), t.label("I'd come"))
    t.check("the card keeps the exact address to itself", ADDRESS not in words)
    for who in ("adam", "mai", "priya"):
        await t.presses(who, t.card(title), t.label("I'd come"))
    t.sees("the card counts who would come", t.card_words(title), "(3)", t.mention("mai"))
    await t.keep(t.words("A proposal", "Une proposition"), t.card(title), t.newcomer)


async def decide(t: Teller) -> None:
    """Two polls decide the date and the place."""
    title = say(TITLE, t.language)
    dates = t.words(
        "thursday 4 june 7pm; friday 5 june 7pm-9pm", "jeudi 4 juin 19h ; vendredi 5 juin 19h-21h"
    )
    draft = await t.types(t.newcomer, "ideas", "poll date", meetup=title, dates=dates)
    t.sees("the dates are read as they were meant", reading.answer_of(draft), "4", "5")
    await t.presses(t.newcomer, draft.response, t.label("Open the poll", t.newcomer))
    places = "Belvédère; Square Daviais"
    draft = await t.types(t.newcomer, "ideas", "poll venue", meetup=title, places=places)
    await t.presses(t.newcomer, draft.response, t.label("Open the poll", t.newcomer))
    await t.follows()
    by_date = _poll(t, t.words("Which date", "Quelle date"))
    by_place = _poll(t, t.words("Which place", "Quel lieu"))
    for who, date, place in (("adam", 1, 0), ("mai", 1, 0), ("priya", 0, 1), ("oscar", 1, 0)):
        await _vote(t, who, by_date, date)
        await _vote(t, who, by_place, place)
    shown = _poll(t, t.words("Which date", "Quelle date"))
    await t.keep(t.words("A poll", "Un sondage"), shown, t.newcomer)
    for poll in (by_date, by_place):
        asked = await t.presses(t.newcomer, poll, "polldesk:1:")
        await t.presses(t.newcomer, asked.response, t.label("Close the poll", t.newcomer))
        await t.follows()
    words = t.card_words(title)
    t.sees("the winners are the meetup's date and place", words, t.words("June 5", "5 juin"), "Belvédère")
    t.sees("the meetup is on", words, t.label("Going"))
    asked = t.newest(t.thread(title))
    t.check("those who said yes are asked to confirm", {t.id_of("adam"), t.id_of("mai")} <= _pinged(asked))
    t.check("nobody was enrolled", t.mention("adam") not in words)


def _poll(t: Teller, question: str) -> Any:
    return t.newest(t.channel("announcements"), f"{question}")


async def _vote(t: Teller, who: str, poll: Any, option: int) -> None:
    ballot = await t.presses(who, poll, "poll:1:")
    options = [
        part["custom_id"]
        for part in reading.parts_of(ballot.response)
        if str(part.get("custom_id", "")).startswith("ballot:1:") and ":all:" not in part["custom_id"]
    ]
    await t.presses(who, ballot.response, options[option])


async def confirm(t: Teller) -> None:
    """A moderator confirms another proposal."""
    title = say(ahead.IDEA.title, t.language)
    refused = await t.presses(t.newcomer, t.card(title), t.label("Confirm"))
    t.check("a newcomer may not, and only they read why", reading.is_private(refused))
    await t.presses(t.moderator, t.card(title), t.label("Confirm"))
    await t.follows()
    t.sees("the workshop is on", t.card_words(title), t.label("Going"))
    told = t.newest(t.thread(title))
    interested = {t.id_of(who) for who in ahead.IDEA_INTERESTED}
    hosts = {t.id_of(ahead.IDEA.host)}
    t.check("exactly those interested are asked to come", _pinged(told) == interested | hosts)


async def answer(t: Teller) -> None:
    """Six want four seats; one gives theirs up."""
    title = say(TITLE, t.language)
    for who in (t.newcomer, *COMING):
        said = await t.presses(who, t.card(title), t.label("Going"))
        t.check("the answer is private", _private_parts(said))
    for place, who in enumerate(WAITING, 1):
        said = await t.presses(who, t.card(title), t.label("Going"))
        t.sees(f"they hear that they are number {place} in line", reading.answer_of(said), str(place))
    words = t.card_words(title)
    t.sees("all seats are taken", words, f"({SEATS}/{SEATS})")
    t.sees("two wait, in order", words.split("⏳")[1], t.mention("grace"), t.mention("moussa"))
    where = await t.presses("mai", t.card(title), "place:1:")
    t.sees("who has a seat reads the exact address", reading.answer_of(where), ADDRESS)
    where = await t.presses("moussa", t.card(title), "place:1:")
    t.check("who waits does not", ADDRESS not in reading.answer_of(where))
    await t.presses("mai", t.card(title), t.label("Can't"))
    await t.follows()
    offer = t.newest(t.thread(title), "💌")
    t.sees("the first in line is asked, in the thread", reading.words_of(offer), t.mention("grace"))
    await t.keep(t.words("A seat is offered", "Une place est proposée"), offer, "grace", t.thread(title))
    refused = await t.presses("moussa", offer, t.label("Take the seat"))
    t.check("nobody else may take it, and only they read why", reading.is_private(refused))
    said = await t.presses("grace", offer, t.label("Take the seat"))
    t.check("the answer is private", _private_parts(said))
    await t.follows()
    t.sees("she moved up", t.card_words(title).split("⏳")[0], t.mention("grace"))
    await t.keep(
        t.words("Full, with a waiting list", "Complet, avec une liste d'attente"), t.card(title), t.newcomer
    )


async def remind(t: Teller) -> None:
    """The day before they are asked whether they still come, then reminded: those coming, and nobody else."""
    title = say(TITLE, t.language)
    seated = {t.id_of(who) for who in (t.newcomer, "adam", "oscar", "grace")}
    for lead, mark, why in (
        (timedelta(hours=24), "❓", t.words("to the day before", "jusqu'à la veille")),
        (timedelta(hours=2), "⏰", t.words("to two hours before", "jusqu'à deux heures avant")),
    ):
        await t.passes(STARTS_AT - lead, why)
        reminders = [m for m in t.thread(title).history() if m.content.startswith(mark)]
        t.check(f"the {mark} is there, once", len(reminders) == 1)
        t.check("it mentions those with a seat, and nobody else", _pinged(reminders[-1]) == seated)
    await t.keep(t.words("A reminder", "Un rappel"), reminders[-1], t.newcomer, t.thread(title))


async def arrive(t: Teller) -> None:
    """People arrive: a tap on the list, and the words at the table."""
    title = say(TITLE, t.language)
    await t.passes(
        STARTS_AT - timedelta(minutes=10), t.words("the first ring the bell", "on sonne à la porte")
    )
    number = t.number_of(title)
    listed = await t.types(t.newcomer, "general", "checkin list", meetup=title)
    t.check("only the organiser sees the list", reading.is_private(listed))
    for who in (t.newcomer, "oscar"):
        listed = await t.presses(t.newcomer, _panel(listed), f"checkin:1:{number}:{t.id_of(who)}")
    t.sees("two are here", reading.words_of(_panel(listed)), "✅")
    walk_in = t.community.members["mai"]
    listed = await t.chooses(t.newcomer, _panel(listed), "checkin_add:1:", walk_in)
    t.sees("somebody who came after all is added", reading.words_of(_panel(listed)), t.mention("mai"))
    await t.keep(
        t.words("The list at the door", "La liste à l'entrée"), listed, t.newcomer, t.channel("general")
    )
    shown = await t.types(t.newcomer, "general", "checkin code", meetup=title)
    words = " ".join(" ".join(re.findall(r"^# (.+)$", reading.answer_of(shown), re.MULTILINE)).split())
    wrong = await t.types(
        "adam", "general", "checkin here", meetup=title, words="banana banana banana banana"
    )
    t.check("wrong words are refused, privately", reading.is_private(wrong))
    for who in ("adam", "grace"):
        arrived = await t.types(who, "general", "checkin here", meetup=title, words=words)
        t.sees("the right words let in", reading.answer_of(arrived), "👋")


async def meet(t: Teller) -> None:
    """Those present are brought together."""
    title = say(TITLE, t.language)
    here = {t.id_of(who) for who in (t.newcomer, "oscar", "mai", "adam", "grace")}
    for number in (1, 2):
        met = await _met(t, here)
        started = await t.types(t.newcomer, "general", "icebreaker start", meetup=title)
        t.check("only the organiser reads the answer", reading.is_private(started))
        await t.follows()
        card = t.newest(t.thread(title), "🧊")
        tables = [
            [int(user) for user in _PERSON.findall(line)]
            for line in reading.words_of(card).splitlines()
            if _PERSON.search(line)
        ]
        seated = [user for table in tables for user in table]
        t.check(f"round {number} seats everybody here, once", sorted(seated) == sorted(here))
        t.check("there is a pair and a group of three", sorted(map(len, tables)) == [2, 3])
        t.check("no other seating brings more new people together", _again(tables, met) == _fewest(here, met))
        await t.keep(t.words(f"Round {number}", f"Tour {number}"), card, t.newcomer, t.thread(title))
        await t.passes(timedelta(minutes=20), t.words("they talk", "on parle"))


async def remember(t: Teller) -> None:
    """Photos and a thank-you remain."""
    title = say(TITLE, t.language)
    opens = ENDS_AT + timedelta(minutes=10)
    await t.passes(opens, t.words("to ten minutes after the end", "jusqu'à dix minutes après la fin"))
    opening = t.newest(t.channel("announcements"), "📷")
    album = next(c for c in t.channel("announcements").threads if c.id == opening.id)
    t.check("the photo thread is open, and bears the meetup's name", title in album.name)
    here = {t.id_of(who) for who in (t.newcomer, "oscar", "mai", "adam", "grace")}
    t.check("exactly those who were there are invited to it", _pinged(album.history()[-1]) == here)
    refused = await t.presses("priya", opening, "photos:1:")
    t.check("who was not there may not add photos", refused.modal is None and reading.is_private(refused))
    caption = t.words("Grace won. Twice.", "Grace a gagné. Deux fois.")
    await _adds(t, "mai", opening, caption, 2)
    photo = t.newest(album, caption)
    t.sees("the photo bears its author's name", reading.words_of(photo), t.mention("mai"))
    await t.keep(t.words("A photo", "Une photo"), photo, t.newcomer, album)
    await _adds(t, "adam", opening, "", 4)
    await _adds(t, "oscar", opening, t.words("Blurred, sorry.", "Floue, pardon."), 3)
    await t.takes_down("grace", album, t.newest(album))
    t.sees("one photo is gone, at once", reading.words_of(t.newest(album)), t.mention("adam"))


async def say_how_it_was(t: Teller) -> None:
    """Somebody says how it was and lets it be quoted; three days later comes the recap."""
    title = say(TITLE, t.language)
    await t.passes(ENDS_AT + timedelta(hours=13), t.words("to the morning after", "jusqu'au lendemain matin"))
    opening = t.newest(t.channel("announcements"), "📷")
    good = t.words("I came alone and left with four friends.", "Venue seule, repartie avec quatre amis.")
    form = await t.presses(t.newcomer, opening, "feedback:1:")
    await t.keep(t.words("How was it", "Comment c'était"), form, t.newcomer)
    met = [t.community.members["adam"]]
    asked = await t.fills(t.newcomer, form, stars=["5"], good=good, met=met, quote="first")
    t.sees("the exact words are shown back, only to them", reading.answer_of(asked), good)
    t.check("nobody else sees it", reading.is_private(asked))
    await t.presses(t.newcomer, asked.response, t.label("Yes, quote this", t.newcomer))
    panel = await t.types(t.moderator, "moderators", "testimonials")
    quote = await _newest_quote(t, good)
    await t.chooses(t.moderator, panel.response, "quotes:1:menu", str(quote))
    await t.presses(t.moderator, panel.response, f"quote:1:{quote}:pick")
    card = await t.presses(t.moderator, panel.response, f"quote:1:{quote}:card")
    t.check("the moderator gets a picture to share", card.response.attachments)
    await t.keep(
        t.words("A quote as a picture", "Une citation en image"), card, t.moderator, t.channel("moderators")
    )
    await t.passes(ENDS_AT + timedelta(hours=72), t.words("three days later", "trois jours plus tard"))
    recap = t.newest(t.channel("announcements"), "💛")
    t.sees("the recap tells the numbers, and what was said", reading.words_of(recap), title, "5", good)
    t.check("it has a collage", len(recap.attachments) == 1)
    await t.keep(t.words("The recap", "Le récap"), recap, t.newcomer)


async def _newest_quote(t: Teller, words: str) -> int:
    moderator = as_moderator(t.community.actor(t.moderator))
    listed = await t.stage.bot.services.testimonials.listed(moderator)
    return next(quote.id for quote, _ in listed if quote.words == words)


async def _adds(t: Teller, who: str, opening: Any, caption: str, number: int) -> None:
    looks = [BY_KEY[key].look for key in (t.newcomer, "grace", "adam", "oscar")]
    form = await t.presses(who, opening, "photos:1:")
    files = [("IMG_2041.png", snapshot(looks[number % 2 :], number))]
    await t.fills(who, form, files=files, agreement=["agreed", "recap"], caption=caption)


async def look_after(t: Teller) -> None:
    """A meetup is listed, shown, changed and cancelled."""
    title = say(ahead.IDEA.title, t.language)
    listed = await t.types("hugo", "general", "meetup list")
    t.sees("the list names it", reading.answer_of(listed), title)
    shown = await t.types("hugo", "general", "meetup show", meetup=title)
    t.sees("its card can be seen anywhere", reading.answer_of(shown), title, "Zola")
    t.check("only by who asked", reading.is_private(listed) and reading.is_private(shown))
    await t.presses("fatou", t.card(title), t.label("Going"))
    panel = await t.types("hugo", "general", "meetup edit", meetup=title)
    form = await t.presses("hugo", panel.response, t.group("When", "hugo"))
    panel = await t.fills("hugo", form, when="2026-06-14 10:00")
    await t.presses("hugo", panel.response, t.label("Save", "hugo"))
    await t.follows()
    t.sees("the card shows the new date", t.card_words(title), t.words("June 14", "14 juin"))
    told = t.newest(t.thread(title))
    t.check("those with an answer are told what changed", _pinged(told) == {t.id_of("fatou")})
    form = await t.types("hugo", "general", "meetup cancel", meetup=title)
    reason = t.words("The oven is broken.", "Le four est en panne.")
    await t.fills("hugo", form, reason=reason)
    await t.follows()
    told = t.newest(t.thread(title))
    t.sees("they are told why it is off", reading.words_of(told), reason)
    t.check("those with an answer hear of it", t.id_of("fatou") in _pinged(told))
    words = t.card_words(title)
    t.sees("the card keeps its history", words, reason)
    t.check("and takes no more answers", t.label("Going") not in words)
    await t.keep(t.words("A cancelled meetup", "Une rencontre annulée"), t.card(title), t.newcomer)


async def _met(t: Teller, here: set[int]) -> set[frozenset[int]]:
    """Which of those pairs met before now; being here tonight, unintroduced, is not it."""
    guild_id, tonight = t.community.guild.id, t.number_of(say(TITLE, t.language))
    among = await t.stage.bot.db.read(lambda tx: ties.among(tx, guild_id, here))
    return {
        frozenset(pair)
        for pair, tie in among.items()
        if tie.strength is Strength.MET or tie.meetup_ids != {tonight}
    }


def _again(tables: Iterable[Iterable[int]], met: set[frozenset[int]]) -> int:
    """How many who sit together had met."""
    return sum(frozenset(pair) in met for table in tables for pair in combinations(sorted(table), 2))


def _fewest(here: set[int], met: set[frozenset[int]]) -> int:
    """The least of it, over every way to make a pair and a group of three."""
    return min(_again([pair, here - set(pair)], met) for pair in combinations(sorted(here), 2))


def _private_parts(result: Any) -> bool:
    """Whether everything but the card itself is for one pair of eyes."""
    return all(message.ephemeral for message in result.followups)


def _panel(result: Any) -> Any:
    """The panel that an action opened or changed."""
    return result.response


def _pinged(message: Any) -> set[int]:
    return {user.id for user in message.mentions}


SCENES: tuple[Callable[[Teller], Awaitable[None]], ...] = (
    set_up,
    propose,
    decide,
    confirm,
    find,
    show_in_discord,
    choose,
    answer,
    remind,
    arrive,
    meet,
    remember,
    say_how_it_was,
    sit_down,
    look_after,
    introduce,
)
