"""Check-in on Discord: the organiser's list, the words at the table, and a member's own "I'm here"."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import discord
import segno
from discord import ui

from bot.domain import checkins as rules
from bot.domain.checkins import Arrived, Method
from bot.ui.absence_note import reason_words
from bot.ui.boundary import Button, Layout, Modal, Select
from bot.ui.forms import text_field, text_of
from bot.ui.inputs import visit
from bot.ui.wording import message_url, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.i18n import Translations
    from bot.services.checkins import Attendance
    from bot.ui.inputs import Visit

ACCENT = 0x2E9E6B
PER_PAGE = 8
"""Three components a person and fourteen around them: Discord takes 40 in one message."""
ADDED_AT_ONCE = 25
CODE_LIMIT = 80
BAR = 10
PICTURE = "check-in.png"
_KEY = r"(?P<meetup>\d{1,18})"


def render_list(
    attendance: Attendance, t: Translations, now: datetime, page: int = 0, found: Sequence[int] = ()
) -> Layout:
    """The list, a page at a time, each person with a button that checks them in or takes it back.

    Where somebody was looked up, it shows those ``found`` (at most a page of user ids) in place of the page.
    """
    pages = max(1, -(-len(attendance.listed) // PER_PAGE))
    page = max(0, min(page, pages - 1))
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay(_heading(attendance, t, page, 1 if found else pages)))
    box.add_item(ui.Separator())
    for user_id in found or attendance.listed[page * PER_PAGE : (page + 1) * PER_PAGE]:
        box.add_item(_person(attendance, user_id, t))
    if pages > 1:
        box.add_item(ui.ActionRow(FindMenu.of(attendance.meetup.id, t)))
    box.add_item(ui.ActionRow(AddMenu.of(attendance.meetup.id, t)))
    counting: list[Button] = [WalkInButton.of(attendance.meetup.id, 1, t)]
    if attendance.without_account:
        counting.append(WalkInButton.of(attendance.meetup.id, -1, t))
    if len(attendance.arrivals) > 1:
        counting.append(ConfirmAllButton.of(attendance.meetup.id, t))
    box.add_item(ui.ActionRow(*counting))
    turns = _turns(attendance.meetup.id, page, pages)
    buttons: list[Button] = [TurnButton.back(attendance.meetup.id, t)] if found else [*turns]
    if rules.is_open(attendance.meetup, now):
        buttons.append(CodeButton.of(attendance.meetup.id, t))
    if buttons:
        box.add_item(ui.ActionRow(*buttons))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _heading(attendance: Attendance, t: Translations, page: int, pages: int) -> str:
    seated = len(attendance.roster.seated)
    came = len(attendance.present) - attendance.walk_ins
    question = t.gettext("Who is here?")
    lines = [f"### {question} · {shown(attendance.meetup.plan.title)}"]
    if seated:
        full = round(BAR * came / seated)
        counted = t.gettext("**{came} of {seated}** with a seat are here").format(came=came, seated=seated)
        lines.append(f"{'▰' * full}{'▱' * (BAR - full)} {counted}")
    if seated and attendance.present:
        rate = t.gettext("Show rate: {percent}%").format(percent=round(100 * came / seated))
        lines.append(f"-# {rate}")
    if attendance.arrivals:
        n = len(attendance.arrivals)
        lines.append("⏳ " + t.ngettext("{n} to confirm", "{n} to confirm", n).format(n=n))
    if attendance.walk_ins:
        walk_ins = t.ngettext(
            "{n} came without a seat", "{n} came without a seat", attendance.walk_ins
        ).format(n=attendance.walk_ins)
        lines.append(f"🚶 {walk_ins}")
    if attendance.without_account:
        n = attendance.without_account
        counted = t.ngettext("{n} came without an account", "{n} came without an account", n).format(n=n)
        lines.append(f"👤 {counted}")
    if not attendance.listed:
        lines.append(t.gettext("Nobody has a seat yet. Add whoever came with the menu below."))
    if pages > 1:
        lines.append("-# " + t.gettext("Page {page} of {pages}").format(page=page + 1, pages=pages))
    return "\n".join(lines)


def _turns(meetup_id: int, page: int, pages: int) -> list[TurnButton]:
    if pages == 1:
        return []
    return [
        TurnButton.of(meetup_id, page - 1, "◀️", exists=page > 0),
        TurnButton.of(meetup_id, page + 1, "▶️", exists=page + 1 < pages),
    ]


def _person(attendance: Attendance, user_id: int, t: Translations) -> ui.Section[Any]:
    check_in, party = attendance.check_in_of(user_id), attendance.roster.party_of(user_id)
    arrival = attendance.arrival_of(user_id)
    line = f"{'✅' if check_in else '⏳' if arrival else '◻️'} <@{user_id}>"
    if party and party.has_seat and party.guests:
        line += f" +{party.guests}"
    proof = check_in or arrival
    if proof and proof.method is Method.CODE:
        line += " · " + t.gettext("by code")
    if proof and proof.method is Method.JOINED:
        line += " · " + t.gettext("had no account then")
    reason = attendance.reasons.get(user_id)
    if reason and not check_in:
        line += f" · {reason_words(reason, t)}"
    if party and party.note and not check_in:
        line += f" · 📝 {shown(party.note)}"
    if not (party and party.has_seat):
        line += " · " + t.gettext("without a seat")
    button = PersonButton.of(
        attendance.meetup.id, user_id, t, is_here=check_in is not None, said_so=arrival is not None
    )
    return ui.Section(ui.TextDisplay(line), accessory=button)


def _page_of(attendance: Attendance, user_id: int) -> int:
    listed = attendance.listed
    return (listed.index(user_id) if user_id in listed else len(listed)) // PER_PAGE


class PersonButton(Button, template=rf"checkin:1:{_KEY}:(?P<user>\d{{1,19}})(?P<undo>:undo)?"):
    """Checks one person in, or takes it back; a press sent twice does the same thing once."""

    @classmethod
    def of(
        cls, meetup_id: int, user_id: int, t: Translations, *, is_here: bool, said_so: bool = False
    ) -> PersonButton:
        custom_id = f"checkin:1:{meetup_id}:{user_id}"
        if is_here:
            return cls(
                f"{custom_id}:undo", label=t.pgettext("button", "Is here"), style=discord.ButtonStyle.success
            )
        if said_so:
            label = t.pgettext("button", "Confirm")
            return cls(custom_id, label=label, style=discord.ButtonStyle.primary)
        return cls(custom_id, label=t.pgettext("button", "Check in"))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id, user_id = int(self.match["meetup"]), int(self.match["user"])
        service = here.services.checkins
        page = _page_of(await service.attendance(here.actor, meetup_id), user_id)
        if self.match["undo"]:
            attendance = await service.undo(here.actor, meetup_id, user_id)
        else:
            attendance = await service.check_in(here.actor, meetup_id, [user_id])
        await interaction.response.edit_message(view=render_list(attendance, here.t, here.now, page))


class ConfirmAllButton(Button, template=rf"checkin_all:1:{_KEY}"):
    """Confirms everybody who said that they are there."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> ConfirmAllButton:
        label = t.pgettext("button", "Confirm all")
        return cls(f"checkin_all:1:{meetup_id}", label=label, emoji="✅", style=discord.ButtonStyle.primary)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        service, meetup_id = here.services.checkins, int(self.match["meetup"])
        waiting = (await service.attendance(here.actor, meetup_id)).arrivals
        attendance = await service.check_in(here.actor, meetup_id, [arrival.user_id for arrival in waiting])
        await interaction.response.edit_message(view=render_list(attendance, here.t, here.now))


class WalkInButton(Button, template=rf"walkin:1:{_KEY}:(?P<change>more|less)"):
    """Counts somebody who came without an account, or one less."""

    @classmethod
    def of(cls, meetup_id: int, change: int, t: Translations) -> WalkInButton:
        if change < 0:
            return cls(f"walkin:1:{meetup_id}:less", label=t.pgettext("button", "One less"))
        label = t.pgettext("button", "Came without an account")
        return cls(f"walkin:1:{meetup_id}:more", label=label, emoji="👤")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        change = 1 if self.match["change"] == "more" else -1
        service = here.services.checkins
        attendance = await service.count_walk_in(here.actor, int(self.match["meetup"]), change)
        await interaction.response.edit_message(view=render_list(attendance, here.t, here.now))


class AddMenu(Select, template=rf"checkin_add:1:{_KEY}"):
    """Checks people in by name: those on the list, and whoever came without a seat."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> AddMenu:
        return cls(
            ui.UserSelect(
                custom_id=f"checkin_add:1:{meetup_id}",
                placeholder=t.gettext("Check somebody in by name"),
                max_values=ADDED_AT_ONCE,
            )
        )

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        people = [member.id for member in self.values if not member.bot]
        attendance = await here.services.checkins.check_in(here.actor, int(self.match["meetup"]), people)
        page = _page_of(attendance, people[0]) if people else 0
        await interaction.response.edit_message(view=render_list(attendance, here.t, here.now, page))


class FindMenu(Select, template=rf"checkin_find:1:{_KEY}"):
    """Looks people up by a part of their name, in Discord's own menu; it checks nobody in."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> FindMenu:
        return cls(
            ui.UserSelect(
                custom_id=f"checkin_find:1:{meetup_id}",
                placeholder=t.gettext("Look somebody up on the list"),
                max_values=PER_PAGE,
            )
        )

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        attendance = await here.services.checkins.attendance(here.actor, int(self.match["meetup"]))
        found = [member.id for member in self.values if not member.bot]
        await interaction.response.edit_message(view=render_list(attendance, here.t, here.now, found=found))


class TurnButton(Button, template=rf"checkin_page:1:{_KEY}:(?P<page>-?\d{{1,4}})"):
    """Turns to another page of the list."""

    @classmethod
    def of(cls, meetup_id: int, page: int, arrow: str, *, exists: bool) -> TurnButton:
        return cls(f"checkin_page:1:{meetup_id}:{page}", emoji=arrow, disabled=not exists)

    @classmethod
    def back(cls, meetup_id: int, t: Translations) -> TurnButton:
        """From those who were looked up to the first page."""
        return cls(f"checkin_page:1:{meetup_id}:0", label=t.pgettext("button", "Whole list"), emoji="📋")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        attendance = await here.services.checkins.attendance(here.actor, int(self.match["meetup"]))
        await interaction.response.edit_message(
            view=render_list(attendance, here.t, here.now, int(self.match["page"]))
        )


class CodeButton(Button, template=rf"code:1:{_KEY}(?P<again>:again)?"):
    """Shows the words at the table, or the newest ones in their place."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations, *, again: bool = False) -> CodeButton:
        if again:
            return cls(f"code:1:{meetup_id}:again", label=t.pgettext("button", "Newest words"), emoji="🔄")
        return cls(f"code:1:{meetup_id}", label=t.pgettext("button", "Code for the table"), emoji="🔑")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        panel, picture = await code_panel(here, int(self.match["meetup"]))
        if self.match["again"]:
            await interaction.response.edit_message(view=panel, attachments=[picture])
        else:
            await interaction.response.send_message(view=panel, file=picture, ephemeral=True)


async def code_panel(here: Visit, meetup_id: int) -> tuple[Layout, discord.File]:
    """The words to read out, two to a line so that they stay large on a phone, and a QR picture.

    The picture leads to the meetup's card, where "I'm here" asks for the words: whoever photographs it from
    afar has won nothing. Before the card is posted it holds the words themselves.
    """
    t = here.t
    meetup, words = await here.services.checkins.code(here.actor, meetup_id)
    first, second, third, fourth = words.split()
    how = t.gettext("Press “I'm here” on the card, or `/checkin here`, and type these four words.")
    fresh = t.gettext("New words {relative}; these are taken for ten minutes more.").format(
        relative=discord.utils.format_dt(rules.changes_at(here.now), "R")
    )
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay(f"### 🔑 {shown(meetup.plan.title)}"))
    box.add_item(ui.TextDisplay(f"# {first}  {second}\n# {third}  {fourth}"))
    box.add_item(ui.TextDisplay(f"{how}\n-# {fresh}"))
    card = meetup.card
    url = message_url(here.community.id, card.channel_id, card.message_id) if card.message_id else words
    picture = discord.File(io.BytesIO(qr_picture(url)), PICTURE)
    described = t.gettext("QR code that opens the card of this meetup")
    box.add_item(ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{PICTURE}", description=described)))
    box.add_item(ui.ActionRow(CodeButton.of(meetup_id, t, again=True)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout, picture


def qr_picture(text: str) -> bytes:
    """A QR code as a PNG, large enough to be read from a phone held across a table."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=9, border=4)
    return out.getvalue()


class HereButton(Button, template=rf"here:1:{_KEY}"):
    """I'm here: asks for the words at the table."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> HereButton:
        label = t.pgettext("button", "I'm here")
        return cls(f"here:1:{meetup_id}", label=label, emoji="👋", style=discord.ButtonStyle.primary)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id = int(self.match["meetup"])
        if await here.services.checkins.is_present(here.actor, meetup_id):
            await interaction.response.send_message(_known(here.t), ephemeral=True)
        else:
            await interaction.response.send_modal(HereForm(meetup_id, here.t))


class HereForm(Modal):
    """The four words, as somebody heard or read them."""

    def __init__(self, meetup_id: int, t: Translations) -> None:
        super().__init__(title=t.gettext("I'm here"))
        self._meetup_id = meetup_id
        self.words_field = text_field(
            "words",
            t.gettext("The four words at the table"),
            "",
            limit=CODE_LIMIT,
            hint=t.gettext("The organiser shows or says them. Capitals and accents do not matter."),
            required=True,
        )
        self.add_item(self.words_field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        text = await arrive(here, self._meetup_id, text_of(self.words_field))
        await interaction.response.send_message(text, ephemeral=True)


async def arrive(here: Visit, meetup_id: int, words: str) -> str:
    """Check the actor in by the words at the table; returns what to tell them.

    Raises:
        MeetupNotFound, MeetupClosed, CheckInNotOpen, CodeWrong.
    """
    arrived = await here.services.checkins.by_code(here.actor, meetup_id, words)
    if arrived is Arrived.ALREADY:
        return _known(here.t)
    if arrived is Arrived.TO_CONFIRM:
        return to_confirm(here.t)
    overview = await here.services.meetups.overview(here.community.id, meetup_id)
    text = here.t.gettext(
        "👋 Welcome to **{title}**! You are checked in. Say hello to somebody you have not met yet."
    )
    return text.format(title=shown(overview.meetup.plan.title))


def joined_words(arrived: Arrived, t: Translations) -> str:
    """What somebody is told who was there without an account."""
    return _known(t) if arrived is Arrived.ALREADY else to_confirm(t)


def to_confirm(t: Translations) -> str:
    """What somebody is told whom the organiser has yet to confirm."""
    return t.gettext("👋 Noted! The organiser only has to confirm it: say hello to them.")


def _known(t: Translations) -> str:
    return t.gettext("You are checked in already. Enjoy it!")
