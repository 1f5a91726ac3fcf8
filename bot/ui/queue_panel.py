"""The moderators' queue: one proposal a page, with what was asked about it, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.polls import PollKind, usual_terms
from bot.domain.proposals import expires_at
from bot.domain.texts import LIMITS, Field
from bot.services.proposals import asks_for_dates
from bot.ui.boundary import Button, Layout, Modal
from bot.ui.forms import DeclineForm, text_field, text_of, undecided
from bot.ui.inputs import visit
from bot.ui.interest_panel import favourite_lines, typed_favourites
from bot.ui.poll_drafts import open_draft
from bot.ui.poll_forms import TypedPoll
from bot.ui.wording import (
    EMOJI,
    format_name,
    mentions,
    message_url,
    people,
    place_words,
    shown,
    when_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.meetups import Meetup
    from bot.domain.proposals import Question
    from bot.i18n import Translations
    from bot.services.proposals import Waiting
    from bot.ui.inputs import Visit

ACCENT = 0xE8A33D
TEXT_LIMIT = 3600
"""Discord takes 4,000 characters of text in one message; what was done before needs some."""
HINT_LIMIT = 100
"""Characters of the words beside a field of a form."""
_KEY = r"(?P<key>\d{1,18})"


def render(queue: Sequence[Waiting], place: int, here: Visit, done: str = "") -> Layout:
    """One page of the queue, counted from 0; a place past its end shows the last one.

    ``done`` says what became of the one before.
    """
    t = here.t
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    layout = Layout(timeout=None)
    layout.add_item(box)
    if done:
        box.add_item(ui.TextDisplay(done))
        box.add_item(ui.Separator())
    if not queue:
        box.add_item(ui.TextDisplay(t.gettext("✅ No proposal waits for a decision.")))
        return layout
    place = min(place, len(queue) - 1)
    waiting = queue[place]
    text = "\n".join(_lines(waiting, place, len(queue), here))
    box.add_item(ui.TextDisplay(text))
    if waiting.questions:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(_asked(waiting, t, TEXT_LIMIT - len(text))))
    meetup_id = waiting.overview.meetup.id
    confirm = QueueButton(
        f"queue:1:confirm:{meetup_id}",
        label=t.pgettext("button", "Confirm"),
        style=discord.ButtonStyle.success,
    )
    decline = QueueButton(f"queue:1:decline:{meetup_id}", label=t.pgettext("button", "Decline"))
    ask = QueueButton(f"queue:1:ask:{meetup_id}", label=t.pgettext("button", "Ask a question"), emoji="❓")
    acts = [confirm, decline, ask]
    if asks_for_dates(waiting.overview):
        vote = t.pgettext("button", "Let them vote on dates")
        acts.append(QueueButton(f"queue:1:vote:{meetup_id}", label=vote, emoji="🗳️"))
    box.add_item(ui.ActionRow(*acts))
    if len(queue) > 1:
        back = QueueButton(f"queue:1:turn:{max(place - 1, 0)}", emoji="◀️", disabled=place == 0)
        on = QueueButton(f"queue:1:turn:{place + 1}", emoji="▶️", disabled=place == len(queue) - 1)
        box.add_item(ui.ActionRow(back, on))
    return layout


def _lines(waiting: Waiting, place: int, total: int, here: Visit) -> list[str]:
    overview, t, now = waiting.overview, here.t, here.now
    meetup, plan = overview.meetup, overview.meetup.plan
    byline = t.gettext("Proposal {n} of {total} · {format} · by {name}, {when}").format(
        n=place + 1,
        total=total,
        format=format_name(plan.format, t),
        name=f"<@{meetup.organiser_id}>",
        when=format_dt(meetup.created_at, "R"),
    )
    said = [f"## {EMOJI[plan.format]} {shown(plan.title)}", f"-# {byline}"]
    said += [f"🗓️ {when_words(plan, t)}", f"📍 {place_words(plan, t)}"]
    if plan.description:
        said.append(shown(plan.description))
    count = len(overview.interested)
    if count:
        names = mentions(overview.interested, t, limit=20)
        said.append(
            "🙋 " + t.gettext("“I'd come” ({people}): {names}").format(people=people(count, t), names=names)
        )
    else:
        said.append("🙋 " + t.gettext("Nobody said yet that they would come."))
    said += favourite_lines(overview, now, t)
    if any(poll.closed_at is None for poll in overview.polls):
        said.append("🗳️ " + t.gettext("A poll about it is open; it is scheduled by itself when that closes."))
    expires = expires_at(meetup, overview.community.proposal_days)
    if expires is not None:
        said.append("⌛ " + t.gettext("Expires {when}").format(when=format_dt(expires, "R")))
    if meetup.card.message_id:
        url = message_url(meetup.community_id, meetup.card.channel_id, meetup.card.message_id)
        said.append(t.gettext("[Its card]({url})").format(url=url))
    return said


def _asked(waiting: Waiting, t: Translations, room: int) -> str:
    """The newest questions with their answers, as many as fit into ``room`` characters."""
    said: list[str] = []
    for question in reversed(waiting.questions):
        answer = f"> {shown(question.answer)}" if question.answer else "-# " + t.gettext("No answer yet.")
        pair = f"❓ <@{question.by_id}>: {shown(question.text)}\n{answer}"
        if len(pair) > room:
            said.append("…" if said else f"{pair[: room - 1]}…")
            break
        said.append(pair)
        room -= len(pair) + 1
    return "\n".join(reversed(said))


async def open_queue(interaction: discord.Interaction) -> None:
    """Show the queue to a moderator, and to nobody else.

    Raises:
        ModeratorsOnly.
    """
    here = await visit(interaction)
    queue = await here.services.proposals.queue(here.actor)
    await interaction.response.send_message(view=render(queue, 0, here), ephemeral=True)


class QueueButton(Button, template=rf"queue:1:(?P<act>turn|confirm|decline|ask|vote):{_KEY}"):
    """Turns a page of the queue, or decides about the proposal on it."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here, act, key = await visit(interaction), self.match["act"], int(self.match["key"])
        queue = await here.services.proposals.queue(here.actor)
        if act == "turn":
            await interaction.response.edit_message(view=render(queue, key, here))
            return
        meetup, place = await undecided(here, key), _place(queue, key)
        if act == "confirm":
            await here.services.meetups.confirm(here.actor, key)
            done = here.t.gettext("✅ **{title}** is scheduled; who would come is asked to say so.")
            await _go_on(interaction, here, place, done.format(title=shown(meetup.plan.title)))
        elif act == "vote":
            dates = typed_favourites(queue[place].overview, here.now, str(interaction.locale))
            await open_draft(
                interaction, PollKind.DATE, TypedPoll(dates), usual_terms(PollKind.DATE), meetup.id
            )
        elif act == "decline":
            await interaction.response.send_modal(_DeclineForm(meetup, here.t, place))
        else:
            await interaction.response.send_modal(AskForm(meetup.id, here.t, place))


def _place(queue: Sequence[Waiting], meetup_id: int) -> int:
    numbers = [waiting.overview.meetup.id for waiting in queue]
    return numbers.index(meetup_id) if meetup_id in numbers else 0


async def _go_on(interaction: discord.Interaction, here: Visit, place: int, done: str) -> None:
    """Let the panel show what is left, from where it was."""
    left = await here.services.proposals.queue(here.actor)
    await interaction.response.edit_message(view=render(left, place, here, done))


class _DeclineForm(DeclineForm):
    """Why a proposal of the queue is declined."""

    def __init__(self, meetup: Meetup, t: Translations, place: int) -> None:
        super().__init__(meetup, t)
        self._place = place

    async def declined(self, interaction: discord.Interaction, here: Visit, meetup: Meetup) -> None:
        done = here.t.gettext("**{title}** is declined; its proposer is told why.")
        await _go_on(interaction, here, self._place, done.format(title=shown(meetup.plan.title)))


class AskForm(Modal):
    """What a moderator wants to know of the proposer."""

    def __init__(self, meetup_id: int, t: Translations, place: int) -> None:
        super().__init__(title=t.gettext("Ask the proposer"))
        self._meetup_id, self._place = meetup_id, place
        self.text_field = text_field(
            "question",
            t.gettext("Question"),
            "",
            limit=LIMITS[Field.QUESTION],
            hint=t.gettext("It is asked where the card stands; the answer comes back to you."),
            required=True,
            lines=True,
        )
        self.add_item(self.text_field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.proposals.ask(here.actor, self._meetup_id, text_of(self.text_field))
        done = here.t.gettext("Asked. You are mentioned once there is an answer; the queue shows it too.")
        await _go_on(interaction, here, self._place, done)


class ReplyButton(Button, template=rf"reply:1:{_KEY}"):
    """Opens the form with which a proposer answers a question."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        question = await here.services.proposals.asked(here.actor, int(self.match["key"]))
        await interaction.response.send_modal(ReplyForm(question, here.t))


class ReplyForm(Modal):
    """What the proposer answers."""

    def __init__(self, question: Question, t: Translations) -> None:
        super().__init__(title=t.gettext("Answer the moderators"))
        self._question_id = question.id
        self.text_field = text_field(
            "answer",
            t.gettext("Answer"),
            "",
            limit=LIMITS[Field.QUESTION],
            hint=question.text[:HINT_LIMIT],
            required=True,
            lines=True,
        )
        self.add_item(self.text_field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.proposals.answer(here.actor, self._question_id, text_of(self.text_field))
        await interaction.response.send_message(
            here.t.gettext("Thank you: whoever asked is told."), ephemeral=True
        )


class KeepButton(Button, template=rf"keep:1:{_KEY}"):
    """Keeps a proposal from expiring."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        until = await here.services.proposals.keep(here.actor, int(self.match["key"]))
        text = (
            here.t.gettext("Kept. It would expire {when}.").format(when=format_dt(until, "R"))
            if until
            else here.t.gettext("Kept. Proposals do not expire here.")
        )
        await interaction.response.send_message(text, ephemeral=True)
