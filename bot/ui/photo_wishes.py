"""What members allow about photos that show them: asked with their first answer, changed for a meetup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain.profiles import PhotoConsent
from bot.ui.boundary import Button, Layout, Select
from bot.ui.inputs import visit

if TYPE_CHECKING:
    from bot.domain.photos import Stance
    from bot.i18n import Translations
    from bot.ui.inputs import Visit

ACCENT = 0x9B6BC9
_KEY = r"(?P<meetup>\d{1,18})"


def consent_name(consent: PhotoConsent, t: Translations) -> str:
    """What a photo consent means, in the member's words."""
    match consent:
        case PhotoConsent.YES:
            return t.gettext("Yes, I am fine with it")
        case PhotoConsent.ASK:
            return t.gettext("Ask me first")
        case PhotoConsent.NO:
            return t.gettext("No, leave me out")


def consent_menu(custom_id: str, chosen: PhotoConsent | None, t: Translations) -> ui.Select[Layout]:
    """The three answers; with none ``chosen`` it asks."""
    options = [
        discord.SelectOption(label=consent_name(consent, t), value=consent.value, default=consent is chosen)
        for consent in PhotoConsent
    ]
    placeholder = t.gettext("May photos show you?")
    return ui.Select(custom_id=custom_id, options=options, placeholder=placeholder)


def ask_once(box: ui.Container[Layout], meetup_id: int, t: Translations) -> None:
    """Add what is asked with a member's first answer to any meetup."""
    text = t.gettext(
        "📷 **May photos show you?** It counts for every meetup; change it whenever you like with `/profile`."
    )
    box.add_item(ui.TextDisplay(text))
    box.add_item(ui.ActionRow(WishMenu.of(meetup_id, None, t, first=True)))


def panel(meetup_id: int, stance: Stance, t: Translations) -> Layout:
    """What holds for one meetup, to be changed for it alone."""
    heading = t.gettext("### 📷 Photos that show you, at this meetup")
    if stance.here is not None and stance.usual is not None:
        usual = t.gettext("For every other meetup: {answer}.").format(answer=consent_name(stance.usual, t))
    else:
        usual = t.gettext("For every meetup you say it with `/profile`.")
    rule = t.gettext(
        "Who adds photos reads how many said no or want to be asked, and your name only if you wish so."
    )
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay(f"{heading}\n{usual}\n-# {rule}"))
    box.add_item(ui.ActionRow(WishMenu.of(meetup_id, stance.holds, t, first=False)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


class WishButton(Button, template=rf"photos_of_me:1:{_KEY}"):
    """Opens the panel for one meetup."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> WishButton:
        label = t.pgettext("button", "Photos of me")
        return cls(f"photos_of_me:1:{meetup_id}", label=label, emoji="🙈")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id = int(self.match["meetup"])
        stance = await here.services.photo_wishes.stance(here.actor, meetup_id)
        await interaction.response.send_message(view=panel(meetup_id, stance, here.t), ephemeral=True)


class WishMenu(Select, template=rf"photo_wish:1:{_KEY}:(?P<place>first|here)"):
    """Yes, ask me, or no."""

    @classmethod
    def of(cls, meetup_id: int, chosen: PhotoConsent | None, t: Translations, *, first: bool) -> WishMenu:
        place = "first" if first else "here"
        return cls(consent_menu(f"photo_wish:1:{meetup_id}:{place}", chosen, t))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id, consent = int(self.match["meetup"]), PhotoConsent(self.values[0])
        stance = await here.services.photo_wishes.say(here.actor, meetup_id, consent)
        if self.match["place"] == "first":
            text = here.t.gettext(
                "Noted: “{answer}”. Change it with `/profile`, or for one meetup with “Photos of me”."
            )
            said = text.format(answer=consent_name(consent, here.t))
            await interaction.response.send_message(said, ephemeral=True)
        else:
            await interaction.response.edit_message(view=panel(meetup_id, stance, here.t))
        if consent is PhotoConsent.NO:
            await offer_to_withdraw(here, meetup_id)


async def offer_to_withdraw(here: Visit, meetup_id: int | None = None) -> None:
    """Offer to take down what somebody who says no posted themselves, in all or after one meetup."""
    count = await here.services.photo_wishes.uploads(here.actor, meetup_id)
    if not count:
        return
    t = here.t
    text = t.ngettext(
        "You posted {n} photo yourself. It is left out of recap and album from now on, and still stands in "
        "its thread. Shall I take it down there as well?",
        "You posted {n} photos yourself. They are left out of recaps and albums from now on, and still stand "
        "in their threads. Shall I take them down there as well?",
        count,
    ).format(n=count)
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay(text))
    box.add_item(ui.ActionRow(WithdrawButton.of(meetup_id, t)))
    view = Layout(timeout=None)
    view.add_item(box)
    await here.interaction.followup.send(view=view, ephemeral=True)


class WithdrawButton(Button, template=rf"photos_withdraw:1:{_KEY}"):
    """Takes down what the member posted themselves; 0 stands for every meetup."""

    @classmethod
    def of(cls, meetup_id: int | None, t: Translations) -> WithdrawButton:
        return cls(
            f"photos_withdraw:1:{meetup_id or 0}",
            label=t.pgettext("button", "Take my photos down"),
            style=discord.ButtonStyle.danger,
        )

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        count = await here.services.photos.withdraw(here.actor, int(self.match["meetup"]) or None)
        text = here.t.ngettext("{n} photo of yours is gone.", "{n} photos of yours are gone.", count)
        view = Layout(timeout=None)
        view.add_item(ui.Container(ui.TextDisplay(text.format(n=count)), accent_colour=ACCENT))
        await interaction.response.edit_message(view=view)
