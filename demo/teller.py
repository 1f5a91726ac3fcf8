"""What the story's scenes are told with: members act, see, and the clock moves; each step is checked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.i18n import translations
from demo import agenda, reading
from demo.community import BY_KEY
from demo.control import FIRST
from demo.places import Places

if TYPE_CHECKING:
    from datetime import datetime

    from demo.album import Album
    from demo.community import Community
    from demo.stage import Stage


class NotAsTold(AssertionError):  # noqa: N818 - it reads as what is the matter
    """Something is not as the story tells it."""


class Teller:
    """Tells the story: every method that acts or looks is one step, printed with the simulated time."""

    def __init__(self, stage: Stage, community: Community, album: Album) -> None:
        self.stage, self.community, self.album = stage, community, album
        self._places = Places(stage, community, 0)
        self.steps = 0
        self.step = ""
        self._lines: list[str] = []
        self._told_at: datetime | None = None

    @property
    def language(self) -> str:
        """The community's language."""
        return self.community.language

    @property
    def newcomer(self) -> str:
        """Who has just arrived."""
        return FIRST[self.language]

    @property
    def moderator(self) -> str:
        """Who moderates, and speaks the community's language."""
        return {"en": "tom", "fr": "camille"}[self.language]

    @property
    def transcript(self) -> str:
        """All that was told so far."""
        return "\n".join(self._lines) + "\n"

    def words(self, english: str, french: str) -> str:
        """What is said in the community's language."""
        return {"en": english, "fr": french}[self.language]

    def label(self, english: str, who: str | None = None) -> str:
        """What a button is called: on what everybody sees, or on what ``who`` alone sees."""
        language = self.language if who is None else BY_KEY[who].language
        return translations(language).pgettext("button", english)

    def group(self, english: str, who: str) -> str:
        """What the button of a group of fields is called in a panel that ``who`` alone sees."""
        return translations(BY_KEY[who].language).pgettext("form", english)

    def begin(self, title: str) -> None:
        """Begin a scene."""
        self._say(f"\n== {title}")

    async def types(self, who: str, where: str, command: str, /, **options: Any) -> Any:
        """Somebody types a slash command in a channel."""
        typed = " ".join(f"{name}:{_shown(value)}" for name, value in options.items())
        self._act(
            f"{self._name(who)} types /{command} {typed}".rstrip() + f" in #{self._channel(where).name}"
        )
        result = await self._member(who).slash(self._channel(where), command, **options)
        self._answered(result)
        return result

    async def fills(self, who: str, form: Any, /, **values: Any) -> Any:
        """Somebody fills in a form; what is not named stays as it was offered."""
        written = ", ".join(f"{name} “{_shown(value)}”" for name, value in values.items())
        self._act(f"{self._name(who)} fills in “{form.modal['title']}”: {written}")
        result = await self._member(who).submit_modal(form, _offered(form.modal) | values)
        self._answered(result)
        return result

    async def presses(self, who: str, message: Any, button: str) -> Any:
        """Somebody presses a button, by its label or the beginning of its custom id."""
        part = reading.control(message, button) or {}
        self._act(f"{self._name(who)} presses “{part.get('label', button)}”")
        if not part:
            raise NotAsTold(f"there is no “{button}” to press on: {reading.words_of(message)[:300]}")
        result = await self._member(who).click(message, custom_id=part["custom_id"])
        self._answered(result)
        return result

    async def chooses(self, who: str, message: Any, menu: str, *values: Any) -> Any:
        """Somebody chooses in a menu, named by its placeholder or the beginning of its custom id."""
        self._act(f"{self._name(who)} chooses {', '.join(map(_shown, values))}")
        part = reading.control(message, menu)
        if part is None:
            raise NotAsTold(f"there is no menu “{menu}” on: {reading.words_of(message)[:300]}")
        result = await self._member(who).select(message, list(values), custom_id=part["custom_id"])
        self._answered(result)
        return result

    async def takes_down(self, who: str, channel: Any, message: Any) -> Any:
        """Somebody uses a photo's menu to have it taken down."""
        self._act(f"{self._name(who)} has a photo taken down, from its menu")
        result = await self._member(who).context_menu(channel, "Take this photo down", message)
        self._answered(result)
        return result

    async def follows(self) -> None:
        """What the members did has its consequences, as it has within a second in production."""
        await self.stage.run_due()

    async def passes(self, until: datetime | timedelta, why: str) -> int:
        """Time passes, and what falls due happens at its own instant."""
        self._act(f"Time passes: {why}")
        if isinstance(until, timedelta):
            return await self.stage.move(until)
        return await self.stage.move_to(until)

    def check(self, sentence: str, holds: object) -> None:
        """State what members see now; the story ends here if it is not so."""
        self._act(f"✓ {sentence}", mark=False)
        if not holds:
            raise NotAsTold(f"it is not so that {sentence}")

    def sees(self, sentence: str, text: str, *expected: str) -> None:
        """State that all of these words are in what a member reads."""
        self._act(f"✓ {sentence}", mark=False)
        for words in expected:
            if words not in text:
                raise NotAsTold(f"“{words}” is not in: {text[:800]}")

    def note(self, words: str) -> None:
        """Say what can be read off, for whoever reads the story."""
        self._say(f"      {words}")

    async def keep(self, title: str, shown: Any, who: str, channel: Any = None) -> None:
        """Keep what somebody sees for the album."""
        place = channel or self._channel("announcements")
        await self.album.keep(title, shown, place, self._member(who))

    def card(self, title: str) -> Any:
        """The card of a meetup, as a newcomer sees it in the announcements."""
        seen = self._channel("announcements").history(viewer=self._member(self.newcomer))
        for message in reversed(seen):
            words = reading.words_of(message)
            if words.startswith("## ") and words.splitlines()[0].rstrip("~").endswith(title):
                return message
        raise NotAsTold(f"no card of “{title}” in #{self._channel('announcements').name}")

    def card_words(self, title: str) -> str:
        """What the card of a meetup says."""
        return reading.words_of(self.card(title))

    def thread(self, title: str) -> Any:
        """The thread of a meetup."""
        for thread in reversed(self._channel("announcements").threads):
            if thread.name == title:
                return thread
        raise NotAsTold(f"no thread is called “{title}”")

    def newest(self, channel: Any, holding: str = "") -> Any:
        """The newest message of a channel that holds those words."""
        for message in reversed(channel.history()):
            if holding in reading.words_of(message):
                return message
        raise NotAsTold(f"nothing in {channel.name} says “{holding}”")

    def mentioned(self, channel: Any, mark: str) -> set[int]:
        """Whom the messages of a channel that begin with that mark mention."""
        told = [message for message in channel.history() if message.content.startswith(mark)]
        return {user.id for message in told for user in message.mentions}

    def channel(self, key: str) -> Any:
        """A channel of the community."""
        return self._channel(key)

    def id_of(self, who: str) -> int:
        """A member's number."""
        return int(self._member(who).id)

    def mention(self, who: str) -> str:
        """How a member is named in a message."""
        return f"<@{self.id_of(who)}>"

    def roles_of(self, who: str) -> list[str]:
        """The roles that a member's profile shows."""
        return self._places.roles(who)

    def events(self) -> list[Any]:
        """Discord's own events."""
        return self._places.events()

    def number_of(self, title: str) -> int:
        """A meetup's number, as the controls of its card carry it."""
        for part in reading.parts_of(self.card(title)):
            if part.get("custom_id"):
                return int(part["custom_id"].split(":")[2])
        raise NotAsTold(f"the card of “{title}” has no controls")

    def _act(self, words: str, *, mark: bool = True) -> None:
        self.steps += 1
        self.step = words.removeprefix("✓ ")
        now = self.stage.now()
        if self._told_at is None or (now - self._told_at).total_seconds() >= 60:  # noqa: PLR2004 - a minute
            self._say(f"-- {agenda.clock(now, self.language)}")
            self._told_at = now
        self._say(f"{'  ' if mark else '    '}{words}")

    def _answered(self, result: Any) -> None:
        if not result.acknowledged:
            raise NotAsTold("the bot did not answer")

    def _say(self, line: str) -> None:
        self._lines.append(line)
        print(line, flush=True)

    def _member(self, who: str) -> Any:
        return self.community.members[who]

    def _name(self, who: str) -> str:
        return BY_KEY[who].name

    def _channel(self, key: str) -> Any:
        return self.community.channels[key]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, tuple):  # a file: its name and what is in it
        return str(value[0])
    user = getattr(value, "user", value)
    return str(getattr(user, "global_name", getattr(user, "name", value)))


def _offered(modal: dict[str, Any]) -> dict[str, Any]:
    """What a form shows before anybody typed: texts as they stand, menus with what is chosen in them."""
    offered: dict[str, Any] = {}
    for label in modal["components"]:
        part = label.get("component", label)
        if "options" in part:
            chosen = [option["value"] for option in part["options"] if option.get("default")]
            if chosen:
                offered[part["custom_id"]] = chosen
        elif part.get("value"):
            offered[part["custom_id"]] = part["value"]
    return offered
