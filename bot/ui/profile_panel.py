"""The profile panel: what a member tells and allows, each changed in place; only they see it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord
from babel import Locale
from babel.dates import get_day_names
from discord import ui
from discord.utils import format_dt

from bot.domain.profiles import LANGUAGES, DayPart, PhotoConsent, Profile, Slot, Wish
from bot.domain.reminders import OWN_LEADS
from bot.domain.texts import LIMITS, Field
from bot.ui.boundary import Button, Layout, Modal, Select
from bot.ui.forms import text_field, text_of
from bot.ui.inputs import Visit, visit
from bot.ui.photo_wishes import consent_menu, offer_to_withdraw
from bot.ui.wording import shown

if TYPE_CHECKING:
    from bot.i18n import Translations

ACCENT = 0xE4572E
_WEEK = range(7)
_WORKDAYS = range(5)
_WEEKEND = range(5, 7)
_SHORTCUTS = {
    "workday_evenings": frozenset(Slot(day, DayPart.EVENING) for day in _WORKDAYS),
    "weekends": frozenset(Slot(day, part) for day in _WEEKEND for part in DayPart),
}
"""Choices of the menu that stand for several others."""


def render(here: Visit, profile: Profile) -> Layout:
    """The panel in the reader's language."""
    t = here.t
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    heading = t.gettext(
        "## Your profile\nNobody else sees this page. Everything on it is up to you. Saved at once."
    )
    box.add_item(ui.TextDisplay(heading))
    about = AboutButton("profile:1:about", label=t.pgettext("button", "Change"))
    box.add_item(ui.Section(ui.TextDisplay(_about(profile, t)), accessory=about))
    box.add_item(ui.TextDisplay(t.gettext("**Languages you speak**")))
    box.add_item(ui.ActionRow(LanguagesMenu.of(profile, t)))
    box.add_item(
        ui.TextDisplay(t.gettext("**When you are usually free**, to fill in ballots and plan intros"))
    )
    box.add_item(ui.ActionRow(FreeMenu.of(profile, t)))
    box.add_item(ui.TextDisplay(t.gettext("**Photos that show you**")))
    box.add_item(ui.ActionRow(PhotosMenu.of(profile, t)))
    box.add_item(ui.Separator())
    for wish in Wish:
        box.add_item(
            ui.Section(ui.TextDisplay(_wish(wish, profile, t)), accessory=WishButton.of(profile, wish, t))
        )
        if wish is Wish.DMS and profile.wants_dms:
            box.add_item(ui.ActionRow(LeadMenu.of(profile, t)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _about(profile: Profile, t: Translations) -> str:
    told = {
        t.gettext("Area"): profile.area,
        t.gettext("Interests"): ", ".join(profile.interests),
        t.gettext("What you can offer"): profile.offers,
        t.gettext("Access and diet needs"): profile.needs,
    }
    lines = [
        t.gettext("{what}: {told}").format(what=what, told=shown(text)) for what, text in told.items() if text
    ]
    nothing = t.gettext("Nothing yet. Your area and interests help to find people you would like to meet.")
    return t.gettext("**About you**") + "\n" + ("\n".join(lines) or nothing)


def _wish(wish: Wish, profile: Profile, t: Translations) -> str:
    match wish:
        case Wish.DMS:
            said = t.gettext("**Direct messages**\nReminders and follow-ups of your meetups, to you alone")
            if profile.dms_closed_at is None:
                return said
            why = t.gettext(
                "⚠️ I could not write to you {when}, so this went back to “No”. Allow direct messages from "
                "this server in its privacy settings, then press the button."
            )
            return f"{said}\n{why.format(when=format_dt(profile.dms_closed_at, 'R'))}"
        case Wish.INVITATIONS:
            return t.gettext("**Invitations**\nBe asked first when a meetup has room")
        case Wish.NAMED_FOR_PHOTOS:
            return t.gettext(
                "**Your name for photographers**\nWho uploads photos reads that you would rather be asked, "
                "or not be shown; without it you are only counted"
            )


async def _show(interaction: discord.Interaction, here: Visit, profile: Profile) -> None:
    await interaction.response.edit_message(view=render(here, profile))


class AboutButton(Button, template="profile:1:about"):
    """Opens the form about oneself."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await interaction.response.send_modal(AboutForm(here, await here.services.profiles.of(here.actor)))


class LanguagesMenu(Select, template="profile:1:languages"):
    """The languages a member speaks."""

    @classmethod
    def of(cls, profile: Profile, t: Translations) -> LanguagesMenu:
        names = {code: language_name(code, t) for code in LANGUAGES}
        options = [
            discord.SelectOption(label=names[code], value=code, default=code in profile.languages)
            for code in sorted(names, key=lambda code: names[code])
        ]
        menu: ui.Select[Layout] = ui.Select(
            custom_id="profile:1:languages",
            placeholder=t.gettext("Choose what you are at ease in"),
            options=options,
            min_values=0,
            max_values=len(options),
        )
        return cls(menu)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await _show(interaction, here, await here.services.profiles.speak(here.actor, self.values))


class FreeMenu(Select, template="profile:1:free"):
    """The parts of the week in which a member is usually free."""

    @classmethod
    def of(cls, profile: Profile, t: Translations) -> FreeMenu:
        shortcuts = {
            "workday_evenings": t.gettext("Every weekday evening"),
            "weekends": t.gettext("Every weekend"),
        }
        options = [discord.SelectOption(label=label, value=key) for key, label in shortcuts.items()]
        options += [
            discord.SelectOption(
                label=slot_name(slot, t), value=f"{slot.weekday}_{part}", default=slot in profile.availability
            )
            for slot in (Slot(day, part) for day in _WEEK for part in DayPart)
            for part in [slot.part.value]
        ]
        menu: ui.Select[Layout] = ui.Select(
            custom_id="profile:1:free",
            placeholder=t.gettext("Choose parts of the week"),
            options=options,
            min_values=0,
            max_values=len(options),
        )
        return cls(menu)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        slots: set[Slot] = set()
        for value in self.values:
            day, _, part = value.partition("_")
            slots |= _SHORTCUTS[value] if value in _SHORTCUTS else {Slot(int(day), DayPart(part))}
        await _show(interaction, here, await here.services.profiles.be_free(here.actor, slots))


class PhotosMenu(Select, template="profile:1:photos"):
    """What a member allows about photos that show them."""

    @classmethod
    def of(cls, profile: Profile, t: Translations) -> PhotosMenu:
        return cls(consent_menu("profile:1:photos", profile.photos, t))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        consent = PhotoConsent(self.values[0])
        await _show(interaction, here, await here.services.photo_wishes.say_for_all(here.actor, consent))
        if consent is PhotoConsent.NO:
            await offer_to_withdraw(here)


class LeadMenu(Select, template="profile:1:lead"):
    """How long before a start a member is reminded once more."""

    @classmethod
    def of(cls, profile: Profile, t: Translations) -> LeadMenu:
        options = [
            discord.SelectOption(
                label=_own_lead(lead, t),
                value=str(int(lead.total_seconds())) if lead else "none",
                default=lead == profile.own_lead,
            )
            for lead in (None, *OWN_LEADS)
        ]
        return cls(ui.Select(custom_id="profile:1:lead", options=options))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        lead = None if self.values[0] == "none" else timedelta(seconds=int(self.values[0]))
        await _show(interaction, here, await here.services.profiles.remind(here.actor, lead))


def _own_lead(lead: timedelta | None, t: Translations) -> str:
    if lead is None:
        return t.gettext("Reminded when everybody is")
    hours = int(lead.total_seconds()) // 3600
    return t.ngettext(
        "And once more {n} hour before the start", "And once more {n} hours before the start", hours
    ).format(n=hours)


class WishButton(Button, template=r"profile:1:wish:(?P<wish>[a-z_]+):(?P<granted>yes|no)"):
    """Says yes to something, or no again; twice the same press is the same answer."""

    @classmethod
    def of(cls, profile: Profile, wish: Wish, t: Translations) -> WishButton:
        is_on = getattr(profile, wish.value)
        return cls(
            f"profile:1:wish:{wish.value}:{'no' if is_on else 'yes'}",
            label=t.pgettext("button", "Yes") if is_on else t.pgettext("button", "No"),
            style=discord.ButtonStyle.success if is_on else discord.ButtonStyle.secondary,
        )

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        wish, granted = Wish(self.match["wish"]), self.match["granted"] == "yes"
        await _show(interaction, here, await here.services.profiles.wish(here.actor, wish, granted=granted))


class AboutForm(Modal):
    """Area, interests, what one can offer, what one needs."""

    def __init__(self, here: Visit, profile: Profile) -> None:
        t = here.t
        super().__init__(title=t.gettext("About you"))
        self.area_field = text_field(
            "area",
            t.gettext("Area"),
            profile.area,
            limit=LIMITS[Field.AREA],
            hint=t.gettext("Where you live or like to meet: a neighbourhood is enough."),
        )
        self.interests_field = text_field(
            "interests",
            t.gettext("Interests"),
            ", ".join(profile.interests),
            limit=450,
            hint=t.gettext("With commas between them: something to talk about at the table."),
            placeholder=t.gettext("hiking, board games, ceramics"),
        )
        self.offers_field = text_field(
            "offers",
            t.gettext("What you can offer"),
            profile.offers,
            limit=LIMITS[Field.OFFERS],
            lines=True,
            placeholder=t.gettext("I can host six people, I know the old town"),
        )
        self.needs_field = text_field(
            "needs",
            t.gettext("Access and diet needs"),
            profile.needs,
            limit=LIMITS[Field.NEEDS],
            lines=True,
            hint=t.gettext("Only the organisers of meetups you come to read this."),
        )
        for field in self.area_field, self.interests_field, self.offers_field, self.needs_field:
            self.add_item(field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        told = await here.services.profiles.tell(
            here.actor,
            area=text_of(self.area_field),
            interests=text_of(self.interests_field),
            offers=text_of(self.offers_field),
            needs=text_of(self.needs_field),
        )
        await _show(interaction, here, told)


def language_name(code: str, t: Translations) -> str:
    """A language in the reader's words, such as "French"."""
    name = Locale.parse(code).get_language_name(t.language)
    return f"{name[:1].upper()}{name[1:]}" if name else code


def slot_name(slot: Slot, t: Translations) -> str:
    """A part of a weekday in the reader's words, such as "Monday evening"."""
    day = get_day_names("wide", locale=t.language)[slot.weekday]
    day = f"{day[:1].upper()}{day[1:]}"
    match slot.part:
        case DayPart.MORNING:
            return t.gettext("{weekday} morning").format(weekday=day)
        case DayPart.AFTERNOON:
            return t.gettext("{weekday} afternoon").format(weekday=day)
        case DayPart.EVENING:
            return t.gettext("{weekday} evening").format(weekday=day)
