"""Translations: English text is the id, a ``.po`` file holds the rest, the locale is an argument."""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    import discord

LOCALES = Path(__file__).parents[1] / "locales"
DOMAIN = "tablee"
ENGLISH = "en"
LANGUAGES = (ENGLISH, "fr")


@dataclass(frozen=True, slots=True)
class Translations:
    """The texts of one language. Pass it along; never keep it where another reader could meet it."""

    language: str
    """Two letters: ``en`` or ``fr``."""
    _catalog: gettext.NullTranslations = field(repr=False, compare=False)

    def gettext(self, message: str) -> str:
        """Return ``message`` in this language."""
        return self._catalog.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the form that goes with ``n``; French counts 0 as singular."""
        return self._catalog.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """Return ``message`` as meant in ``context``, where one English word has several translations."""
        return self._catalog.pgettext(context, message)


def marked(message: str) -> str:
    """Mark a constant for extraction where no reader is known yet; ``gettext`` translates it later."""
    return message


@lru_cache(maxsize=64)  # a bot that starts asks fifteen thousand times
def language_of(locale: str | discord.Locale) -> str:
    """Return the language Tablée speaks to somebody with this Discord locale."""
    letters = str(locale).replace("_", "-").partition("-")[0].lower()
    return letters if letters in LANGUAGES else ENGLISH


def translations(locale: str | discord.Locale) -> Translations:
    """Return the texts for a reader's locale: French for every French one, English for all others."""
    return _load(language_of(locale))


def catalog_path(language: str) -> Path:
    """Return where the catalog of a language stands."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def _load(language: str) -> Translations:
    if language == ENGLISH:
        return Translations(ENGLISH, gettext.NullTranslations())
    with catalog_path(language).open("rb") as file:
        catalog = read_po(file, locale=language, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)  # in memory: a compiled file in the repository could be older than its source
    compiled.seek(0)
    return Translations(language, gettext.GNUTranslations(compiled))
