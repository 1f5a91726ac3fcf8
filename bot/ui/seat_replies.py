"""The refusals about seats as sentences: who may sit, until when, and what is asked of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.utils import format_dt

from bot.domain import rosters, seating, turnout
from bot.ui import refusals
from bot.ui.wording import enumerated, people, shown

if TYPE_CHECKING:
    from bot.domain.errors import Refusal
    from bot.i18n import Translations


def about_seats(refusal: Refusal, t: Translations) -> str | None:
    """What to tell whom a rule about seats refused; None if the refusal is about something else."""
    return (
        _about_parties(refusal, t)
        or _about_standing(refusal, t)
        or _about_rules(refusal, t)
        or _about_the_hour(refusal, t)
    )


def _about_parties(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case rosters.CapacityBelowSeated(seated=seated):
            return t.gettext("Nobody loses the seat they have. Choose room for {people} or more.").format(
                people=people(seated, t)
            )
        case rosters.TooManyGuests(highest=0):
            return t.gettext("This meetup takes no guests.")
        case rosters.TooManyGuests(highest=highest):
            return t.ngettext(
                "You may bring {n} guest.", "You may bring {n} guests at most.", highest
            ).format(n=highest)
        case rosters.GuestsDoNotFit(free=free) if free > 0:
            return t.ngettext(
                "Only {n} more seat is free, so your answer stays as it was. Bring fewer guests.",
                "Only {n} more seats are free, so your answer stays as it was. Bring fewer guests.",
                free,
            ).format(n=free)
        case rosters.GuestsDoNotFit():
            return t.gettext(
                "No seat is free for another guest. Your answer stays as it was; try again later."
            )
        case rosters.SeatNeeded():
            return t.gettext("The exact address is for members with a seat. Press “Going” first.")
    return None


def _about_standing(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case rosters.TooManyPicked(needed=needed, free=free):
            return t.gettext(
                "Those you chose need {needed} seats, and {free} are free. Take some of them off your choice."
            ).format(needed=needed, free=free)
        case rosters.OfferOver():
            return t.gettext(
                "No seat is held for you now. Press “Going” on the card: "
                "you get one if it is free, or a place in line."
            )
        case rosters.NotWaiting():
            return t.gettext(
                "This person does not wait for a seat any more. The list shows where they stand."
            )
        case rosters.NobodyPicked():
            return t.gettext("Nobody who waits is chosen yet. Choose them first, then tell everybody.")
        case rosters.NoAnswer():
            return t.gettext("There is no answer to that meetup yet. Press “Going” or “Maybe” first.")
        case seating.AnswersClosed(closed_at=closed_at):
            return t.gettext(
                "Answers closed {relative}. You can still press “Can't”, or ask the organiser to add you."
            ).format(relative=format_dt(closed_at, "R"))
        case seating.RoleNeeded(role_id=role_id):
            return t.gettext(
                "This meetup is for members with the role <@&{role}>. "
                "If you should have it, tell the organiser."
            ).format(role=role_id)
    return None


def _about_rules(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case seating.GuestLimitOutOfRange(highest=highest):
            return t.gettext("Each member may bring 0 to {highest} guests.").format(highest=highest)
        case seating.SilentHoursOutOfRange(highest=highest):
            return t.gettext(
                "Write how many hours before the start silence frees a seat: 1 to {highest}, "
                "0 for never, or nothing."
            ).format(highest=highest)
        case seating.KeptSeatsOutOfRange(highest=0):
            return t.gettext("Seats can be kept once the meetup has a limit of seats. Set it first.")
        case seating.KeptSeatsOutOfRange(highest=highest):
            return t.gettext("Keep a whole number of seats between 0 and {highest}.").format(highest=highest)
        case seating.MinimumOutOfRange(lowest=lowest, highest=highest):
            return t.gettext("The least number of people is between {lowest} and {highest}.").format(
                lowest=lowest, highest=highest
            )
        case seating.MinimumIncomplete():
            return t.gettext(
                "A least number of people needs the hour at which it is decided. Fill in both, or neither."
            )
        case seating.HourOutOfRange():
            return t.gettext("That hour has to lie between now and the start of the meetup.")
        case seating.StartNeeded():
            return t.gettext("The meetup has no date yet. Set that first, then the hours before it.")
    return None


def _about_the_hour(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case refusals.MomentUnclear(text=text, readings=readings):
            quoted = enumerated([t.gettext("“{text}”").format(text=words) for words in readings], t)
            return t.gettext(
                "“{text}” can be {readings}. Write it in one way only, such as `2026-06-12 19:00`."
            ).format(text=shown(text[:60]), readings=quoted)
        case refusals.NotForYou(user_id=user_id):
            return t.gettext(
                "This seat is held for <@{id}>. Press “Going” on the card to get a place in line."
            ).format(id=user_id)
        case refusals.BotChosen(user_id=user_id):
            return t.gettext("<@{id}> is a bot, and has no need of a seat. Choose a person.").format(
                id=user_id
            )
        case refusals.MemberGone(user_id=user_id):
            return t.gettext(
                "<@{id}> is not in this server any more. You can still take them off the list."
            ).format(id=user_id)
        case turnout.TurnoutDecided(decided_at=decided_at):
            return t.gettext("It was decided {relative} that it takes place. Nothing more is needed.").format(
                relative=format_dt(decided_at, "R")
            )
        case turnout.TurnoutNotDue(decides_at=decides_at):
            return t.gettext("Nothing has to be decided yet: the number of people counts {when}.").format(
                when=format_dt(decides_at, "R")
            )
        case turnout.NoMinimum():
            return t.gettext(
                "This meetup needs no least number of people any more: it takes place as planned."
            )
    return None
