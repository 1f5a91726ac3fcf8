"""What members add to a photo thread: the form, and the gallery with its credit that it becomes."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import photos as rules
from bot.domain.errors import Refusal
from bot.domain.photos import MOST_PHOTOS, Entry, Picture
from bot.domain.texts import LIMITS, Field, clean
from bot.ui.boundary import Button, Layout, Modal, host_of
from bot.ui.forms import text_field, text_of
from bot.ui.images import published
from bot.ui.inputs import visit
from bot.ui.replies import sentence
from bot.ui.wording import mentions, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.meetups import Meetup
    from bot.i18n import Translations
    from bot.services.photos import Desk
    from bot.ui.inputs import Visit

ACCENT = 0x9B6BC9
AGREED, RECAP = "agreed", "recap"


def gallery(meetup: Meetup, entry: Entry, t: Translations) -> Layout:
    """Photos with their credit, in the community's language; the files are called as ``filename`` says."""
    described = t.gettext("Photo {n} of {total}, {title}")
    items = [
        discord.MediaGalleryItem(
            f"attachment://{filename(picture.position)}",
            description=entry.caption or described.format(n=n, total=entry.count, title=meetup.plan.title),
        )
        for n, picture in enumerate(entry.pictures, 1)
    ]
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    if entry.caption:
        box.add_item(ui.TextDisplay(shown(entry.caption)))
    box.add_item(ui.MediaGallery(*items))
    credit = t.ngettext("Photo by {name}", "Photos by {name}", entry.count)
    box.add_item(ui.TextDisplay(f"-# 📷 {credit.format(name=f'<@{entry.user_id}>')}"))
    box.add_item(ui.ActionRow(AddPhotosButton.of(meetup.id, t)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def filename(position: int) -> str:
    """What the file of a photo is called; it keeps the name when others of its message are taken down."""
    return f"photo-{position}.jpg"


class AddPhotosButton(Button, template=r"photos:1:(?P<meetup>\d{1,18})"):
    """Opens the form that takes photos, for those who were there."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> AddPhotosButton:
        return cls(f"photos:1:{meetup_id}", label=t.pgettext("button", "Add photos"), emoji="📷")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        desk = await here.services.photos.desk(here.actor, int(self.match["meetup"]))
        await interaction.response.send_modal(PhotosForm(desk, here.t))


class PhotosForm(Modal):
    """Up to ten files, a caption, and what the photographer agrees to."""

    def __init__(self, desk: Desk, t: Translations) -> None:
        super().__init__(title=t.gettext("Add photos"))
        self._meetup_id = desk.meetup.id
        self.files: ui.FileUpload[Modal] = ui.FileUpload(
            custom_id="files", required=True, max_values=MOST_PHOTOS
        )
        self.agreement: ui.CheckboxGroup[Modal] = ui.CheckboxGroup(
            custom_id="agreement", required=True, min_values=1, max_values=2
        )
        self.agreement.add_option(label=t.gettext("Those pictured agree"), value=AGREED)
        self.agreement.add_option(label=t.gettext("The recap may show them, as a collage"), value=RECAP)
        self.caption_field = text_field(
            "caption", t.gettext("Caption"), "", limit=LIMITS[Field.CAPTION], lines=True
        )
        if desk.said_no or desk.ask_first or desk.is_left_out:
            self.add_item(ui.TextDisplay(_hesitant(desk, t)))
        self.add_item(
            ui.Label(
                text=t.gettext("Photos"),
                description=t.gettext("Up to {n}: JPEG, HEIC, PNG, WebP or GIF.").format(n=MOST_PHOTOS),
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
        desk = await here.services.photos.desk(here.actor, self._meetup_id)
        caption = clean(text_of(self.caption_field), Field.CAPTION)
        taken = await _develop(here, desk, self.files.values)
        try:
            await _post(here, desk.meetup, caption, taken, for_recap=RECAP in self.agreement.values)
        except BaseException:
            await here.services.albums.discard(taken.pictures)
            raise
        await interaction.followup.send(_thanked(here, taken, desk.meetup), ephemeral=True)


def _hesitant(desk: Desk, t: Translations) -> str:
    """How many of the others did not say yes to photos, and who of them wants to be known for it."""
    lines = []
    if desk.said_no or desk.ask_first:
        counts = t.gettext("Of the others who were there, {no} said no to photos and {ask} want to be asked.")
        lines.append(counts.format(no=desk.said_no, ask=desk.ask_first))
    if desk.named:
        names = t.gettext("So that you know: {names}").format(names=mentions(desk.named, t))
        lines.append(names)
    if desk.is_left_out:
        lines.append(
            t.gettext("You said no to photos yourself: what you add is left out of the recap and the album.")
        )
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Taken:
    """Which of the files became photos, as they are shown and as they are kept, and why others did not."""

    developed: tuple[bytes, ...]
    pictures: tuple[Picture, ...]
    refused: tuple[Refusal, ...]


async def _develop(here: Visit, desk: Desk, files: Sequence[discord.Attachment]) -> Taken:
    """The photos among some files, one after another so that only one is in memory undone.

    Raises:
        NotAPhoto, TooManyPixels, TakenDownBefore: none of them can be shown; this is the first one's reason.
    """
    developed: list[bytes] = []
    pictures: list[Picture] = []
    refused: list[Refusal] = []
    for file in files:
        try:
            photo = await published(file)
            desk.require_welcome(photo.digest, file.filename)
        except (rules.NotAPhoto, rules.TooManyPixels, rules.TakenDownBefore) as refusal:
            refused.append(refusal)
            continue
        key = await here.services.photos.keep_file(desk, photo.kept)
        size = len(photo.kept) if key else 0
        desk = replace(desk, room=desk.room - size)
        developed.append(photo.shown)
        pictures.append(
            Picture(
                position=len(developed),
                width=photo.width,
                height=photo.height,
                digest=photo.digest,
                key=key,
                size=size,
            )
        )
    if not developed:
        raise refused[0]
    return Taken(tuple(developed), tuple(pictures), tuple(refused))


async def _post(here: Visit, meetup: Meetup, caption: str, taken: Taken, *, for_recap: bool) -> None:
    photos, pictures = here.services.photos, taken.pictures
    photo_id = await photos.add(here.actor, meetup.id, caption, pictures, for_recap=for_recap)
    entry = Entry(
        id=photo_id,
        meetup_id=meetup.id,
        user_id=here.actor.user_id,
        caption=caption,
        count=len(pictures),
        pictures=pictures,
    )
    thread = host_of(here.interaction).get_partial_messageable(
        meetup.card.photo_thread_id or 0, guild_id=here.community.id
    )
    message = await thread.send(
        view=gallery(meetup, entry, here.shared),
        files=[
            discord.File(io.BytesIO(data), filename(picture.position))
            for data, picture in zip(taken.developed, pictures, strict=True)
        ],
        nonce=f"photos:{photo_id}",
    )
    await photos.note_message(photo_id, message.id)


def _thanked(here: Visit, taken: Taken, meetup: Meetup) -> str:
    n, t = len(taken.developed), here.t
    text = t.ngettext(
        "Thank you! Your photo is in <#{thread}>.", "Thank you! Your {n} photos are in <#{thread}>.", n
    )
    lines = [text.format(n=n, thread=meetup.card.photo_thread_id)]
    lines += [f"⚠️ {sentence(refusal, t)}" for refusal in taken.refused]
    if here.services.albums.is_on and any(picture.key is None for picture in taken.pictures):
        lines.append(
            "⚠️ "
            + t.gettext(
                "There is no room left for this community's albums: the recap and the album miss some. "
                "A moderator can let albums end sooner with `/setup`."
            )
        )
    return "\n".join(lines)
