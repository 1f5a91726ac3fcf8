"""What the made-up community has done since January, and what it has ahead of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.meetups import Format

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
    capacity: int | None = None
    came: int = 0
    missed: int = 0
    rounds: int = 0
    photo: Said = ("", "")
    host_picks: bool = False
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

FULL = Gathering(
    title=("Sunday walk and picnic", "Balade et pique-nique du dimanche"),
    format=Format.WALK,
    starts_at=at(5, 31, 11),
    area=("Vertou, by the Sèvre", "Vertou, bords de Sèvre"),
    address="Chaussée aux Moines, devant l'écluse",
    host="tom",
    description=(
        "Eight kilometres, flat, dogs welcome. Bring something to share.",
        "Huit kilomètres sans dénivelé, chiens bienvenus. Chacun apporte de quoi partager.",
    ),
    capacity=8,
)
FULL_SEATED = ("tom", "elodie", "sarah", "mehdi", "priya", "ines", "oscar", "jules")
FULL_WAITING = ("louise", "kofi", "emily", "manon")
FULL_DECLINED = ("jules", "nina")
FULL_MAYBE = ("hana",)

WEEKLY = Gathering(
    title=("Thursday on the quay", "Jeudi sur le quai"),
    format=Format.DRINKS,
    starts_at=at(6, 4, 19),
    area=("Quai de la Fosse", "Quai de la Fosse"),
    address="Le Lieu Unique, 2 quai Ferdinand-Favre",
    host="nina",
    description=("Come when you can, every week.", "On passe quand on peut, chaque semaine."),
    capacity=20,
)
WEEKLY_GOING = ("tom", "zoe", "will")
RAINED_OFF = Gathering(
    title=("Kayaks on the Erdre", "Kayak sur l'Erdre"),
    format=Format.WALK,
    starts_at=at(6, 7, 10),
    area=("Port-Boyer", "Port-Boyer"),
    address="Base nautique, 31 rue de la Petite-Reine",
    host="tom",
    capacity=8,
)
RAINED_OFF_GOING = ("priya", "rafael", "sarah")
RAINED_OFF_MOVED = ("Port-Durand", "Port-Durand")
RAINED_OFF_WHY = ("The river is too high.", "L'Erdre est trop haute.")

PICKED = Gathering(
    title=("Six chairs at Fatou's", "Six chaises chez Fatou"),
    format=Format.MEAL,
    starts_at=at(6, 10, 19, 30),
    area=("Talensac", "Talensac"),
    address="Chez Fatou, 14 rue Jeanne-d'Arc",
    host="fatou",
    description=(
        "My table seats six. Say that you would come; I choose so that new faces get a chair.",
        "Ma table a six chaises. Dis si tu viendrais ; je garde de la place pour les nouvelles têtes.",
    ),
    capacity=6,
    host_picks=True,
)
PICKED_SIGNED_UP = ("priya", "louise", "mehdi", "kofi", "emily", "rafael", "ines", "manon")
PICKED_MEANT = ("louise", "kofi", "priya")

IDEA = Gathering(
    title=("Bread: from starter to crust", "Le pain, du levain à la croûte"),
    format=Format.WORKSHOP,
    starts_at=at(6, 13, 9),
    area=("Zola", "Zola"),
    address="Le Fournil d'Hugo, 7 boulevard Lelasseur",
    host="hugo",
    description=(
        "We knead at nine, we eat at noon. Aprons are provided.",
        "On pétrit à neuf heures, on mange à midi. Tabliers fournis.",
    ),
    capacity=6,
)
IDEA_INTERESTED = ("rafael", "fatou", "will", "adam", "zoe")

UNDATED = Gathering(
    title=("Pottery for clumsy hands", "Poterie pour mains maladroites"),
    format=Format.WORKSHOP,
    starts_at=at(6, 6, 14),
    area=("Chantenay", "Chantenay"),
    address="Atelier Terre commune, 21 rue des Garennes",
    host="sarah",
    description=(
        "A wheel each, a bowl each, no talent needed.",
        "Un tour et un bol par personne, aucun talent requis.",
    ),
    capacity=6,
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
        "aicha",
        (
            "Six newcomers this month who have met nobody yet. Let's seat them well.",
            "Six personnes arrivées ce mois-ci n'ont encore vu personne. Plaçons-les bien.",
        ),
    ),
)
