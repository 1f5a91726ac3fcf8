"""Finds the ways in which phrases cover a whole text: nothing is left out, nothing is said twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain.moments.facts import ANY, CLOCK, DATE, LENGTH, PART, REPEAT, Facts, merged
from bot.domain.moments.repeats import is_repeating, repeats_at
from bot.domain.moments.rules import grammar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.moments.patterns import Phrase
    from bot.domain.moments.tokens import Token

_MOST_STEPS = 1200
"""A text of a date needs under a hundred; this bounds the time that a pile of words can take."""

# Small words, and the kinds of phrase that may follow them.
_GLUE = {
    "comma": ANY,
    "at": CLOCK,
    "about": CLOCK,
    "on": DATE | REPEAT,
    "the": DATE | PART | REPEAT,
    "thisday": DATE,
    "meeting": ANY,
    "of": DATE | PART | REPEAT,
    "in": DATE | PART,
}
_LINKS = frozenset((*_GLUE, "sharp", "from", "between", "to", "dash", "and", "slash"))
_OPEN_FROM = frozenset((1, 3))
_UNTIL = 1
_MARKS = frozenset(("since",))
_TO_HOUR = 2
_AFTER_FROM = {2: DATE, 3: CLOCK | PART}


class Cover(NamedTuple):
    """What a text says of the start, of the end and of the last repetition; ``cost`` is its unlikeliness."""

    cost: int
    first: Facts
    second: Facts | None
    last: Facts | None


class _Search:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.steps = 0
        self.furthest = 0
        self.covers: list[Cover] = []
        self._repeating = is_repeating(tokens)
        self._links: dict[int, list[tuple[str, int]]] = {}
        self._phrases: dict[int, list[Phrase]] = {}

    def _links_at(self, place: int) -> list[tuple[str, int]]:
        links = self._links.get(place)
        if links is None:
            links = [sense for sense in self.tokens[place].senses if sense[0] in _LINKS]
            if not self._repeating and {"at", "to"} <= {name for name, _ in links}:
                links = [sense for sense in links if sense[0] != "on"]  # "às 8": an hour; "às sextas": days
            self._links[place] = links
        return links

    def phrases_at(self, place: int) -> list[Phrase]:
        phrases = self._phrases.get(place)
        if phrases is None:
            phrases = grammar().phrases_at(self.tokens, place)
            if self._repeating:
                phrases = repeats_at(self.tokens, place) + phrases
            self._phrases[place] = phrases
        return phrases

    def go(
        self, place: int, sides: tuple[Facts, ...], cost: int, opened: str, wanted: int, kind: int
    ) -> None:
        """Goes on from ``place``; ``opened`` is "from" or "between" until its other half was found."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            return
        self.furthest = max(self.furthest, place)
        if place == len(self.tokens):
            if wanted in {ANY, 0} and opened in {"", "open"} and sides[-1].keys() - _MARKS:
                cost += 12 if opened else 0
                self.covers.append(Cover(cost, *(sides + (None,) * (3 - len(sides)))))  # type: ignore[arg-type]
            return
        for phrase in self.phrases_at(place):
            if phrase.kind & (wanted or ANY):
                said = phrase.facts
                if "loose" in said and "day" in said and self._is_hour_at(place, sides):
                    continue
                if "loose" in said and wanted in {CLOCK, DATE}:
                    said = Facts(**said)
                    del said["loose"]  # "at 8" is an hour, "the 8th" a day
                facts = merged(sides[-1], said)
                if facts is not None:
                    self.go(phrase.after, (*sides[:-1], facts), cost + phrase.cost, opened, 0, phrase.kind)
        for name, value in self._links_at(place):
            self._link(name, value, place, sides, cost, opened, wanted, kind)

    def _is_hour_at(self, place: int, sides: tuple[Facts, ...]) -> bool:
        """After "vendredi 4 à", a bare number is an hour, unless a "from" came before."""
        if len(sides) == 1 or sides[-1] or "since" in sides[0] or not sides[0].keys() & {"weekday", "month"}:
            return False
        return {"at", "to"} <= {name for name, _ in self.tokens[place - 1].senses}

    def _link(
        self,
        name: str,
        value: int,
        place: int,
        sides: tuple[Facts, ...],
        cost: int,
        opened: str,
        wanted: int,
        kind: int,
    ) -> None:
        if name in _GLUE and (kind or name != "of"):
            following = (wanted or ANY) & _GLUE[name]
            if following:
                self.go(place + 1, sides, cost + (4 if name == "of" or value else 0), opened, following, kind)
        elif name == "sharp" and kind & CLOCK and not wanted:
            self.go(place + 1, sides, cost, opened, 0, kind)
        elif name in {"from", "between"} and len(sides) == 1 and not opened and wanted in {0, ANY}:
            state = "between" if name == "between" else "open" if value in _OPEN_FROM else "from"
            lone = sides[0] | Facts(since=1)
            lone.pop("loose", None)  # "17 between 14 and 16": the day and the hours are told apart
            self.go(place + 1, (lone,), cost, state, _AFTER_FROM.get(value, DATE | CLOCK | PART), kind)
        elif not wanted and sides[-1] and kind & (DATE | CLOCK | PART | REPEAT | LENGTH):
            self._other_side(name, value, place, sides, cost, opened, kind)

    def _other_side(
        self, name: str, value: int, place: int, sides: tuple[Facts, ...], cost: int, opened: str, kind: int
    ) -> None:
        joins = (
            name in {"to", "dash"}
            or (name == "and" and opened == "between")
            or (name == "slash" and not opened)
        )
        if not joins:
            return
        if len(sides) == 1 or ("frequency" in sides[0] and len(sides) == 2 and value == _UNTIL):  # noqa: PLR2004
            extra = 5 if name == "slash" else 0
            follows = CLOCK if value == _TO_HOUR else DATE | CLOCK | PART
            self.go(place + 1, (*sides, Facts()), cost + extra, "", follows, kind)
        glued = self.tokens[place - 1].end == self.tokens[place].start  # "19-22h" is no day and an hour
        if (
            name == "dash"
            and len(sides) == 1
            and not opened
            and kind & DATE
            and not (glued and "loose" in sides[0])
        ):
            self.go(place + 1, sides, cost + 12, opened, CLOCK, kind)


def _likeliest(cover: Cover) -> tuple[int, bool, bool]:
    """The order: "5 to 6pm" is rather a range than 17:55; "friday 15" rather a day, "friday 7" an hour."""
    first = cover.first
    number = first.get("day", first.get("minute", 0) // 60)
    is_bare = "loose" in first and "month" not in first
    unlikely = is_bare and ("day" in first) != (number > 12)  # noqa: PLR2004
    return cover.cost, cover.second is None and "month" not in first, unlikely or "elapsed" in first


def covers(tokens: Sequence[Token]) -> tuple[list[Cover], int]:
    """Every way to read all tokens, the likeliest first, and the first token that no way gets past."""
    search = _Search(tokens)
    search.go(0, (Facts(),), 0, "", 0, 0)
    return sorted(search.covers, key=_likeliest), search.furthest
