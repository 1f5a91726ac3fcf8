"""What is told to those whom the rules of check-in, icebreakers and prompts refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.utils import format_dt

from bot.domain import checkins, prompts, rounds

if TYPE_CHECKING:
    from bot.domain.errors import Refusal
    from bot.i18n import Translations


def about_check_in(refusal: Refusal, t: Translations) -> str | None:
    """The sentence for a refusal of check-in, or None for any other."""
    match refusal:
        case checkins.CheckInNotOpen(opens_at=opens, closes_at=closes):
            return t.gettext("Check-in is open from {opens} to {closes}. Come back then.").format(
                opens=format_dt(opens, "f"), closes=format_dt(closes, "f")
            )
        case checkins.TooManyTries(until=until):
            return t.gettext(
                "Several codes did not match. Try again {relative}, or ask the organiser to tap your name."
            ).format(relative=format_dt(until, "R"))
        case checkins.NobodyToJoin():
            return t.gettext(
                "Everybody who came to this meetup without an account has made themselves known already. "
                "Ask the organiser to check you in."
            )
        case checkins.WasNotMissed():
            return t.gettext("There is nothing to tell: you were there, or had no seat. See you next time!")
        case checkins.CodeWrong():
            return t.gettext(
                "Those are not the words on the table now; they change every ten minutes. Look again."
            )
    return None


def about_rounds(refusal: Refusal, t: Translations) -> str | None:
    """The sentence for a refusal of an icebreaker or of its prompts, or None for any other."""
    match refusal:
        case rounds.TooFewPresent(present=present, needed=needed):
            return t.gettext(
                "{present} of the {needed} people it takes are checked in. "
                "Check people in with `/checkin list` first."
            ).format(present=present, needed=needed)
        case rounds.NobodySeated():
            return t.gettext(
                "I found no tables that suit those who are here now. Check in whoever else has come with "
                "`/checkin list`, and start again."
            )
        case rounds.RoundJustStarted():
            return t.gettext("Somebody started a round or checked in at this very moment. Try again.")
        case rounds.NoIcebreaker():
            return t.gettext("No icebreaker is on at this meetup. An organiser can `/icebreaker start` one.")
        case rounds.NotAtATable():
            return t.gettext("There is no table for that person in this round. Look at the tables again.")
        case rounds.SameTable():
            return t.gettext("These two sit together already. Choose two people of different tables.")
        case rounds.SwapRefused():
            return t.gettext(
                "Not these two: somebody would meet the same person twice at this meetup, lose the only one "
                "who shares their language, or the lot I draw is against it. I never say which. "
                "Choose two others."
            )
        case prompts.PromptKnown():
            return t.gettext("One of these questions is there already. Take it out and send the rest again.")
        case prompts.TooManyPrompts(most=most):
            return t.gettext("{most} questions of your own are the most. Take some away first.").format(
                most=most
            )
    return None
