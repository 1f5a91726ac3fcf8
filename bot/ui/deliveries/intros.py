"""Jobs about intros: the day-before note, the intro itself, the question whether they met."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.intros import IntroNotFound
from bot.i18n import translations
from bot.services import agenda
from bot.services.runner import Later
from bot.ui import intro_card, intro_letters
from bot.ui.deliveries.letters import write
from bot.ui.deliveries.notices import nonce
from bot.ui.permissions import permission_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.domain.intros import Intro
    from bot.i18n import Translations
    from bot.services.intros import Brief
    from bot.services.runner import Handler
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host, Layout

    LetterTo = Callable[[int], Layout]

_log = logging.getLogger(__name__)

ARCHIVED_AFTER: Final = 10080
NAME_LIMIT = 100
MOST_THREADS = 160006
"""Discord's error when a server has as many open threads as it may."""


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    intros = IntroDeliveries(bot)
    return {
        agenda.INTROS_WARN: intros.warn_all,
        agenda.INTROS_MAKE: intros.make,
        agenda.INTRO_WARNING: intros.letter,
        agenda.INTRO_ASLEEP: intros.letter,
        agenda.INTRO_ALONE: intros.letter,
        agenda.INTRO_OPEN: intros.open,
        agenda.INTRO_ASK: intros.ask,
        agenda.INTRO_MET: intros.be_glad,
    }


class IntroDeliveries:
    """Carries out rounds of intros."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot
        self._intros = bot.services.intros
        self._rounds = bot.services.intro_rounds

    async def warn_all(self, job: Job) -> None:
        """Write the day-before notes of a round, a job each."""
        await self._rounds.warn(job.payload["community_id"], _round_of(job))

    async def make(self, job: Job) -> None:
        """Make the intros of a round, unless it is too early after a late warning."""
        later = await self._rounds.make(job.payload["community_id"], _round_of(job))
        if later is not None:
            raise Later(later)

    async def letter(self, job: Job) -> None:
        """Write to one member who takes part; whoever left the server is forgotten instead."""
        community_id, user_id = job.payload["community_id"], job.payload["user_id"]
        guild = self._bot.get_guild(community_id)
        if guild is None:
            return
        if await _member(guild, user_id) is None:
            await self._rounds.note_gone(community_id, user_id)
            return
        facts = await self._intros.facts(community_id, user_id, _round_of(job))
        if facts is None:
            return
        t = translations(facts.community.language)
        view = intro_letters.render(job.kind, guild.name, facts, t)
        arrived = await write(self._bot, user_id, view, nonce(job))
        await self._rounds.note_letter(community_id, user_id, arrived=arrived)

    async def open(self, job: Job) -> None:
        """Bring those of an intro together in a private thread, or by private messages if there is none."""
        intro = await self._intro(job)
        if intro is None or intro.opened_at is not None:
            return
        guild = self._bot.get_guild(intro.community_id)
        if guild is None:
            return
        names = await self._names(guild, intro)
        brief = await self._intros.brief(intro.id)
        if len(brief.intro.user_ids) < 2:  # noqa: PLR2004 - somebody left: whoever stays is told
            return
        t = translations(brief.community.language)
        thread = await self._thread(job, guild, brief, " & ".join(names)[:NAME_LIMIT])
        if thread is None:
            await self._write_each(job, brief, lambda reader: intro_card.render(brief, t, reader))
            await self._rounds.note_opened(intro.id, None)
            return
        for user_id in brief.intro.user_ids:
            await thread.add_user(discord.Object(user_id))
        await thread.send(
            view=intro_card.render(brief, t), allowed_mentions=_people(brief.intro), nonce=nonce(job)
        )
        await self._rounds.note_opened(intro.id, thread.id)

    async def ask(self, job: Job) -> None:
        """Ask those of an intro whether they met, unless all of them have said."""
        intro = await self._intro(job)
        if intro is None or intro.opened_at is None or all(reply.outcome for reply in intro.replies):
            return
        brief = await self._intros.brief(intro.id)
        t = translations(brief.community.language)
        await self._say(job, brief, intro_card.ask(brief, t), _people(intro))

    async def be_glad(self, job: Job) -> None:
        """Tell those of an intro that they made a tie."""
        intro = await self._intro(job)
        if intro is None or not intro.met:
            return
        brief = await self._intros.brief(intro.id)
        view = intro_card.met(intro, translations(brief.community.language))
        await self._say(job, brief, view, discord.AllowedMentions.none())

    async def _say(self, job: Job, brief: Brief, view: Layout, allowed: discord.AllowedMentions) -> None:
        """Say something in the thread of an intro, or to each where there is none (any more)."""
        intro = brief.intro
        if intro.thread_id is not None:
            thread = self._bot.get_partial_messageable(intro.thread_id, guild_id=intro.community_id)
            try:
                await thread.send(view=view, allowed_mentions=allowed, nonce=nonce(job))
            except (discord.NotFound, discord.Forbidden):
                _log.info("intro %s lost its thread", intro.id)
            else:
                return
        await self._write_each(job, brief, lambda _: view)

    async def _write_each(self, job: Job, brief: Brief, letter_to: LetterTo) -> None:
        for number, user_id in enumerate(brief.intro.user_ids, 1):
            arrived = await write(self._bot, user_id, letter_to(user_id), nonce(job, number))
            await self._rounds.note_letter(brief.community.id, user_id, arrived=arrived)

    async def _intro(self, job: Job) -> Intro | None:
        try:
            return await self._intros.intro(job.payload["intro_id"])
        except IntroNotFound:
            return None

    async def _names(self, guild: discord.Guild, intro: Intro) -> list[str]:
        """What those of an intro are called; whoever left the server is taken out of it."""
        names = []
        for user_id in intro.user_ids:
            member = await _member(guild, user_id)
            if member is None:
                await self._rounds.note_gone(guild.id, user_id, intro.id)
            else:
                names.append(member.display_name)
        return names

    async def _thread(self, job: Job, guild: discord.Guild, brief: Brief, name: str) -> discord.Thread | None:
        """A private thread in the announcement channel; None where there can be none: moderators hear."""
        t = translations(brief.community.language)
        channel_id = brief.community.announcement_channel_id
        channel = guild.get_channel(channel_id) if channel_id else None
        if not isinstance(channel, discord.TextChannel):
            return None
        if job.attempts > 1 and (known := await _known_thread(channel, name)) is not None:
            return known  # a crash came between opening it and noting it down
        try:
            return await channel.create_thread(
                name=name,
                type=discord.ChannelType.private_thread,
                auto_archive_duration=ARCHIVED_AFTER,
                invitable=False,
            )
        except discord.HTTPException as error:
            if not isinstance(error, discord.Forbidden) and error.code != MOST_THREADS:
                raise
            await self._tell_moderators(job, channel, brief, t)
            return None

    async def _tell_moderators(
        self, job: Job, channel: discord.TextChannel, brief: Brief, t: Translations
    ) -> None:
        """Say once a round, where moderators read, why intros came as private messages."""
        _log.warning("no private thread in channel %s for intro %s", channel.id, brief.intro.id)
        if not await self._rounds.note_trouble(brief.community.id, brief.intro.round_at):
            return
        names = permission_names(["create_private_threads", "send_messages_in_threads"], t)
        text = t.gettext(
            "⚠️ For moderators: I could not open private threads for intros here, so I wrote to people "
            "privately. I need: {permissions}, and room for another thread."
        )
        try:
            await channel.send(text.format(permissions=names), nonce=nonce(job, 9))
        except discord.HTTPException as error:
            _log.warning("channel %s takes no messages either: %s", channel.id, error)


def _round_of(job: Job) -> datetime:
    return datetime.fromisoformat(job.payload["round_at"])


def _people(intro: Intro) -> discord.AllowedMentions:
    users = [discord.Object(user_id) for user_id in intro.user_ids]
    return discord.AllowedMentions(users=users, everyone=False, roles=False, replied_user=False)


async def _member(guild: discord.Guild, user_id: int) -> discord.Member | None:
    try:
        return await guild.fetch_member(user_id)
    except discord.NotFound:
        return None


async def _known_thread(channel: discord.TextChannel, name: str) -> discord.Thread | None:
    threads = await channel.guild.active_threads()
    me = channel.guild.me.id
    mine = (t for t in threads if t.parent_id == channel.id and t.owner_id == me and t.name == name)
    return max(mine, key=lambda thread: thread.id, default=None)
