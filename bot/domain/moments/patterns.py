"""A grammar as data: patterns over classes of words, kept as one tree that finds every phrase at a place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.domain.moments.facts import Facts
    from bot.domain.moments.tokens import Token


class Phrase(NamedTuple):
    """Some facts that end before token ``after``; ``cost`` grows with how unlikely they are."""

    after: int
    facts: Facts
    kind: int
    cost: int


class _Rule(NamedTuple):
    build: Callable[..., Facts | None]
    kind: int
    cost: int


class _Step(NamedTuple):
    """One word of a pattern: the classes that it may be, each with whether its value is captured."""

    classes: tuple[tuple[str, bool], ...]
    is_optional: bool


class _Started(NamedTuple):
    """A rule of which some steps are done, and where the values that it captured stand."""

    rule: _Rule
    steps: tuple[_Step, ...]
    done: int
    captured: tuple[int, ...]


class _Node:
    """All rules that begin alike; what follows grows when it is first asked for."""

    __slots__ = ("_branches", "_depth", "_started", "rules")

    def __init__(self, depth: int) -> None:
        self.rules: list[tuple[tuple[int, ...], _Rule]] = []
        self._depth = depth
        self._started: dict[str, list[_Started]] = {}
        self._branches: dict[str, _Node] = {}

    def add(self, started: _Started) -> None:
        rule, steps, done, captured = started
        while done < len(steps):
            step = steps[done]
            done += 1
            for name, is_captured in step.classes:
                now = (*captured, self._depth) if is_captured else captured
                self._started.setdefault(name, []).append(_Started(rule, steps, done, now))
            if not step.is_optional:
                return
        self.rules.append((captured, rule))

    def branch(self, name: str) -> _Node | None:
        found = self._branches.get(name)
        if found is None and name in self._started:
            found = self._branches[name] = _Node(self._depth + 1)
            for started in self._started.pop(name):
                found.add(started)
        return found


class Grammar:
    """Rules such as ``"the? DAY of? MONTH YEAR?"``.

    Small classes are skipped, values of capital ones are given to the builder, in order. ``?`` makes a class
    optional, ``|`` separates alternatives. A builder returns facts, or None where the values make no sense.
    """

    def __init__(self) -> None:
        self._root = _Node(0)

    def add(self, pattern: str, build: Callable[..., Facts | None], kind: int, cost: int = 0) -> None:
        """Adds one rule; a phrase costs 10 and ``cost``."""
        steps = tuple(map(_step, pattern.split()))
        self._root.add(_Started(_Rule(build, kind, 10 + cost), steps, 0, ()))

    def phrases_at(self, tokens: Sequence[Token], place: int) -> list[Phrase]:
        """Every phrase that starts at ``place``, the longest first."""
        found: list[Phrase] = []
        # (node, next place, values so far)
        open_ends: list[tuple[_Node, int, tuple[int, ...]]] = [(self._root, place, ())]
        while open_ends:
            node, at, values = open_ends.pop()
            for captured, (build, kind, cost) in node.rules:
                facts = build(*[values[index] for index in captured])
                if facts is not None:
                    found.append(Phrase(at, facts, kind, cost))
            if at < len(tokens):
                for name, value in reversed(tokens[at].senses):
                    branch = node.branch(name)
                    if branch is not None:
                        open_ends.append((branch, at + 1, (*values, value)))
        if len(found) > 1:
            found.sort(key=_longest_first)
        return found


def _longest_first(phrase: Phrase) -> int:
    return phrase.cost - 100 * phrase.after


@cache
def _step(written: str) -> _Step:
    names = written.rstrip("?").split("|")
    return _Step(tuple((name.lower(), name.isupper()) for name in names), written.endswith("?"))
