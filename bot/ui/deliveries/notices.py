"""Notices: short messages to some members, in the meetup's thread, in the community's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import discord

from bot.domain.troubles import Lack
from bot.i18n import translations
from bot.ui import places
from bot.ui.boundary import MESSAGE_LIMIT
from bot.ui.wording import message_url, shown

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from bot.services.meetups import Overview
    from bot.services.runner import Work
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host, Layout, View

    _Speak = Callable[..., Awaitable[None]]

_T = TypeVar("_T")

MENTIONED_AT_ONCE = 50
"""Discord takes at most 100 users in allowed_mentions, and 2,000 characters."""


_LACKS = {
    50013: Lack.PERMISSION,
    50001: Lack.ACCESS,
    10003: Lack.GONE,
    10004: Lack.ACCESS,
    30005: Lack.FULL,
    30038: Lack.FULL,
    160006: Lack.FULL,
    40067: Lack.TAG,
    **dict.fromkeys(places.SHUT, Lack.LOCKED),
}
"""Missing permissions or access, unknown channel or server; 250 roles, 100 events, 1,000 threads; a tag."""


def lack_of(error: discord.HTTPException) -> Lack | None:
    """What only a person can mend, if that is what the error is about."""
    return _LACKS.get(error.code)


def nonce(job: Job, part: int = 0) -> str:
    """The mark by which Discord drops a message that a crash made us send again."""
    return f"job:{job.id}:{part}" if part else f"job:{job.id}"


def card_url(overview: Overview) -> str:
    """Where the meetup's card stands."""
    card = overview.meetup.card
    return message_url(overview.community.id, card.channel_id, card.message_id)


async def tell(
    bot: Host,
    job: Job,
    overview: Overview,
    text: str,
    user_ids: Sequence[int],
    view: View | None = None,
    *,
    first_part: int = 0,
    silent: bool = False,
    role_id: int | None = None,
    openly: bool = False,
) -> None:
    """Say ``text`` once in the thread, with the buttons of ``view``, and ping those users and nobody else.

    Where there is no thread it goes to the card's channel. Many users are pinged over several messages;
    ``first_part`` tells those of a job's second text from those of its first. A ``silent`` message mentions
    them without a sound. ``role_id`` is a role to mention in their stead. Where only organisers see who comes
    nobody else is pinged, unless it tells nothing of their answers and is said ``openly``.
    """
    meetup = overview.meetup
    if meetup.hides_answers and not openly:
        user_ids = [user_id for user_id in user_ids if user_id in meetup.organiser_ids]

    async def say(channel_id: int) -> None:
        speak = _speaker(bot, (overview.community.id, channel_id), meetup.plan.title)

        def mark(number: int) -> str:
            return nonce(job, first_part + number)

        await _say(speak, text, user_ids, view, mark, silent=silent, role_id=role_id)

    await in_first(spots(overview), say)


async def tell_alone(
    bot: Host,
    job: Job,
    overview: Overview,
    text: str,
    user_ids: Sequence[int],
    view: View | None = None,
    *,
    first_part: int = 0,
    silent: bool = False,
) -> Work:
    """Tell members what concerns them alone, such as a seat; the work is what the handler leaves behind.

    Those who wish letters get one, the others are pinged in the thread. Where only organisers see who comes
    the thread names nobody, and tells that there is news: the others see on the card where they stand.
    """
    letters, meetup = bot.services.letters, overview.meetup
    by_letter = await letters.wishing(overview.community.id, user_ids)
    if meetup.hides_answers:
        t = translations(overview.community.language)
        nameless = t.gettext(
            "🔔 There is news about a seat at **{title}** for somebody who answered. Only organisers see who "
            "comes, so nobody is named here: press your answer on [the card]({url}) again to see where you "
            "stand."
        ).format(title=shown(meetup.plan.title), url=card_url(overview))
        await tell(bot, job, overview, nameless, [], first_part=first_part, silent=silent)
    elif pinged := [user_id for user_id in user_ids if user_id not in by_letter]:
        await tell(bot, job, overview, text, pinged, view, first_part=first_part, silent=silent)
    link = "" if card_url(overview) in text else f"\n{card_url(overview)}"
    return letters.alone(meetup, by_letter, f"{text}{link}")


async def show(
    bot: Host,
    job: Job,
    overview: Overview,
    view: Layout,
    user_ids: Iterable[int],
    *,
    part: int = 0,
    silent: bool = False,
) -> discord.Message | None:
    """Send a message with controls where ``tell`` would say it, and ping those users and nobody else."""

    async def post(channel_id: int) -> discord.Message:
        return await places.post(
            bot,
            (overview.community.id, channel_id),
            overview.meetup.plan.title,
            view=view,
            allowed_mentions=_only(user_ids),
            silent=silent,
            nonce=nonce(job, part),
        )

    return await in_first(spots(overview), post)


def spots(overview: Overview) -> tuple[int | None, ...]:
    """Where a meetup is spoken of: its thread, or else the channel of its card."""
    card = overview.meetup.card
    return card.thread_id, card.channel_id


async def in_first(channel_ids: Iterable[int | None], say: Callable[[int], Awaitable[_T]]) -> _T | None:
    """Speak in the first of those channels that takes it: a thread may have been deleted or locked."""
    known = list(dict.fromkeys(channel_id for channel_id in channel_ids if channel_id))
    for channel_id in known:
        try:
            return await say(channel_id)
        except discord.HTTPException as error:
            if lack_of(error) is None or channel_id == known[-1]:
                raise
    return None


async def say_in(
    bot: Host, job: Job, place: tuple[int, int], name: str, text: str, user_ids: Sequence[int]
) -> None:
    """Say ``text`` once in a ``place``, a guild and its channel or thread, and ping those users only.

    In a forum it begins a post called ``name``.
    """
    await _say(_speaker(bot, place, name), text, user_ids, None, lambda number: nonce(job, number))


def _speaker(bot: Host, place: tuple[int, int], name: str) -> _Speak:
    """What sends several messages to one place; in a forum they share the post that the first begins."""
    community_id, channel_id = place

    async def speak(**parts: Any) -> None:
        nonlocal channel_id
        message = await places.post(bot, (community_id, channel_id), name, **parts)
        channel_id = message.channel.id

    return speak


async def _say(
    speak: _Speak,
    text: str,
    user_ids: Sequence[int],
    view: View | None,
    mark_of: Callable[[int], str],
    *,
    silent: bool = False,
    role_id: int | None = None,
) -> None:
    controls: dict[str, Any] = {} if view is None else {"view": view}
    if role_id is not None:
        allowed = discord.AllowedMentions(everyone=False, users=False, roles=[discord.Object(role_id)])
        text = f"{text}\n<@&{role_id}>"
        await speak(content=text, allowed_mentions=allowed, nonce=mark_of(0), silent=silent, **controls)
        return
    parts = [user_ids[n : n + MENTIONED_AT_ONCE] for n in range(0, len(user_ids), MENTIONED_AT_ONCE)] or [()]
    for number, part in enumerate(parts):
        pings = " ".join(f"<@{user_id}>" for user_id in part)
        # a long reason is cut, and never somebody who is to be told
        content = f"{text[: MESSAGE_LIMIT - len(pings) - 1]}\n{pings}" if number == 0 else pings
        mark = mark_of(number)
        await speak(content=content, allowed_mentions=_only(part), nonce=mark, silent=silent, **controls)
        controls = {}


def may_mention(bot: Host, community_id: int, role_id: int) -> bool:
    """Members cannot mention a meetup's role; nor can the bot, unless it is allowed to mention every role."""
    guild = bot.get_guild(community_id)
    if guild is None or guild.get_role(role_id) is None:
        return False
    return guild.me.guild_permissions.mention_everyone


def _only(user_ids: Iterable[int]) -> discord.AllowedMentions:
    users = [discord.Object(user_id) for user_id in user_ids]
    return discord.AllowedMentions(users=users, everyone=False, roles=False, replied_user=False)
