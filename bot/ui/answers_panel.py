"""The answers to a meetup as its organisers see them: notes, late cancellations, and answering for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.rights import Actor
from bot.domain.rosters import Answer
from bot.ui.boundary import Button, Layout, Select, host_of
from bot.ui.inputs import visit
from bot.ui.picks_panel import PicksButton
from bot.ui.refusals import BotChosen, MemberGone
from bot.ui.wording import deadline_words, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from bot.domain.rosters import Party
    from bot.i18n import Translations
    from bot.services.rosters import AnswerSheet
    from bot.storage.rosters import AnsweredFor
    from bot.ui.inputs import Visit

ACCENT = 0x2E9E6B
TEXT_LIMIT = 3400
"""Characters of the list: Discord takes 4,000 in one message."""
LOGGED = 5
UNKNOWN_MEMBER = 10007
_KEY = r"(?P<meetup>\d{1,18})"


def render(sheet: AnswerSheet, t: Translations) -> Layout:
    """The list, and the menu by which an organiser answers for a member."""
    roster, meetup = sheet.roster, sheet.meetup
    heading = t.gettext("Answers · {title}").format(title=shown(meetup.plan.title))
    lines = [f"### {heading}"]
    in_line = [party for party in roster.waiting if party.offered_until is None]
    for mark, parties in (
        ("✅", roster.seated),
        ("💌", roster.offered),
        ("⏳", in_line),
        ("🤔", roster.maybe),
        ("🚫", roster.declined),
    ):
        lines += [f"{mark} {_place(sheet, party)}{_person(party, meetup.plan.zone, t)}" for party in parties]
    if len(lines) == 1:
        lines.append(t.gettext("Nobody has answered yet."))
    box: ui.Container[Layout] = ui.Container(ui.TextDisplay(_cut(lines, t)), accent_colour=ACCENT)
    if sheet.log:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay("\n".join(f"-# {_logged(entry, t)}" for entry in sheet.log[:LOGGED])))
    box.add_item(ui.ActionRow(ForMenu.of(meetup.id, t)))
    if meetup.plan.seating.host_picks:
        box.add_item(ui.ActionRow(PicksButton.of(meetup.id, t)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _place(sheet: AnswerSheet, party: Party) -> str:
    """The place in line of who waits, unless the host chooses among them."""
    place = sheet.roster.place_in_line(party.user_id)
    return f"{place}. " if place and not sheet.meetup.plan.seating.host_picks else ""


def _person(party: Party, zone: ZoneInfo, t: Translations) -> str:
    words = [f"<@{party.user_id}>" + (f" +{party.guests}" if party.guests else "")]
    if party.offered_until is not None:
        until = deadline_words(party.offered_until, zone, t)
        words.append(t.gettext("until {when}").format(when=until))
    if party.is_late:
        words.append("⏰ " + t.gettext("gave up the seat late"))
    if party.asked_at is not None:
        words.append("❔ " + t.gettext("asked, no answer yet"))
    if party.note:
        words.append(f"📝 {shown(party.note)}")
    if party.by_id:
        words.append(t.gettext("answered by {name}").format(name=f"<@{party.by_id}>"))
    return " · ".join(words)


def _logged(entry: AnsweredFor, t: Translations) -> str:
    text = {
        Answer.GOING: t.gettext("{when}: {by} put {name} on the list"),
        Answer.MAYBE: t.gettext("{when}: {by} noted “maybe” for {name}"),
        Answer.DECLINED: t.gettext("{when}: {by} noted that {name} can't come"),
        None: t.gettext("{when}: {by} took {name} off the list"),
    }[entry.answer]
    return text.format(when=format_dt(entry.at, "f"), by=f"<@{entry.by_id}>", name=f"<@{entry.user_id}>")


def _cut(lines: Iterable[str], t: Translations) -> str:
    kept: list[str] = []
    room, left = TEXT_LIMIT, 0
    for line in lines:
        room -= len(line) + 1
        if room > 0:
            kept.append(line)
        else:
            left += 1
    if left:
        kept.append(t.ngettext("… and {n} more", "… and {n} more", left).format(n=left))
    return "\n".join(kept)


async def show(here: Visit, meetup_id: int) -> None:
    """Answer with the list, only to an organiser.

    Raises:
        MeetupNotFound, OrganisersOnly.
    """
    sheet = await here.services.rosters.sheet(here.actor, meetup_id)
    await here.interaction.response.send_message(view=render(sheet, here.t), ephemeral=True)


class AnswersButton(Button, template=rf"answers:1:{_KEY}"):
    """Shows the list of answers to an organiser, in place of what is about one member."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> AnswersButton:
        return cls(f"answers:1:{meetup_id}", label=t.pgettext("button", "All answers"), emoji="📋")

    async def pressed(self, interaction: discord.Interaction) -> None:
        await show(await visit(interaction), int(self.match["meetup"]))


class ForMenu(Select, template=rf"answers_for:1:{_KEY}"):
    """Chooses for whom an organiser answers."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> ForMenu:
        placeholder = t.gettext("Answer for a member, or take one off the list")
        return cls(ui.UserSelect(custom_id=f"answers_for:1:{meetup_id}", placeholder=placeholder))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id, t = int(self.match["meetup"]), here.t
        await here.services.rosters.sheet(here.actor, meetup_id)  # refused before anything is offered
        member = self.values[0]
        if member.bot:
            raise BotChosen(member.id)
        text = t.gettext("What do you note for {name}? It is logged, and they are told.").format(
            name=f"<@{member.id}>"
        )
        box: ui.Container[Layout] = ui.Container(ui.TextDisplay(text), accent_colour=ACCENT)
        labels = {
            "going": t.pgettext("button", "Going"),
            "maybe": t.pgettext("button", "Maybe"),
            "declined": t.pgettext("button", "Can't"),
            "remove": t.pgettext("button", "Take off the list"),
        }
        ids = f"answer_for:1:{meetup_id}:{member.id}"
        buttons: list[Any] = [ForButton(f"{ids}:{what}", label=label) for what, label in labels.items()]
        box.add_item(ui.ActionRow(*buttons))
        layout = Layout(timeout=None)
        layout.add_item(box)
        await interaction.response.edit_message(view=layout)


class ForButton(
    Button, template=rf"answer_for:1:{_KEY}:(?P<user>\d{{1,19}}):(?P<what>going|maybe|declined|remove)"
):
    """Answers for a member, or takes them off the list."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id, user_id = int(self.match["meetup"]), int(self.match["user"])
        if self.match["what"] == "remove":
            await here.services.rosters.remove(here.actor, meetup_id, user_id)
        else:
            member = await _member(interaction, here, user_id)
            await here.services.rosters.answer_for(here.actor, meetup_id, member, Answer(self.match["what"]))
        sheet = await here.services.rosters.sheet(here.actor, meetup_id)
        await interaction.response.edit_message(view=render(sheet, here.t))


async def _member(interaction: discord.Interaction, here: Visit, user_id: int) -> Actor:
    """For whom an organiser answers, with the roles that Discord says they have: seats may be kept for one.

    Raises:
        MemberGone.
    """
    try:
        found = await host_of(interaction).http.get_member(here.community.id, user_id)
    except discord.NotFound as gone:
        if gone.code != UNKNOWN_MEMBER:
            raise
        raise MemberGone(user_id) from gone
    roles = frozenset(int(role_id) for role_id in found["roles"])
    return Actor(user_id=user_id, community_id=here.community.id, role_ids=roles)
