"""A dependency's failure, or a check that said no, as a sentence for the person who waits for an answer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import app_commands

from bot.storage.failures import StorageFailure
from bot.ui import permissions
from bot.ui.places import SHUT

if TYPE_CHECKING:
    from bot.i18n import Translations

TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500
CANNOT_MESSAGE_USER = 50007
REQUEST_TOO_LARGE = 40005


def sentence(error: BaseException, interaction: discord.Interaction, t: Translations) -> str | None:
    """Return what to tell the member, or None if the error is none of these kinds: then it is a bug."""
    match error:
        case app_commands.CheckFailure():
            return _check(error, t)
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return t.gettext("This command has just changed. Restart Discord, then try again.")
        case StorageFailure():
            return t.gettext("I cannot reach my notebook right now, so nothing was saved. Try again soon.")
        case discord.HTTPException():
            return _http(error, interaction, t)
        case discord.RateLimited() | aiohttp.ClientError() | TimeoutError() | ConnectionError():
            return _discord_is_unwell(t)
    return None


def _check(error: app_commands.CheckFailure, t: Translations) -> str:
    match error:
        case app_commands.NoPrivateMessage():
            return t.gettext("This works in a server, not in private messages.")
        case app_commands.MissingPermissions():
            names = permissions.permission_names(error.missing_permissions, t)
            return t.gettext("You need this permission here: {permissions}. Ask a moderator.").format(
                permissions=names
            )
        case app_commands.BotMissingPermissions():
            return _names_what_i_need(error.missing_permissions, t)
        case app_commands.CommandOnCooldown():
            seconds = math.ceil(error.retry_after)
            return t.ngettext(
                "That was quick. Try again in {n} second.",
                "That was quick. Try again in {n} seconds.",
                seconds,
            ).format(n=seconds)
    return t.gettext("Only moderators may do this here. Ask one of them.")


def _http(error: discord.HTTPException, interaction: discord.Interaction, t: Translations) -> str | None:
    if isinstance(error, discord.Forbidden):
        return _forbidden(error, interaction, t)
    if isinstance(error, discord.NotFound):
        return t.gettext("What this was about is no longer on Discord: a channel or message was deleted.")
    if error.code in SHUT:
        return t.gettext("This thread is archived or locked. A moderator can open it again.")
    if error.code == REQUEST_TOO_LARGE:
        return t.gettext("This file is too large for Discord. Try a smaller one.")
    if error.status == TOO_MANY_REQUESTS or error.status >= SERVER_ERROR:
        return _discord_is_unwell(t)
    return None


def _forbidden(error: discord.Forbidden, interaction: discord.Interaction, t: Translations) -> str:
    if error.code == CANNOT_MESSAGE_USER:
        return t.gettext("I could not write to this person: their private messages are closed.")
    lacking = permissions.missing(interaction.app_permissions)
    if lacking:
        return _names_what_i_need(lacking, t)
    return t.gettext(
        "Discord did not let me do that. A moderator can check my role and this channel's permissions."
    )


def _names_what_i_need(flags: list[str], t: Translations) -> str:
    return t.gettext("I lack a permission here: {permissions}. A moderator can give it to my role.").format(
        permissions=permissions.permission_names(flags, t)
    )


def _discord_is_unwell(t: Translations) -> str:
    return t.gettext("Discord is not answering me right now. Wait a minute, then try again.")
