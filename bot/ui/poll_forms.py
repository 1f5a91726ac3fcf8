"""The forms about polls: options and deadline as they were typed, and the rules of a poll."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import discord
from discord import ui

from bot.domain import polls
from bot.domain.polls import Additions, Names, PollKind, Results, Terms
from bot.domain.texts import LIMITS, Field
from bot.ui.boundary import Modal
from bot.ui.forms import text_field, text_of

if TYPE_CHECKING:
    from bot.i18n import Translations

OPTIONS_LIMIT = 2000
CLOSES_LIMIT = 100
_Value = TypeVar("_Value", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class TypedPoll:
    """A poll as it was typed: its options, when it closes (or nothing), and what a question asks."""

    options: str
    closes: str = ""
    question: str = ""


OnTyped = Callable[[discord.Interaction, TypedPoll], Awaitable[None]]
OnTerms = Callable[[discord.Interaction, Terms], Awaitable[None]]


class PollForm(Modal):
    """The question, the options and the deadline; of a running poll, the options alone."""

    def __init__(
        self, t: Translations, kind: PollKind, typed: TypedPoll, on_typed: OnTyped, *, is_change: bool
    ) -> None:
        super().__init__(title=_title(kind, t, is_change=is_change))
        self._typed, self._on_typed = typed, on_typed
        self.question_field = text_field(
            "question",
            t.gettext("Question"),
            typed.question,
            limit=LIMITS[Field.POLL_QUESTION],
            required=True,
        )
        self.options_field = text_field(
            "options",
            _options_label(kind, t),
            typed.options,
            limit=OPTIONS_LIMIT,
            hint=_options_hint(kind, t),
            required=True,
            lines=True,
        )
        self.closes_field = text_field(
            "closes",
            t.gettext("Open until"),
            typed.closes,
            limit=CLOSES_LIMIT,
            hint=t.gettext("A day and an hour. Empty: three days at most."),
        )
        self.shown = [self.options_field]
        if kind is PollKind.QUESTION and not is_change:
            self.shown.insert(0, self.question_field)
        if not is_change:
            self.shown.append(self.closes_field)
        for field in self.shown:
            self.add_item(field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        typed = replace(self._typed, options=text_of(self.options_field))
        if self.question_field in self.shown:
            typed = replace(typed, question=text_of(self.question_field))
        if self.closes_field in self.shown:
            typed = replace(typed, closes=text_of(self.closes_field))
        await self._on_typed(interaction, typed)


def _title(kind: PollKind, t: Translations, *, is_change: bool) -> str:
    if is_change:
        return t.gettext("Change the options")
    return {
        PollKind.DATE: t.gettext("A poll about the date"),
        PollKind.VENUE: t.gettext("A poll about the place"),
        PollKind.QUESTION: t.gettext("A question"),
    }[kind]


def _options_label(kind: PollKind, t: Translations) -> str:
    return {
        PollKind.DATE: t.gettext("Dates"),
        PollKind.VENUE: t.gettext("Places"),
        PollKind.QUESTION: t.gettext("Answers"),
    }[kind]


def _options_hint(kind: PollKind, t: Translations) -> str:
    if kind is PollKind.VENUE:
        return t.gettext("One per line: name | area | access | price. Only the name is needed.")
    return t.gettext("One per line, or with “;” between them.")


class TermsForm(Modal):
    """Who sees what and when, who may add options, how many ballots it takes, who votes."""

    def __init__(self, t: Translations, terms: Terms, on_terms: OnTerms) -> None:
        super().__init__(title=t.gettext("Rules of the poll"))
        self._terms, self._on_terms = terms, on_terms
        self.names_field = _names_menu(t, terms.names)
        self.results_field = _results_menu(t, terms.results)
        self.additions_field = _additions_menu(t, terms.additions)
        self.fewest_field = text_field(
            "fewest",
            t.gettext("Least number of ballots"),
            str(terms.fewest_ballots or ""),
            limit=3,
            hint=t.gettext("With fewer the poll decides nothing. Empty: any number."),
        )
        chosen = [discord.Object(terms.role_id)] if terms.role_id else []
        role: ui.RoleSelect[Modal] = ui.RoleSelect(
            custom_id="role", required=False, min_values=0, max_values=1, default_values=chosen
        )
        self.role_field: ui.Label[Modal] = ui.Label(
            text=t.gettext("Only members with this role vote"), component=role
        )
        for field in self.names_field, self.results_field, self.additions_field, self.fewest_field:
            self.add_item(field)
        self.add_item(self.role_field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        roles: list[Any] = _values(self.role_field)
        terms = replace(
            self._terms,
            names=Names(_values(self.names_field)[0]),
            results=Results(_values(self.results_field)[0]),
            additions=Additions(_values(self.additions_field)[0]),
            fewest_ballots=_number(text_of(self.fewest_field)),
            role_id=roles[0].id if roles else None,
        )
        await self._on_terms(interaction, terms)


def _names_menu(t: Translations, chosen: Names) -> ui.Label[Modal]:
    lines = {
        Names.EVERYBODY: t.gettext("Everybody"),
        Names.ORGANISERS: t.gettext("Organisers; the card has counts only"),
        Names.NOBODY: t.gettext("Nobody: anonymous"),
    }
    return _menu("names", t.gettext("Who sees who said what"), lines, chosen)


def _results_menu(t: Translations, chosen: Results) -> ui.Label[Modal]:
    lines = {
        Results.ALWAYS: t.gettext("Always"),
        Results.VOTED: t.gettext("To each once they have voted"),
        Results.CLOSED: t.gettext("When the poll closes"),
    }
    return _menu("results", t.gettext("When the counts are shown"), lines, chosen)


def _additions_menu(t: Translations, chosen: Additions) -> ui.Label[Modal]:
    lines = {
        Additions.NOBODY: t.gettext("Organisers only"),
        Additions.WITH_LEAVE: t.gettext("Everybody, with an organiser's leave"),
        Additions.ANYBODY: t.gettext("Everybody"),
    }
    return _menu("additions", t.gettext("Who may add options"), lines, chosen)


def _menu(name: str, label: str, lines: dict[_Value, str], chosen: _Value) -> ui.Label[Modal]:
    options = [
        discord.SelectOption(label=words, value=value.value, default=value is chosen)
        for value, words in lines.items()
    ]
    return ui.Label(text=label, component=ui.Select(custom_id=name, options=options))


def _values(label: ui.Label[Modal]) -> list[Any]:
    menu = label.component
    assert isinstance(menu, ui.Select | ui.RoleSelect)  # noqa: S101 - this form made it
    return list(menu.values)


def _number(text: str) -> int:
    """A number of ballots as typed; nothing means any.

    Raises:
        QuorumOutOfRange: no whole number that makes sense.
    """
    text = text.strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and int(text) <= polls.HIGHEST_QUORUM):
        raise polls.QuorumOutOfRange(polls.HIGHEST_QUORUM)
    return int(text)
