"""What is due next and seen by somebody, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from babel.dates import format_datetime, format_timedelta, get_timezone

from bot.domain.checkins import OPENS_BEFORE
from bot.domain.meetups import State
from bot.services import agenda, mirroring
from demo.programme import ZONE
from demo.stage import LOCALES

if TYPE_CHECKING:
    from bot.services.meetups import Overview
    from bot.storage.jobs import Job
    from demo.stage import Stage

WORDS: dict[str, tuple[str, str]] = {
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
    agenda.TURNOUT_ASKED: ("What to do about {title}, with so few?", "Que faire de {title}, à si peu ?"),
    agenda.TURNOUT_TOLD: ("Whether {title} takes place is told", "Le sort de {title} est annoncé"),
    agenda.RIPE: ("Only a date is missing for {title}", "Il ne manque qu'une date à {title}"),
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
    agenda.ROUND: ("A new round at {title}", "Un nouveau tour à {title}"),
    agenda.ROUND_CALL: ("A round at {title} is called", "Un tour à {title} est annoncé"),
    agenda.ROUND_SOON: ("A round at {title} is nearly over", "Un tour à {title} se termine bientôt"),
    agenda.ROUND_NEXT: ("The next round at {title}", "Le tour suivant à {title}"),
    agenda.ROUND_OVER: ("The rounds at {title} are over", "Les tours à {title} sont finis"),
    agenda.TEAM: ("Those who now organise {title} are told", "L'équipe de {title} est prévenue"),
    agenda.POSTPONED: ("{title} is postponed", "{title} est reportée"),
    agenda.EXPIRED: ("{title} has expired", "{title} a expiré"),
    agenda.EXPIRY: ("Nobody decided about {title}: it expires", "Sans décision, {title} expire"),
    agenda.EXPIRY_NOTICE: (
        "Whoever proposed {title} hears that it will expire",
        "L'auteur de la proposition {title} apprend qu'elle va expirer",
    ),
    agenda.QUESTION: ("The moderators ask about {title}", "La modération pose une question sur {title}"),
    agenda.REPLY: ("An answer about {title}", "Une réponse au sujet de {title}"),
    agenda.DIRECT: ("Somebody is written to", "Un message privé part"),
    agenda.INSTEAD: ("What a private message could not say", "Ce qu'un message privé n'a pas pu dire"),
    agenda.TROUBLE: ("Moderators hear what I may not do", "La modération apprend ce qui m'est interdit"),
    agenda.MISSED: ("Who was missed at {title} is asked", "On prend des nouvelles des absents de {title}"),
    agenda.POLL_RESULT: ("The result about {title}", "Le résultat pour {title}"),
    agenda.POLL_CHANGED: ("A change of the poll about {title}", "Un changement du sondage sur {title}"),
    agenda.POLL_SUGGESTED: ("A new option about {title}", "Un choix ajouté pour {title}"),
    agenda.SERIES: ("The next date of a series is made", "La date suivante d'une série est créée"),
    agenda.INTROS_WARN: ("Those who take part hear of the next intros", "Les mises en relation s'annoncent"),
    agenda.INTROS_MAKE: ("Intros are made", "Les mises en relation se font"),
    agenda.INTRO_WARNING: ("Somebody hears of the next intros", "Les mises en relation s'annoncent"),
    agenda.INTRO_ASLEEP: ("Somebody hears that they pause", "Une pause des mises en relation est annoncée"),
    agenda.INTRO_ALONE: ("Somebody hears that nobody was found", "Personne n'a été trouvé, et c'est dit"),
    agenda.INTRO_OPEN: ("An intro", "Une mise en relation"),
    agenda.INTRO_ASK: ("Did they meet?", "Se sont-ils rencontrés ?"),
    agenda.INTRO_MET: ("They have met", "La rencontre a eu lieu"),
    mirroring.ARCHIVE: (
        "The thread of {title} is archived, its role deleted",
        "Le fil de {title} est archivé, son rôle supprimé",
    ),
    mirroring.EVENT: ("Discord's event of {title} follows", "L'événement Discord de {title} suit"),
    mirroring.ROLES: ("Roles are given and taken back", "Des rôles sont donnés et repris"),
    mirroring.WELCOME: ("Who comes to {title} is added to its thread", "Le fil de {title} accueille"),
}
UNSEEN = frozenset({agenda.BOARD, agenda.BOARD_DOWN, agenda.INVITE, agenda.ROUND_PAINT, agenda.ROUND_SEATS})
"""What repaints something, or asks those who wished to be asked: here nobody has."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to come: what, when on the wall clock, and how long from now."""

    what: str
    when: str
    wait: str
    at: datetime


async def due(stage: Stage, language: str, limit: int = 6) -> list[Due]:
    """What somebody will see next, the soonest first; several painted at one instant count once."""
    found: dict[tuple[str, datetime], Due] = {}
    for job in await stage.upcoming(limit * 8):
        if len(found) == limit:
            break
        meetup_id = job.payload.get("meetup_id")
        overview = await stage.bot.services.meetups.overview_of(meetup_id) if meetup_id else None
        if not await _is_seen(stage, job, overview):
            continue
        what = _what(job, overview, language)
        wait = job.due_at - stage.now()
        found.setdefault(
            (what, job.due_at), Due(what, clock(job.due_at, language), _wait(wait, language), job.due_at)
        )
    return list(found.values())


def clock(instant: datetime, language: str) -> str:
    """An instant as the clocks of the community show it."""
    day = "d" if language == "en" or instant.astimezone(ZONE).day > 1 else "d'er'"
    hour = "H:mm" if language == "en" else "H\u00a0'h'\u00a0mm"
    pattern = f"EEEE {day} MMMM, {hour}"
    return str(format_datetime(instant, pattern, tzinfo=get_timezone(ZONE.key), locale=_babel(language)))


async def _is_seen(stage: Stage, job: Job, overview: Overview | None) -> bool:
    """Whether anybody will see anything of it, as far as can be told now."""
    if job.kind in UNSEEN:
        return False
    if job.kind == agenda.REMINDER:
        audience = await stage.bot.services.reminders.audience(job)
        return audience is not None and bool(audience.in_thread or audience.by_letter)
    if job.kind == agenda.DECIDE_MAYBE:
        return overview is not None and bool(overview.roster.maybe)
    is_off = overview is not None and overview.meetup.state is State.CANCELLED
    return not is_off or job.kind in {agenda.CANCELLED, mirroring.ARCHIVE}


def _what(job: Job, overview: Overview | None, language: str) -> str:
    plan = overview.meetup.plan if overview else None
    kind = job.kind
    if plan and plan.starts_at and job.kind == agenda.CARD:
        turns = {plan.starts_at - OPENS_BEFORE: "opens", plan.starts_at: "begins", plan.ends_at: "ends"}
        kind = turns.get(job.due_at, kind)
    words = WORDS[kind][language == "fr"]
    lead = _span(timedelta(seconds=job.payload.get("lead", 0)), language)
    title = plan.title if plan else "—"
    quoted = f"“{title}”" if language == "en" else f"« {title} »"
    return typeset(words.format(title=quoted, lead=lead), language)


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
