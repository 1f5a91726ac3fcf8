"""Tools for translators: ``python -m bot.i18n extract | update | prune | check``."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.app import create_bot
from bot.i18n import ENGLISH, LANGUAGES, catalog_path, catalogs, checks
from bot.i18n.catalogs import Text
from bot.i18n.translator import Translator, context_of
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from babel.messages.catalog import Catalog

TRANSLATED = [language for language in LANGUAGES if language != ENGLISH]
TEMPLATE_TITLE = "Every text of Tablée. Written by `python -m bot.i18n update`: do not edit."
TITLE = "Tablée in {language}. Translate here; `python -m bot.i18n update` adds what is new."


class _Listener(app_commands.Translator):
    """Hears every text of the command tree as Discord would be told it."""

    def __init__(self) -> None:
        self.file = ""
        self.texts: set[Text] = set()

    async def translate(
        self, string: app_commands.locale_str, locale: Any, context: app_commands.TranslationContextTypes
    ) -> None:
        del locale
        msgctxt = context_of(context)
        if msgctxt is not None:
            self.texts.add(Text(self.file, msgctxt, string.message))


async def commands() -> tuple[set[Text], list[dict[str, Any]]]:
    """Load every capability without connecting; return the texts of the commands and their payload."""
    listener = _Listener()
    payload: list[dict[str, Any]] = []
    async with create_bot(Settings(), metronome=False) as bot:
        await bot.load_capabilities()
        for command in sorted(bot.tree.get_commands(), key=lambda command: command.name):
            listener.file = f"{(command.module or 'cogs').replace('.', '/')}.py"
            await command.get_translated_payload(bot.tree, listener)
            payload.append(await command.get_translated_payload(bot.tree, Translator()))
    return listener.texts, payload


def current() -> tuple[Catalog, list[dict[str, Any]]]:
    """Return the template that the sources of this moment make, and the translated commands."""
    texts, payload = asyncio.run(commands())
    return catalogs.template([*catalogs.texts_in_sources(), *texts]), payload


def extract(template: Catalog | None = None) -> Iterator[str]:
    """Bring ``tablee.pot`` up to date."""
    if template is None:
        template, _payload = current()
    if catalogs.write(catalogs.TEMPLATE, catalogs.rendered(template, title=TEMPLATE_TITLE)):
        yield f"tablee.pot now has {len(template)} texts."


def update(*, prune: bool = False) -> Iterator[str]:
    """Bring ``tablee.pot`` and every translation up to date; only pruning drops a translation."""
    template, _payload = current()
    yield from extract(template)
    for language in TRANSLATED:
        catalog = catalogs.merged(catalogs.read(language), template)
        if prune:
            catalog.obsolete = {}
        catalogs.write(catalog_path(language), _text_of(catalog, language))
        missing = sum(not all(checks.forms(message)) for message in catalogs.entries(catalog))
        yield f"{language}: {len(catalog)} texts, {missing} to translate, {len(catalog.obsolete)} unused."


def check() -> list[str]:
    """Return what is wrong with the catalogs, as sentences."""
    template, payload = current()
    found: list[str] = []
    path = catalogs.TEMPLATE
    if not path.exists() or path.read_text("utf-8") != catalogs.rendered(template, title=TEMPLATE_TITLE):
        found.append("tablee.pot is not what the sources say: run `python -m bot.i18n update`.")
    for language in TRANSLATED:
        translated = catalogs.read(language)
        found += [f"{language}: {mistake}" for mistake in checks.mistakes(template, translated)]
        found += [
            f"{language}: {mistake}" for mistake in checks.named_mistakes(translated, payload, language)
        ]
        found += [f"{language}: {mistake}" for mistake in checks.command_mistakes(payload, language)]
    return found


def _text_of(catalog: Catalog, language: str) -> str:
    return catalogs.rendered(catalog, language=language, title=TITLE.format(language=language))


def main(arguments: list[str]) -> int:
    """Run one of the tools; return the exit code."""
    tools: dict[str, Callable[[], Iterator[str]]] = {
        "extract": extract,
        "update": update,
        "prune": lambda: update(prune=True),
    }
    name = arguments[0] if len(arguments) == 1 else ""
    if name == "check":
        found = check()
        print("\n".join(found) or "The catalogs are complete.")
        return 1 if found else 0
    if name not in tools:
        print("Use: python -m bot.i18n extract | update | prune | check")
        return 2
    for line in tools[name]():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
