"""Makes the recap: looks what was liked, draws the collage, posts it, and mends it when asked."""

from __future__ import annotations

import asyncio
import io
import logging
from typing import TYPE_CHECKING

import discord

from bot.i18n import translations
from bot.ui import places, recap_card
from bot.ui.pictures import collage

if TYPE_CHECKING:
    from bot.domain.photos import Entry
    from bot.services.meetups import Overview
    from bot.ui.boundary import Host, Layout

_log = logging.getLogger(__name__)

UNKNOWN_MESSAGE = 10008


async def post(host: Host, overview: Overview, nonce: str) -> None:
    """Post the recap in the announcement channel, or beside the card where that one cannot be used."""
    await _count_likes(host, overview)
    meetup = overview.meetup
    community, beside = overview.community, meetup.card.channel_id
    wanted = community.announcement_channel_id
    if meetup.card.is_post and places.forum_at(host, community.id, wanted):
        wanted, beside = beside, wanted  # the meetup's post is the best place in a forum
    channel_ids = list(dict.fromkeys(one for one in (wanted, beside) if one))
    picture = await _drawn(host, overview)
    view = await _card(host, overview, has_collage=picture is not None)
    for channel_id in channel_ids:
        files = [] if picture is None else [discord.File(io.BytesIO(picture), recap_card.COLLAGE)]
        try:
            message = await places.post(
                host, (community.id, channel_id), meetup.plan.title, view=view, files=files, nonce=nonce
            )
        except (discord.Forbidden, discord.NotFound) as error:
            if channel_id == channel_ids[-1]:
                raise
            _log.info("the recap of meetup %d goes beside its card: %s", meetup.id, error)
            continue
        await host.services.albums.note_recap(meetup, message.channel.id, message.id)
        return


async def paint_again(host: Host, overview: Overview) -> None:
    """Make a posted recap anew from what is left of its photos; if it was deleted, it stays so."""
    picture = await _drawn(host, overview)
    view = await _card(host, overview, has_collage=picture is not None)
    files = [] if picture is None else [discord.File(io.BytesIO(picture), recap_card.COLLAGE)]
    try:
        known = _message(host, overview)
        await places.edited(host, known.channel.id, lambda: known.edit(view=view, attachments=files))
    except discord.NotFound:
        return


async def retire_album(host: Host, overview: Overview) -> None:
    """Paint a posted recap without its album, which has ended; the collage stays as it is."""
    partial = _message(host, overview)
    try:
        message = await partial.fetch()
        view = await _card(host, overview, has_collage=bool(message.attachments))
        await places.edited(host, partial.channel.id, lambda: message.edit(view=view))
    except discord.NotFound:
        return


async def close_thread(host: Host, overview: Overview) -> None:
    """Archive the photo thread: whoever writes in it opens it again."""
    thread_id = overview.meetup.card.photo_thread_id
    if thread_id is not None:
        await places.set_archived(host, thread_id, archived=True)


async def _card(host: Host, overview: Overview, *, has_collage: bool) -> Layout:
    numbers = await host.services.photos.numbers(overview.meetup)
    upcoming = await host.services.meetups.upcoming(overview.community.id)
    return recap_card.render(
        overview,
        numbers,
        next((one for one in upcoming if one.meetup.card.message_id), None),
        translations(overview.community.language),
        has_collage=has_collage,
        album_until=await host.services.albums.album_until(overview.meetup),
        quotes=await host.services.testimonials.approved(overview.meetup.id),
    )


async def _drawn(host: Host, overview: Overview) -> bytes | None:
    photos = await host.services.albums.collage(overview.meetup.id)
    if not photos:
        return None
    t = translations(overview.community.language)
    words = collage.Words(
        title=overview.meetup.plan.title,
        line=recap_card.heading(overview.meetup, t),
        numbers=recap_card.told(await host.services.photos.numbers(overview.meetup), t),
    )
    return await asyncio.to_thread(collage.drawn, photos, words)


async def _count_likes(host: Host, overview: Overview) -> None:
    """Look how many people like each message; what was deleted by hand is forgotten with its files."""
    thread_id = overview.meetup.card.photo_thread_id or 0
    thread = host.get_partial_messageable(thread_id, guild_id=overview.community.id)
    for entry in await host.services.albums.posted(overview.meetup.id):
        await host.services.albums.note_likes(entry, await _likes(thread, entry))


async def _likes(thread: discord.PartialMessageable, entry: Entry) -> int | None:
    """The most-used emoji counts: somebody who adds five likes it once. None if the message is gone."""
    try:
        message = await thread.fetch_message(entry.message_id or 0)
    except discord.NotFound as gone:
        return None if gone.code == UNKNOWN_MESSAGE else entry.likes  # else the whole thread was deleted
    except discord.Forbidden:
        return entry.likes
    return max((reaction.count for reaction in message.reactions), default=0)


def _message(host: Host, overview: Overview) -> discord.PartialMessage:
    card = overview.meetup.card
    channel = host.get_partial_messageable(card.thanks_channel_id or 0, guild_id=overview.community.id)
    return channel.get_partial_message(card.thanks_message_id or 0)
