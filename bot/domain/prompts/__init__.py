"""What a table talks about first: questions written in each language for itself, from light to deep.

A language is a block of text. A line ``# light food`` says for those below it how deep they go (light, middle
or deep) and what they are about: a topic of ``topics.STEMS``, or a tag by which organisers leave them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal
from bot.domain.prompts import en, fr
from bot.domain.prompts.topics import STEMS, topics_of
from bot.domain.texts import Field, clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

MOST_OWN = 200
"""Prompts that a community may add."""
YEAR = 365
"""Days within which nobody is asked the same again."""
_TEXTS = {"en": en.TEXT, "fr": fr.TEXT}


class Depth(IntEnum):
    """How much of oneself an answer takes."""

    LIGHT = 1
    MIDDLE = 2
    DEEP = 3


class Tag(StrEnum):
    """What an organiser may leave out: talk about work, and what is not for children's ears."""

    WORK = "work"
    GROWN_UP = "grown_up"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question; a community's own has no depth and suits every round."""

    text: str
    depth: Depth | None = None
    topics: frozenset[str] = frozenset()
    tags: frozenset[Tag] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one table, and what at least two of them care about, as they wrote it."""

    user_ids: tuple[int, ...]
    interests: frozenset[str] = frozenset()


@dataclass(eq=False)
class TooManyPrompts(Refusal):
    """A community has ``most`` prompts of its own already."""

    most: int


class PromptKnown(Refusal):
    """The same question is there already."""


@cache
def catalogue(language: str) -> tuple[Prompt, ...]:
    """Every prompt of a language, in the order they were written down."""
    found: list[Prompt] = []
    depth, words = Depth.LIGHT, frozenset[str]()
    for line in filter(None, _typeset(_TEXTS[language]).splitlines()):
        if line.startswith("# "):
            name, *about = line[2:].split()
            depth, words = Depth[name.upper()], frozenset(about)
            continue
        tags = frozenset(tag for tag in Tag if tag in words)
        found.append(Prompt(line, depth, words & STEMS.keys(), tags))
    return tuple(found)


def _typeset(text: str) -> str:
    """The text with spaces that do not break before a question mark and inside French quotes."""
    return text.replace(" ?", "\u00a0?").replace("« ", "«\u00a0").replace(" »", "\u00a0»")


def own_prompt(typed: str, known: Collection[str]) -> str:
    """A community's new prompt as it is kept, beside those it has.

    Raises:
        TextMissing, TextTooLong, PromptKnown, TooManyPrompts.
    """
    text = clean(typed, Field.PROMPT, required=True)
    if text.casefold() in {other.casefold() for other in known}:
        raise PromptKnown
    if len(known) >= MOST_OWN:
        raise TooManyPrompts(MOST_OWN)
    return text


def depth_of(number: int) -> Depth:
    """How deep the questions of an icebreaker's n-th round go: people warm up."""
    return Depth(min(number, Depth.DEEP))


def draw(
    prompts: Sequence[Prompt],
    groups: Iterable[Group],
    had: Mapping[int, Collection[str]],
    *,
    depth: Depth,
    left_out: Collection[Tag] = (),
    tonight: Iterable[str] = (),
    seed: int = 0,
) -> tuple[str, ...]:
    """One prompt for each table, in their order; the same seed draws the same.

    None that anybody at the table had (``had``: by user id, those of the past year), unless they have had all
    of them: then what fewest had. After that: none that another table has, or had ``tonight``; one about an
    interest that people there share; of the wanted depth, or nearly so.
    """
    rng = Random(seed)
    allowed = [prompt for prompt in prompts if not prompt.tags & frozenset(left_out)]
    drawn: list[str] = []
    taken = set(tonight)
    for group in groups:
        about = topics_of(group.interests)
        rng.shuffle(allowed)
        best = min(
            allowed,
            key=lambda prompt: (
                sum(prompt.text in had.get(user_id, ()) for user_id in group.user_ids),
                prompt.text in taken,
                not prompt.topics & about if about else False,
                abs((prompt.depth or depth) - depth),
            ),
        )
        taken.add(best.text)
        drawn.append(best.text)
    return tuple(drawn)
