"""What is due next, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from babel.dates import format_datetime, format_timedelta, get_timezone

from bot.domain.checkins import OPENS_BEFORE
from bot.services import agenda
from demo.programme import ZONE
from demo.stage import LOCALES

if TYPE_CHECKING:
    from bot.storage.jobs import Job
    from demo.stage import Stage

_WORDS: dict[str, tuple[str, str]] = {
    "opens": ("Check-in opens for {title}", "Le pointage de {title} s'ouvre"),
    "begins": ("{title} begins", "Début de {title}"),
    "ends": ("{title} ends", "Fin de {title}"),
    agenda.CARD: ("The card of {title} is painted again", "La carte de {title} est mise à jour"),
    agenda.REMINDER: (
        "Reminder to those coming to {title}, {lead} before the start",
        "Rappel à celles et ceux qui viennent à {title}, {lead} avant le début",
    ),
    agenda.PROMOTED: ("Somebody hears that a seat is free at {title}", "Une place se libère à {title}"),
    agenda.OFFER: ("A seat at {title} is offered", "Une place pour {title} est proposée"),
    agenda.OFFER_OVER: ("An offer at {title} ended", "Une place proposée pour {title} ne l'est plus"),
    agenda.SETTLE: ("Seats at {title} are passed on", "Des places pour {title} sont transmises"),
    agenda.SEAT_OPEN: ("A seat at {title} is for whoever is first", "Une place pour {title}, à qui la prend"),
    agenda.CHOSEN: ("Those chosen for {title} are told", "Le choix pour {title} est annoncé"),
    agenda.ANSWERED_FOR: ("Somebody was answered for at {title}", "Une réponse est donnée pour {title}"),
    agenda.DECIDE_MAYBE: (
        "Those who said maybe to {title} are asked to decide",
        "Les « peut-être » de {title} sont invités à trancher",
    ),
    agenda.TURNOUT: ("Is {title} on? The number is counted", "On fait le compte pour {title}"),
    agenda.TURNOUT_TOLD: ("Whether {title} takes place is told", "Le sort de {title} est annoncé"),
    agenda.SCHEDULED: ("{title} is announced", "{title} est annoncée"),
    agenda.CHANGED: ("A change to {title} is told", "Un changement de {title} est annoncé"),
    agenda.CANCELLED: ("The cancellation of {title} is told", "L'annulation de {title} est annoncée"),
    agenda.DECLINED: ("The proposer of {title} gets an answer", "Réponse est faite à la proposition {title}"),
    agenda.PHOTOS: ("The photo thread of {title} opens", "Le fil photo de {title} s'ouvre"),
    agenda.FEEDBACK: ("How was {title}?", "Comment était {title} ?"),
    agenda.TAKEN_DOWN: ("A photo of {title} is gone", "Une photo de {title} disparaît"),
    agenda.RECAP_AGAIN: ("The recap of {title} is mended", "Le récap de {title} est refait"),
    agenda.ALBUM_END: ("The album of {title} is deleted", "L'album de {title} est supprimé"),
    agenda.THANKS: ("Recap of {title}", "Récap de {title}"),
    agenda.POLL: ("The poll about {title} is painted again", "Le sondage sur {title} est mis à jour"),
    agenda.POLL_CLOSE: ("The poll about {title} closes", "Le sondage sur {title} se ferme"),
    agenda.POLL_NUDGE: (
        "Those who have not voted on {title} are reminded",
        "Rappel du sondage sur {title} à qui n'a pas voté",
    ),
    agenda.SILENT: (
        "Whoever said nothing frees a seat at {title}",
        "Qui n'a rien dit libère sa place à {title}",
    ),
    agenda.SEAT_LAPSED: ("Freed seats at {title} are told", "Des places libérées à {title} sont annoncées"),
    agenda.BOARD: ("The agenda follows", "L'agenda se met à jour"),
    agenda.ROUND: ("A new round at {title}", "Un nouveau tour à {title}"),
}
_OTHERWISE = ("{title}: {kind}", "{title} : {kind}")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to come: what, when on the wall clock, and how long from now."""

    what: str
    when: str
    wait: str
    at: datetime


async def due(stage: Stage, language: str, limit: int = 6) -> list[Due]:
    """What comes next, the soonest first; several painted at one instant count once."""
    found: dict[tuple[str, datetime], Due] = {}
    for job in await stage.upcoming(limit * 3):
        what = await _what(stage, job, language)
        wait = job.due_at - stage.now()
        found.setdefault(
            (what, job.due_at), Due(what, clock(job.due_at, language), _wait(wait, language), job.due_at)
        )
    return list(found.values())[:limit]


def clock(instant: datetime, language: str) -> str:
    """An instant as the clocks of the community show it."""
    day = "d" if language == "en" or instant.astimezone(ZONE).day > 1 else "d'er'"
    hour = "H:mm" if language == "en" else "H\u00a0'h'\u00a0mm"
    pattern = f"EEEE {day} MMMM, {hour}"
    return str(format_datetime(instant, pattern, tzinfo=get_timezone(ZONE.key), locale=_babel(language)))


async def _what(stage: Stage, job: Job, language: str) -> str:
    meetup_id = job.payload.get("meetup_id")
    overview = await stage.bot.services.meetups.overview_of(meetup_id) if meetup_id else None
    plan = overview.meetup.plan if overview else None
    kind = job.kind
    if plan and plan.starts_at and job.kind == agenda.CARD:
        turns = {plan.starts_at - OPENS_BEFORE: "opens", plan.starts_at: "begins", plan.ends_at: "ends"}
        kind = turns.get(job.due_at, kind)
    words = _WORDS.get(kind, _OTHERWISE)[language == "fr"]
    lead = _span(timedelta(seconds=job.payload.get("lead", 0)), language)
    title = plan.title if plan else "—"
    quoted = f"“{title}”" if language == "en" else f"« {title} »"
    return typeset(words.format(title=quoted, lead=lead, kind=kind), language)


def typeset(text: str, language: str) -> str:
    """French with the spaces that no line may break at."""
    if language != "fr":
        return text
    for mark in ";:!?»":
        text = text.replace(f" {mark}", f"\u00a0{mark}")
    return text.replace("« ", "«\u00a0")


def _wait(span: timedelta, language: str) -> str:
    if span < timedelta(seconds=1):
        return {"en": "now", "fr": "maintenant"}[language]
    return until(span, language)


def until(span: timedelta, language: str) -> str:
    """How far off an instant is: "in 2 hours", "il y a 3 jours"."""
    return str(format_timedelta(span, threshold=1.4, add_direction=True, locale=_babel(language)))


def _span(span: timedelta, language: str) -> str:
    return str(format_timedelta(span, threshold=1.4, locale=_babel(language)))


def _babel(language: str) -> str:
    return LOCALES[language].replace("-", "_")
