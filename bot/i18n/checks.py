"""What can be wrong with a translation; each finding is a sentence that says how to mend it."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING, Any

from bot.i18n import catalogs
from bot.i18n.translator import CHOICE, COMMAND_NAME, DESCRIPTION, MENU_NAME, OPTION_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from babel.messages.catalog import Catalog, Message

# https://discord.com/developers/docs/interactions/application-commands#application-command-object
COMMAND_CHARACTERS = 8000
NAME_PATTERN = re.compile(r"[-_'\w]{1,32}")
TYPED = re.compile(r"`/([^`]+)`")
"""A command in a text, as somebody types it."""
VERBATIM = re.compile(r"`[^`]*`|<[^>]*>|https?://\S+|:\w+:")
"""What is written as machines read it: code, mentions and timestamps, addresses, names of emoji."""
UNTIED = {"fr": re.compile(r"(?<=[^\xa0!?(])(?:[;!?»%]|:(?=[\s*]|$))|«(?!\xa0)")}
"""Per language, a sign that a line may end before, for want of a no-break space; an hour's colon is none."""
SUBCOMMANDS = frozenset({1, 2})
"""Discord's types of options that are commands of their own, or groups of them."""
LIMITS = {
    MENU_NAME: 32,
    DESCRIPTION: 100,
    CHOICE: 100,
    "button": 80,
    "label": 45,
    "modal title": 45,
    "placeholder": 100,
    "select option": 100,
}
"""How long a text may be in each context; a text field's and a menu's placeholder share the smaller limit."""


def mistakes(template: Catalog, translated: Catalog) -> Iterator[str]:
    """Yield what is wrong with a catalog, given what the sources say."""
    known = {(message.context, _first(message)): message for message in catalogs.entries(translated)}
    untied = UNTIED.get(translated.locale_identifier or "")
    for entry in catalogs.entries(template):
        message = known.pop((entry.context, _first(entry)), None)
        if message is None or _forms(message.id) != _forms(entry.id):
            yield f"{_name(entry)} is not in the catalog: run `python -m bot.i18n update`, then translate it."
        else:
            yield from _mistakes_in(message)
            if untied:
                yield from _spacing_mistakes(message, untied)
    for message in [*known.values(), *translated.obsolete.values()]:
        yield f"{_name(message)} is no longer used: run `python -m bot.i18n prune`."


def _mistakes_in(message: Message) -> Iterator[str]:
    translated = forms(message)
    if not all(form.strip() for form in translated):
        yield f"{_name(message)} has no translation: write one."
        return
    if message.fuzzy:
        yield f"{_name(message)} is marked fuzzy: check it, then remove the mark."
    yield from _placeholder_mistakes(message, translated)
    yield from _limit_mistakes(message, translated)


def _placeholder_mistakes(message: Message, translated: list[str]) -> Iterator[str]:
    english = [_placeholders(form) for form in _forms(message.id)]
    for number, form in enumerate(translated):
        # The first form may spell its number out in either language; French uses it for 0 as well as 1.
        allowed = english if number == 0 else english[-1:]
        try:
            found = _placeholders(form)
        except ValueError:
            yield f"{_name(message)}: the braces of {form!r} are not in pairs."
            continue
        if found not in allowed:
            yield f"{_name(message)}: {form!r} must use {sorted(allowed[-1]) or 'no placeholders'}."


def _limit_mistakes(message: Message, translated: list[str]) -> Iterator[str]:
    for form in translated:
        if message.context in {COMMAND_NAME, OPTION_NAME}:
            if not NAME_PATTERN.fullmatch(form) or form != form.lower():
                yield f"{_name(message)}: {form!r} must be lower case, without spaces, at most 32 characters."
        elif len(form) > (limit := LIMITS.get(message.context or "", len(form))):
            yield f"{_name(message)}: {form!r} has {len(form)} characters, {limit} fit."


def _spacing_mistakes(message: Message, untied: re.Pattern[str]) -> Iterator[str]:
    for form in forms(message):
        if found := untied.search(VERBATIM.sub("x", form)):
            yield f"{_name(message)}: put a no-break space (U+00A0) beside each {found[0]!r} of {form!r}."


def named_mistakes(translated: Catalog, payload: list[dict[str, Any]], language: str) -> Iterator[str]:
    """Yield each text that names a command otherwise than who reads it finds it in Discord."""
    names = dict(_command_names(payload, language))
    for message in catalogs.entries(translated):
        for english in _forms(message.id):
            yield from _unknown(message, english, names)
        wanted = {names[typed] for typed in TYPED.findall(_first(message)) if typed in names}
        for form in forms(message):
            named = set(TYPED.findall(form))
            if form.strip() and named != wanted:
                said = ", ".join(f"`/{name}`" for name in sorted(wanted)) or "no command"
                yield f"{_name(message)}: {form!r} must name {said}."


def _unknown(message: Message, english: str, names: Mapping[str, str]) -> Iterator[str]:
    for typed in TYPED.findall(english):
        if typed not in names:
            yield f"{_name(message)}: there is no command `/{typed}`."


def _command_names(siblings: list[dict[str, Any]], language: str) -> Iterator[tuple[str, str]]:
    """Each command as it is typed, subcommands after their group, in English and in the language."""
    for node in siblings:
        mine = node["name"], (node.get("name_localizations") or {}).get(language, node["name"])
        yield mine
        below = [option for option in node.get("options") or [] if option.get("type") in SUBCOMMANDS]
        for english, other in _command_names(below, language):
            yield f"{mine[0]} {english}", f"{mine[1]} {other}"


def command_mistakes(payload: list[dict[str, Any]], language: str) -> Iterator[str]:
    """Yield what Discord would refuse in the translated commands as a whole."""
    yield from _name_mistakes(payload, language, "the commands")
    for command in payload:
        size = _size(command, language)
        if size > COMMAND_CHARACTERS:
            yield f"/{command['name']} has {size} characters in all, {COMMAND_CHARACTERS} fit: shorten it."


def _name_mistakes(siblings: list[dict[str, Any]], language: str, where: str) -> Iterator[str]:
    seen: dict[tuple[str, int], str] = {}
    for node in siblings:
        name = (node.get("name_localizations") or {}).get(language, node["name"])
        # A slash command, a user menu and a message menu may share a name; options may not.
        kind = node.get("type", 1) if where == "the commands" else 0
        other = seen.setdefault((name, kind), node["name"])
        if other != node["name"]:
            yield f"{other!r} and {node['name']!r} in {where} are both {name!r}: translate them differently."
        yield from _name_mistakes(node.get("options") or [], language, f"/{node['name']}")


def _size(node: dict[str, Any], language: str) -> int:
    """Count as Discord does: of each text, the longest of its languages."""
    own = sum(
        max(len(node.get(key) or ""), len((node.get(f"{key}_localizations") or {}).get(language, "")))
        for key in ("name", "description")
    )
    value = node.get("value")
    own += len(value) if isinstance(value, str) else 0
    return own + sum(
        _size(child, language) for key in ("options", "choices") for child in node.get(key) or []
    )


def forms(message: Message) -> list[str]:
    """Return the translation's forms: one, or as many as the language has plurals."""
    return _forms(message.string or "")


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _forms(text: catalogs.Id | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _first(message: Message) -> str:
    return _forms(message.id)[0]


def _name(message: Message) -> str:
    context = f"{message.context}: " if message.context else ""
    return f"{context}{_first(message)!r}"
