"""Every refusal as a sentence in the reader's language that says what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.domain import (
    backups,
    communities,
    meetups,
    mirrors,
    profiles,
    quiet,
    reminders,
    rights,
    texts,
)
from bot.domain.meetups import Phase
from bot.domain.moments import MomentRefused
from bot.domain.texts import Field
from bot.ui import company_replies, photo_replies, plan_replies, poll_replies, refusals
from bot.ui.evening_replies import about_check_in, about_rounds
from bot.ui.organiser_replies import about_organisers
from bot.ui.permissions import permission_names
from bot.ui.seat_replies import about_seats
from bot.ui.wording import enumerated, refused_moment

if TYPE_CHECKING:
    from bot.domain.errors import Refusal
    from bot.i18n import Translations


def sentence(refusal: Refusal, t: Translations) -> str:
    """What to tell the member whom a rule refused.

    Raises:
        TypeError: the refusal has no sentence yet; a test makes one of every kind.
    """
    match refusal:
        case MomentRefused():
            return refused_moment(refusal, t)
        case texts.TextMissing(field=field):
            return t.gettext("{field} is empty. Please write something people can read.").format(
                field=field_name(field, t)
            )
        case texts.TextTooLong(field=field, length=length, limit=limit):
            return t.gettext("{field} has {length} characters; {limit} fit. Please shorten it.").format(
                field=field_name(field, t), length=length, limit=limit
            )
        case rights.ModeratorsOnly():
            return t.gettext(
                "Only moderators may do this. Ask one of them, or propose it with `/meetup propose`."
            )
        case refusals.ChannelUnusable(channel_id=channel, missing=missing):
            return _unusable(channel, missing, t)
    return (
        _about_drafts(refusal, t)
        or _about_settings(refusal, t)
        or _about_meetups(refusal, t)
        or about_seats(refusal, t)
        or about_organisers(refusal, t)
        or poll_replies.sentence(refusal, t)
        or plan_replies.sentence(refusal, t)
        or about_check_in(refusal, t)
        or about_rounds(refusal, t)
        or photo_replies.sentence(refusal, t)
        or company_replies.sentence(refusal, t)
        or _unknown(refusal)
    )


def _about_drafts(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case refusals.LeftServer():
            return t.gettext("You are no longer in that server, so your answer was not kept.")
        case refusals.DateNeeded(several=True):
            return t.gettext(
                "A meetup takes one date. To let people vote, use `/meetup propose` or `/poll date`."
            )
        case refusals.OneDateOnly():
            return t.gettext(
                "A meetup that comes back is for moderators to schedule (`/meetup schedule`). "
                "Here, write a single date, such as `saturday 7pm`."
            )
        case refusals.DateNeeded():
            return t.gettext("A meetup needs a date and an hour. To leave it open, use `/meetup propose`.")
    return None


def _about_meetups(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case meetups.MeetupNotFound():
            return t.gettext(
                "There is no such meetup here. Pick one from the list that opens while you type."
            )
        case meetups.MeetupClosed(phase=phase):
            return _closed(phase, t)
        case meetups.DateMissing():
            return t.gettext(
                "It has no date yet. Set one with `/meetup edit`, or let people vote with `/poll date`."
            )
        case meetups.DatePassed():
            return t.gettext("That date has passed. Write one that is still to come.")
        case meetups.DateTooFar():
            return t.gettext("That is more than two years away. Choose a nearer date.")
        case meetups.CapacityOutOfRange(highest=highest):
            return t.gettext(
                "Seats are a whole number between 1 and {highest}. Leave it empty for no limit."
            ).format(highest=highest)
        case meetups.DurationOutOfRange():
            return t.gettext("A meetup lasts between a minute and two weeks. Check its two hours.")
        case meetups.TableSizeOutOfRange(lowest=lowest, highest=highest):
            return t.gettext(
                "A table has {lowest} to {highest} people. Leave it empty if nobody sits at tables."
            ).format(lowest=lowest, highest=highest)
        case backups.BackupMissing():
            return t.gettext("There is no plan B. Write a second place with `/meetup edit`, under “Where”.")
        case quiet.ClockUnclear():
            return t.gettext("Write a time of day such as `22:00` or `8:30`.")
        case reminders.LeadsUnclear():
            return t.gettext(
                "Write up to four times before the start, from 15 min to 30 d, such as `7 d, 24 h, 2 h`."
            )
        case meetups.NothingChanged():
            return t.gettext("Nothing is different, so there is nothing to save.")
    return None


def _about_settings(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case communities.ZoneUnknown(nearest=nearest):
            if nearest:
                names = enumerated([f"`{name}`" for name in nearest], t)
                return t.gettext("I know no such time zone. Did you mean {names}?").format(names=names)
            return t.gettext("I know no such time zone. Write one like `Europe/Paris` or `America/New_York`.")
        case communities.SettingOutOfRange(lowest=lowest, highest=highest, is_optional=True):
            return t.gettext("Choose a whole number between {lowest} and {highest}, or none.").format(
                lowest=lowest, highest=highest
            )
        case communities.SettingOutOfRange(lowest=lowest, highest=highest):
            return t.gettext("Choose a whole number between {lowest} and {highest}.").format(
                lowest=lowest, highest=highest
            )
        case mirrors.RoleUnfit(why=why):
            return _unfit(why, t)
        case profiles.TooManyInterests(most=most):
            return t.gettext("A profile holds {most} interests at most. Keep those that matter.").format(
                most=most
            )
    return None


def _unfit(why: mirrors.Unfit, t: Translations) -> str:
    match why:
        case mirrors.Unfit.POWERFUL:
            return t.gettext(
                "That role lets people moderate, and whoever presses “Going” would have it. Choose one "
                "without such permissions."
            )
        case mirrors.Unfit.ABOVE_ME:
            return t.gettext(
                "I cannot give that role: choose one below mine, or move mine up under "
                "Server Settings → Roles."
            )
        case mirrors.Unfit.NOT_YOURS:
            return t.gettext(
                "You may not give that role yourself, so I may not give it for you. Ask somebody with "
                "“Manage Roles” to choose it."
            )
        case _:
            assert_never(why)


def _unknown(refusal: Refusal) -> str:
    raise TypeError(f"{type(refusal).__name__} has no sentence")


def _unusable(channel_id: int, missing: tuple[str, ...], t: Translations) -> str:
    if not missing:
        return t.gettext(
            "I cannot find the channel I am to post in. A moderator can choose one with `/setup`."
        )
    return t.gettext(
        "I cannot post in <#{channel}>: I lack {permissions}. Somebody who manages this server can grant it, "
        "or choose another channel with `/setup`."
    ).format(channel=channel_id, permissions=permission_names(list(missing), t))


def _closed(phase: Phase, t: Translations) -> str:
    match phase:
        case Phase.PROPOSED:
            return t.gettext("It is still a proposal. A moderator has to confirm it first.")
        case Phase.UPCOMING:
            return t.gettext("It is scheduled and has not begun yet. Its card shows what you can do now.")
        case Phase.RUNNING:
            return t.gettext("It has already begun.")
        case Phase.OVER:
            return t.gettext("It is over. See you at the next one: `/meetup list`.")
        case Phase.POSTPONED:
            return t.gettext("It is postponed. Its organiser sets the new date with `/meetup edit`.")
        case Phase.EXPIRED:
            return t.gettext("It expired before anybody decided. Propose it again with `/meetup copy`.")
        case Phase.CANCELLED:
            return t.gettext("It was cancelled; its card says why. See `/meetup list` for others.")
        case Phase.DECLINED:
            return t.gettext("It was not taken up; its card says why. You can propose another.")
        case _:
            assert_never(phase)


def field_name(field: Field, t: Translations) -> str:
    """What a text is called at the beginning of a sentence."""
    match field:
        case Field.TITLE:
            return t.pgettext("field", "The title")
        case Field.DESCRIPTION:
            return t.pgettext("field", "The description")
        case Field.AREA:
            return t.pgettext("field", "The place")
        case Field.ADDRESS:
            return t.pgettext("field", "The address")
        case Field.NOTE:
            return t.pgettext("field", "The note")
        case Field.REASON:
            return t.pgettext("field", "The reason")
        case Field.OPTION | Field.OPTION_AREA | Field.ACCESS | Field.PRICE | Field.POLL_QUESTION:
            return poll_replies.field_name(field, t)
        case Field.CAPTION | Field.GOOD | Field.TO_CHANGE:
            return photo_replies.field_name(field, t)
        case Field.INTEREST:
            return t.pgettext("field", "One of the interests")
        case Field.OFFERS:
            return t.pgettext("field", "What you can offer")
        case Field.NEEDS:
            return t.pgettext("field", "What you need")
        case Field.BRING:
            return t.pgettext("field", "What to bring")
        case Field.PROMPT:
            return t.pgettext("field", "One of the questions")
        case Field.ACCESS_CODE:
            return t.pgettext("field", "The access code")
        case Field.CONTACT:
            return t.pgettext("field", "The host's contact")
        case Field.TRANSPORT:
            return t.pgettext("field", "The way there")
        case Field.QUESTION:
            return t.pgettext("field", "The text")
        case _:
            assert_never(field)
