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
        "channels": "Channels",
        "threads": "Threads",
        "dms": "Private messages",
        "now": "It is now",
        "hour": "+1 hour",
        "day": "+1 day",
        "next": "To the next thing due",
        "moving": "Time passes…",
        "ran_none": "Nothing was due.",
        "ran": "{n} things happened on the way.",
        "ran_one": "One thing happened.",
        "due": "Due next",
        "nothing_due": "Nothing is due. Schedule a meetup.",
        "try": "Try this",
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
        "channels": "Salons",
        "threads": "Fils",
        "dms": "Messages privés",
        "now": "Nous sommes",
        "hour": "+1 heure",
        "day": "+1 jour",
        "next": "Jusqu'à la prochaine échéance",
        "moving": "Le temps passe…",
        "ran_none": "Rien n'était prévu.",
        "ran": "Il s'est passé {n} choses en chemin.",
        "ran_one": "Il s'est passé une chose.",
        "due": "Prochaines échéances",
        "nothing_due": "Rien n'est prévu. Programmez une rencontre.",
        "try": "À essayer",
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
    """One thing to try: as whom (in each language), where, and what to type or let pass, if anything."""

    text: tuple[str, str]
    key: tuple[str, str]
    channel: str = "general"
    command: str = ""
    clock: str = ""


TRIES: tuple[Try, ...] = (
    Try(
        key=("tom", "camille"),
        channel="moderators",
        command="setup",
        text=(
            "Look at the set-up: language, zone, channel, what the bot may do.",
            "Regardez les réglages : langue, fuseau, salon, ce que le bot peut faire.",
        ),
    ),
    Try(
        key=("emily", "louise"),
        channel="ideas",
        command="meetup propose",
        text=(
            "Propose a meetup. Write “saturday 7pm; sunday 2pm” as the date, and people vote.",
            "Proposez une rencontre. Écrivez « samedi 19h ; dimanche 14h » comme date, et l'on vote.",
        ),
    ),
    Try(
        key=("ravi", "adam"),
        channel="announcements",
        text=(
            "Say “I'd come” on the bread workshop, and vote in the poll about pottery.",
            "Répondez à l'atelier pain, puis votez au sondage sur la poterie.",
        ),
    ),
    Try(
        key=("tom", "camille"),
        channel="announcements",
        text=(
            "As a moderator, press Confirm on the bread workshop: it is on, and those interested hear of it.",
            "En modération, confirmez l'atelier pain : il a lieu, et les personnes intéressées l'apprennent.",
        ),
    ),
    Try(
        key=("sarah", "elodie"),
        channel="announcements",
        text=(
            "Sunday's walk is full. Give your seat up with Can't: the first in line gets it, and is told.",
            "La balade de dimanche est complète. Cédez votre place : qui attend en premier l'obtient.",
        ),
    ),
    Try(
        key=("kofi", "manon"),
        clock="next",
        text=(
            "Let time pass to the next thing due: the reminder reaches those coming, in the walk's thread.",
            "Avancez jusqu'à la prochaine échéance : le rappel arrive dans le fil de la balade.",
        ),
    ),
    Try(
        key=("tom", "camille"),
        channel="announcements",
        command="checkin list",
        text=(
            "On Sunday at eleven, check people in with one tap each; or show the code of the table.",
            "Dimanche à onze heures, pointez d'un geste ; ou affichez le code de la table.",
        ),
    ),
    Try(
        key=("tom", "camille"),
        channel="announcements",
        command="icebreaker start",
        text=(
            "Pair those present: people who have never met, with something to talk about.",
            "Formez des paires : des gens qui ne se connaissent pas, et de quoi parler.",
        ),
    ),
    Try(
        key=("emily", "louise"),
        clock="day",
        text=(
            "A day later the photo thread is open; three days later the thank-you tells the numbers.",
            "Un jour plus tard, le fil photo est ouvert ; trois jours plus tard, le bilan.",
        ),
    ),
    Try(
        key=("oscar", "hugo"),
        channel="general",
        command="meetup list",
        text=(
            "See what is coming up; then show, edit or cancel a meetup you organise.",
            "Voyez ce qui se prépare ; puis affichez, modifiez ou annulez une rencontre à vous.",
        ),
    ),
)
