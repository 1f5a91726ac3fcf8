"""Calendars in Discord: a meetup as a file, and the private panel where feeds are made and retired."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain.rights import is_moderator
from bot.storage.feeds import Feed
from bot.ui.boundary import Button, Layout, host_of
from bot.ui.calendar_file import calendar_bytes
from bot.ui.inputs import Visit, visit

if TYPE_CHECKING:
    from bot.i18n import Translations

ACCENT = 0xE4572E
_KEY = r"(?P<meetup>\d{1,18})"


@dataclass(frozen=True, slots=True)
class _Shown:
    """One feed of the panel, with its address at the moment when it was made."""

    personal: bool
    feed: Feed | None
    url: str = ""


async def send_file(here: Visit, meetup_id: int) -> None:
    """Answer privately with a meetup for the reader's calendar.

    Raises:
        MeetupNotFound, DateMissing, SeatNotSure.
    """
    entry = await here.services.calendars.entry(here.actor, meetup_id)
    t = here.t
    text = t.gettext("📅 Open this file to add the meetup to your calendar, or to bring it up to date there.")
    if entry.meetup.plan.address and not entry.address:
        text += "\n-# " + t.gettext("It tells the area; the exact address is for members with a seat.")
    file = discord.File(io.BytesIO(calendar_bytes([entry], t)), filename=f"meetup-{meetup_id}.ics")
    await here.interaction.response.send_message(text, file=file, ephemeral=True)


async def panel(here: Visit, *, made: bool | None = None, secret: str = "") -> Layout:
    """The panel in the reader's language; ``secret`` is that of the feed just made (``made``: one's own)."""
    t, base = here.t, host_of(here.interaction).settings.web_base_url
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(
        ui.TextDisplay(
            t.gettext(
                "## Meetups in your calendar\nEvery card has a 📅 button. A feed goes further: your calendar "
                "subscribes to it once and follows each change by itself."
            )
        )
    )
    if not base:
        box.add_item(
            ui.TextDisplay(
                t.gettext("⚠️ Feeds are off. Whoever runs me can turn them on: see `WEB_BASE_URL`.")
            )
        )
    kinds = (True, False) if is_moderator(here.actor, here.community) else (True,)
    for personal in kinds if base else ():
        feed = await here.services.calendars.feed(here.actor, personal=personal)
        url = f"{base}/calendar/{secret}.ics" if made is personal else ""
        box.add_item(ui.Separator())
        _add(box, _Shown(personal, feed, url), t)
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _add(box: ui.Container[Layout], shown: _Shown, t: Translations) -> None:
    box.add_item(ui.TextDisplay(_words(shown, t)))
    buttons = [MakeButton.of(shown, t)]
    if shown.feed is not None:
        box.add_item(ui.ActionRow(*buttons, RetireButton.of(shown, t)))
    else:
        box.add_item(ui.ActionRow(*buttons))


def _words(shown: _Shown, t: Translations) -> str:
    heading = (
        t.gettext(
            "**Your own feed**\nThe meetups you have a seat at, with their exact address, those you may come "
            "to, and those you organise. Whoever has its link reads them too: keep it to yourself."
        )
        if shown.personal
        else t.gettext(
            "**The community's feed**\nEvery scheduled meetup with its area, never an address. Share its "
            "link with whom you like."
        )
    )
    if shown.url:
        told = t.gettext(
            "🔗 Subscribe to this address. I show it this once and keep no copy:\n```\n{url}\n```"
        ).format(url=shown.url)
    elif shown.feed is not None:
        told = t.gettext("✅ In use since {date}. A new link ends the old one.").format(
            date=discord.utils.format_dt(shown.feed.made_at, "D")
        )
    else:
        told = t.gettext("There is none yet.")
    return f"{heading}\n{told}"


class MakeButton(Button, template=r"feed_make:1:(?P<whose>own|all)"):
    """Makes a feed, or a new link for it: the old one ends."""

    @classmethod
    def of(cls, shown: _Shown, t: Translations) -> MakeButton:
        label = t.pgettext("button", "New link") if shown.feed else t.pgettext("button", "Make a link")
        style = discord.ButtonStyle.secondary if shown.feed else discord.ButtonStyle.primary
        return cls(f"feed_make:1:{'own' if shown.personal else 'all'}", label=label, style=style)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        personal = self.match["whose"] == "own"
        secret = await here.services.calendars.make(here.actor, personal=personal)
        await interaction.response.edit_message(view=await panel(here, made=personal, secret=secret))


class RetireButton(Button, template=r"feed_retire:1:(?P<whose>own|all)"):
    """Ends a feed: its link opens nothing any more."""

    @classmethod
    def of(cls, shown: _Shown, t: Translations) -> RetireButton:
        whose = "own" if shown.personal else "all"
        return cls(
            f"feed_retire:1:{whose}",
            label=t.pgettext("button", "Delete the link"),
            style=discord.ButtonStyle.danger,
        )

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.calendars.retire(here.actor, personal=self.match["whose"] == "own")
        await interaction.response.edit_message(view=await panel(here))


class CalendarButton(Button, template=rf"calendar:1:{_KEY}"):
    """The meetup as a file for one's calendar."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> CalendarButton:
        return cls(f"calendar:1:{meetup_id}", label=t.pgettext("button", "Calendar"), emoji="📅")

    async def pressed(self, interaction: discord.Interaction) -> None:
        await send_file(await visit(interaction), int(self.match["meetup"]))
