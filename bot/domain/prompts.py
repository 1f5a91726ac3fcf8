"""What a table talks about first: questions written in each language for itself, light before deep."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

PROMPTS = {
    "en": (
        "What made you smile this week?",
        "Which dish could you eat every day?",
        "What is the best thing about the street you live in?",
        "Which song always gets you dancing?",
        "What did you want to be when you were eight?",
        "Tea, coffee or neither, and how do you take it?",
        "Which place in this town do you show to every visitor?",
        "What small thing did you buy that turned out to be brilliant?",
        "Which film have you seen more often than you admit?",
        "What is the worst holiday you still laugh about?",
        "Which skill would you learn if it took one afternoon?",
        "What are you oddly good at?",
        "Which book did you press into somebody else's hands?",
        "What do you do on a Sunday when nothing is planned?",
        "Which animal would make the best flatmate?",
        "What did somebody teach you that you still use?",
        "Which rule did you love to break at school?",
        "What brought you to this community?",
        "Which conversation changed your mind about something?",
        "What are you looking forward to this season?",
        "Who would you thank if they were here tonight?",
        "What is something you are proud of and rarely mention?",
        "When did a stranger last do you a kindness?",
        "What would you try if you knew it could not go wrong?",
    ),
    "fr": (
        "Quel petit bonheur as-tu eu cette semaine ?",
        "Quel plat de ton enfance voudrais-tu qu'on te refasse ce soir ?",
        "Plutôt pain au chocolat ou chocolatine, et jusqu'où irais-tu pour le défendre ?",
        "Quelle chanson te fait monter le son à coup sûr ?",
        "Quel métier voulais-tu faire en CE2 ?",
        "Quel coin de ta ville garderais-tu secret ?",
        "Quelle série as-tu dévorée en cachette ?",
        "Quel objet ne quitte jamais ton sac, et pourquoi ?",
        "Quelle expression de ta famille personne d'autre ne comprend ?",
        "Quel est ton pire souvenir de vacances, celui qui fait rire aujourd'hui ?",
        "Qu'est-ce que tu cuisines quand tu n'as envie de rien ?",
        "Pour quel talent inutile mériterais-tu une médaille ?",
        "Quel livre as-tu offert plus d'une fois ?",
        "À quoi ressemble ton dimanche idéal ?",
        "Quelle bêtise d'enfant raconterais-tu sans rougir ?",
        "Que saurais-tu nous apprendre en dix minutes ?",
        "Avec quel personnage de fiction irais-tu boire un verre ?",
        "Comment as-tu connu cette communauté ?",
        "Quel voyage t'a changé un peu ?",
        "Qu'attends-tu avec impatience ces prochains mois ?",
        "Quelle rencontre de hasard a compté pour toi ?",
        "Quelle fierté gardes-tu d'habitude pour toi ?",
        "Quel conseil donnerais-tu à la personne que tu étais il y a dix ans ?",
        "Que tenterais-tu si ça ne pouvait pas rater ?",
    ),
}


def draw(language: str, tables: int, used: Collection[str], seed: int) -> tuple[str, ...]:
    """One prompt for each table, all different while they last; those already used come last.

    The same seed draws the same prompts.
    """
    prompts = list(PROMPTS[language])
    random.Random(seed).shuffle(prompts)
    prompts.sort(key=lambda prompt: prompt in used)  # the sort is stable: fresh ones first, in drawn order
    return tuple(prompts[n % len(prompts)] for n in range(tables))
