"""The one error boundary: whatever a command, control, form or suggestion raises ends in a sentence."""

from __future__ import annotations

import functools
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar, cast, final

import aiohttp
import discord
from discord import app_commands, ui
from discord.app_commands import Choice

from bot.domain.errors import Refusal
from bot.i18n import Translations, translations
from bot.ui import failures, replies
from bot.ui.lost_answers import forgive

if TYPE_CHECKING:
    import re

    from bot.clock import Clock
    from bot.services import Services
    from bot.settings import Settings
    from bot.ui.painter import Painter

_log = logging.getLogger(__name__)

MESSAGE_LIMIT = 2000
CHOICE_LIMIT = 100
FORM_OPEN_FOR = 15 * 60.0
"""Seconds a form waits: a token lives no longer, and a form nobody sends must not stay in memory."""
_HELD = "held"
"""In an interaction's extras: something of ours answers it."""

_NEVER = r"(?!)"
if not hasattr(app_commands.CommandTree, "_call"):
    raise ImportError(f"discord.py {discord.__version__} calls commands another way: see boundary.Tree.")
Menu = (
    ui.Select[Any]
    | ui.UserSelect[Any]
    | ui.RoleSelect[Any]
    | ui.ChannelSelect[Any]
    | ui.MentionableSelect[Any]
)
_Suggested = TypeVar("_Suggested", bound=Callable[..., Awaitable[list[Any]]])


class Host(Protocol):
    """What an entry point may ask of the bot, without knowing the bot."""

    @property
    def services(self) -> Services: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def painter(self) -> Painter: ...

    @property
    def settings(self) -> Settings: ...

    def get_partial_messageable(
        self, channel_id: int, /, *, guild_id: int | None = None
    ) -> discord.PartialMessageable: ...

    def get_guild(self, guild_id: int, /) -> discord.Guild | None: ...

    @property
    def http(self) -> discord.http.HTTPClient:
        """For what discord.py offers on cached members and roles only: Tablée caches none."""
        ...

    async def create_dm(self, user: discord.abc.Snowflake, /) -> discord.DMChannel: ...

    async def fetch_channel(
        self, channel_id: int, /
    ) -> discord.abc.GuildChannel | discord.abc.PrivateChannel | discord.Thread: ...


def host_of(interaction: discord.Interaction) -> Host:
    """Return the bot that received an interaction."""
    return cast("Host", interaction.client)


def services_of(interaction: discord.Interaction) -> Services:
    """Return the use cases."""
    return host_of(interaction).services


async def explain(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell the member what went wrong, only to them; log what an operator must know.

    A refusal is the member's doing and a failure a dependency's: both are expected. All else is a bug:
    its traceback and the sentence to the member carry the interaction's id.
    """
    cause = _unwrapped(error)
    t = translations(interaction.locale)
    await _say(interaction, _sentence(interaction, cause, t))


async def answer_lost(interaction: discord.Interaction) -> None:
    """Answer a press or a form that nothing answers any more: it waited too long, or we were restarted.

    discord.py drops those without a word. Call this for every interaction, once discord.py handed it over:
    whatever answers it has said so by then (``_held``).
    """
    of_a_panel = {discord.InteractionType.component, discord.InteractionType.modal_submit}
    if interaction.type in of_a_panel and _HELD not in interaction.extras:
        _log.info("interaction %s (%s): nothing answers it any more", interaction.id, _subject(interaction))
        t = translations(interaction.locale)
        text = t.gettext(
            "This panel or form has ended: it was used already, waited too long, or I was restarted. "
            "If what you wanted has not happened, start again; nothing is half done."
        )
        await _say(interaction, text)


def _held(interaction: discord.Interaction) -> bool:
    """Something of ours answers the interaction, in this task."""
    forgive()
    interaction.extras[_HELD] = True
    return True


def _unwrapped(error: BaseException) -> BaseException:
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and error.__cause__ is not None:
        return error.__cause__
    return error


def _sentence(interaction: discord.Interaction, error: BaseException, t: Translations) -> str:
    if isinstance(error, Refusal):
        return replies.sentence(error, t)
    expected = failures.sentence(error, interaction, t)
    if expected is not None:
        _log.info(
            "interaction %s (%s): %s: %s", interaction.id, _subject(interaction), type(error).__name__, error
        )
        return expected
    _log.error("interaction %s (%s) met a bug", interaction.id, _subject(interaction), exc_info=error)
    return t.gettext(
        "Something went wrong on my side. If you tell the people who run me, give them this number: {id}"
    ).format(id=interaction.id)


def _subject(interaction: discord.Interaction) -> str:
    """Name what was used, for the log: a command's name or a control's custom id."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data = cast("dict[str, Any]", interaction.data or {})
    return str(data.get("custom_id") or data.get("name") or interaction.type.name)


async def _say(interaction: discord.Interaction, text: str) -> None:
    """Answer in whatever way is still open; if none is, the log has to do."""
    if interaction.is_expired():
        _log.warning("interaction %s expired before it could be answered", interaction.id)
        return
    try:
        if interaction.type is discord.InteractionType.autocomplete:
            await _offer(interaction, text)
        elif interaction.response.is_done():
            await interaction.followup.send(text[:MESSAGE_LIMIT], ephemeral=True)
        else:
            await interaction.response.send_message(text[:MESSAGE_LIMIT], ephemeral=True)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as failure:
        _log.warning("interaction %s could not be answered: %s", interaction.id, failure)


async def _offer(interaction: discord.Interaction, text: str) -> None:
    """Show a sentence as the only suggestion: an autocomplete has no other place for one."""
    if interaction.response.is_done():
        return
    kind = _focused_kind(cast("dict[str, Any]", interaction.data or {}))
    value: str | int = text[:CHOICE_LIMIT] if kind is discord.AppCommandOptionType.string else 0
    await interaction.response.autocomplete([Choice(name=text[:CHOICE_LIMIT], value=value)])


def _focused_kind(data: dict[str, Any]) -> discord.AppCommandOptionType:
    options = list(data.get("options", []))
    while options:
        option = options.pop()
        if option.get("focused"):
            return discord.AppCommandOptionType(option["type"])
        options.extend(option.get("options", []))
    return discord.AppCommandOptionType.string


async def _guard(
    interaction: discord.Interaction, work: Callable[[discord.Interaction], Awaitable[None]]
) -> None:
    try:
        await work(interaction)
    except Exception as error:  # noqa: BLE001 - discord.py would swallow it; explain() tells it apart
        await explain(interaction, error)


def suggestions(function: _Suggested) -> _Suggested:
    """Bring an autocomplete function inside the boundary. Put it directly above the ``async def``."""

    @functools.wraps(function)
    async def guarded(*args: Any) -> list[Any]:
        try:
            return await function(*args)
        except Exception as error:  # noqa: BLE001 - discord.py would only log it; explain() tells it apart
            await explain(args[-2], error)
            return []

    guarded.__inside_boundary__ = True  # type: ignore[attr-defined]
    return cast("_Suggested", guarded)


class Tree(app_commands.CommandTree[Any]):
    """The command tree: every command ends here when it raises."""

    @final
    async def _call(self, interaction: discord.Interaction) -> None:
        """Run a command; discord.py loses what a check raises unless it is an ``AppCommandError``."""
        _held(interaction)
        try:
            await super()._call(interaction)
        except app_commands.AppCommandError:
            raise  # on_error() hears of it
        except Exception as error:  # noqa: BLE001 - explain() tells it apart
            await explain(interaction, error)

    @final
    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        await explain(interaction, error)


class Item(ui.DynamicItem[Any], template=_NEVER):
    """A control that outlives restarts: its custom id says all there is to know.

    The template has named groups and the form ``kind:version:...``; ``match`` holds what it found. An
    item is built anew for each press, so it keeps nothing.
    """

    def __init_subclass__(cls, *, template: str = _NEVER) -> None:
        super().__init_subclass__(template=template)

    def __init__(self, item: ui.Item[Any]) -> None:
        super().__init__(item)
        found = self.template.fullmatch(self.custom_id)
        if found is None:
            raise ValueError(f"{self.custom_id!r} is not what {self.template.pattern!r} describes")
        self.match: re.Match[str] = found

    @final
    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        control = cls.__new__(cls)
        Item.__init__(control, item)
        return control

    @final
    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        return _held(interaction)  # discord.py does not even log what this raises: checks belong in pressed()

    @final
    async def callback(self, interaction: discord.Interaction) -> None:
        await _guard(interaction, self.pressed)

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Answer the member. Subclasses implement this; what it raises is explained."""
        raise NotImplementedError


class Button(Item):
    """A persistent button."""

    def __init__(
        self,
        custom_id: str,
        *,
        label: str | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        emoji: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(
            ui.Button(custom_id=custom_id, label=label, style=style, emoji=emoji, disabled=disabled)
        )


class Select(Item):
    """A persistent menu: give it a ``ui.Select``, ``ui.UserSelect``, ... with the custom id."""

    def __init__(self, menu: Menu) -> None:
        super().__init__(menu)

    @property
    def values(self) -> list[Any]:
        """What was chosen: strings, members, roles or channels, by the kind of menu."""
        return list(cast("Menu", self.item).values)


class View(ui.View):
    """A view that lives in memory."""

    @final
    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        return _held(interaction)

    @final
    async def on_error(
        self, interaction: discord.Interaction, error: Exception, _item: ui.Item[Any], /
    ) -> None:
        await explain(interaction, error)


class Layout(ui.LayoutView):
    """A message built of Components V2."""

    @final
    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        return _held(interaction)

    @final
    async def on_error(
        self, interaction: discord.Interaction, error: Exception, _item: ui.Item[Any], /
    ) -> None:
        await explain(interaction, error)


class Modal(ui.Modal):
    """A form. Subclasses implement ``on_submit``."""

    def __init__(
        self, *, title: str, timeout: float | None = FORM_OPEN_FOR, custom_id: str | None = None
    ) -> None:
        super().__init__(
            title=title, timeout=timeout, custom_id=discord.utils.MISSING if custom_id is None else custom_id
        )

    @final
    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        return _held(interaction)

    @final
    async def on_error(  # type: ignore[override] # discord.py's own Modal narrows it the same way
        self, interaction: discord.Interaction, error: Exception, /
    ) -> None:
        await explain(interaction, error)


def persistent_items() -> list[type[Item]]:
    """Return every control with a template of its own, so that the bot answers it after a restart."""
    return sorted(
        {kind for kind in _descendants(Item) if kind.__discord_ui_compiled_template__.pattern != _NEVER},
        key=lambda kind: kind.__discord_ui_compiled_template__.pattern,
    )


def _descendants(kind: type[Item]) -> Iterator[type[Item]]:
    for child in kind.__subclasses__():
        yield child
        yield from _descendants(child)
