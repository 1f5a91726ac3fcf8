"""The forty made-up members of the demo's community: who they are, what they speak, what they look like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from demo.looks import Look


class Part(StrEnum):
    """What somebody is in the community."""

    MODERATOR = "moderator"
    AMBASSADOR = "ambassador"
    MEMBER = "member"
    NEWCOMER = "newcomer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """A made-up member; ``key`` is their user name, ``bio`` what they wrote in their own language."""

    key: str
    name: str
    language: str
    bio: str
    look: Look
    part: Part = Part.MEMBER


def _look(words: str, *extras: str) -> Look:
    skin, hair, style, clothes, background = words.split()
    return Look(skin=skin, hair=hair, style=style, clothes=clothes, background=background, extras=extras)


def _person(key: str, name: str, language: str, bio: str, look: Look, part: Part = Part.MEMBER) -> Character:
    return Character(key=key, name=name, language=language, bio=bio, look=look, part=part)


CAST: tuple[Character, ...] = (
    _person(
        "camille",
        "Camille",
        "fr",
        "Anime la communauté depuis le premier apéro. Aime les grandes tables et les listes bien rangées.",
        _look("rose auburn wavy terracotta butter", "freckles", "earrings"),
        Part.MODERATOR,
    ),
    _person(
        "tom",
        "Tom",
        "en",
        "Moved to Nantes for a year, seven years ago. Runs the walks and always knows where the rain is.",
        _look("porcelain ginger quiff forest powder", "beard", "stripes"),
        Part.MODERATOR,
    ),
    _person(
        "aicha",
        "Aïcha",
        "fr",
        "Veille à ce que chacun trouve une place à table. Collectionne les recettes de grand-mère.",
        _look("amber plum headscarf mustard mint", "grin"),
        Part.MODERATOR,
    ),
    _person(
        "lea",
        "Léa",
        "fr",
        "Illustratrice. Dessine les gens pendant qu'ils parlent, puis leur donne le dessin.",
        _look("sand dark bob lilac peach", "glasses"),
        Part.AMBASSADOR,
    ),
    _person(
        "mehdi",
        "Mehdi",
        "fr",
        "Fait du vélo même quand il grêle. Toujours partant pour un thé à la menthe après.",
        _look("honey black short navy clay", "beard"),
        Part.AMBASSADOR,
    ),
    _person(
        "priya",
        "Priya",
        "en",
        "Data by day, dosa by night. Will introduce you to three people before you sit down.",
        _look("amber black long brick butter", "earrings", "grin"),
        Part.AMBASSADOR,
    ),
    _person(
        "jules",
        "Jules",
        "fr",
        "Libraire rive droite. Recommande un livre à chaque rencontre, jamais le même.",
        _look("porcelain brown curls cream sage", "gold_glasses", "collar"),
        Part.AMBASSADOR,
    ),
    _person(
        "nina",
        "Nina",
        "fr",
        "Chante faux avec conviction. Organise les blind tests.",
        _look("cocoa black afro rose lavender", "earrings", "grin"),
    ),
    _person(
        "hugo",
        "Hugo",
        "fr",
        "Boulanger le matin, joueur de société le soir.",
        _look("rose blond buzz sky peach", "stubble"),
    ),
    _person(
        "sarah",
        "Sarah",
        "en",
        "Potter, allotment keeper, terrible at chess and very fond of it.",
        _look("porcelain blond ponytail forest blush", "freckles"),
    ),
    _person(
        "youssef",
        "Youssef",
        "fr",
        "Photographe de rue. Demande toujours avant de déclencher.",
        _look("chestnut auburn turban charcoal sage", "moustache"),
    ),
    _person(
        "margaux",
        "Margaux",
        "fr",
        "Architecte. Connaît l'histoire de chaque façade du quai de la Fosse.",
        _look("sand brown bun navy mint", "gold_glasses"),
    ),
    _person(
        "diego",
        "Diego",
        "en",
        "From Valparaíso by way of everywhere. Learning French one cheese at a time.",
        _look("honey black quiff terracotta powder", "stubble", "grin"),
    ),
    _person(
        "chloe",
        "Chloé",
        "fr",
        "Kiné et grimpeuse. Sait où dorment les meilleurs blocs de Clisson.",
        _look("porcelain dark ponytail lilac butter", "headband"),
    ),
    _person(
        "kofi",
        "Kofi",
        "en",
        "Jazz bass, Sunday football, endless curiosity about your job.",
        _look("ebony black buzz mustard mint", "grin", "collar"),
    ),
    _person(
        "manon",
        "Manon",
        "fr",
        "Sage-femme. Dort peu, rit beaucoup, arrive parfois en retard.",
        _look("rose auburn long cream lavender", "freckles"),
    ),
    _person(
        "bastien",
        "Bastien",
        "fr",
        "Apiculteur sur les toits. Apporte du miel.",
        _look("sand brown short mustard sage", "beard", "glasses"),
    ),
    _person(
        "ines",
        "Inès",
        "fr",
        "Thèse sur les estuaires, passion pour les marées et les nouilles.",
        _look("honey dark curly_bob terracotta powder"),
    ),
    _person(
        "will",
        "Will",
        "en",
        "Teaches English, collects puns, apologises for both.",
        _look("porcelain grey short charcoal clay", "glasses", "grin"),
    ),
    _person(
        "fatou",
        "Fatou",
        "fr",
        "Cuisine pour vingt comme pour deux. Le mafé du mois de mars, c'était ici.",
        _look("cocoa teal headscarf terracotta butter", "earrings"),
    ),
    _person(
        "antoine",
        "Antoine",
        "fr",
        "Marin à quai. Raconte les tempêtes, seulement si on demande.",
        _look("sand grey quiff navy powder", "beard", "stripes"),
    ),
    _person(
        "mai",
        "Mai",
        "en",
        "Ceramics, karaoke, quiet corners. Happy in any of the three.",
        _look("porcelain black bob rose mint"),
    ),
    _person(
        "leo",
        "Léo",
        "fr",
        "Étudiant en musicologie. Joue du hautbois, parle surtout de synthés.",
        _look("rose dark curls sky lavender"),
    ),
    _person(
        "zoe",
        "Zoé",
        "fr",
        "Vétérinaire. Montre volontiers des photos de loutres.",
        _look("chestnut dark braids forest peach", "grin"),
    ),
    _person(
        "oscar",
        "Oscar",
        "en",
        "Swedish, hence punctual. Brings cinnamon buns as an apology for it.",
        _look("porcelain blond short cream powder", "freckles"),
    ),
    _person(
        "elodie",
        "Élodie",
        "fr",
        "Bibliothécaire et marcheuse. Compte les hérons.",
        _look("sand ginger long_fringe forest sage", "glasses"),
    ),
    _person(
        "samir",
        "Samir",
        "fr",
        "Développeur, père de jumeaux, roi du couscous du dimanche.",
        _look("honey black bald sky clay", "beard", "glasses"),
    ),
    _person(
        "grace",
        "Grace",
        "en",
        "Nurse, gospel alto, unbeaten at table football.",
        _look("ebony plum locs lilac butter", "earrings", "grin"),
    ),
    _person(
        "paul",
        "Paul",
        "fr",
        "Retraité du train. Connaît tous les horaires, n'en respecte plus aucun.",
        _look("rose white bald brick mint", "moustache", "gold_glasses"),
    ),
    _person(
        "juliette",
        "Juliette",
        "fr",
        "Costumière. Recoud les boutons des autres pendant l'apéro.",
        _look("porcelain auburn bun rose blush", "flower"),
    ),
    _person(
        "amine",
        "Amine",
        "fr",
        "Improvisateur du mardi. Dit oui à tout, parfois trop vite.",
        _look("honey dark curls brick powder", "stubble", "grin"),
    ),
    _person(
        "hana",
        "Hana",
        "en",
        "Robotics, rock pools, and rather good at darts.",
        _look("sand black ponytail navy peach", "glasses"),
    ),
    _person(
        "gwen",
        "Gwen",
        "fr",
        "Sonneuse de bombarde. Prévient les voisins, puis joue quand même.",
        _look("porcelain teal bob charcoal lavender", "freckles"),
    ),
    _person(
        "rafael",
        "Rafael",
        "en",
        "Urban sketcher and amateur baker, both with more joy than skill.",
        _look("amber black wavy mustard mint", "beard"),
    ),
    _person(
        "louise",
        "Louise",
        "fr",
        "Arrive tout juste de Lille. Cherche un groupe pour courir, ou juste pour parler.",
        _look("rose blond bun sky butter"),
        Part.NEWCOMER,
    ),
    _person(
        "adam",
        "Adam",
        "fr",
        "Nouveau en ville, prof de maths, un peu timide au début.",
        _look("chestnut black short cream sage", "glasses"),
        Part.NEWCOMER,
    ),
    _person(
        "emily",
        "Emily",
        "en",
        "Just landed from Leeds. Knows nobody yet, plans to fix that.",
        _look("porcelain brown long_fringe terracotta powder", "grin", "freckles"),
        Part.NEWCOMER,
    ),
    _person(
        "moussa",
        "Moussa",
        "fr",
        "Designer sonore. Premier hiver à Nantes survécu, première tablée à venir.",
        _look("ebony black curls forest clay", "beard"),
        Part.NEWCOMER,
    ),
    _person(
        "clara",
        "Clara",
        "fr",
        "Reconversion en menuiserie. Les mains pleines d'échardes, la tête pleine de plans.",
        _look("sand auburn wavy mustard lavender", "headband"),
        Part.NEWCOMER,
    ),
    _person(
        "ravi",
        "Ravi",
        "en",
        "Here for a two-year research contract and, ideally, some friends.",
        _look("chestnut black quiff charcoal mint", "stubble", "gold_glasses"),
        Part.NEWCOMER,
    ),
)
