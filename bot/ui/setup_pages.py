"""The pages of the set-up panel: a form a capability, up to five numbers, switches and texts each.

A capability adds a page to ``pages``, its columns to ``domain.communities.Community``, and the range of a
number to ``domain.communities.RANGES``; nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
from babel.dates import get_day_names
from discord import ui

from bot.domain.communities import LATE_HOURS, RANGES, Range, read_number
from bot.domain.quiet import read_clock
from bot.domain.reminders import read_leads
from bot.ui.forms import text_field, text_of
from bot.ui.mending import MendableModal
from bot.ui.setup_roles import RoleChoice, require_fit
from bot.ui.wording import enumerated, hour_words, leads_words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import time

    from bot.domain.communities import Community
    from bot.i18n import Translations
    from bot.ui.boundary import Modal
    from bot.ui.inputs import Visit

    Saved = Callable[[discord.Interaction, Visit, Community], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number in the range of its setting; empty is None where the setting may be."""

    name: str
    label: str
    hint: str

    def field(self, community: Community) -> ui.Label[Modal]:
        """What is asked, with what is set."""
        value = getattr(community, self.name)
        return text_field(
            self.name, self.label, "" if value is None else str(value), limit=10, hint=self.hint
        )

    def read(self, field: ui.Label[Modal]) -> int | None:
        """Raises SettingOutOfRange."""
        return read_number(text_of(field), RANGES[self.name])


@dataclass(frozen=True, slots=True)
class Switch:
    """A yes or a no."""

    name: str
    label: str
    hint: str

    def field(self, community: Community) -> ui.Label[Modal]:
        """What is asked, with what is set."""
        box: ui.Checkbox[Modal] = ui.Checkbox(custom_id=self.name, default=getattr(community, self.name))
        return ui.Label(text=self.label, description=self.hint, component=box)

    def read(self, field: ui.Label[Modal]) -> bool:
        """Whether the box was ticked."""
        box = field.component
        assert isinstance(box, ui.Checkbox)  # noqa: S101 - field() made it
        return box.value


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """Times before a start, as they are typed: "7 d, 24 h"; ``typed`` is what is set."""

    name: str
    label: str
    hint: str
    typed: str

    def field(self, _community: Community) -> ui.Label[Modal]:
        """What is asked, with what is set."""
        return text_field(self.name, self.label, self.typed, limit=60, hint=self.hint)

    def read(self, field: ui.Label[Modal]) -> tuple[timedelta, ...]:
        """Raises LeadsUnclear."""
        return read_leads(text_of(field))


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day on the community's clocks."""

    name: str
    label: str
    hint: str | None = None

    def field(self, community: Community) -> ui.Label[Modal]:
        """What is asked, with what is set."""
        at: time = getattr(community, self.name)
        return text_field(self.name, self.label, f"{at:%H:%M}", limit=10, hint=self.hint, required=True)

    def read(self, field: ui.Label[Modal]) -> time:
        """Raises ClockUnclear."""
        return read_clock(text_of(field))


@dataclass(frozen=True, slots=True)
class Hours:
    """A number of hours, kept as a duration."""

    name: str
    label: str
    hint: str
    allowed: Range

    def field(self, community: Community) -> ui.Label[Modal]:
        """What is asked, with what is set."""
        span: timedelta = getattr(community, self.name)
        return text_field(self.name, self.label, str(span // _HOUR), limit=10, hint=self.hint, required=True)

    def read(self, field: ui.Label[Modal]) -> timedelta:
        """Raises SettingOutOfRange."""
        return (read_number(text_of(field), self.allowed) or 0) * _HOUR


Setting = Number | Switch | LeadTimes | Clock | Hours | RoleChoice
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Page:
    """One capability's settings; ``title`` heads the form, ``summary`` says in a line what is set."""

    key: str
    title: str
    summary: str
    settings: tuple[Setting, ...]


def pages(community: Community, t: Translations) -> tuple[Page, ...]:
    """Every page in the reader's language, in the order of the menu."""
    every = (_proposals, _reminders, _quiet, _in_discord, _ties, _photos, _check_in)
    return tuple(page(community, t) for page in every)


def _proposals(community: Community, t: Translations) -> Page:
    threshold = community.interest_threshold
    return Page(
        key="proposals",
        title=t.gettext("Proposals"),
        summary=t.gettext("A moderator confirms each")
        if threshold is None
        else t.gettext("Scheduled by themselves once {n} people would come").format(n=threshold),
        settings=(
            Number(
                "interest_threshold",
                t.gettext("How many people would have to come?"),
                t.gettext("Empty: a moderator confirms each proposal."),
            ),
            Number(
                "proposal_days",
                t.gettext("Days until a proposal expires"),
                t.gettext("Without a decision, 14 to 365. Empty: never. Its proposer may keep it."),
            ),
        ),
    )


def _reminders(community: Community, t: Translations) -> Page:
    leads = leads_words(community.leads, t)
    return Page(
        key="reminders",
        title=t.gettext("Reminders"),
        summary=t.gettext("{leads} before the start").format(leads=leads)
        if leads
        else t.gettext("None, unless a meetup has its own"),
        settings=(
            LeadTimes(
                "leads",
                t.gettext("How long before the start"),
                t.gettext("Up to four, such as `7 d, 24 h, 2 h`. Empty: none. A meetup may have its own."),
                leads,
            ),
            Switch(
                "reconfirms",
                t.gettext("Ask “Still coming?” a day before"),
                t.gettext("A “no” frees the seat at once."),
            ),
            Number(
                "silent_hours",
                t.gettext("Silence frees the seat"),
                t.gettext("Hours before the start, 2 to 20; they may come back. Empty: silence keeps it."),
            ),
        ),
    )


def _quiet(community: Community, t: Translations) -> Page:
    begin, end = hour_words(community.quiet_from, t), hour_words(community.quiet_until, t)
    late = t.ngettext("{n} hour", "{n} hours", community.late_within // _HOUR).format(
        n=community.late_within // _HOUR
    )
    summary = (
        t.gettext("None; giving up a seat is late from {late} before the start")
        if begin == end
        else t.gettext("From {begin} to {end}; giving up a seat is late from {late} before the start")
    )
    return Page(
        key="quiet",
        title=t.gettext("Quiet hours and late notice"),
        summary=summary.format(begin=begin, end=end, late=late),
        settings=(
            Clock("quiet_from", t.gettext("Quiet from"), t.gettext("On the clocks of this community.")),
            Clock("quiet_until", t.gettext("Quiet until"), t.gettext("The same hour as above: never quiet.")),
            Hours(
                "late_within",
                t.gettext("Late notice"),
                t.gettext("Hours before the start, 0 to 168, from which giving up a seat is late."),
                LATE_HOURS,
            ),
        ),
    )


def _in_discord(community: Community, t: Translations) -> Page:
    days = t.ngettext("{n} day", "{n} days", community.thread_days).format(n=community.thread_days)
    said = [t.gettext("threads are archived after {days}").format(days=days)]
    if community.mirrors_events:
        said.insert(0, t.gettext("meetups are among Discord's events"))
    if community.gives_roles:
        said.insert(0, t.gettext("those who come get a role"))
    return Page(
        key="discord",
        title=t.gettext("Roles, events, threads"),
        summary=enumerated(said, t),
        settings=(
            Switch(
                "gives_roles",
                t.gettext("Give those with a seat a role"),
                t.gettext("Named after the meetup, deleted afterwards. Takes “Manage Roles”."),
            ),
            RoleChoice(
                "attendee_role_id",
                t.gettext("Or one role for all meetups"),
                t.gettext("Kept while any of their meetups still gives it, and never deleted."),
            ),
            Switch(
                "mirrors_events",
                t.gettext("Show meetups as Discord events"),
                t.gettext("The whole server sees them, with the area only. Takes “Create Events”."),
            ),
            Number(
                "thread_days",
                t.gettext("Days until a thread is archived"),
                t.gettext("Counted from the end, 1 to 60; the role ends with it."),
            ),
        ),
    )


def _ties(community: Community, t: Translations) -> Page:
    weekday = get_day_names("wide", locale=t.language)[community.intros_weekday - 1]
    return Page(
        key="ties",
        title=t.gettext("Ties and intros"),
        summary=t.gettext(
            "Up to {n} people count as a small meetup; intros on {weekday} at {hour}:00"
        ).format(n=community.small_meetup, weekday=weekday, hour=community.intros_hour),
        settings=(
            Number(
                "small_meetup",
                t.gettext("How large is a small meetup?"),
                t.gettext("Up to this many people, everybody counts as having met."),
            ),
            Number(
                "intros_weekday",
                t.gettext("Day of intros"),
                t.gettext("1 is Monday, 7 is Sunday; it holds after the intros that are announced."),
            ),
            Number("intros_hour", t.gettext("Hour of intros"), t.gettext("On the clocks of this community.")),
        ),
    )


def _photos(community: Community, t: Translations) -> Page:
    days = t.ngettext("{n} day", "{n} days", community.album_days).format(n=community.album_days)
    return Page(
        key="photos",
        title=t.gettext("Photos"),
        summary=t.gettext(
            "The thread opens {minutes} minutes after the end; albums are deleted after {days}"
        ).format(minutes=community.photo_minutes, days=days),
        settings=(
            Number(
                "photo_minutes",
                t.gettext("When does the photo thread open?"),
                t.gettext("Minutes after the end of a meetup."),
            ),
            Number(
                "album_days",
                t.gettext("How long does an album last?"),
                t.gettext("Days; then its files are deleted. What is in the thread stays."),
            ),
        ),
    )


def _check_in(community: Community, t: Translations) -> Page:
    return Page(
        key="check_in",
        title=t.gettext("Check-in"),
        summary=t.gettext("The organiser confirms everybody who types the code")
        if community.confirms_arrivals
        else t.gettext("The code checks in whoever has a seat"),
        settings=(
            Switch(
                "confirms_arrivals",
                t.gettext("The organiser confirms each one"),
                t.gettext("Without it the code will do for a seat; who has none is always confirmed."),
            ),
        ),
    )


class PageForm(MendableModal):
    """One page; what is typed is kept all together or not at all."""

    def __init__(self, here: Visit, page: Page, on_saved: Saved) -> None:
        super().__init__(title=page.title)
        self._page, self._on_saved = page, on_saved
        self._fields: list[tuple[Setting, ui.Label[Modal]]] = [
            (setting, setting.field(here.community)) for setting in page.settings
        ]
        for _, field in self._fields:
            self.add_item(field)

    async def again(self, here: Visit) -> PageForm:
        return PageForm(here, self._page, self._on_saved)

    async def submitted(self, interaction: discord.Interaction, here: Visit) -> None:
        values: dict[str, Any] = {setting.name: setting.read(field) for setting, field in self._fields}
        for setting, _ in self._fields:
            if isinstance(setting, RoleChoice):
                require_fit(interaction, values[setting.name])
        await self._on_saved(interaction, here, await here.services.communities.set(here.actor, **values))
