"""Rules of the house that no linter knows: sizes, where time and the environment enter, words for people."""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING

from tests.meta.sources import EVERYTHING, PRODUCT, ROOT, calls, dotted, files, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LINES = 400
LONGEST_FUNCTION = 40
TIME = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "utils.utcnow"}
READS_ENVIRONMENT = {"bot/__main__.py"}
READS_TIME = {"bot/clock.py"}
SHOWN_POSITIONALLY = {"send_message", "send", "reply", "TextDisplay", "edit_message"}
SHOWN_BY_NAME = {"content", "label", "placeholder", "title", "text", "description"}
NOT_SHOWN = ("app_commands.", "commands.", "argparse", "parser.", "add_argument", "_log.", "log")


def test_a_file_is_one_concept() -> None:
    for file in files(*EVERYTHING):
        if file.startswith("migrations/versions/"):  # drafted from the schema, one step for each change of it
            continue
        lines = len((ROOT / file).read_text("utf-8").splitlines())
        assert lines <= MOST_LINES, f"{file} has {lines} lines: which two concepts does it hold?"


def test_a_function_is_one_thought() -> None:
    found = [
        f"{file}:{node.lineno} {node.name} has {length} lines"
        for file in files(*PRODUCT)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert not found, "\n".join(found)


def test_a_module_says_what_lives_there() -> None:
    for file in files(*PRODUCT):
        first = (ast.get_docstring(tree(file)) or "").partition("\n")[0]
        assert first.endswith((".", "!", "?")), f"{file} must begin with one sentence"


def test_time_enters_through_the_clock() -> None:
    for file in set(files("bot", "cogs")) - READS_TIME:
        for call in calls(file):
            two = ".".join(dotted(call.func).split(".")[-2:])
            assert two not in TIME, f"{file}:{call.lineno}: take `now` or a Clock as an argument"


def test_the_environment_is_read_at_the_edge() -> None:
    for file in set(files("bot", "cogs")) - READS_ENVIRONMENT:
        read = {dotted(node) for node in ast.walk(tree(file)) if isinstance(node, ast.Attribute)}
        assert not read & {"os.environ", "os.getenv"}, f"{file}: settings come from bot.settings"


def test_a_use_case_writes_no_sql() -> None:
    for file in files("bot/services"):
        for module, names, line in _imports(file):
            is_sql = module.startswith("sqlalchemy") or any(name.startswith("sqlalchemy") for name in names)
            assert not is_sql or names == {"Connection"}, f"{file}:{line}: SQL belongs into bot.storage"


def test_a_test_replaces_nothing_by_a_mock() -> None:
    for file in files("tests"):
        assert not file.endswith("__init__.py"), "test folders are no packages"
        for module, names, line in _imports(file):
            assert not {module, *names} & {"unittest.mock", "mock"}, f"{file}:{line} imports mocks"


def test_what_people_read_is_translated() -> None:
    found = [
        f"{file}:{value.lineno}: put {ast.unparse(value)} through gettext"
        for file in files("cogs", "bot/ui")
        for call in calls(file)
        for value in _shown(file, call)
        if _has_words(value)
    ]
    assert not found, "\n".join(found)


def _imports(file: str) -> Iterator[tuple[str, set[str], int]]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            yield module, {alias.name for alias in node.names}, node.lineno


def _shown(file: str, call: ast.Call) -> list[ast.expr]:
    """Return the arguments of a call that end up before somebody's eyes, as far as names tell."""
    name = dotted(call.func)
    if name.startswith(NOT_SHOWN) or call in _decorators(file):
        return []
    shown = [word.value for word in call.keywords if word.arg in SHOWN_BY_NAME]
    return shown + (call.args[:1] if name.rpartition(".")[2] in SHOWN_POSITIONALLY else [])


@cache
def _decorators(file: str) -> frozenset[ast.AST]:
    """Every node inside a decorator."""
    decorated = (node for node in ast.walk(tree(file)) if hasattr(node, "decorator_list"))
    return frozenset(part for node in decorated for top in node.decorator_list for part in ast.walk(top))


def _has_words(value: ast.expr) -> bool:
    """Say whether an expression is a literal text with words in it, not only signs and numbers."""
    if isinstance(value, ast.JoinedStr):
        literal = "".join(part.value for part in value.values if isinstance(part, ast.Constant))
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        literal = value.value
    else:
        return False
    return any(len(word) > 1 and word.isalpha() for word in literal.replace("<", " <").split())


def test_no_text_hides_inside_an_f_string() -> None:
    """Python 3.11 hands an f-string to the extractor in one piece: a text in its braces is never found."""
    hidden = [
        f"{file}:{call.lineno}"
        for file in files("bot", "cogs")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and dotted(call.func).endswith("gettext")
    ]
    assert hidden == [], "take these texts out of their f-strings"
