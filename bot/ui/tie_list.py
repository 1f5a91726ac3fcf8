"""A member's own ties: how many people they have met, who, when and where; seen by them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date
from discord import ui

from bot.domain.ties import How, Strength
from bot.ui.boundary import Button, Layout
from bot.ui.inputs import visit
from bot.ui.wording import shown

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    import discord

    from bot.domain.ties import Proof, Tie
    from bot.i18n import Translations
    from bot.services.ties import Acquaintances

ACCENT = 0x3AA6B9
PER_PAGE = 10
TIMES_SHOWN = 2
_SUREST = (How.PRESENT, How.NAMED, How.TABLE, How.INTRO)


def render(mine: Acquaintances, zone: ZoneInfo, t: Translations, page: int = 0) -> Layout:
    """The list, whom one met last first, ten people at a time."""
    pages = max(1, -(-len(mine.ties) // PER_PAGE))
    page = max(0, min(page, pages - 1))
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay(_heading(mine, t)))
    shown_ties = mine.ties[page * PER_PAGE : (page + 1) * PER_PAGE]
    if shown_ties:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay("\n".join(_line(tie, mine, zone, t) for tie in shown_ties)))
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay("-# " + _legend(t)))
    if pages > 1:
        turns = (
            PageButton(f"ties:1:{page - 1}", emoji="◀️", disabled=page == 0),
            PageButton(f"ties:1:{page + 1}", emoji="▶️", disabled=page + 1 == pages),
        )
        box.add_item(ui.ActionRow(*turns))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _heading(mine: Acquaintances, t: Translations) -> str:
    title = t.gettext("Whom you have met here")
    count = len(mine.ties)
    if not count:
        none = t.gettext("Nobody yet: the first meetup makes the first ties. See what is on: `/meetup list`.")
        return f"### 🤝 {title}\n{none}"
    line = t.ngettext("You have met **{n} person** here", "You have met **{n} people** here", count)
    line = line.format(n=count)
    if mine.again:
        again = t.ngettext("**{n}** of them more than once", "**{n}** of them more than once", mine.again)
        line = t.gettext("{met}; {again}").format(met=line, again=again.format(n=mine.again))
    only = t.gettext("Only you see this.")
    return f"### 🤝 {title}\n{line}.\n-# {only}"


def _line(tie: Tie, mine: Acquaintances, zone: ZoneInfo, t: Translations) -> str:
    sign = "🤝" if tie.strength is Strength.MET else "👋"
    proofs = " · ".join(_proofs(tie, mine, zone, t))
    return f"{sign} <@{tie.other(mine.user_id)}>\n-# {proofs}"


def _proofs(tie: Tie, mine: Acquaintances, zone: ZoneInfo, t: Translations) -> list[str]:
    """Where, when and by what they are known to have met, the latest first: two, the rest as a number."""
    times: dict[tuple[int | None, int | None], Proof] = {}
    for proof in sorted(tie.proofs, key=lambda proof: (proof.at, _SUREST.index(proof.how)), reverse=True):
        known = times.setdefault((proof.meetup_id, proof.intro_id), proof)
        if _SUREST.index(proof.how) > _SUREST.index(known.how):
            times[proof.meetup_id, proof.intro_id] = proof
    words = [_proof(proof, mine, zone, t) for proof in times.values()]
    rest = len(words) - TIMES_SHOWN
    if rest > 0:
        words = [*words[:TIMES_SHOWN], t.ngettext("{n} more", "{n} more", rest).format(n=rest)]
    return words


def _proof(proof: Proof, mine: Acquaintances, zone: ZoneInfo, t: Translations) -> str:
    day = _day(proof.at, zone, t)
    if proof.meetup_id is None:
        return t.gettext("an intro, {day}").format(day=day)
    hows = {
        How.TABLE: t.pgettext("how two met", "at one table"),
        How.NAMED: t.pgettext("how two met", "you both said so"),
        How.PRESENT: t.pgettext("how two met", "both there"),
    }
    title = shown(mine.titles.get(proof.meetup_id, ""))
    return t.gettext("{title}, {day} ({how})").format(title=title, day=day, how=hows[proof.how])


def _day(instant: datetime, zone: ZoneInfo, t: Translations) -> str:
    return format_date(instant.astimezone(zone), "d MMM y", locale=t.language)


def _legend(t: Translations) -> str:
    return t.gettext(
        "🤝 at one table, after an intro, or you both said so · 👋 you were both at a small meetup"
    )


class PageButton(Button, template=r"ties:1:(?P<page>-?\d{1,4})"):
    """Turns to another page of the presser's own ties."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        mine = await here.services.ties.mine(here.actor)
        page = int(self.match["page"])
        await interaction.response.edit_message(view=render(mine, here.community.zone, here.t, page))
