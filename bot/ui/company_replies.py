"""Refusals about whom one is put with, as sentences: blocks and intros."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import blocks, intros

if TYPE_CHECKING:
    from bot.domain.errors import Refusal
    from bot.i18n import Translations


def sentence(refusal: Refusal, t: Translations) -> str | None:
    """What to tell the member; None when the refusal is about something else."""
    return _about_blocks(refusal, t) or _about_too_many(refusal, t) or _about_intros(refusal, t)


def _about_blocks(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case blocks.BlockedSelf():
            return t.gettext("That is you. Choose somebody else, or leave it.")
        case blocks.BlockedBot():
            return t.gettext("That is a bot: I never put anybody with one. Choose a person.")
        case blocks.AlreadyBlocked(user_id=user):
            return t.gettext(
                "You asked me that before: I never put you with <@{id}>. `/block list` shows your list."
            ).format(id=user)
        case blocks.NotBlocked(user_id=user):
            return t.gettext("<@{id}> is not on your list any more. `/block list` shows it.").format(id=user)
    return None


def _about_too_many(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case blocks.TooManyBlocks(most=most, is_weekly=True):
            return t.gettext(
                "You can add {n} people a week. If several trouble you, please talk to a moderator."
            ).format(n=most)
        case blocks.TooManyBlocks(most=most):
            return t.gettext(
                "Your list has room for {n} people. Remove one with `/block list`, or talk to a moderator."
            ).format(n=most)
    return None


def _about_intros(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case intros.IntroNotFound():
            return t.gettext("That intro is not yours, or it is gone. `/intros` shows how you stand.")
        case intros.NotInIntros():
            return t.gettext("You do not take part in intros. Join with `/intros` in the server.")
        case intros.RoundGone():
            return t.gettext("That intro is not to come any more. `/intros` shows your next one.")
    return None
