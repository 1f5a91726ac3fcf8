"""The words of the control page, in both languages, and what it invites to try."""

from __future__ import annotations

from dataclasses import dataclass

PAGE: dict[str, dict[str, str]] = {
    "en": {
        "title": "Tablée, on a simulated Discord",
        "motto": "from the keyboard to the table",
        "real": "The real bot and a made-up community; SimCord plays Discord. No token, no network.",
        "as": "You are",
        "choose": "Choose who you are",
        "roles": "Roles",
        "events": "Events",
        "channels": "Channels",
        "threads": "Threads",
        "dms": "Private messages",
        "now": "It is now",
        "hour": "+1 hour",
        "day": "+1 day",
        "next": "To the next thing due",
        "still": "Reminders, offers and photos come when their time does.",
        "moving": "Time passes…",
        "ran_none": "Nothing was due.",
        "ran": "{n} things happened on the way.",
        "ran_one": "One thing happened.",
        "due": "Due next",
        "nothing_due": "Nothing is due. Schedule a meetup.",
        "try": "Try this",
        "as_new": "As somebody new",
        "as_moderator": "As a moderator",
        "as_time": "As time passes",
        "go": "Take me there",
        "copy": "Copy",
        "copied": "Copied",
        "welcome": "Choose a channel",
        "welcome_more": "It opens here, as the person you chose on the left. Type / for the commands.",
        "own_tab": "Open in its own tab",
        "back": "Back",
        "show_all": "Show all people",
        "elsewhere": "Now shown in another window of yours. Choose a channel to bring it back.",
        "ended": "The demo has ended. Start it again with make demo.",
        "moderator": "moderator",
        "ambassador": "ambassador",
        "newcomer": "newcomer",
        "member": "member",
    },
    "fr": {
        "title": "Tablée, sur un Discord simulé",
        "motto": "du clavier à la table",
        "real": "Le vrai bot, une communauté inventée ; SimCord joue Discord. Ni jeton, ni réseau.",
        "as": "Vous êtes",
        "choose": "Qui voulez-vous être ?",
        "roles": "Rôles",
        "events": "Événements",
        "channels": "Salons",
        "threads": "Fils",
        "dms": "Messages privés",
        "now": "Nous sommes",
        "hour": "+1 heure",
        "day": "+1 jour",
        "next": "Prochaine échéance",
        "still": "Rappels, places et photos viennent à leur heure.",
        "moving": "Le temps passe…",
        "ran_none": "Rien n'était prévu.",
        "ran": "Il s'est passé {n} choses en chemin.",
        "ran_one": "Il s'est passé une chose.",
        "due": "Prochaines échéances",
        "nothing_due": "Rien n'est prévu. Programmez une rencontre.",
        "try": "À essayer",
        "as_new": "Quand on vient d'arriver",
        "as_moderator": "Côté modération",
        "as_time": "Au fil du temps",
        "go": "J'y vais",
        "copy": "Copier",
        "copied": "Copié",
        "welcome": "Choisissez un salon",
        "welcome_more": "Il s'ouvre ici, vu par la personne choisie à gauche. Tapez / pour les commandes.",
        "own_tab": "Ouvrir dans un onglet",
        "back": "Retour",
        "show_all": "Voir tout le monde",
        "elsewhere": "Affiché dans une autre fenêtre. Choisissez un salon pour le retrouver ici.",
        "ended": "La démo est terminée. Relancez-la avec make demo.",
        "moderator": "modération",
        "ambassador": "ambassade",
        "newcomer": "à accueillir",
        "member": "membre",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One thing to try: as whom (in each language), where, and what to type or let pass, if anything.

    ``part`` is the heading it stands under, a text of the page.
    """

    part: str
    text: tuple[str, str]
    key: tuple[str, str]
    channel: str = "general"
    command: str = ""
    clock: str = ""


_NEW, _MODERATOR = ("emily", "louise"), ("tom", "camille")
TRIES: tuple[Try, ...] = (
    Try(
        part="as_new",
        key=_NEW,
        channel="forum",
        text=(
            "Two seats are kept for newcomers: press Going, then “How do I get there?”. You get a role, too.",
            "Deux places pour les nouvelles têtes : « Je viens », puis « Comment y aller ? ». Un rôle suit.",
        ),
    ),
    Try(
        part="as_new",
        key=("ravi", "adam"),
        channel="announcements",
        text=(
            "Say “I'd come” to the bread workshop: at seven it is on. Then vote in the poll about pottery.",
            "Dites « Je viendrais » à l'atelier pain : à sept, il a lieu. Puis votez pour la poterie.",
        ),
    ),
    Try(
        part="as_new",
        key=_NEW,
        channel="ideas",
        command="meetup propose",
        text=(
            "Propose a meetup. Write “saturday 7pm; sunday 2pm” as the date, and people vote.",
            "Proposez une rencontre. Écrivez « samedi 19h ; dimanche 14h » comme date, et l'on vote.",
        ),
    ),
    Try(
        part="as_new",
        key=_NEW,
        channel="general",
        command="calendar",
        text=(
            "Subscribe to your meetups: make a link, and open it in a new tab.",
            "Abonnez votre agenda : créez un lien, et ouvrez-le dans un onglet.",
        ),
    ),
    Try(
        part="as_moderator",
        key=_MODERATOR,
        channel="moderators",
        command="meetup queue",
        text=(
            "See what is proposed: confirm, decline with a reason, or ask, as Aïcha asked Hugo.",
            "Voyez ce qui est proposé : confirmez, refusez, ou demandez, comme Aïcha à Hugo.",
        ),
    ),
    Try(
        part="as_moderator",
        key=_MODERATOR,
        channel="announcements",
        command="meetup answers",
        text=(
            "Eight would like one of the “Six chairs at Fatou's”: choose who comes, and tell everybody.",
            "À huit pour « Six chaises chez Fatou » : choisissez qui vient, puis annoncez-le.",
        ),
    ),
    Try(
        part="as_moderator",
        key=_MODERATOR,
        channel="announcements",
        command="meetup edit",
        text=(
            "Rain on Sunday? Move the walk to its Plan B: all who come are asked whether they still do.",
            "Pluie dimanche ? Passez la balade au plan B : on demande à chacun s'il vient toujours.",
        ),
    ),
    Try(
        part="as_moderator",
        key=_MODERATOR,
        channel="moderators",
        command="setup",
        text=(
            "Look at the set-up: language, reminders, roles, events, what the bot may do.",
            "Regardez les réglages : langue, rappels, rôles, événements, ce que le bot peut faire.",
        ),
    ),
    Try(
        part="as_time",
        key=("sarah", "elodie"),
        channel="announcements",
        text=(
            "Sunday's walk is full. Give your seat up with Can't: it is offered to the first in line.",
            "La balade de dimanche est complète. Cédez votre place : elle est proposée à qui attend.",
        ),
    ),
    Try(
        part="as_time",
        key=_NEW,
        clock="next",
        text=(
            "In the walk's thread, those who come are asked whether they still do; Priya gets a message.",
            "Dans le fil de la balade, on demande à chacun s'il vient toujours ; Priya reçoit un message.",
        ),
    ),
    Try(
        part="as_time",
        key=_MODERATOR,
        channel="announcements",
        command="checkin list",
        text=(
            "On Sunday at eleven, check people in with one tap each; or show the code of the table.",
            "Dimanche à onze heures, pointez d'un geste ; ou affichez le code de la table.",
        ),
    ),
    Try(
        part="as_time",
        key=_MODERATOR,
        channel="announcements",
        command="icebreaker start",
        text=(
            "Pair those present: people who have never met, with something to talk about.",
            "Formez des paires : des gens qui ne se connaissent pas, et de quoi parler.",
        ),
    ),
    Try(
        part="as_time",
        key=_NEW,
        clock="day",
        text=(
            "A day later the photos are there, and improv on Tuesday has too few: its host is asked.",
            "Un jour plus tard, les photos sont là, et l'impro de mardi manque de monde : qu'en faire ?",
        ),
    ),
)
