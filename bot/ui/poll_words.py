"""What polls are called in words: the question, its options, counts, rules and terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import discord

from bot.domain import moments
from bot.domain.moments import Moment
from bot.domain.polls import Additions, Method, Names, PollKind, Results
from bot.ui.wording import enumerated, shown, zone_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.meetups import Meetup
    from bot.domain.polls import Option, Poll, Tally
    from bot.i18n import Translations


def question(poll: Poll, meetup: Meetup | None, t: Translations) -> str:
    """What a poll asks."""
    title = shown(meetup.plan.title) if meetup else ""
    match poll.kind:
        case PollKind.DATE:
            return t.gettext("Which date for {title}?").format(title=title)
        case PollKind.VENUE:
            return t.gettext("Which place for {title}?").format(title=title)
        case PollKind.QUESTION:
            return shown(poll.question)
        case _:
            assert_never(poll.kind)


def option_words(option: Option, poll: Poll, language: str) -> str:
    """An option in words, for readers of that language; a place or answer is as its author typed it."""
    if option.starts_at is None:
        return f"{option.label} ({option.area})" if option.area else option.label
    words = moments.describe(Moment(option.starts_at, option.ends_at), poll.zone, language)
    return words[:1].upper() + words[1:]


def listed(options: Sequence[Option], poll: Poll, t: Translations, *, most: int) -> str:
    """Several options in one sentence, in bold; of more than ``most``, the rest as a number."""
    words = [f"**{shown(option_words(option, poll, t.language))}**" for option in options[:most]]
    rest = len(options) - most
    if rest > 0:
        words.append(t.ngettext("{n} more", "{n} more", rest).format(n=rest))
    return enumerated(words, t)


def details(option: Option) -> str:
    """What is known of a place besides its name: how to get in, and what it costs."""
    facts = (("♿", option.access), ("💶", option.price))
    return " · ".join(f"{sign} {text}" for sign, text in facts if text)


def deadline_words(poll: Poll, language: str) -> str:
    """When the poll closes, on the meetup's wall clock, as Discord's own timestamp too."""
    words = moments.describe(Moment(poll.closes_at), poll.zone, language)
    relative = discord.utils.format_dt(poll.closes_at, "R")
    return f"**{words}** ({zone_words(poll.zone, poll.closes_at)}) · {relative}"


def counts(tally: Tally, method: Method, t: Translations) -> str:
    """How many said what of an option."""
    if method is Method.RANKED:
        return t.ngettext("{n} first place", "{n} first places", tally.yes).format(n=tally.yes)
    words = t.ngettext("{n} yes", "{n} yes", tally.yes).format(n=tally.yes)
    if tally.if_need_be:
        some = t.ngettext("{n} if need be", "{n} if need be", tally.if_need_be).format(n=tally.if_need_be)
        return f"{words} · {some}"
    return words


def ballots(poll: Poll, t: Translations) -> str:
    """How many have voted."""
    n = len(poll.ballots)
    return t.ngettext("{n} ballot", "{n} ballots", n).format(n=n)


def rule(method: Method, t: Translations) -> str:
    """How the winner is found, ties included."""
    match method:
        case Method.GRADED:
            return t.gettext(
                "Most “yes” wins; if equal, most “yes” and “if need be” together; then the earliest date. "
                "Organisers may decide otherwise."
            )
        case Method.SEVERAL | Method.SINGLE:
            return t.gettext(
                "Most votes win; if equal, the option named first. Organisers may decide otherwise."
            )
        case Method.RANKED:
            return t.gettext(
                "Instant run-off: the option with the fewest first places goes out and its ballots pass on, "
                "until one has more than half; if equal, the one named last goes out. "
                "Organisers may decide otherwise."
            )
        case _:
            assert_never(method)


def tied(options: Sequence[Option], poll: Poll, t: Translations, *, most: int = 3) -> str:
    """Which options had as much as the winner, and why they lost."""
    others = listed(options, poll, t, most=most)
    if poll.kind is PollKind.DATE:
        return t.gettext("Just as many for {options}: the earliest date wins.").format(options=others)
    return t.gettext("Just as many for {options}: the option named first wins.").format(options=others)


def secrecy(poll: Poll, t: Translations) -> str:
    """What an anonymous poll promises, and what that costs those who vote in it."""
    promise = t.gettext("Anonymous: names are never shown, and forgotten when the poll closes.")
    if poll.kind is PollKind.QUESTION:
        return f"🎭 {promise}"
    cost = t.gettext(
        "So voters cannot be asked to confirm, and no seat waits for them: "
        "press “I'd come” on the meetup's card to be asked."
    )
    return f"🎭 {promise} {cost}"


def terms_lines(poll: Poll, t: Translations) -> list[str]:
    """The terms of a poll that differ from the usual ones, a sentence each."""
    terms, lines = poll.terms, []
    if terms.role_id is not None:
        lines.append("🎫 " + t.gettext("Only members with <@&{role}> vote.").format(role=terms.role_id))
    if terms.fewest_ballots:
        lines.append(
            "⚖️ "
            + t.ngettext(
                "It takes {n} ballot to decide anything.",
                "It takes {n} ballots to decide anything.",
                terms.fewest_ballots,
            ).format(n=terms.fewest_ballots)
        )
    if terms.names is Names.NOBODY:
        lines.append(secrecy(poll, t))
    elif terms.names is Names.ORGANISERS:
        lines.append("👤 " + t.gettext("Only organisers see who said what."))
    if terms.results is Results.VOTED:
        lines.append("🙈 " + t.gettext("The counts are shown to those who have voted."))
    elif terms.results is Results.CLOSED:
        lines.append("🙈 " + t.gettext("The counts are shown when the poll closes."))
    if terms.additions is Additions.ANYBODY:
        lines.append("💡 " + t.gettext("Everybody may add options."))
    elif terms.additions is Additions.WITH_LEAVE:
        lines.append("💡 " + t.gettext("Everybody may suggest options; an organiser lets them in."))
    return lines


def method_name(method: Method, t: Translations) -> str:
    """What a way to vote is called."""
    match method:
        case Method.GRADED:
            return t.gettext("yes, if need be or no")
        case Method.SEVERAL:
            return t.gettext("as many as you like")
        case Method.SINGLE:
            return t.gettext("one choice")
        case Method.RANKED:
            return t.gettext("in order of preference")
        case _:
            assert_never(method)
