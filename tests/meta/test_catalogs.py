"""Every text exists in both languages, and the tool that keeps it so can be trusted."""

from __future__ import annotations

import asyncio
import gettext
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.catalog import Catalog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refusal
from bot.i18n import (
    ENGLISH,
    LANGUAGES,
    Translations,
    catalogs,
    checks,
    language_of,
    marked,
    translations,
    translator,
)
from bot.i18n import __main__ as tool
from bot.i18n.catalogs import Text
from bot.ui import replies
from tests.meta.sources import name_of, ours

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def test_the_catalogs_are_complete() -> None:
    found = tool.check()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", ours(Refusal), ids=name_of)
def test_every_refusal_is_a_sentence_in_both_languages(kind: type[Refusal]) -> None:
    @settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(refusal=st.builds(kind))
    def says(refusal: Refusal) -> None:
        said = {language: replies.sentence(refusal, translations(language)) for language in LANGUAGES}
        for sentence in said.values():
            assert sentence.strip()
            assert len(sentence) <= 2000
        assert said["fr"] != said["en"]

    if not kind.__subclasses__():
        says()


def test_a_language_is_found_by_its_first_letters() -> None:
    assert [language_of(locale) for locale in ("fr", "fr-CA", "fr_FR", "FR", "en-GB", "de", "")] == [
        *("fr",) * 4,
        *("en",) * 3,
    ]
    assert translations("fr") is translations("fr-CA")
    assert translations("pl").language == ENGLISH


def test_the_fingerprint_of_commands_follows_their_words_in_every_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain: list[dict[str, Any]] = [{"name": "plan", "options": [{"name": "when", "required": True}]}]
    optional = [{"name": "plan", "options": [{"name": "when", "required": False}]}]
    before = translator.fingerprint(plain)
    assert translator.fingerprint(plain) == before
    assert translator.fingerprint(optional) != before

    class French(gettext.NullTranslations):
        def pgettext(self, context: str, message: str) -> str:
            return {(translator.OPTION_NAME, "when"): "quand"}.get((context, message), message)

    monkeypatch.setattr(translator, "translations", lambda language: Translations(language, French()))
    assert translator.fingerprint(plain) != before


def test_french_counts_nothing_as_one() -> None:
    assert (
        translations("fr").ngettext("That was quick. Try again in {n} second.", "x", 0).endswith("seconde.")
    )
    assert translations("en").ngettext("one", "many", 0) == "many"
    assert marked("as it is") == "as it is"


def _catalog(*entries: tuple[str, str | tuple[str, str], str | tuple[str, str]]) -> Catalog:
    catalog = Catalog(locale="fr")
    for context, id_, string in entries:
        catalog.add(id_, string, context=context or None)
    return catalog


@pytest.mark.parametrize(
    ("context", "english", "french", "words"),
    [
        ("", "Hello {name}", "Bonjour {nom}", "must use ['name']"),
        ("", "Hello {name}", "Bonjour {name", "not in pairs"),
        ("", "Hello", "", "has no translation"),
        ("", ("{n} seat", "{n} seats"), ("{n} place", ""), "has no translation"),
        ("", ("{n} seat", "{n} seats"), ("{n} place", "places"), "must use ['n']"),
        ("command name", "meet", "se voir", "without spaces"),
        ("command name", "meet", "Voir", "lower case"),
        ("option name", "when", "q" * 33, "at most 32"),
        ("description", "Short", "x" * 101, "100 fit"),
        ("button", "Go", "x" * 81, "80 fit"),
        ("", "Well?", "Alors ?", "beside each '?'"),
        ("", "Well?", "Alors?", "beside each '?'"),
        ("", "**Yes**: {n}", "**Oui** : {n}", "beside each ':'"),
        ("", "**Yes:** {n}", "**Oui :** {n}", "beside each ':'"),
        ("", "<t:{at}:R>: now", "<t:{at}:R>: là", "beside each ':'"),
        ("", "“Yes”", "« Oui\xa0»", "beside each '«'"),
        ("", ("{n} %", "{n} %"), ("{n} %", "{n}\xa0%"), "beside each '%'"),
    ],
)
def test_a_mistake_is_told(
    context: str, english: str | tuple[str, str], french: str | tuple[str, str], words: str
) -> None:
    [mistake] = checks.mistakes(_catalog((context, english, "")), _catalog((context, english, french)))
    assert words in mistake


def test_what_is_right_is_not_told() -> None:
    entries = (
        ("", ("one seat", "{n} seats"), ("{n} place", "{n} places")),
        ("command name", "meetup", "rencontre"),
        ("option name", "where", "où"),
        ("", "100 % {{sure}}", "sûr à 100\xa0% {{}}"),
        ("", "Well?!", "Alors\xa0?! «\xa0Oui\xa0»\xa0: **non**\xa0; (?)"),
        ("", "At 8:30, <t:{at}:R>", "À 8:30, <t:{at}:R>\xa0: `8:30 ; 9:30 ?` <:ok:12> :wave: salut"),
        ("", "[Map]({url})", "[Plan]({url}) https://example.org/?a=b;c :)"),
    )
    assert not list(checks.mistakes(_catalog(*entries), _catalog(*entries)))


def test_new_unused_and_doubtful_texts_are_told() -> None:
    old = _catalog(("", "Gone", "Parti"), ("", "Doubt", "Doute"))
    old["Doubt"].flags.add("fuzzy")
    template = _catalog(("", "New", ""), ("", "Doubt", ""))
    told = list(checks.mistakes(template, old))
    assert [sentence.split()[0] for sentence in told] == ["'New'", "'Doubt'", "'Gone'"]


def test_a_translation_survives_the_absence_of_its_text() -> None:
    texts = [Text("a.py", "", "Hello"), Text("a.py", "", "World")]
    full = catalogs.merged(
        _catalog(("", "Hello", "Bonjour"), ("", "World", "Monde")), catalogs.template(texts)
    )
    without = catalogs.merged(full, catalogs.template(texts[1:]))
    assert [message.id for message in without.obsolete.values()] == ["Hello"]
    again = catalogs.merged(without, catalogs.template(texts))
    assert again["Hello"].string == "Bonjour"
    assert not again.obsolete


def test_the_order_is_that_of_files_and_texts(tmp_path: Path) -> None:
    texts = [Text("b.py", "", "A"), Text("a.py", "x", "C"), Text("a.py", "", "B"), Text("b.py", "", "B")]
    written = catalogs.rendered(catalogs.template(texts), title="T")
    assert written == catalogs.rendered(catalogs.template(reversed(texts)), title="T")
    assert [line for line in written.splitlines() if line.startswith(("#:", "msgid"))][1:] == [
        "#: a.py b.py",
        'msgid "B"',
        "#: a.py",
        'msgid "C"',
        "#: b.py",
        'msgid "A"',
    ]
    assert catalogs.write(tmp_path / "new" / "x.pot", written)
    assert not catalogs.write(tmp_path / "new" / "x.pot", written)


def _payload(names: Iterable[tuple[str, str]], **more: object) -> list[dict[str, object]]:
    return [{"name": english, "name_localizations": {"fr": french}, **more} for english, french in names]


def test_names_side_by_side_differ_in_french() -> None:
    assert not list(checks.command_mistakes(_payload([("a", "x"), ("b", "y")]), "fr"))
    [mistake] = checks.command_mistakes(_payload([("a", "x"), ("b", "x")]), "fr")
    assert "translate them differently" in mistake
    nested = [{"name": "top", "options": _payload([("a", "x"), ("b", "x")], type=3)}]
    [mistake] = checks.command_mistakes(nested, "fr")
    assert "in /top" in mistake


@pytest.mark.parametrize(
    ("english", "french", "words"),
    [
        ("See `/meetup list`.", "Vois `/rencontre list`.", "must name `/rencontre liste`"),
        ("See `/meetup list`.", "Vois la liste.", "must name `/rencontre liste`"),
        ("See the list.", "Vois `/rencontre liste`.", "must name no command"),
        ("See `/meetup lists`.", "Vois la liste.", "there is no command `/meetup lists`"),
        ("See `/meetup list`.", "Vois `/rencontre liste`.", None),
        ("", "", None),
    ],
)
def test_a_text_names_commands_as_its_readers_find_them(english: str, french: str, words: str | None) -> None:
    payload = _payload([("meetup", "rencontre")], options=_payload([("list", "liste")], type=1))
    told = list(checks.named_mistakes(_catalog(("", english, french)), payload, "fr"))
    assert [words in mistake for mistake in told] == ([True] if words else [])


def test_a_command_has_room_for_its_longest_language() -> None:
    options = [
        {"name": f"o{n}", "description": "d", "description_localizations": {"fr": "x" * 100}}
        for n in range(79)
    ]
    [mistake] = checks.command_mistakes([{"name": "top", "description": "d", "options": options}], "fr")
    assert "8000 fit" in mistake


async def test_the_commands_are_read_without_connecting() -> None:
    texts, payload = await tool.commands()
    names = {text.id for text in texts if text.context == "command name"}
    assert {command["name"] for command in payload if command.get("type", 1) == 1} <= names
    assert all(text.id != "…" for text in texts), "a command or option has no description"


@pytest.mark.parametrize(("words", "code"), [([], 2), (["nonsense"], 2), (["check", "twice"], 2)])
def test_the_tool_says_how_to_use_it(words: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert tool.main(words) == code
    assert "extract | update | prune | check" in capsys.readouterr().out
    assert asyncio.iscoroutinefunction(tool.commands)


def test_the_tool_brings_everything_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pot, po = tmp_path / "tablee.pot", tmp_path / "tablee.po"
    po.write_text(catalogs.rendered(_catalog(("", "Gone", "Parti")), language="fr", title="T"), "utf-8")
    for module in (tool, catalogs):
        monkeypatch.setattr(module, "catalog_path", lambda _language: po)
    monkeypatch.setattr(catalogs, "TEMPLATE", pot)
    assert tool.main(["check"]) == 1
    assert tool.main(["extract"]) == 0
    assert tool.main(["update"]) == 0
    assert '#~ msgstr "Parti"' in po.read_text("utf-8")
    assert tool.main(["prune"]) == 0
    assert "Parti" not in po.read_text("utf-8")
    assert "0 unused" in capsys.readouterr().out.splitlines()[-1]
    assert len(catalogs.entries(catalogs.read("fr"))) == len(catalogs.entries(tool.current()[0]))
