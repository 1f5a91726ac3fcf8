"""Nothing that a member can use is outside the error boundary, and no two controls answer one press."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

import pytest
from discord import app_commands, ui
from discord.ext import commands

from bot.app import create_bot
from bot.settings import Settings
from bot.ui import boundary
from tests.meta.sources import calls, dotted, files, name_of, ours

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

# Every persistent control, by the kind and version its custom ids begin with. A message sent years ago still
# carries the id it was sent with: an entry may be added, and its meaning must never change.
CONTROLS: dict[str, str] = {
    "album:1": "bot.ui.albums.AlbumButton",
    "board:1": "bot.ui.agenda_card.BoardMenu",
    "board_down:1": "bot.ui.agenda_card.TakeDownButton",
    "block_lift:1": "bot.ui.block_list.LiftButton",
    "block_page:1": "bot.ui.block_list.PageButton",
    "cancel:1": "bot.ui.organising.CancelButton",
    "absent:1": "bot.ui.absence_note.AbsentButton",
    "absent_why:1": "bot.ui.absence_note.ReasonButton",
    "checkin_all:1": "bot.ui.checkin_panel.ConfirmAllButton",
    "walkin:1": "bot.ui.checkin_panel.WalkInButton",
    "calendar:1": "bot.ui.calendar_panel.CalendarButton",
    "ballot:1": "bot.ui.poll_buttons.BallotButton",
    "checkin:1": "bot.ui.checkin_panel.PersonButton",
    "checkin_add:1": "bot.ui.checkin_panel.AddMenu",
    "checkin_find:1": "bot.ui.checkin_panel.FindMenu",
    "checkin_page:1": "bot.ui.checkin_panel.TurnButton",
    "code:1": "bot.ui.checkin_panel.CodeButton",
    "confirm:1": "bot.ui.meetup_card.ConfirmButton",
    "decline:1": "bot.ui.meetup_card.DeclineButton",
    "feedback:1": "bot.ui.feedback.FeedbackButton",
    "here:1": "bot.ui.checkin_panel.HereButton",
    "history:1": "bot.ui.organising.HistoryButton",
    "icebreaker_left:1": "bot.ui.icebreaker_panel.LeaverMenu",
    "icebreaker_stop:1": "bot.ui.icebreaker_panel.StopButton",
    "icebreaker_swap:1": "bot.ui.icebreaker_panel.SwapMenu",
    "icebreaker_view:1": "bot.ui.icebreaker_panel.ViewButton",
    "could:1": "bot.ui.interest_panel.DatesButton",
    "interest_back:1": "bot.ui.interest_panel.TakeBackButton",
    "interest:1": "bot.ui.meetup_card.InterestButton",
    "openness:1": "bot.ui.organisers_panel.OpennessButton",
    "organisers:1": "bot.ui.organisers_panel.TeamMenu",
    "intro:1": "bot.ui.intro_card.OutcomeButton",
    "intros:1": "bot.ui.intros_panel.ActButton",
    "intros_every:1": "bot.ui.intros_panel.EveryButton",
    "introskip:1": "bot.ui.intros_panel.SkipButton",
    "keep:1": "bot.ui.queue_panel.KeepButton",
    "place:1": "bot.ui.way.WayButton",
    "photo_wish:1": "bot.ui.photo_wishes.WishMenu",
    "photos:1": "bot.ui.photo_posts.AddPhotosButton",
    "photos_of_me:1": "bot.ui.photo_wishes.WishButton",
    "photos_withdraw:1": "bot.ui.photo_wishes.WithdrawButton",
    "planb:1": "bot.ui.organising.PlanBButton",
    "profile:1:about": "bot.ui.profile_panel.AboutButton",
    "profile:1:free": "bot.ui.profile_panel.FreeMenu",
    "profile:1:lead": "bot.ui.profile_panel.LeadMenu",
    "profile:1:languages": "bot.ui.profile_panel.LanguagesMenu",
    "profile:1:photos": "bot.ui.profile_panel.PhotosMenu",
    "profile:1:wish": "bot.ui.profile_panel.WishButton",
    "postpone:1": "bot.ui.organising.PostponeButton",
    "prompts:1:add": "bot.ui.prompt_panel.AddPromptsButton",
    "prompts:1:page": "bot.ui.prompt_panel.PromptPageButton",
    "prompts:1:remove": "bot.ui.prompt_panel.RemoveMenu",
    "round:1": "bot.ui.icebreaker_panel.NextRoundButton",
    "round_leave:1": "bot.ui.round_card.LeaveButton",
    "round_table:1": "bot.ui.round_card.TableButton",
    "queue:1": "bot.ui.queue_panel.QueueButton",
    "reply:1": "bot.ui.queue_panel.ReplyButton",
    "poll:1": "bot.ui.poll_buttons.VoteButton",
    "polladd:1": "bot.ui.poll_buttons.AddOptionButton",
    "polladmit:1": "bot.ui.poll_desk.AdmitMenu",
    "pollcsv:1": "bot.ui.poll_desk.CsvButton",
    "polldecide:1": "bot.ui.poll_desk.DecideMenu",
    "polldecided:1": "bot.ui.poll_desk.DecideButton",
    "polldesk:1": "bot.ui.poll_buttons.DeskButton",
    "pollend:1": "bot.ui.poll_desk.EndButton",
    "pollfill:1": "bot.ui.poll_buttons.FillButton",
    "pollnames:1": "bot.ui.poll_buttons.NamesButton",
    "polloptions:1": "bot.ui.poll_desk.OptionsButton",
    "pollremove:1": "bot.ui.poll_desk.RemoveMenu",
    "pollresults:1": "bot.ui.poll_buttons.ResultsButton",
    "polluntil:1": "bot.ui.poll_desk.DeadlineButton",
    "quote:1": "bot.ui.testimonial_panel.QuoteButton",
    "quotes:1:menu": "bot.ui.testimonial_panel.QuoteMenu",
    "quotes_out:1": "bot.ui.testimonial_panel.ExportButton",
    "rsvp:1": "bot.ui.meetup_card.AnswerButton",
    "feed_make:1": "bot.ui.calendar_panel.MakeButton",
    "feed_retire:1": "bot.ui.calendar_panel.RetireButton",
    "guests:1": "bot.ui.answer_panel.GuestsMenu",
    "meetups:1": "bot.ui.meetup_list.TurnButton",
    "note:1": "bot.ui.answer_panel.NoteButton",
    "offer:1": "bot.ui.offer_card.OfferButton",
    "turnout:1": "bot.ui.turnout_card.TurnoutButton",
    "seatrules:1": "bot.ui.seat_panel.RulesButton",
    "seatpanel:1": "bot.ui.seat_panel.SeatsButton",
    "answers:1": "bot.ui.answers_panel.AnswersButton",
    "answers_for:1": "bot.ui.answers_panel.ForMenu",
    "answer_for:1": "bot.ui.answers_panel.ForButton",
    "picks:1": "bot.ui.picks_panel.PicksButton",
    "pick:1": "bot.ui.picks_panel.PickButton",
    "choose:1": "bot.ui.picks_panel.ChooseButton",
    "setup:1:channel": "bot.ui.setup_panel.ChannelMenu",
    "setup:1:language": "bot.ui.setup_panel.LanguageMenu",
    "setup:1:page": "bot.ui.setup_panel.PagesMenu",
    "setup:1:retry": "bot.ui.setup_panel.RetryButton",
    "setup:1:role": "bot.ui.setup_panel.RoleMenu",
    "stepdown:1": "bot.ui.organisers_panel.StepDownButton",
    "setup:1:zone": "bot.ui.setup_panel.ZoneButton",
    "ties:1": "bot.ui.tie_list.PageButton",
    "still:1": "bot.ui.still_coming.StillButton",
}

GUARDED: tuple[tuple[type[Any], type[Any], tuple[str, ...]], ...] = (
    (ui.DynamicItem, boundary.Item, ("callback", "interaction_check", "from_custom_id")),
    (ui.View, boundary.View, ("on_error", "_scheduled_task")),
    (ui.LayoutView, boundary.Layout, ("on_error", "_scheduled_task")),
    (ui.Modal, boundary.Modal, ("on_error", "_scheduled_task")),
    (app_commands.CommandTree, boundary.Tree, ("on_error", "_call")),
)
OUTSIDE = {
    "ui.View",
    "ui.LayoutView",
    "ui.Modal",
    "discord.ui.View",
    "discord.ui.LayoutView",
    "discord.ui.Modal",
}


@pytest.mark.parametrize(
    ("theirs", "guarded", "final"), GUARDED, ids=lambda part: getattr(part, "__name__", "")
)
def test_every_class_goes_through_its_guarded_base(
    theirs: type[Any], guarded: type[Any], final: tuple[str, ...]
) -> None:
    for kind in ours(theirs):
        assert issubclass(kind, guarded), f"{name_of(kind)} must be a boundary.{guarded.__name__}"
        if kind is not guarded:
            replaced = [name for name in final if name in vars(kind)]
            assert not replaced, (
                f"{name_of(kind)} must not replace {replaced}: the boundary would not hear of errors"
            )


def test_no_unguarded_view_is_made() -> None:
    for file in files("bot", "cogs"):
        made = {dotted(call.func) for call in calls(file)}
        assert not made & OUTSIDE, f"{file}: take View, Layout or Modal from bot.ui.boundary"


def test_waiting_is_private() -> None:
    """The first answer after a public "is thinking..." is public, whatever it asks for: a refusal too."""
    for file in files("bot", "cogs"):
        for call in calls(file):
            words = {word.arg: ast.unparse(word.value) for word in call.keywords}
            if dotted(call.func).endswith(".defer") and "thinking" in words:
                assert words.get("ephemeral") == "True", f"{file}:{call.lineno}: say ephemeral=True"


@pytest.fixture
async def tree() -> AsyncIterator[app_commands.CommandTree[Any]]:
    async with create_bot(Settings(), metronome=False) as bot:
        await bot.load_capabilities()
        yield bot.tree


async def test_every_command_leaves_its_errors_to_the_tree(tree: app_commands.CommandTree[Any]) -> None:
    assert isinstance(tree, boundary.Tree)
    for command in _all_commands(tree):
        handler = None if isinstance(command, app_commands.Group) else command.on_error
        assert handler is None, f"/{command.qualified_name} has an error handler"
    for cog in ours(commands.Cog):
        assert "cog_app_command_error" not in vars(cog), f"{name_of(cog)} has an error handler"
    for group in ours(app_commands.Group):
        assert "on_error" not in vars(group), f"{name_of(group)} has an error handler"


async def test_every_suggestion_is_guarded(tree: app_commands.CommandTree[Any]) -> None:
    for command in _all_commands(tree):
        for parameter in getattr(command, "_params", {}).values():
            suggest = parameter.autocomplete
            where = f"/{command.qualified_name} {parameter.display_name}"
            assert not suggest or hasattr(suggest, "__inside_boundary__"), (
                f"{where}: add @boundary.suggestions"
            )


def _all_commands(tree: app_commands.CommandTree[Any]) -> list[Any]:
    menus = [command for command in tree.get_commands() if isinstance(command, app_commands.ContextMenu)]
    return [*tree.walk_commands(), *menus]


def _controls() -> list[type[boundary.Item]]:
    ours(boundary.Item)
    mine = ("bot.", "cogs.")
    return [control for control in boundary.persistent_items() if control.__module__.startswith(mine)]


def test_every_persistent_control_is_in_the_table() -> None:
    found: dict[str, str] = {}
    for control in _controls():
        pattern = control.__discord_ui_compiled_template__.pattern
        head = re.match(r"[a-z_]+:\d+(:[a-z_]+)*(?=:|$)", pattern)
        assert head is not None, f"{name_of(control)}: {pattern!r} must begin with kind:version"
        for other, owner in found.items():
            overlap = f"{head[0]}:".startswith(f"{other}:") or f"{other}:".startswith(f"{head[0]}:")
            assert not overlap, f"{name_of(control)} and {owner} could both answer one press"
        found[head[0]] = name_of(control)
    assert found == CONTROLS, "list every control in CONTROLS, in this file"


@pytest.mark.parametrize("control", _controls(), ids=name_of)
def test_a_control_says_what_a_press_does(control: type[boundary.Item]) -> None:
    assert control.pressed is not boundary.Item.pressed, f"{name_of(control)} has no pressed()"
    compiled = control.__discord_ui_compiled_template__
    assert compiled.groups == len(compiled.groupindex), (
        f"{name_of(control)}: name every group of the template"
    )
