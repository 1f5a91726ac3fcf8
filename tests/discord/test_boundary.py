"""Whatever raises, wherever: the member gets one private sentence, the operator a line with its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest
from discord import app_commands, ui

from bot.domain.rights import ModeratorsOnly
from bot.i18n import translations
from bot.storage.failures import StorageFailure
from bot.ui import boundary, replies
from tests.discord.acting import all_private, answer_of, press, text_of

if TYPE_CHECKING:
    import simcord

    from bot.client import TableeBot
    from tests.discord.conftest import Bugs, Stage, Tongues

TROUBLES: dict[str, BaseException] = {
    "refusal": ModeratorsOnly(),
    "bug": ZeroDivisionError("by design"),
    "storage": StorageFailure("The disk of the database is full."),
    "lost": aiohttp.ClientConnectionError("gone"),
    "slow": TimeoutError(),
    "member lacks": app_commands.MissingPermissions(["manage_events"]),
    "bot lacks": app_commands.BotMissingPermissions(["create_public_threads"]),
    "private": app_commands.NoPrivateMessage(),
    "cooldown": app_commands.CommandOnCooldown(app_commands.Cooldown(1, 60), 12.2),
    "check": app_commands.CheckFailure(),
}
PLACES = ("command", "button", "menu", "view", "layout", "form")


async def meet(interaction: discord.Interaction, kind: str) -> None:
    """Raise what is asked for, or answer twice."""
    if kind != "twice":
        raise TROUBLES[kind]
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send("And more.", ephemeral=True)


class TroubleButton(boundary.Button, template=r"trouble:1:(?P<kind>[a-z ]+)"):
    async def pressed(self, interaction: discord.Interaction) -> None:
        await meet(interaction, self.match["kind"])


class TroubleMenu(boundary.Select, template=r"troublemenu:1"):
    async def pressed(self, interaction: discord.Interaction) -> None:
        await meet(interaction, self.values[0])


class TroubleView(boundary.View):
    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    @ui.button(label="Go")
    async def go(self, interaction: discord.Interaction, _button: ui.Button[TroubleView]) -> None:
        await meet(interaction, self.kind)


class TroubleRow(ui.ActionRow["TroubleLayout"]):
    @ui.button(label="Go")
    async def go(self, interaction: discord.Interaction, _button: ui.Button[TroubleLayout]) -> None:
        assert self.view is not None
        await meet(interaction, self.view.kind)


class TroubleLayout(boundary.Layout):
    row = TroubleRow()

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind


class TroubleForm(boundary.Modal):
    def __init__(self, kind: str) -> None:
        super().__init__(title="Trouble")
        self.kind = kind
        self.add_item(ui.TextInput(label="Words", custom_id="words", required=False))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await meet(interaction, self.kind)


def _layout_of(*items: ui.Item[Any]) -> boundary.Layout:
    layout = boundary.Layout()
    for item in items:
        layout.add_item(ui.ActionRow(item))
    return layout


@app_commands.command(description="Raise something")
async def trouble(interaction: discord.Interaction, place: str, kind: str) -> None:
    send = interaction.response.send_message
    match place:
        case "button":
            await send(view=_layout_of(TroubleButton(f"trouble:1:{kind}", label="Go")))
        case "menu":
            options = [discord.SelectOption(label=name) for name in (*TROUBLES, "twice")]
            await send(view=_layout_of(TroubleMenu(ui.Select(custom_id="troublemenu:1", options=options))))
        case "view":
            await send(view=TroubleView(kind))
        case "layout":
            await send(view=TroubleLayout(kind))
        case "form":
            await interaction.response.send_modal(TroubleForm(kind))
        case "answered":
            await send("Wait.", ephemeral=True)
            raise TROUBLES[kind]
        case "deferred":
            await interaction.response.defer(ephemeral=True, thinking=True)
            raise TROUBLES[kind]
        case "channel":
            assert isinstance(interaction.channel, discord.TextChannel)
            await interaction.channel.send("Hello")
        case _:
            await meet(interaction, kind)


@trouble.autocomplete("kind")
@boundary.suggestions
async def _kinds(_interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    if current in TROUBLES:
        raise TROUBLES[current]
    return [app_commands.Choice(name=name, value=name) for name in TROUBLES]


async def _refuse(_interaction: discord.Interaction) -> bool:
    raise ModeratorsOnly


@app_commands.command(description="Never reached")
@app_commands.check(_refuse)
async def checked(_interaction: discord.Interaction) -> None:
    raise AssertionError


class Refusing(app_commands.Transformer):
    async def transform(self, _interaction: discord.Interaction, _value: str, /) -> str:
        raise ModeratorsOnly


@app_commands.command(description="Never reached")
async def read(_interaction: discord.Interaction, what: app_commands.Transform[str, Refusing]) -> None:
    raise AssertionError(what)


@app_commands.command(description="Suggest numbers")
async def number(_interaction: discord.Interaction, n: int) -> None:
    raise AssertionError(n)


@number.autocomplete("n")
@boundary.suggestions
async def _numbers(_interaction: discord.Interaction, _current: str) -> list[app_commands.Choice[int]]:
    raise ModeratorsOnly


@pytest.fixture
def simcord_bot(stage: Stage) -> TableeBot:
    bot = stage.build()
    bot.tree.add_command(trouble)
    bot.tree.add_command(number)
    bot.tree.add_command(checked)
    bot.tree.add_command(read)
    return bot


@pytest.fixture
def channel(env: simcord.Env) -> Any:
    return env.create_guild().create_text_channel("table")


@pytest.fixture
def member(channel: Any) -> Any:
    return channel.guild.add_member(channel._env.create_user("ana"))


async def _meet(member: Any, channel: Any, place: str, kind: str) -> Any:
    """Walk into trouble; return what came of the step that raised."""
    result = await member.slash(channel, "trouble", place=place, kind=kind)
    match place:
        case "button" | "view" | "layout":
            return await press(member, result.response, "Go")
        case "menu":
            return await member.select(result.response, [kind])
        case "form":
            return await member.submit_modal(result, {"words": ""})
    return result


@pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
@pytest.mark.parametrize("place", PLACES)
async def test_a_refusal_is_a_private_sentence(member: Any, channel: Any, place: str, locale: str) -> None:
    result = await _meet(member, channel, place, "refusal")
    assert all_private(result)
    assert answer_of(result) == replies.sentence(ModeratorsOnly(), translations(locale))


@pytest.mark.parametrize("place", PLACES)
async def test_a_bug_is_a_private_number_and_a_traceback(
    member: Any, channel: Any, place: str, bugs: Bugs
) -> None:
    result = await _meet(member, channel, place, "bug")
    assert all_private(result)
    [record] = bugs.take()
    assert record.exc_info is not None
    assert record.exc_info[0] is ZeroDivisionError
    [number] = [int(word) for word in answer_of(result).split() if word.isdigit()]
    assert f"interaction {number} " in record.getMessage()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("storage", "nothing was saved"),
        ("lost", "not answering"),
        ("slow", "not answering"),
        ("member lacks", "Manage Events"),
        ("bot lacks", "Create Public Threads"),
        ("private", "in a server"),
        ("cooldown", "13 seconds"),
        ("check", "moderators"),
    ],
)
async def test_expected_trouble_is_a_sentence_and_no_bug(
    member: Any, channel: Any, kind: str, words: str
) -> None:
    result = await _meet(member, channel, "command", kind)
    assert all_private(result)
    assert words in answer_of(result)


async def test_a_check_that_raises_is_heard(member: Any, channel: Any) -> None:
    result = await member.slash(channel, "checked")
    assert all_private(result)
    assert answer_of(result) == replies.sentence(ModeratorsOnly(), translations("en"))


async def test_a_refusal_while_options_are_read_is_heard(member: Any, channel: Any) -> None:
    result = await member.slash(channel, "read", what="words")
    assert answer_of(result) == replies.sentence(ModeratorsOnly(), translations("en"))


@pytest.mark.parametrize("state", ["answered", "deferred"])
async def test_it_answers_in_whatever_way_is_open(member: Any, channel: Any, state: str) -> None:
    result = await _meet(member, channel, state, "refusal")
    assert all_private(result)
    assert replies.sentence(ModeratorsOnly(), translations("en")) in answer_of(result)


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (403, 50013, "check my role"),
        (403, 50007, "private messages are closed"),
        (400, 160005, "archived or locked"),
        (404, 10003, "no longer on Discord"),
        (413, 40005, "too large"),
        (429, 0, "not answering"),
        (503, 0, "not answering"),
    ],
)
async def test_discord_s_failures_are_told(
    env: simcord.Env, member: Any, channel: Any, status: int, code: int, words: str
) -> None:
    env.inject_error("POST", "/channels/*/messages", status=status, code=code, times=None)
    result = await _meet(member, channel, "channel", "none")
    assert all_private(result)
    assert words in answer_of(result)


async def test_a_missing_permission_is_named(member: Any, env: simcord.Env) -> None:
    silent = {env.bot.user: discord.PermissionOverwrite(send_messages=False)}
    hushed = member.guild.create_text_channel("hushed", overwrites=silent)
    result = await _meet(member, hushed, "channel", "none")
    assert "Send Messages" in answer_of(result)


async def test_a_wrong_request_of_ours_is_a_bug(
    env: simcord.Env, member: Any, channel: Any, bugs: Bugs
) -> None:
    env.inject_error("POST", "/channels/*/messages", status=400, code=50035)
    result = await _meet(member, channel, "channel", "none")
    assert all_private(result)
    assert len(bugs.take()) == 1


async def test_when_even_the_answer_fails_the_log_says_so(
    env: simcord.Env, member: Any, channel: Any, caplog: pytest.LogCaptureFixture
) -> None:
    env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)
    result = await _meet(member, channel, "command", "refusal")
    assert not result.acknowledged
    assert "could not be answered" in caplog.text


@pytest.mark.parametrize("place", PLACES)
async def test_an_answer_that_discord_took_without_telling_us_is_answered_on(
    env: simcord.Env, member: Any, channel: Any, place: str, bugs: Bugs
) -> None:
    """After a lost connection discord.py sends an answer once more, and Discord has it already."""
    step = {"place": place, "kind": "twice"}
    shown = await member.slash(channel, "trouble", **step) if place != "command" else None
    env.inject_error("POST", "/interactions/*/callback", status=400, code=40060)
    match place:
        case "command":
            result = await member.slash(channel, "trouble", **step)
        case "menu":
            result = await member.select(shown.response, ["twice"])
        case "form":
            result = await member.submit_modal(shown, {"words": ""})
        case _:
            result = await press(member, shown.response, "Go")
    assert [text_of(message) for message in result.followups] == ["And more."]
    assert not bugs.take()


async def test_a_refused_suggestion_is_shown_as_one(member: Any, channel: Any, tongues: Tongues) -> None:
    tongues.speaks(member, "fr")
    [choice] = await member.autocomplete(channel, "trouble", "kind", "refusal", place="x")
    assert choice["name"] == replies.sentence(ModeratorsOnly(), translations("fr"))[:100]
    [choice] = await member.autocomplete(channel, "number", "n", "")
    assert choice["value"] == 0


async def test_a_bug_in_a_suggestion_has_its_number(member: Any, channel: Any, bugs: Bugs) -> None:
    [choice] = await member.autocomplete(channel, "trouble", "kind", "bug", place="x")
    [record] = bugs.take()
    assert choice["name"].split()[-1] in record.getMessage()


async def test_suggestions_without_trouble_pass(member: Any, channel: Any) -> None:
    assert len(await member.autocomplete(channel, "trouble", "kind", "", place="x")) == len(TROUBLES)


async def test_controls_outlive_a_restart(stage: Stage, member: Any, channel: Any) -> None:
    shown = await member.slash(channel, "trouble", place="button", kind="refusal")
    await stage.restart()
    assert all_private(await press(member, shown.response, "Go"))


def test_a_control_refuses_an_id_its_template_would_not_find() -> None:
    with pytest.raises(ValueError, match="trouble:2"):
        TroubleButton("trouble:2:x")
    with pytest.raises(ValueError, match="describes"):
        TroubleButton("trouble:1:x!")
