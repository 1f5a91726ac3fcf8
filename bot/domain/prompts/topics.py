"""What prompts are about, and the words by which people call it when they name an interest."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

STEMS = {
    "food": "cook cuisin food bak patiss pain bread wine vin biere beer gastro recipe recett tea cafe coffee",
    "music": "music musiq sing chant concert guitar piano choir chorale jazz rock rap dj",
    "films": "film cinema movie serie tv television anime",
    "books": "book livre read lectur lire poetry poesie roman novel litterat ecrit writ bd manga comic",
    "games": "game gaming jeu jeux echec chess puzzle roleplay rpg boardgam ludo",
    "nature": "natur garden jardin hik rando walk marche forest foret plant mushroom champignon sea mer",
    "animals": "animal animau dog chien cat chat bird oiseau horse cheval",
    "sport": "sport run course courir velo bik cycl climb escalade swim nata football foot yoga dance danse",
    "travel": "travel voyag trip camping backpack",
    "making": "mak bricol diy craft coutur sew knit tricot poterie pottery wood bois repair repar",
    "tech": "tech program code coding develop informatiq computer electron linux robot",
    "city": "city ville histor patrimoine heritage architect urban quartier",
    "arts": "art paint peint draw dessin photo theatre theater museum musee sculpt",
    "languages": "languag langue english anglais french francais spanish espagnol linguis",
}
"""Beginnings of words in English and French, without accents; what is short stands for itself only."""
_WHOLE = 4
"""Letters up to which a beginning has to be the whole word: an art is not an article."""


def topics_of(interests: Iterable[str]) -> frozenset[str]:
    """What those interests, as people wrote them, are about."""
    words = [word for interest in interests for word in _plain(interest).split()]
    return frozenset(
        topic for topic, stems in STEMS.items() for stem in stems.split() if _any_is(stem, words)
    )


def _any_is(stem: str, words: list[str]) -> bool:
    if len(stem) > _WHOLE:
        return any(word.startswith(stem) for word in words)
    return any(word in {stem, f"{stem}s", f"{stem}e", f"{stem}ing"} for word in words)


def _plain(text: str) -> str:
    bare = (c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in bare)
