"""The photo thread of a meetup: how it begins, the form that adds photos, and how they are shown."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import photos as rules
from bot.domain.errors import Refusal
from bot.domain.photos import MOST_PHOTOS
from bot.domain.texts import LIMITS, Field, clean
from bot.ui.boundary import Button, Layout, Modal, host_of
from bot.ui.forms import text_field, text_of
from bot.ui.images import published
from bot.ui.inputs import visit
from bot.ui.replies import sentence
from bot.ui.wording import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.meetups import Meetup
    from bot.i18n import Translations
    from bot.ui.inputs import Visit

ACCENT = 0x9B6BC9
AGREED = "agreed"


def opening(meetup: Meetup, t: Translations) -> Layout:
    """The message that the thread hangs on, in the community's language."""
    title = t.gettext("Photos of {title}").format(title=shown(meetup.plan.title))
    invitation = t.gettext(
        "Were you there? Share what you saw; where it was taken is removed from the files."
    )
    rule = t.gettext(
        "Only with the agreement of those pictured. You want one of yourself gone? "
        "Its menu, Apps, “Take this photo down”: no reason needed."
    )
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay(f"### 📷 {title}\n{invitation}\n-# {rule}"))
    box.add_item(ui.ActionRow(AddPhotosButton.of(meetup.id, t)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def gallery(meetup: Meetup, user_id: int, caption: str, names: Sequence[str], t: Translations) -> Layout:
    """Photos with their credit, in the community's language; ``names`` are those of the files sent along."""
    described = t.gettext("Photo {n} of {total}, {title}")
    items = [
        discord.MediaGalleryItem(
            f"attachment://{name}",
            description=caption or described.format(n=n, total=len(names), title=meetup.plan.title),
        )
        for n, name in enumerate(names, 1)
    ]
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    if caption:
        box.add_item(ui.TextDisplay(shown(caption)))
    box.add_item(ui.MediaGallery(*items))
    credit = t.ngettext("Photo by {name}", "Photos by {name}", len(names)).format(name=f"<@{user_id}>")
    box.add_item(ui.TextDisplay(f"-# 📷 {credit}"))
    box.add_item(ui.ActionRow(AddPhotosButton.of(meetup.id, t)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


class AddPhotosButton(Button, template=r"photos:1:(?P<meetup>\d{1,18})"):
    """Opens the form that takes photos, for those who were there."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> AddPhotosButton:
        return cls(f"photos:1:{meetup_id}", label=t.pgettext("button", "Add photos"), emoji="📷")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup = await here.services.photos.require_may_add(here.actor, int(self.match["meetup"]))
        await interaction.response.send_modal(PhotosForm(meetup.id, here.t))


class PhotosForm(Modal):
    """Up to ten files, a caption, and the word of the photographer that those pictured agree."""

    def __init__(self, meetup_id: int, t: Translations) -> None:
        super().__init__(title=t.gettext("Add photos"))
        self._meetup_id = meetup_id
        self.files: ui.FileUpload[Modal] = ui.FileUpload(
            custom_id="files", required=True, max_values=MOST_PHOTOS
        )
        self.agreement: ui.CheckboxGroup[Modal] = ui.CheckboxGroup(
            custom_id="agreement", required=True, min_values=1, max_values=1
        )
        self.agreement.add_option(label=t.gettext("Those pictured agree"), value=AGREED)
        self.caption_field = text_field(
            "caption", t.gettext("Caption"), "", limit=LIMITS[Field.CAPTION], lines=True
        )
        self.add_item(
            ui.Label(
                text=t.gettext("Photos"),
                description=t.gettext("Up to {n}: JPEG, PNG, WebP or GIF.").format(n=MOST_PHOTOS),
                component=self.files,
            )
        )
        self.add_item(self.caption_field)
        self.add_item(
            ui.Label(
                text=t.gettext("Agreement"),
                description=t.gettext("Whoever can be recognised was asked, and said yes."),
                component=self.agreement,
            )
        )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)  # reading ten files takes a while
        here = await visit(interaction)
        if AGREED not in self.agreement.values:
            raise rules.AgreementMissing
        meetup = await here.services.photos.require_may_add(here.actor, self._meetup_id)
        caption = clean(text_of(self.caption_field), Field.CAPTION)
        taken = await _develop(self.files.values)
        await _post(here, meetup, caption, taken.photos)
        await interaction.followup.send(_thanked(taken, meetup, here.t), ephemeral=True)


@dataclass(frozen=True, slots=True)
class Taken:
    """Which of the files became photos, and why others did not."""

    photos: tuple[bytes, ...]
    refused: tuple[Refusal, ...]


async def _develop(files: Sequence[discord.Attachment]) -> Taken:
    """The photos among some files, one after another so that only one is in memory undone.

    Raises:
        NotAPhoto, TooManyPixels: none of them can be shown; this is the first one's reason.
    """
    photos: list[bytes] = []
    refused: list[Refusal] = []
    for file in files:
        try:
            photos.append(await published(file))
        except (rules.NotAPhoto, rules.TooManyPixels) as refusal:
            refused.append(refusal)
    if not photos:
        raise refused[0]
    return Taken(tuple(photos), tuple(refused))


async def _post(here: Visit, meetup: Meetup, caption: str, photos: Sequence[bytes]) -> None:
    photo_id = await here.services.photos.add(here.actor, meetup.id, caption, len(photos))
    names = [f"photo-{n}.jpg" for n in range(1, len(photos) + 1)]
    thread = host_of(here.interaction).get_partial_messageable(
        meetup.card.photo_thread_id or 0, guild_id=here.community.id
    )
    message = await thread.send(
        view=gallery(meetup, here.actor.user_id, caption, names, here.shared),
        files=[discord.File(io.BytesIO(data), name) for data, name in zip(photos, names, strict=True)],
        nonce=f"photos:{photo_id}",
    )
    await here.services.photos.note_message(photo_id, message.id)


def _thanked(taken: Taken, meetup: Meetup, t: Translations) -> str:
    n = len(taken.photos)
    text = t.ngettext(
        "Thank you! Your photo is in <#{thread}>.", "Thank you! Your {n} photos are in <#{thread}>.", n
    )
    lines = [text.format(n=n, thread=meetup.card.photo_thread_id)]
    lines += [f"⚠️ {sentence(refusal, t)}" for refusal in taken.refused]
    return "\n".join(lines)


async def take_down(here: Visit, message: discord.Message) -> str:
    """Remove the photos of a message at once; returns what to tell who asked for it.

    Raises:
        NoPhotos, NotThere.
    """
    await here.services.photos.require_may_take_down(here.actor, message.id)
    with contextlib.suppress(discord.NotFound):  # somebody else was quicker
        await message.delete()
    await here.services.photos.forget(here.actor, message.id)
    return here.t.gettext("It is gone, and nobody is told who asked for it.")
