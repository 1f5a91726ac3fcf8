"""Command names, options, descriptions and choices in the languages of the catalogs."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.i18n import ENGLISH, LANGUAGES, language_of, translations

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND_NAME = "command name"
MENU_NAME = "menu name"
OPTION_NAME = "option name"
DESCRIPTION = "description"
CHOICE = "choice"

_CONTEXTS = {
    Location.command_name: COMMAND_NAME,
    Location.group_name: COMMAND_NAME,
    Location.parameter_name: OPTION_NAME,
    Location.command_description: DESCRIPTION,
    Location.group_description: DESCRIPTION,
    Location.parameter_description: DESCRIPTION,
    Location.choice_name: CHOICE,
}


def context_of(context: app_commands.TranslationContextTypes) -> str | None:
    """Return the msgctxt under which a text of the command tree stands, if it is translated at all.

    Names have a context of their own because Discord allows less in them: lower case, no spaces.
    """
    if context.location is Location.command_name and isinstance(context.data, app_commands.ContextMenu):
        return MENU_NAME
    return _CONTEXTS.get(context.location)


def fingerprint(payload: list[Any]) -> str:
    """Return what changes when commands do: a name, a text, an option, a permission or a translation.

    Every text is looked up in every context, once a language: what Discord is told goes through its thirty
    locales, and a bot that starts would wait for that each time.
    """
    texts = sorted(set(_texts(payload)))
    contexts = sorted({MENU_NAME, *_CONTEXTS.values()})
    found = [translations(to).pgettext(of, text) for to in LANGUAGES for of in contexts for text in texts]
    return hashlib.sha256(json.dumps([payload, found], sort_keys=True).encode()).hexdigest()


def _texts(part: object) -> Iterator[str]:
    match part:
        case str():
            yield part
        case dict():
            yield from _texts(list(part.values()))
        case list():
            for each in part:
                yield from _texts(each)


class Translator(app_commands.Translator):
    """Looks up every text of the command tree; what has no translation stays English."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the text in ``locale``, or None where Discord should show the English one."""
        msgctxt = context_of(context)
        if msgctxt is None or language_of(locale) == ENGLISH:
            return None
        text = translations(locale).pgettext(msgctxt, string.message)
        return None if text == string.message else text
