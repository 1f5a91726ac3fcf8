"""Every refusal of a poll as a sentence in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from bot.domain import polls
from bot.domain.texts import Field

if TYPE_CHECKING:
    from bot.domain.errors import Refusal
    from bot.i18n import Translations


PollField: TypeAlias = Literal[
    Field.OPTION, Field.OPTION_AREA, Field.ACCESS, Field.PRICE, Field.POLL_QUESTION
]
"""The texts that members type about polls."""


def sentence(refusal: Refusal, t: Translations) -> str | None:
    """What to tell whom a poll refused something; None for other refusals."""
    return _about_polls(refusal, t) or _about_ballots(refusal, t)


def _about_polls(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case polls.PollNotFound():
            return t.gettext("There is no such poll here. It may have been removed.")
        case polls.PollClosed():
            return t.gettext("This poll is closed. Its message shows the result.")
        case polls.PollRunning():
            return t.gettext("A poll like that is already open for this meetup. Close it first.")
        case polls.OptionGone():
            return t.gettext("That option is not in the poll any more. Open the ballot again.")
        case polls.ProposalDecided():
            return t.gettext(
                "This meetup is no proposal any more, so there is nothing to vote on. "
                "Its card shows where it stands."
            )
        case polls.OptionsOutOfRange(fewest=fewest, most=most):
            return t.gettext(
                "A poll needs between {fewest} and {most} different options, all still to come. "
                "Separate them with “;”."
            ).format(fewest=fewest, most=most)
        case polls.CloseOutOfRange():
            return t.gettext(
                "A poll has to close later than now, and before the first date it asks about. "
                "Write one day and hour."
            )
        case polls.PollOpen():
            return t.gettext("This poll is still open. Close it first.")
        case polls.MethodUnknown():
            return t.gettext("People cannot vote that way here. Choose another way with the command.")
        case polls.QuorumOutOfRange(highest=highest):
            return t.gettext(
                "The least number of ballots is a whole number up to {highest}. Leave it empty for any."
            ).format(highest=highest)
        case polls.RoleNeeded(role_id=role):
            return t.gettext(
                "Only members with <@&{role}> vote here. If you should have that role, tell a moderator."
            ).format(role=role)
    return None


def _about_ballots(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case polls.NamesHidden():
            return t.gettext("Who said what is not shown in this poll. The card has the counts.")
        case polls.ResultsHidden():
            return t.gettext("The counts are shown when the poll closes. Come back then.")
        case polls.BallotNeeded():
            return t.gettext("Vote first: the counts are shown to those who have voted.")
        case polls.AdditionsClosed():
            return t.gettext("Only organisers add options to this poll. Ask one of them.")
        case polls.TooManyAdded(most=most):
            return t.ngettext(
                "You have added {n} option already, which is the most. Take one back with “Manage”.",
                "You have added {n} options already, which is the most. Take one back with “Manage”.",
                most,
            ).format(n=most)
        case polls.OptionKnown():
            return t.gettext("That option is in the poll already, or waits for an organiser's leave.")
        case polls.OptionNotYours():
            return t.gettext("An option is removed by who added it, or by an organiser. Ask one of them.")
        case polls.AvailabilityMissing():
            return t.gettext(
                "I do not know yet when you are usually free. Tell me with `/profile`, then press again."
            )
        case polls.NamesForgotten():
            return t.gettext(
                "This poll was anonymous: its ballots have no names any more, so nobody could change theirs. "
                "Open a new poll instead."
            )
    return None


def field_name(field: PollField, t: Translations) -> str:
    """What a text about a poll is called at the beginning of a sentence."""
    match field:
        case Field.OPTION:
            return t.pgettext("field", "One of the options")
        case Field.OPTION_AREA:
            return t.pgettext("field", "The area")
        case Field.ACCESS:
            return t.pgettext("field", "What is said about access")
        case Field.PRICE:
            return t.pgettext("field", "The price")
        case Field.POLL_QUESTION:
            return t.pgettext("field", "The question")
        case _:
            assert_never(field)
