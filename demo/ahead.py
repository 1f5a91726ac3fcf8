"""What the made-up community has ahead of it, from a full walk to an idea that nobody decides about."""

from __future__ import annotations

from bot.domain.meetups import Format
from bot.domain.seating import SeatRules
from bot.domain.venues import Access
from demo.programme import Gathering, Said, at

FULL = Gathering(
    title=("Sunday walk and picnic", "Balade et pique-nique du dimanche"),
    format=Format.WALK,
    starts_at=at(5, 31, 11),
    area=("Vertou, by the Sèvre", "Vertou, bords de Sèvre"),
    address="Chaussée aux Moines, devant l'écluse",
    host="tom",
    description=(
        "Eight kilometres, flat, dogs welcome.",
        "Huit kilomètres sans dénivelé, chiens bienvenus.",
    ),
    bring=("Something to share", "De quoi partager"),
    transport=("Bus 27, stop Vertou; ten minutes on foot", "Bus 27, arrêt Vertou, puis dix minutes à pied"),
    access=(Access.STEP_FREE, Access.TOILETS, Access.SHELTER),
    host_contact="Tom, 06 39 98 40 11",
    is_public_place=True,
    backup_area=("Vertou, the old mill", "Vertou, le vieux moulin"),
    backup_address="Moulin de la Chaussée, première salle",
    capacity=8,
)
FULL_SEATED = ("tom", "elodie", "sarah", "mehdi", "priya", "ines", "oscar", "jules")
FULL_WAITING = ("louise", "kofi", "emily", "manon")
FULL_DECLINED = ("jules", "nina")
FULL_MAYBE = ("hana",)
FULL_NOTE: tuple[str, Said] = ("oscar", ("Ten minutes late. I know.", "Dix minutes de retard. Oui, moi."))

WEEKLY = Gathering(
    title=("Thursday on the quay", "Jeudi sur le quai"),
    format=Format.DRINKS,
    starts_at=at(6, 4, 19),
    area=("Quai de la Fosse", "Quai de la Fosse"),
    address="Le Lieu Unique, 2 quai Ferdinand-Favre",
    host="nina",
    description=("Come when you can, every week.", "On passe quand on peut, chaque semaine."),
    capacity=20,
    seating=SeatRules(guest_limit=2),
)
WEEKLY_GOING = ("tom", "zoe")
WEEKLY_WITH_A_GUEST = ("will",)
WEEKLY_ELSEWHERE: tuple[int, Said] = (2, ("Trentemoult, for the tide", "Trentemoult, pour la marée"))
WEEKLY_SKIPPED: tuple[int, Said] = (
    3,
    ("We are all at Inès's thesis defence.", "Tout le monde est à la soutenance d'Inès."),
)
"""Which of its dates is somewhere else, and which one is left out."""

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
    seating=SeatRules(host_picks=True, closes_at=at(6, 8, 20)),
    access_code="44B",
    access=(Access.STEPS, Access.TOILETS, Access.SEATING),
    host_contact="Fatou, 06 39 98 40 14",
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

FILMS = Gathering(
    title=("Three short films and their makers", "Trois courts-métrages et leurs auteurs"),
    format=Format.TALK,
    starts_at=at(6, 6, 20, 30),
    area=("Chantenay", "Chantenay"),
    address="Jardin de Margaux, 8 rue de l'Hermitage",
    host="margaux",
    description=(
        "A screen between two apple trees, and time to ask how it was done.",
        "Un écran entre deux pommiers, et le temps de demander comment c'est fait.",
    ),
    bring=("A cushion, a jumper", "Un coussin, un pull"),
    transport=("Tram 1, stop Gare maritime", "Tram 1, arrêt Gare maritime"),
    access=(Access.STEP_FREE, Access.ACCESSIBLE_TOILETS, Access.QUIET),
    access_code="2405B",
    host_contact="Margaux, 06 39 98 40 12",
    capacity=12,
    seating=SeatRules(guest_limit=1, kept_seats=2, kept_until=at(6, 4, 20), closes_at=at(6, 6, 12)),
)
"""The one that a forum announced: its card begins a post."""

FILMS_CO_HOSTS = ("samir",)
FILMS_GOING = ("samir", "youssef", "lea", "diego", "mai", "grace")
FILMS_WITH_A_GUEST = ("margaux", "nina")
FILMS_WAITING = ("kofi",)

IMPROV = Gathering(
    title=("Saying yes: an hour of improv", "Dire oui : une heure d'impro"),
    format=Format.WORKSHOP,
    starts_at=at(6, 2, 19, 30),
    area=("Dalby", "Dalby"),
    address="Salle Festive, 17 rue Émile-Masson",
    host="amine",
    description=(
        "Nobody has to be funny. With fewer than six it is hard to play.",
        "Personne n'est obligé d'être drôle. À moins de six, on joue mal.",
    ),
    capacity=14,
    seating=SeatRules(minimum=6, decides_at=at(6, 1, 12), silent_hours=4),
)
"""The one that too few come to: its host is asked on Monday."""

IMPROV_GOING = ("amine", "nina", "will")
IMPROV_MAYBE = ("hana",)
IMPROV_ANSWERED_FOR = "chloe"
"""She told him at the bakery."""

BRUNCH = Gathering(
    title=("Ambassadors' brunch", "Brunch des ambassades"),
    format=Format.MEAL,
    starts_at=at(6, 7, 11),
    area=("Graslin", "Graslin"),
    address="La Perle, 4 rue Scribe",
    host="priya",
    description=("Who looks after whom this summer?", "Qui veille sur qui cet été ?"),
    capacity=8,
)
"""For one role, and only its organisers see who comes."""

BRUNCH_GOING = ("priya", "lea", "jules")

JUMP = Gathering(
    title=("Jumping off a viaduct", "Saut depuis un viaduc"),
    format=Format.OTHER,
    starts_at=at(6, 20, 14),
    area=("Le Loroux-Bottereau", "Le Loroux-Bottereau"),
    address="Viaduc du Loroux",
    host="hana",
    description=("On a rope, obviously.", "Avec un élastique, bien sûr."),
)
JUMP_DECLINED: Said = (
    "Our insurance says no. Would climbing trees do?",
    "Notre assurance dit non. Et grimper aux arbres ?",
)

ISLAND = Gathering(
    title=("A weekend on Noirmoutier", "Un week-end à Noirmoutier"),
    format=Format.OTHER,
    starts_at=at(7, 4, 10),
    area=("Noirmoutier", "Noirmoutier"),
    address="Camping de la Pointe",
    host="bastien",
    description=("Salt, potatoes, bees.", "Du sel, des patates, des abeilles."),
)
"""An idea without a date that nobody decides about: it expires."""

IDEA_ASKED: Said = (
    "Can somebody come who is allergic to nuts?",
    "Quelqu'un d'allergique aux noix peut-il venir ?",
)
IDEA_ANSWERED: Said = (
    "Yes: no nuts in the room on that day.",
    "Oui : pas de noix au fournil ce jour-là.",
)
WALK_TEMPLATE: Said = ("Sunday walk", "Balade du dimanche")
WANTS_LETTERS, IS_SHUT = ("priya", "mehdi"), "mehdi"
"""Who wants to be reminded by direct message, and who of them lets nobody write."""
