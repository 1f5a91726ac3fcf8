"""What a change to a meetup sets in motion: one job for each consequence, written with its cause."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.domain import (
    confirmations,
    intros,
    invitations,
    photos,
    polls,
    proposals,
    quiet,
    reminders,
    rounds,
    testimonials,
)
from bot.domain.checkins import NOTE_AFTER, OPENS_BEFORE
from bot.services import mirroring
from bot.storage import communities, jobs, meetups, profiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.communities import Community
    from bot.domain.meetups import Meetup
    from bot.domain.polls import Poll
    from bot.domain.rounds import PlayedRound
    from bot.domain.troubles import Trouble

CARD = "card"
REMINDER = "reminder"
DIRECT = "direct"
ALONE = "alone"
INSTEAD = "instead"
TROUBLE = "trouble"
PROMOTED = "promoted"
SCHEDULED = "scheduled"
CHANGED = "changed"
CANCELLED = "cancelled"
POSTPONED = "postponed"
DECLINED = "declined"
EXPIRED = "expired"
PHOTOS = "photos"
THANKS = "thanks"
FEEDBACK = "feedback"
RECAP_AGAIN = "recap_again"
ALBUM_END = "album_end"
TAKEN_DOWN = "taken_down"
POLL = "poll"
POLL_CLOSE = "poll_close"
POLL_NUDGE = "poll_nudge"
MISSED = "missed"
POLL_RESULT = "poll_result"
POLL_CHANGED = "poll_changed"
POLL_SUGGESTED = "poll_suggested"
ROUND = "round"
SERIES = "series"
ROUND_PAINT = "round_paint"
ROUND_CALL = "round_call"
ROUND_SOON = "round_soon"
ROUND_NEXT = "round_next"
ROUND_SEATS = "round_seats"
ROUND_OVER = "round_over"
OFFER = "offer"
OFFER_OVER = "offer_over"
SEAT_OPEN = "seat_open"
SETTLE = "settle"
ANSWERED_FOR = "answered_for"
CHOSEN = "chosen"
DECIDE_MAYBE = "decide_maybe"
TURNOUT = "turnout"
TURNOUT_ASKED = "turnout_asked"
TURNOUT_TOLD = "turnout_told"
INTROS_WARN = "intros_warn"
INTROS_MAKE = "intros_make"
INTRO_WARNING = "intro_warning"
INTRO_ASLEEP = "intro_asleep"
INTRO_ALONE = "intro_alone"
INTRO_OPEN = "intro_open"
INTRO_ASK = "intro_ask"
INTRO_MET = "intro_met"
TEAM = "team"
QUESTION = "question"
RIPE = "ripe"
REPLY = "reply"
EXPIRY = "expiry"
EXPIRY_NOTICE = "expiry_notice"
INVITE = "invite"
SILENT = "silent"
SEAT_LAPSED = "seat_lapsed"
BOARD = "board"
BOARD_DOWN = "board_down"

DIRECT_AT_ONCE = 5
"""Direct messages that leave in the same second, and so at most 3,000 in ten minutes: Discord bans whoever
gets 10,000 refusals in that time, and each closed inbox is one."""
LARGEST_AGENDA = mirroring.LARGEST_AGENDA
"""Meetups to come whose reminders follow a change of settings."""
MAYBE_UNTIL = timedelta(hours=48)
"""How long before the start those who said maybe are asked to decide."""
SOON = timedelta(minutes=10)
"""How long after the end the photo thread opens: people are still putting their coats on."""


def card(tx: Connection, meetup_id: int, now: datetime) -> None:
    """Post the meetup's card, or paint it again."""
    jobs.enqueue(tx, CARD, now, now=now, meetup_id=meetup_id)


def answered(tx: Connection, meetup_id: int, now: datetime) -> None:
    """Paint the card again unless the press that answered does so itself: only a crash keeps it from that."""
    jobs.enqueue(tx, CARD, now, now=now, meetup_id=meetup_id, answered_at=now.isoformat())


def card_at(tx: Connection, meetup_id: int, due_at: datetime, now: datetime) -> None:
    """Post the meetup's card at an instant."""
    jobs.enqueue(tx, CARD, due_at, now=now, meetup_id=meetup_id)


def extend(tx: Connection, series_id: int, due_at: datetime, now: datetime) -> None:
    """Look again at an instant whether a series has dates to be made."""
    jobs.enqueue(tx, SERIES, due_at, now=now, series_id=series_id)


def expiry(tx: Connection, meetup: Meetup, community: Community, now: datetime) -> None:
    """Let a proposal that nobody decides about expire, and tell its proposer before.

    Each job notes the instant it was made for: once the proposal is kept, or the setting changes, the old
    ones find that the world has moved on.
    """
    at = proposals.expires_at(meetup, community.proposal_days)
    if at is None:
        return
    payload = {"meetup_id": meetup.id, "expires_at": at.isoformat()}
    wanted = [(EXPIRY, at)]
    if at != meetup.plan.starts_at:  # or else there is nothing that keeping it would help
        wanted.insert(0, (EXPIRY_NOTICE, at - proposals.NOTICE))
    for kind, due_at in wanted:
        if payload not in jobs.waiting(tx, meetup.id, kind):
            jobs.enqueue(tx, kind, max(due_at, now), now=now, **payload)


def tell(tx: Connection, kind: str, meetup_id: int, now: datetime, **payload: object) -> None:
    """Tell members about a meetup; ``kind`` is one of this module's names."""
    jobs.enqueue(tx, kind, now, now=now, meetup_id=meetup_id, **payload)


def direct(
    tx: Connection, about: str, community_id: int, user_ids: Iterable[int], now: datetime, **payload: object
) -> None:
    """Write to members by direct message, a job each, spread over time; who does not wish it gets none.

    ``about`` names who composes the letter (see ``bot.ui.deliveries.direct``); with a ``meetup_id`` in the
    payload, its thread takes what a closed inbox refuses.
    """
    for number, user_id in enumerate(user_ids):
        due_at = now + timedelta(seconds=number // DIRECT_AT_ONCE)
        told = {"about": about, "community_id": community_id, "user_id": user_id, **payload}
        jobs.enqueue(tx, DIRECT, due_at, now=now, **told)


def instead(tx: Connection, letter: Mapping[str, Any], now: datetime, *, is_closed: bool) -> None:
    """Say in the meetup's thread what a direct message could not, ``letter`` being its job's payload."""
    jobs.enqueue(tx, INSTEAD, now, now=now, **{**letter, "is_closed": is_closed})


def trouble(tx: Connection, met: Trouble, now: datetime) -> None:
    """Tell moderators what does not work."""
    told = {"deed": str(met.deed), "lack": str(met.lack), "since": met.since.isoformat()}
    ids = {"community_id": met.community_id, "meetup_id": met.meetup_id, "channel_id": met.channel_id}
    jobs.enqueue(tx, TROUBLE, now, now=now, **told, **ids)


def dates(tx: Connection, meetup: Meetup, now: datetime) -> None:
    """Everything that hangs on when a scheduled meetup takes place.

    Each job notes the start it was made for: when the meetup moves, new ones are written, and the old ones
    find that the world has moved on. Unless it moves back: a reminder that still waits is not written twice.
    """
    starts_at, ends_at = meetup.span
    made_for = starts_at.isoformat()
    community = communities.load(tx, meetup.community_id)
    remind(tx, meetup, community, now)
    mirroring.archive(tx, meetup, community, now)
    seat_dates(tx, meetup, now)
    asks_at = invitations.first_at(starts_at, now, community.quiet)
    if asks_at is not None:
        invite(tx, meetup.id, starts_at, asks_at, now)
    for turns_at in (starts_at - OPENS_BEFORE, starts_at, ends_at):  # the card looks different from then on
        jobs.enqueue(tx, CARD, turns_at, now=now, meetup_id=meetup.id)
    photos_at = photos.opens_at(ends_at, community)
    jobs.enqueue(tx, PHOTOS, photos_at, now=now, meetup_id=meetup.id, starts_at=made_for)
    end_album(tx, meetup, community, now)
    asks_at = quiet.next_loud(testimonials.asks_at(ends_at, meetup.plan.zone), community.quiet)
    jobs.enqueue(tx, FEEDBACK, asks_at, now=now, meetup_id=meetup.id, starts_at=made_for)
    thanks_at = ends_at + photos.THANKS_AFTER
    jobs.enqueue(tx, THANKS, thanks_at, now=now, meetup_id=meetup.id, starts_at=made_for)
    asks_at = quiet.next_loud(ends_at + NOTE_AFTER, community.quiet)
    jobs.enqueue(tx, MISSED, asks_at, now=now, meetup_id=meetup.id, starts_at=made_for)


def remind(tx: Connection, meetup: Meetup, community: Community, now: datetime) -> None:
    """Remind those who come at the meetup's leads, or at the community's, and at those members chose.

    A reminder that still waits is not written twice.
    """
    starts_at, _ = meetup.span
    waiting = jobs.waiting(tx, meetup.id, REMINDER)
    leads = reminders.leads_for(
        meetup.plan.leads, community.leads, reconfirms=confirmations.asks(meetup.plan.seating, community)
    )
    for lead, due_at in reminders.due(starts_at, now, {*leads, *profiles.own_leads(tx, meetup.community_id)}):
        seconds = int(lead.total_seconds())
        payload = {"meetup_id": meetup.id, "starts_at": starts_at.isoformat(), "lead": seconds}
        if payload not in waiting:
            jobs.enqueue(tx, REMINDER, due_at, now=now, **payload)


def remind_of_all(tx: Connection, community: Community, now: datetime) -> None:
    """Write the reminders of every meetup to come that are missing, after times for them were changed."""
    for meetup in meetups.upcoming(tx, community.id, now, LARGEST_AGENDA):
        remind(tx, meetup, community, now)


def end_album(tx: Connection, meetup: Meetup, community: Community, now: datetime) -> None:
    """Delete the files of a meetup's album on its date, as the community sets it now."""
    ends_at = photos.album_ends_at(meetup.span[1], community)
    jobs.enqueue(tx, ALBUM_END, ends_at, now=now, meetup_id=meetup.id)


def recap_again(tx: Connection, meetup_id: int, now: datetime) -> None:
    """Make a recap that was posted anew: something in it was withdrawn."""
    jobs.enqueue(tx, RECAP_AGAIN, now, now=now, meetup_id=meetup_id)


def board(tx: Connection, community_id: int, due_at: datetime, now: datetime) -> None:
    """Paint the community's agenda message at an instant."""
    jobs.enqueue(tx, BOARD, due_at, now=now, community_id=community_id)


def board_down(tx: Connection, community_id: int, channel_id: int, message_id: int, now: datetime) -> None:
    """Delete an agenda message that is kept no longer."""
    ids = {"community_id": community_id, "channel_id": channel_id, "message_id": message_id}
    jobs.enqueue(tx, BOARD_DOWN, now, now=now, **ids)


def silent(tx: Connection, meetup: Meetup, at: datetime, now: datetime) -> None:
    """Free the seats at an instant of those who were asked whether they still come and said nothing."""
    made_for = meetup.span[0].isoformat()
    jobs.enqueue(tx, SILENT, at, now=now, meetup_id=meetup.id, starts_at=made_for)


def settle(tx: Connection, meetup_id: int, at: datetime, now: datetime) -> None:
    """Pass seats on at ``at`` that are kept no longer."""
    jobs.enqueue(tx, SETTLE, at, now=now, meetup_id=meetup_id)


def poll(tx: Connection, poll_id: int, meetup_id: int | None, now: datetime) -> None:
    """Post the poll's message, or paint it again."""
    jobs.enqueue(tx, POLL, now, now=now, meetup_id=meetup_id, poll_id=poll_id)


def voted(tx: Connection, poll_id: int, meetup_id: int | None, now: datetime) -> None:
    """Paint the poll's message again unless the press that voted does so: only a crash keeps it from that."""
    jobs.enqueue(tx, POLL, now, now=now, meetup_id=meetup_id, poll_id=poll_id, answered_at=now.isoformat())


def poll_dates(tx: Connection, opened: Poll, now: datetime) -> None:
    """Close a poll at its deadline, and before that remind once those who have not voted.

    When the deadline moves, new jobs are written; the old ones find that theirs is not the one that counts.
    """
    ids = {"meetup_id": opened.meetup_id, "poll_id": opened.id}
    jobs.enqueue(tx, POLL_CLOSE, opened.closes_at, now=now, **ids)
    nudge_at = polls.nudge_at(opened.closes_at, now)
    if nudge_at is not None and opened.nudged_at is None:
        jobs.enqueue(tx, POLL_NUDGE, nudge_at, now=now, closes_at=opened.closes_at.isoformat(), **ids)


def about_poll(
    tx: Connection, kind: str, poll: Poll, due_at: datetime, now: datetime, **payload: object
) -> None:
    """Say something about a poll at ``due_at``; ``kind`` is one of this module's names."""
    jobs.enqueue(tx, kind, due_at, now=now, meetup_id=poll.meetup_id, poll_id=poll.id, **payload)


def round_begins(tx: Connection, playing: PlayedRound, now: datetime) -> None:
    """Show the tables of a round; where it has an end, say so shortly before, and then go on."""
    ids = {"meetup_id": playing.meetup_id, "round_id": playing.id}
    jobs.enqueue(tx, ROUND, now, now=now, **ids)
    if playing.ends_at is None:
        return
    soon_at = rounds.soon_at(playing.started_at, playing.ends_at)
    if soon_at is not None:
        jobs.enqueue(tx, ROUND_SOON, soon_at, now=now, **ids)
    jobs.enqueue(tx, ROUND_NEXT, playing.ends_at, now=now, **ids)


def round_changed(tx: Connection, playing: PlayedRound, moved: Iterable[int], now: datetime) -> None:
    """Paint the tables of a round again, and tell those who have another one where to go."""
    ids = {"meetup_id": playing.meetup_id, "round_id": playing.id}
    jobs.enqueue(tx, ROUND_PAINT, now, now=now, **ids)
    for user_id in moved:
        jobs.enqueue(tx, ROUND_CALL, now, now=now, user_id=user_id, **ids)


def somebody_came(tx: Connection, meetup_id: int, now: datetime) -> None:
    """Seat who is there now, and only them, if an icebreaker is running."""
    jobs.enqueue(tx, ROUND_SEATS, now, now=now, meetup_id=meetup_id)


def offer(tx: Connection, meetup_id: int, user_id: int, until: datetime, now: datetime) -> None:
    """Ask who waits whether they take a seat, and pass it on when they have not said so by then."""
    jobs.enqueue(tx, OFFER, now, now=now, meetup_id=meetup_id, user_id=user_id, until=until.isoformat())
    jobs.enqueue(tx, SETTLE, until, now=now, meetup_id=meetup_id)


def seat_dates(tx: Connection, meetup: Meetup, now: datetime) -> None:
    """What the seat rules of a scheduled meetup set for an hour; what still waits is not written twice."""
    rules, (starts_at, _) = meetup.plan.seating, meetup.span
    wanted: list[tuple[str, datetime | None]] = [
        (CARD, rules.closes_at),
        (SETTLE, rules.kept_until if rules.kept_seats else None),
        (TURNOUT, rules.decides_at if rules.decided_at is None else None),
        (DECIDE_MAYBE, starts_at - MAYBE_UNTIL),
    ]
    for kind, at in wanted:
        if at is None or at < now:
            continue
        payload = {"meetup_id": meetup.id, "at": at.isoformat()}
        if payload not in jobs.waiting(tx, meetup.id, kind):
            jobs.enqueue(tx, kind, at, now=now, **payload)


def turnout(tx: Connection, meetup_id: int, now: datetime) -> None:
    """Decide at once that a meetup takes place: enough people come, after its hour."""
    payload = {"meetup_id": meetup_id, "at": None}
    if payload not in jobs.waiting(tx, meetup_id, TURNOUT):
        jobs.enqueue(tx, TURNOUT, now, now=now, **payload)


def intro_round(tx: Connection, community_id: int, round_at: datetime, now: datetime) -> None:
    """Warn of a round of intros the day before, and make it."""
    ids = {"community_id": community_id, "round_at": round_at.isoformat()}
    jobs.enqueue(tx, INTROS_WARN, max(now, round_at - intros.WARNED_BEFORE), now=now, **ids)
    jobs.enqueue(tx, INTROS_MAKE, round_at, now=now, **ids)


def intro_letter(
    tx: Connection,
    kind: str,
    community_id: int,
    user_id: int,
    round_at: datetime,
    now: datetime,
    *,
    number: int = 0,
) -> None:
    """Write to a member about a round of intros; ``kind`` is one of this module's names.

    ``number`` counts the letters of one round: they leave as slowly as all direct messages.
    """
    ids = {"community_id": community_id, "user_id": user_id, "round_at": round_at.isoformat()}
    jobs.enqueue(tx, kind, now + timedelta(seconds=number // DIRECT_AT_ONCE), now=now, **ids)


def intro(tx: Connection, intro_id: int, ask_at: datetime, now: datetime) -> None:
    """Bring those of an intro together, and ask them later whether they met."""
    jobs.enqueue(tx, INTRO_OPEN, now, now=now, intro_id=intro_id)
    jobs.enqueue(tx, INTRO_ASK, ask_at, now=now, intro_id=intro_id)


def intro_met(tx: Connection, intro_id: int, now: datetime) -> None:
    """Be glad with those of an intro who met."""
    jobs.enqueue(tx, INTRO_MET, now, now=now, intro_id=intro_id)


def invite(tx: Connection, meetup_id: int, starts_at: datetime, due_at: datetime, now: datetime) -> None:
    """Ask the next ones who wish invitations; a wave that still waits is not written twice."""
    payload = {"meetup_id": meetup_id, "starts_at": starts_at.isoformat()}
    if payload not in jobs.waiting(tx, meetup_id, INVITE):
        jobs.enqueue(tx, INVITE, due_at, now=now, **payload)
