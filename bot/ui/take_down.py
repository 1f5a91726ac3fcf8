"""Taking photos down: at once, by anybody who was there, without a reason and without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.i18n import translations
from bot.ui.attachments import Kept
from bot.ui.boundary import View, host_of
from bot.ui.inputs import visit
from bot.ui.photo_posts import filename, gallery
from bot.ui.places import edited

if TYPE_CHECKING:
    from bot.domain.photos import Entry
    from bot.i18n import Translations
    from bot.services.meetups import Overview
    from bot.ui.boundary import Host
    from bot.ui.inputs import Visit

ALL = "all"


async def ask_or_take_down(here: Visit, message: discord.Message) -> None:
    """Take a message's photo down; where there are several, ask which.

    Raises:
        NoPhotos, NotThere.
    """
    by_hand = message.attachments and message.author.id != here.interaction.application_id
    author_id = message.author.id if by_hand else 0
    entry = await here.services.photos.may_take_down(here.actor, message.id, message.channel.id, author_id)
    if len(entry.pictures) > 1:
        text = here.t.gettext("Which one? It is gone the moment you choose it.")
        await here.interaction.followup.send(text, view=WhichView(entry, here.t), ephemeral=True)
        return
    await here.interaction.followup.send(await _carry_out(here, entry, None), ephemeral=True)


async def _carry_out(here: Visit, entry: Entry, positions: set[int] | None) -> str:
    """Take those photos down; returns what to tell who asked for it."""
    await here.services.photos.take_down(here.actor, entry, positions)
    overview = await here.services.meetups.overview(here.community.id, entry.meetup_id)
    try:
        await clear(host_of(here.interaction), overview, entry.message_id or 0)
    except discord.Forbidden:
        return here.t.gettext(
            "I may not delete what others wrote. The organisers are asked to delete it, without your name."
        )
    return here.t.gettext("It is gone, and nobody is told who asked for it.")


async def clear(host: Host, overview: Overview, message_id: int) -> None:
    """Bring a message in line with what is left of its photos: done again, it changes nothing."""
    thread_id = overview.meetup.card.photo_thread_id or 0
    channel = host.get_partial_messageable(thread_id, guild_id=overview.community.id)
    entry = await host.services.photos.entry_at(overview.community.id, message_id)
    try:
        if entry is None:
            await channel.get_partial_message(message_id).delete()
            return
        message = await channel.fetch_message(message_id)
        wanted = {filename(picture.position) for picture in entry.pictures}
        kept = [Kept(attachment) for attachment in message.attachments if attachment.filename in wanted]
        t = translations(overview.community.language)
        view = gallery(overview.meetup, entry, t)
        await edited(host, thread_id, lambda: message.edit(view=view, attachments=kept))
    except discord.NotFound:
        return  # somebody else was quicker


class WhichView(View):
    """Asks which of a message's photos; the numbers are those of the gallery, from its upper left."""

    def __init__(self, entry: Entry, t: Translations) -> None:
        super().__init__(timeout=600)
        self._entry = entry
        options = [
            discord.SelectOption(label=t.gettext("Photo {n}").format(n=n), value=str(picture.position))
            for n, picture in enumerate(entry.pictures, 1)
        ]
        options.append(discord.SelectOption(label=t.gettext("All of them"), value=ALL))
        self.menu: ui.Select[Any] = ui.Select(
            placeholder=t.gettext("Counted from the upper left"), options=options, max_values=len(options)
        )
        self.menu.callback = self._chosen  # type: ignore[method-assign] # View.on_error hears what it raises
        self.add_item(self.menu)

    async def _chosen(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        here = await visit(interaction)
        chosen = set(self.menu.values)
        positions = None if ALL in chosen else {int(value) for value in chosen}
        text = await _carry_out(here, self._entry, positions)
        await interaction.edit_original_response(content=text, view=None)
