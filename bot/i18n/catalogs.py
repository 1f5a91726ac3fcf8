"""The catalogs as files: what the sources say, what is translated, and how the two are kept together."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from bot.i18n import DOMAIN, LOCALES, catalog_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[2]
SOURCES = ("bot", "cogs")
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
KEYWORDS = {"gettext": None, "marked": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
# Babel's own header carries dates, and would change with every extraction.
HEADER = """# {title}
msgid ""
msgstr ""
"Project-Id-Version: tablee\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""

Id = str | tuple[str, ...]


class Text(NamedTuple):
    """A text in the sources: where, in which context, and its English (or its two English forms)."""

    file: str
    context: str
    id: Id


def texts_in_sources() -> Iterator[Text]:
    """Read every marked text from the source files, without importing them."""
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            file = path.relative_to(ROOT).as_posix()
            for _line, id_, _comments, context in extract_from_file("python", path, KEYWORDS):
                yield Text(file, context or "", id_ if isinstance(id_, str) else tuple(id_))


def template(texts: Iterable[Text]) -> Catalog:
    """Return the catalog of all texts, in an order that changes only where the texts do."""
    catalog = Catalog(domain=DOMAIN, fuzzy=False)
    for text in sorted(set(texts), key=lambda text: (text.file, text.context, str(text.id))):
        catalog.add(text.id, locations=[(text.file, 0)], context=text.context or None)
    return catalog


def read(language: str) -> Catalog:
    """Read the catalog of a language."""
    with catalog_path(language).open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def merged(old: Catalog, current: Catalog) -> Catalog:
    """Return ``current`` with the translations of ``old``; what is no longer used is kept as obsolete.

    An obsolete translation comes back when its text does.
    """
    catalog = Catalog(locale=old.locale, domain=DOMAIN)
    known = {_key(message): message for message in [*old.obsolete.values(), *entries(old)]}
    for entry in entries(current):
        message = entry.clone()
        before = known.pop(_key(entry), None)
        if before is not None:
            message.string = before.string
            message.user_comments = before.user_comments
            message.flags |= before.flags
        elif message.pluralizable:
            message.string = ("",) * catalog.num_plurals
        catalog[message.id] = message
    catalog.obsolete = {key: known[key] for key in sorted(known, key=str) if known[key].string}
    return catalog


def entries(catalog: Catalog) -> list[Message]:
    """Return the messages of a catalog without its header."""
    return [message for message in catalog if message.id]


def _key(message: Message) -> tuple[str, str]:
    """Return what gettext tells messages apart by; the plural form is no part of it."""
    return (message.context or "", message.id if isinstance(message.id, str) else message.id[0])


def rendered(catalog: Catalog, *, language: str = "", title: str) -> str:
    """Return the text of a catalog file: no line numbers, no dates, no wrapping."""
    body = io.BytesIO()
    write_po(body, catalog, width=0, omit_header=True, include_lineno=False)
    plurals = catalog.plural_forms if language else "nplurals=2; plural=(n != 1);"
    head = HEADER.format(title=title, language=language, plurals=plurals)
    return head + body.getvalue().decode().rstrip() + "\n"


def write(path: Path, text: str) -> bool:
    """Write a catalog file in one step; return whether anything changed."""
    if path.exists() and path.read_text("utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(text, "utf-8")
    fresh.replace(path)
    return True
