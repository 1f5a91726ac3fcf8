"""What the made-up community has done since January, and what it talks about; ``ahead`` has what comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.meetups import Format
from bot.domain.seating import NO_RULES, SeatRules
from bot.domain.venues import Access

ZONE = ZoneInfo("Europe/Paris")
Said = tuple[str, str]
"""A text in English and in French."""


def at(month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    """An instant of the demo's year, by the clocks of Nantes."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def say(said: Said, language: str) -> str:
    """A text in one of the two languages."""
    return said[language == "fr"]


TODAY = at(5, 30, 9, 45)
"""A Saturday morning in late spring: when the demo begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A meetup of the programme; ``came`` and ``missed`` count those who said they would.

    ``photo`` is the caption of the picture that was taken, if one was.
    """

    title: Said
    format: Format
    starts_at: datetime
    area: Said
    address: str
    host: str
    description: Said = ("", "")
    bring: Said = ("", "")
    transport: Said = ("", "")
    access: tuple[Access, ...] = ()
    access_code: str = ""
    host_contact: str = ""
    is_public_place: bool = False
    backup_area: Said = ("", "")
    backup_address: str = ""
    capacity: int | None = None
    seating: SeatRules = NO_RULES
    came: int = 0
    missed: int = 0
    rounds: int = 0
    photo: Said = ("", "")
    is_remembered: bool = False
    """Whether a dozen photos, a recap and quotes are left of it."""


PAST: tuple[Gathering, ...] = (
    Gathering(
        title=("Twelfth Night cake and first faces", "La galette et les premiers visages"),
        format=Format.DRINKS,
        starts_at=at(1, 17, 16),
        area=("Hangar à Bananes", "Hangar à Bananes"),
        address="La Cale 2, quai des Antilles",
        host="camille",
        capacity=14,
        came=9,
        missed=1,
        rounds=2,
    ),
    Gathering(
        title=("Winter walk along the Erdre", "Marche d'hiver au bord de l'Erdre"),
        format=Format.WALK,
        starts_at=at(1, 31, 10, 30),
        area=("Erdre riverside", "Bords de l'Erdre"),
        address="Pont de la Motte-Rouge, rive gauche",
        host="tom",
        capacity=12,
        came=7,
    ),
    Gathering(
        title=("Crêpe night", "Soirée crêpes"),
        format=Format.MEAL,
        starts_at=at(2, 6, 19, 30),
        area=("Talensac", "Talensac"),
        address="Chez Fatou, 14 rue Jeanne-d'Arc",
        host="fatou",
        capacity=10,
        came=10,
        missed=1,
        rounds=2,
        photo=("Everybody had a go at the pan.", "Tout le monde est passé à la poêle."),
    ),
    Gathering(
        title=("Board games at the library", "Jeux de société à la bibliothèque"),
        format=Format.OTHER,
        starts_at=at(2, 21, 14),
        area=("Île de Nantes", "Île de Nantes"),
        address="Médiathèque, 15 rue de la Biche",
        host="hugo",
        capacity=16,
        came=11,
        missed=2,
        rounds=1,
    ),
    Gathering(
        title=("Mafé for twelve", "Un mafé pour douze"),
        format=Format.MEAL,
        starts_at=at(3, 7, 12, 30),
        area=("Chantenay", "Chantenay"),
        address="La Cocotte partagée, 3 place Jean-Macé",
        host="fatou",
        capacity=12,
        came=12,
        rounds=2,
        photo=("Twelve plates, no leftovers.", "Douze assiettes, pas une miette."),
    ),
    Gathering(
        title=("Street photography, gently", "Photo de rue, en douceur"),
        format=Format.WALK,
        starts_at=at(3, 21, 15),
        area=("Bouffay", "Bouffay"),
        address="Place du Bouffay, devant la statue",
        host="youssef",
        capacity=8,
        came=6,
        missed=1,
    ),
    Gathering(
        title=("Blind test", "Blind test"),
        format=Format.DRINKS,
        starts_at=at(4, 3, 20),
        area=("Trentemoult", "Trentemoult"),
        address="La Guinguette, 20 quai Marcel-Boissard",
        host="nina",
        capacity=24,
        came=18,
        missed=2,
        rounds=2,
        photo=("Table three, undefeated.", "Table trois, invaincue."),
    ),
    Gathering(
        title=("Repair café", "Café réparation"),
        format=Format.WORKSHOP,
        starts_at=at(4, 18, 14),
        area=("Doulon", "Doulon"),
        address="Maison de quartier, 2 rue de la Papotière",
        host="sarah",
        capacity=14,
        came=8,
        missed=1,
    ),
    Gathering(
        title=(
            "Round table: how does one find friends at thirty?",
            "Table ronde : l'amitié après trente ans",
        ),
        format=Format.ROUND_TABLE,
        starts_at=at(4, 25, 18),
        area=("Graslin", "Graslin"),
        address="La Perle, 4 rue Scribe",
        host="jules",
        capacity=20,
        came=14,
        missed=1,
        rounds=2,
    ),
    Gathering(
        title=(
            "Machines of the Isle, with someone who builds them",
            "Les Machines, vues par qui les construit",
        ),
        format=Format.VISIT,
        starts_at=at(5, 9, 11),
        area=("Île de Nantes", "Île de Nantes"),
        address="Les Nefs, entrée nord",
        host="margaux",
        capacity=15,
        came=12,
        missed=2,
        rounds=1,
    ),
    Gathering(
        title=("Drinks by the Loire", "Apéro au bord de la Loire"),
        format=Format.DRINKS,
        starts_at=at(5, 16, 19),
        area=("Quai de la Fosse", "Quai de la Fosse"),
        address="Ponton Belem, face au 48",
        host="camille",
        capacity=20,
        came=15,
        missed=1,
        rounds=2,
        photo=("The light, around nine.", "La lumière, vers neuf heures."),
    ),
    Gathering(
        title=("Herons and a thermos", "Des hérons et un thermos"),
        format=Format.WALK,
        starts_at=at(5, 23, 8, 30),
        area=("Lac de Grand-Lieu", "Lac de Grand-Lieu"),
        address="Maison du lac, Bouaye",
        host="elodie",
        capacity=9,
        came=7,
        missed=1,
        is_remembered=True,
    ),
)

CHATTER: tuple[tuple[str, str, Said], ...] = (
    (
        "general",
        "nina",
        (
            "Still humming Saturday's last song. Send help.",
            "J'ai encore la dernière chanson en tête. À l'aide.",
        ),
    ),
    (
        "general",
        "bastien",
        ("First honey of the year! I'll bring some.", "Premier miel de l'année ! J'en apporte."),
    ),
    (
        "general",
        "louise",
        (
            "Hello everyone, I have just moved here. Where do people meet?",
            "Bonjour tout le monde, je viens d'arriver. Où est-ce qu'on se retrouve ?",
        ),
    ),
    (
        "general",
        "priya",
        (
            "Welcome Louise! Come on Sunday, I'll introduce you to half the table.",
            "Bienvenue Louise ! Viens dimanche, je te présente la moitié de la table.",
        ),
    ),
    (
        "guests",
        "emily",
        (
            "Bonjour ! Je cherche quelqu'un pour parler français doucement.",
            "Hello! Is there a table where I may speak English slowly?",
        ),
    ),
    (
        "guests",
        "diego",
        ("Moi aussi. On se corrige ?", "There is now. Bring your questions about cheese."),
    ),
    (
        "ideas",
        "chloe",
        (
            "Would anyone climb with me in Clisson one of these evenings?",
            "Qui viendrait grimper à Clisson un de ces soirs ?",
        ),
    ),
    (
        "moderators",
        "camille",
        (
            "I tried the forum as announcement channel for the film night: a post for each meetup. Keep it?",
            "J'ai essayé le forum comme salon d'annonces pour la soirée ciné : un fil par sortie. On garde ?",
        ),
    ),
    (
        "moderators",
        "aicha",
        (
            "Six newcomers this month who have met nobody yet. Let's seat them well.",
            "Six personnes arrivées ce mois-ci n'ont encore vu personne. Plaçons-les bien.",
        ),
    ),
)
