"""The answer to /meetup list: what is coming up and what is proposed, each with the way to its card."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from discord import ui

from bot.domain.listings import AREA_LIMIT, Filter, Span
from bot.domain.meetups import Format, Phase
from bot.domain.rosters import Answer
from bot.domain.texts import plainly
from bot.ui.boundary import Button, Layout
from bot.ui.inputs import visit
from bot.ui.wording import EMOJI, format_name, message_url, near_when, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import discord

    from bot.domain.rosters import Party
    from bot.i18n import Translations
    from bot.services.listings import Line, Listing
    from bot.ui.inputs import Visit

ACCENT = 0xE4572E
AREA_SHOWN = 40


def render_list(listing: Listing, here: Visit) -> Layout:
    """One page in the reader's language, with the buttons that turn to the next."""
    t = here.t
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    filters = filter_words(listing.wanted, t)
    if filters:
        box.add_item(ui.TextDisplay("-# 🔎 " + " · ".join(filters)))
    if not listing.lines:
        box.add_item(ui.TextDisplay(_nothing(listing.wanted, t)))
    add_lines(box, listing.lines, t, here.now, reader_id=here.actor.user_id)
    if listing.pages > 1:
        of_pages = t.gettext("Page {n} of {pages}").format(n=listing.page + 1, pages=listing.pages)
        box.add_item(ui.TextDisplay(f"-# {of_pages}"))
        box.add_item(
            ui.ActionRow(
                TurnButton.of(listing.wanted, listing.page - 1, "◀️", listing.pages),
                TurnButton.of(listing.wanted, listing.page + 1, "▶️", listing.pages),
            )
        )
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def add_lines(
    box: ui.Container[Layout],
    lines: Sequence[Line],
    t: Translations,
    now: datetime,
    *,
    reader_id: int | None = None,
) -> None:
    """What is coming up, then what is proposed, each under its heading; a reader sees where they stand."""
    coming = [_line(line, t, now, reader_id) for line in lines if line.roster is not None]
    open_ones = [_line(line, t, now, reader_id) for line in lines if line.roster is None]
    if coming:
        box.add_item(ui.TextDisplay("\n".join([t.gettext("### Coming up"), *coming])))
    if coming and open_ones:
        box.add_item(ui.Separator())
    if open_ones:
        box.add_item(ui.TextDisplay("\n".join([t.gettext("### Proposed"), *open_ones])))


def _nothing(wanted: Filter, t: Translations) -> str:
    if wanted == Filter():
        return t.gettext("Nothing is planned yet. Propose something: `/meetup propose`")
    return t.gettext(
        "Nothing fits that. `/meetup list` alone shows everything; `/meetup propose` adds to it."
    )


def _line(line: Line, t: Translations, now: datetime, reader_id: int | None) -> str:
    meetup, roster = line.entry.meetup, line.roster
    plan, parts = meetup.plan, []
    if plan.starts_at is not None:
        parts.append(near_when(plan.starts_at, plan.zone, now, t))
    else:
        parts.append(t.gettext("Date to be decided"))
    if plan.area:
        parts.append(shown(plan.area if len(plan.area) <= AREA_SHOWN else plan.area[: AREA_SHOWN - 1] + "…"))
    mark = ""
    if roster is not None:
        parts.append(_count("👥", f"{roster.taken}/{roster.capacity}" if roster.capacity else roster.taken))
        if roster.waiting:
            parts.append(_count("🙋" if plan.seating.host_picks else "⏳", len(roster.waiting)))
        party = roster.party_of(reader_id) if reader_id is not None else None
        mark = _standing(party)
        if party is not None and party.offered_until is not None:
            parts.append(t.gettext("a seat is held for you"))
        elif party is not None and party.is_waiting and not plan.seating.host_picks:
            place = roster.place_in_line(party.user_id)
            parts.append(t.gettext("you are number {place} in line").format(place=place))
    if line.entry.later:
        more = t.ngettext("{n} more date", "{n} more dates", line.entry.later).format(n=line.entry.later)
        parts.append(_count("🔁", more))
    on = " 🟢" if meetup.phase(now) is Phase.RUNNING else ""
    return f"{EMOJI[plan.format]} {_title(line)}{mark}{on}\n-# {' · '.join(parts)}"


def _standing(party: Party | None) -> str:
    """Beside the title: whether the reader has a seat, an offer, or waits."""
    if party is None or party.answer is not Answer.GOING:
        return ""
    return " ✅" if party.has_seat else " ⏳" if party.offered_until is None else " 💌"


def _count(mark: str, number: object) -> str:
    """A number with its mark, which no line break parts."""
    return f"{mark}\u00a0{number}"


def _title(line: Line) -> str:
    meetup = line.entry.meetup
    title, card = f"**{shown(meetup.plan.title)}**", meetup.card
    if not card.message_id:
        return title
    return f"[{title}]({message_url(meetup.community_id, card.channel_id, card.message_id)})"


def filter_words(wanted: Filter, t: Translations) -> list[str]:
    """What a list is limited to, in a few words each."""
    words = []
    if wanted.mine:
        words.append(t.pgettext("filter", "mine"))
    if wanted.span is not None:
        words.append(span_name(wanted.span, t))
    if wanted.format is not None:
        words.append(format_name(wanted.format, t))
    if wanted.area:
        words.append(t.gettext("“{text}”").format(text=shown(wanted.area)))
    return words


def span_name(span: Span, t: Translations) -> str:
    """What a span of days is called."""
    match span:
        case Span.WEEK:
            return t.pgettext("choice", "This week")
        case Span.NEXT_WEEK:
            return t.pgettext("choice", "Next week")
        case Span.MONTH:
            return t.pgettext("choice", "The next 30 days")
        case _:
            assert_never(span)


def read_filter(*, mine: bool, span: str | None, kind: str | None, area: str) -> Filter:
    """The filter that options or a button name; the area is compared without case and accents."""
    return Filter(
        mine=mine,
        span=Span(span) if span else None,
        format=Format(kind) if kind else None,
        area=plainly(area)[:AREA_LIMIT],
    )


class TurnButton(
    Button,
    template=(
        r"meetups:1:(?P<page>\d{1,3}):(?P<mine>[01]):(?P<span>[a-z_]{0,12}):(?P<kind>[a-z_]{0,16}):(?P<area>.*)"
    ),
):
    """Turns to another page of the same list; all that it needs is in its id, so it survives a restart."""

    @classmethod
    def of(cls, wanted: Filter, page: int, arrow: str, pages: int) -> TurnButton:
        exists = 0 <= page < pages
        what = f"{int(wanted.mine)}:{wanted.span or ''}:{wanted.format or ''}:{wanted.area}"
        # a page that does not exist needs an id of its own all the same
        return cls(f"meetups:1:{page if exists else 999}:{what}", emoji=arrow, disabled=not exists)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        wanted = read_filter(
            mine=self.match["mine"] == "1",
            span=self.match["span"],
            kind=self.match["kind"],
            area=self.match["area"],
        )
        listing = await here.services.listings.page(here.actor, wanted, int(self.match["page"]))
        await interaction.response.edit_message(view=render_list(listing, here))
