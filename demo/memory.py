"""What stays of the last meetup: a dozen photos, what people liked, what they said, and who may be quoted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.profiles import PhotoConsent
from bot.domain.testimonials import Naming
from bot.i18n import translations
from demo.community import BY_KEY, as_moderator
from demo.programme import Said, say
from demo.snapshots import HEIGHT, PORTRAIT, WIDTH, snapshot

if TYPE_CHECKING:
    from bot.domain.meetups import Meetup
    from demo.community import Community
    from demo.playing import Play

_BREAKFAST = timedelta(hours=21)
"""From the photos of an afternoon to the next morning's coffee, when people are asked how it was."""
_UPRIGHT = 2
"""A photo of so many people at most stands upright."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """What one of those present added at once; ``sitters`` says how many people each of the photos shows.

    ``likers`` like it; without ``for_recap`` no collage shows it.
    """

    by: int
    caption: Said = ("", "")
    sitters: tuple[int, ...]
    likers: int = 0
    for_recap: bool = True


ROLLS = (
    Roll(
        by=0, caption=("Eleven herons, one thermos.", "Onze hérons, un thermos."), sitters=(5, 2, 4), likers=5
    ),
    Roll(by=1, sitters=(2, 3), likers=3),
    Roll(
        by=2,
        caption=("Before the coffee. Honest.", "Avant le café. Sans filtre."),
        sitters=(3, 1, 4),
        likers=4,
    ),
    Roll(
        by=3,
        caption=("Not for the recap, please!", "Pas pour le récap, merci !"),
        sitters=(2, 5),
        for_recap=False,
    ),
    Roll(by=4, sitters=(4, 2), likers=1),
)
"""Twelve photos by five of the seven who were there."""

SAID_NO, WANTS_TO_BE_ASKED = 5, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one of those present said; ``naming`` None is no quote. ``met`` are others of those present."""

    by: int
    stars: int
    good: Said
    to_change: Said = ("", "")
    naming: Naming | None = None
    met: tuple[int, ...] = ()


OPINIONS = (
    Opinion(
        by=1,
        stars=5,
        good=(
            "I knew nobody at eight. By ten we were sharing a thermos and a pair of binoculars.",
            "À huit heures, je ne connaissais personne. À dix, on partageait un thermos et des jumelles.",
        ),
        naming=Naming.FIRST,
        met=(2, 4),
    ),
    Opinion(
        by=2,
        stars=5,
        good=(
            "Patient, quiet company, and herons everywhere.",
            "Une compagnie douce et patiente, et des hérons partout.",
        ),
        naming=Naming.ANONYMOUS,
        met=(1,),
    ),
    Opinion(
        by=3,
        stars=4,
        good=("Lovely walk, lovely people.", "Une belle balade, de belles personnes."),
        to_change=("A later start, please.", "Un départ un peu plus tard, s'il vous plaît."),
        met=(1,),
    ),
    Opinion(
        by=4,
        stars=5,
        good=(
            "Somebody waited for me at the bus stop. I will not forget that.",
            "Quelqu'un m'attendait à l'arrêt de bus. Je ne l'oublierai pas.",
        ),
        naming=Naming.NAME,
        met=(0, 1),
    ),
    Opinion(
        by=5,
        stars=5,
        good=(
            "Binoculars for everybody, and no hurry at all.",
            "Des jumelles pour tout le monde, et aucune hâte.",
        ),
        naming=Naming.FIRST,
    ),
)
APPROVED = 3
"""So many of the quotes are approved, the first of them picked; the rest wait for a moderator."""


async def play(playing: Play, meetup: Meetup, opening: Any, here: list[str]) -> None:
    """Fill the photo thread that hangs on ``opening``, and say the next morning how it was."""
    community, wishes = playing.community, playing.services.photo_wishes
    await wishes.say_for_all(community.actor(here[SAID_NO]), PhotoConsent.NO)
    await wishes.say_for_all(community.actor(here[WANTS_TO_BE_ASKED]), PhotoConsent.ASK)
    thread = next(one for one in community.channels["announcements"].threads if one.id == opening.id)
    for number, roll in enumerate(ROLLS):
        await _add(community, meetup, opening, here, roll, number)
        for key in [here[roll.by - n - 1] for n in range(roll.likers)]:
            await community.members[key].react(thread.history()[-1], "❤️")
        await playing.stage.move(timedelta(minutes=4))
    await playing.stage.move(_BREAKFAST)
    for opinion in OPINIONS:
        await _say(community, meetup, opening, here, opinion)
    await _publish(playing)


async def _add(
    community: Community, meetup: Meetup, opening: Any, here: list[str], roll: Roll, number: int
) -> None:
    shy = {here[SAID_NO]}
    looks = [BY_KEY[key].look for key in here if key not in shy and key != here[roll.by]]
    files = []
    for n, count in enumerate(roll.sitters):
        turned = looks[n + number :] + looks[: n + number]
        size = PORTRAIT if count <= _UPRIGHT else (WIDTH, HEIGHT)
        files.append((f"IMG_{2041 + 10 * number + n}.png", snapshot(turned[:count], number + n, size)))
    owner = community.members[here[roll.by]]
    form = await owner.click(opening, custom_id=f"photos:1:{meetup.id}")
    agreement = ["agreed", "recap"] if roll.for_recap else ["agreed"]
    caption = say(roll.caption, community.language)
    await owner.submit_modal(form, {"files": files, "agreement": agreement, "caption": caption})


async def _say(community: Community, meetup: Meetup, opening: Any, here: list[str], said: Opinion) -> None:
    """Fill in the form of the photo thread in one's own language, and allow the quote that is shown back."""
    key = here[said.by]
    member, language = community.members[key], BY_KEY[key].language
    form = await member.click(opening, custom_id=f"feedback:1:{meetup.id}")
    filled = {
        "stars": [str(said.stars)],
        "good": say(said.good, language),
        "to_change": say(said.to_change, language),
        "met": [community.members[here[other]] for other in said.met],
        "quote": said.naming.value if said.naming else "no",
    }
    answered = await member.submit_modal(form, filled)
    if said.naming:
        yes = translations(language).pgettext("button", "Yes, quote this")
        assert answered.response is not None, "the words were not shown back"
        await member.click(answered.response, label=yes)


async def _publish(playing: Play) -> None:
    testimonials = playing.services.testimonials
    moderator = as_moderator(playing.community.actor("camille"))
    waiting = sorted(await testimonials.listed(moderator), key=lambda one: one[0].id)
    for place, (quote, _) in enumerate(waiting[:APPROVED]):
        await testimonials.decide(moderator, quote.id, approved=True, picked=place == 0)
