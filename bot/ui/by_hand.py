"""Photos that members post by hand in a photo thread: seen only with the message-content intent."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain.photos import Entry
from bot.i18n import translations
from bot.ui.boundary import Layout
from bot.ui.photo_posts import ACCENT, AddPhotosButton

if TYPE_CHECKING:
    from bot.i18n import Translations
    from bot.ui.boundary import Host

_log = logging.getLogger(__name__)


async def notice(host: Host, message: discord.Message) -> None:
    """Count photos of a photo thread as what they are; the first time, say what the form does better.

    They can be taken down like all others, and are counted, but are in no recap and no album: nobody agreed.
    """
    images = [file for file in message.attachments if (file.content_type or "").startswith("image/")]
    if message.guild is None or message.author.bot or not images:
        return
    place = message.guild.id, message.channel.id
    photos = host.services.photos
    if not await photos.is_thread(*place):  # most pictures of a server are elsewhere: reading holds nobody up
        return
    entry = Entry(id=0, meetup_id=0, user_id=message.author.id, count=len(images), message_id=message.id)
    noticed = await photos.noticed(*place, entry)
    if noticed is None or not noticed.is_first:
        return
    community = await host.services.communities.of(message.guild.id, str(message.guild.preferred_locale))
    view = _hint(noticed.entry.meetup_id, translations(community.language))
    try:
        await message.channel.send(view=view, silent=True, nonce=f"hand:{message.id}")
    except discord.HTTPException as error:  # it is a hint: the photos are counted without it
        _log.info("no hint about photos in thread %d: %s", message.channel.id, error)


def _hint(meetup_id: int, t: Translations) -> Layout:
    text = t.gettext(
        "📷 Photos posted by hand keep what the telephone wrote into the file, such as the place. "
        "“Add photos” removes it, and lets the recap show them if you agree. "
        "Apps, “Take this photo down” works on all."
    )
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay(text))
    box.add_item(ui.ActionRow(AddPhotosButton.of(meetup_id, t)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout
