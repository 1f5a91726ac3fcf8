"""A grammar as data: patterns over classes of words, kept as one tree that finds every phrase at a place."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.domain.moments.facts import Facts
    from bot.domain.moments.tokens import Token


class Phrase(NamedTuple):
    """Some facts that end before token ``after``; ``cost`` grows with how unlikely they are."""

    after: int
    facts: Facts
    kind: int
    cost: int


class _Rule(NamedTuple):
    captured: tuple[int, ...]
    build: Callable[..., Facts | None]
    kind: int
    cost: int


class _Node:
    __slots__ = ("branches", "rules")

    def __init__(self) -> None:
        self.branches: dict[str, _Node] = {}
        self.rules: list[_Rule] = []


class Grammar:
    """Rules such as ``"the? DAY of? MONTH YEAR?"``.

    Small classes are skipped, values of capital ones are given to the builder, in order. ``?`` makes a class
    optional, ``|`` separates alternatives. A builder returns facts, or None where the values make no sense.
    """

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, pattern: str, build: Callable[..., Facts | None], kind: int, cost: int = 0) -> None:
        """Adds one rule; a phrase costs 10 and ``cost``."""
        for classes in _expansions(pattern):
            node = self._root
            for name in classes:
                node = node.branches.setdefault(name.lower(), _Node())
            captured = tuple(place for place, name in enumerate(classes) if name.isupper())
            node.rules.append(_Rule(captured, build, kind, 10 + cost))

    def phrases_at(self, tokens: Sequence[Token], place: int) -> list[Phrase]:
        """Every phrase that starts at ``place``, the longest first."""
        found: list[Phrase] = []
        # (node, next place, values so far)
        open_ends: list[tuple[_Node, int, tuple[int, ...]]] = [(self._root, place, ())]
        while open_ends:
            node, at, values = open_ends.pop()
            for captured, build, kind, cost in node.rules:
                facts = build(*[values[index] for index in captured])
                if facts is not None:
                    found.append(Phrase(at, facts, kind, cost))
            if at < len(tokens) and node.branches:
                branches = node.branches
                for name, value in reversed(tokens[at].senses):
                    branch = branches.get(name)
                    if branch is not None:
                        open_ends.append((branch, at + 1, (*values, value)))
        if len(found) > 1:
            found.sort(key=_longest_first)
        return found


def _longest_first(phrase: Phrase) -> int:
    return phrase.cost - 100 * phrase.after


def _expansions(pattern: str) -> Iterator[tuple[str, ...]]:
    choices = [
        (*name.rstrip("?").split("|"), "") if name.endswith("?") else tuple(name.split("|"))
        for name in pattern.split()
    ]
    for classes in product(*choices):
        yield tuple(name for name in classes if name)
