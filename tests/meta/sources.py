"""The project's own files and classes, for tests that read them instead of running them."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "cogs", "demo")
EVERYTHING = (*PRODUCT, "tests", "benchmarks", "migrations")
_Kind = TypeVar("_Kind")


def files(*folders: str) -> list[str]:
    """Return the Python files of some folders, as paths from the root."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


@cache
def tree(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text("utf-8"), file)


def dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` for a name or an attribute, ``.c`` for an attribute of anything else."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def calls(file: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, ast.Call))


@cache
def load_everything() -> None:
    """Import every module of the bot and the cogs, so that every class of theirs exists."""
    for package in ("bot", "cogs"):
        path = importlib.import_module(package).__path__
        for module in pkgutil.walk_packages(path, f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def ours(base: type[_Kind]) -> list[type[_Kind]]:
    """Return the project's own classes below ``base``."""
    load_everything()
    found: set[Any] = set()
    waiting: list[Any] = [base]
    while waiting:
        children = set(waiting.pop().__subclasses__()) - found
        found |= children
        waiting += children
    mine = [kind for kind in found if kind.__module__.partition(".")[0] in {"bot", "cogs"}]
    return sorted(mine, key=lambda kind: (kind.__module__, kind.__qualname__))


def name_of(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
