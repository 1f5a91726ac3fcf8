"""Troubles in words, and the button that tries again."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.troubles import SERVER_WIDE, Deed, Lack
from bot.ui.permissions import lacking_in, permission_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.troubles import Trouble
    from bot.i18n import Translations
    from bot.ui.boundary import Layout


def trouble_line(trouble: Trouble, guild: discord.Guild | None, t: Translations) -> str:
    """What does not work, where, why, and since when."""
    since = format_dt(trouble.since, "R")
    if trouble.deed in SERVER_WIDE:
        return t.gettext("⚠️ I cannot {deed}. {why} First seen {since}.").format(
            deed=_deed(trouble.deed, t), why=_server_why(trouble, t), since=since
        )
    text = (
        t.gettext(
            "⚠️ I cannot {deed} in {channel}, so everything is said in the channel itself. {why} "
            "First seen {since}."
        )
        if trouble.deed is Deed.THREAD
        else t.gettext("⚠️ I cannot {deed} in {channel}. {why} First seen {since}.")
    )
    return text.format(
        deed=_deed(trouble.deed, t),
        channel=f"<#{trouble.channel_id}>",
        why=_why(trouble, guild, t),
        since=since,
    )


def trouble_lines(
    troubles: Sequence[Trouble], guild: discord.Guild | None, t: Translations, *, limit: int = 6
) -> list[str]:
    """The same for several, the oldest first."""
    return [trouble_line(trouble, guild, t) for trouble in troubles[:limit]]


def trouble_box(
    troubles: Sequence[Trouble], guild: discord.Guild | None, t: Translations
) -> ui.TextDisplay[Layout]:
    """What the organiser of a meetup reads below its card: whom to ask to mend it."""
    todo = t.gettext("A moderator can fix this, then press “Try again” in `/setup`.")
    return ui.TextDisplay("\n".join([*trouble_lines(troubles, guild, t), f"-# {todo}"]))


def _deed(deed: Deed, t: Translations) -> str:
    return {
        Deed.CARD: t.pgettext("I cannot", "show a meetup's card"),
        Deed.POLL: t.pgettext("I cannot", "show a poll"),
        Deed.THREAD: t.pgettext("I cannot", "open a meetup's thread"),
        Deed.NOTICE: t.pgettext("I cannot", "write to those who come"),
        Deed.PHOTOS: t.pgettext("I cannot", "open a meetup's photo thread"),
        Deed.ROLE: t.pgettext("I cannot", "give the role of those who come"),
        Deed.EVENT: t.pgettext("I cannot", "keep Discord's own event"),
        Deed.AGENDA: t.pgettext("I cannot", "keep the agenda"),
        Deed.OTHER: t.pgettext("I cannot", "do my part"),
    }[deed]


def _server_why(trouble: Trouble, t: Translations) -> str:
    """Why a role or an event cannot be kept, and what mends it."""
    return _role_why(trouble.lack, t) if trouble.deed is Deed.ROLE else _event_why(trouble.lack, t)


def _role_why(lack: Lack, t: Translations) -> str:
    match lack:
        case Lack.FULL:
            return t.gettext(
                "The server has 250 roles, as many as Discord allows: delete some, or let all meetups share "
                "one in `/setup`. Meetups go on without."
            )
        case Lack.GONE:
            return t.gettext("It was deleted: choose another in `/setup`.")
        case Lack.UNFIT:
            return t.gettext(
                "It lets people moderate now, and whoever comes would have it: choose another in `/setup`."
            )
        case Lack.PERMISSION:
            return t.gettext(
                "Give my role **Manage Roles**, and move it above the role I give (Server Settings → Roles)."
            )
        case Lack.ACCESS | Lack.TAG | Lack.LOCKED:
            return t.gettext("I am not in the server: invite me again.")
        case _:
            assert_never(lack)


def _event_why(lack: Lack, t: Translations) -> str:
    if lack is Lack.ACCESS:
        return t.gettext("I am not in the server: invite me again.")
    if lack is Lack.FULL:
        return t.gettext(
            "The server has 100 events, as many as Discord allows: once some are over there is room again. "
            "Meetups go on without."
        )
    return t.gettext("Give my role **Create Events** and **Manage Events** (Server Settings → Roles).")


def _why(trouble: Trouble, guild: discord.Guild | None, t: Translations) -> str:
    if trouble.lack is Lack.PERMISSION:
        channel = guild.get_channel_or_thread(trouble.channel_id) if guild else None
        lacking = lacking_in(channel) if channel else []
        told = t.gettext("Give me: {permissions}.").format(permissions=permission_names(lacking, t))
        return told if lacking else t.gettext("A permission was missing; check my role and the channel.")
    if trouble.lack is Lack.GONE and trouble.deed is Deed.AGENDA:
        return t.gettext("The message was deleted: `/meetup agenda` brings it back, or takes it down.")
    full = t.gettext("The server has as many open threads as Discord allows: archive some that have ended.")
    return {
        Lack.GONE: t.gettext("The channel was deleted: choose another in `/setup`."),
        Lack.ACCESS: t.gettext("I do not see the channel: give me **View Channels** there."),
        Lack.LOCKED: t.gettext("The thread is locked: unlock it, or give me **Manage Threads**."),
        Lack.TAG: t.gettext(
            "Each post there needs a tag, and none is for members: add a tag that everybody may set, or "
            "let posts go without."
        ),
        Lack.FULL: full,
        Lack.UNFIT: full,
    }[trouble.lack]
