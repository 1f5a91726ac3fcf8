"""A community: one Discord guild with its language, its time zone and its channels."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.errors import Refusal
from bot.domain.quiet import QuietHours
from bot.domain.reminders import LEADS
from bot.domain.ties import SMALL_MEETUP

LANGUAGES = ("en", "fr")

_ZONES = {
    "fr": "Europe/Paris",
    "en-GB": "Europe/London",
    "de": "Europe/Berlin",
    "es-ES": "Europe/Madrid",
    "it": "Europe/Rome",
    "pt-BR": "America/Sao_Paulo",
    "nl": "Europe/Amsterdam",
    "pl": "Europe/Warsaw",
    "ja": "Asia/Tokyo",
}
_MOST_DIGITS = 9
_AS_SPACES = str.maketrans("_-", "  ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """The settings of one guild; ``id`` is the guild's.

    ``quiet_from`` and ``quiet_until`` are local times. Who gives up a seat ``late_within`` the start, or
    later, cancels late.
    """

    id: int
    language: str
    zone: ZoneInfo
    announcement_channel_id: int | None = None
    moderator_role_id: int | None = None
    interest_threshold: int | None = None
    proposal_days: int | None = 60
    """After so many days without a decision a proposal expires; None: never."""
    quiet_from: time = time(22)
    quiet_until: time = time(8)
    late_within: timedelta = timedelta(hours=24)
    reconfirms: bool = False
    """Whether those who come are asked a day before if they still do."""
    silent_hours: int | None = None
    """So many hours before the start, who was asked and said nothing loses the seat; None: never."""
    leads: tuple[timedelta, ...] = LEADS
    """How long before the start reminders go out, the longest first, where a meetup does not say."""
    small_meetup: int = SMALL_MEETUP
    """Up to so many people at a meetup, all are taken to have met."""
    intros_weekday: int = 1
    """When intros are made, Monday being 1, at an hour of the community's zone."""
    intros_hour: int = 10
    photo_minutes: int = 10
    """Minutes from the end of a meetup until its photo thread opens: people still put their coats on."""
    album_days: int = 30
    """Days from the end of a meetup until its album is deleted."""
    confirms_arrivals: bool = False
    gives_roles: bool = False
    """Whether those with a seat get a role: off: it takes a permission the invite does not ask for."""
    attendee_role_id: int | None = None
    """The one role that all meetups grant; None: each meetup has its own, made and deleted with it."""
    mirrors_events: bool = False
    """Whether meetups are among Discord's own events: off, since the whole server is shown them."""
    thread_days: int = 7
    """Days from the end of a meetup until its thread is archived, and the role taken back."""
    created_at: datetime

    @property
    def thread_stays(self) -> timedelta:
        """How long after its end a meetup's thread stays open."""
        return timedelta(days=self.thread_days)

    @property
    def quiet(self) -> QuietHours:
        """When nobody is written to."""
        return QuietHours(self.quiet_from, self.quiet_until, self.zone)


@dataclass(eq=False)
class ZoneUnknown(Refusal):
    """What was typed is no IANA time zone; ``nearest`` holds up to three names that look like it."""

    text: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """What a number among the settings may be, both ends included; ``is_optional``: or nothing at all."""

    lowest: int
    highest: int
    is_optional: bool = False


RANGES = {
    "interest_threshold": Range(2, 100, is_optional=True),
    "proposal_days": Range(14, 365, is_optional=True),
    "silent_hours": Range(2, 20, is_optional=True),
    "small_meetup": Range(2, 50),
    "intros_weekday": Range(1, 7),
    "intros_hour": Range(7, 21),
    "photo_minutes": Range(0, 24 * 60),
    "album_days": Range(4, 365),
    "thread_days": Range(1, 60),
}
"""By the name of the setting."""


LATE_HOURS = Range(0, 168)
"""Of ``late_within``, in hours."""


@dataclass(eq=False)
class SettingOutOfRange(Refusal):
    """A number among the settings was none, or too small or too large."""

    lowest: int
    highest: int
    is_optional: bool


def checked_number(number: int | None, allowed: Range) -> int | None:
    """The number, if the range allows it.

    Raises:
        SettingOutOfRange.
    """
    fits = allowed.is_optional if number is None else allowed.lowest <= number <= allowed.highest
    if not fits:
        raise SettingOutOfRange(allowed.lowest, allowed.highest, allowed.is_optional)
    return number


def read_number(text: str, allowed: Range) -> int | None:
    """A number as typed into a form; nothing typed is None.

    Raises:
        SettingOutOfRange: no whole number, or one that the range does not allow.
    """
    text = text.strip()
    if not text:
        return checked_number(None, allowed)
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return checked_number(int(text) if is_number else allowed.lowest - 1, allowed)


def default_community(guild_id: int, locale: str, now: datetime) -> Community:
    """The settings of a guild in which nobody ran the set-up: they follow the guild's own locale.

    ``en-US`` is what Discord gives to a guild that chose nothing, so it says nothing of a place: UTC.
    """
    language = locale.partition("-")[0]
    return Community(
        id=guild_id,
        language=language if language in LANGUAGES else "en",
        zone=ZoneInfo(_ZONES.get(locale, "UTC")),
        created_at=now,
    )


@cache
def zone_names() -> tuple[str, ...]:
    """Every IANA zone of a place, and UTC; sorted."""
    return (*sorted(name for name in available_timezones() if "/" in name and _is_place(name)), "UTC")


def matching_zones(text: str, limit: int = 25) -> tuple[str, ...]:
    """The zones whose name contains what was typed ("paris", "new york"); those that start with it first."""
    wanted = _plain(text)
    found = [(not city.startswith(wanted), name) for name, plain, city in _plain_zones() if wanted in plain]
    return tuple(name for _, name in sorted(found)[:limit])


def read_zone(text: str) -> ZoneInfo:
    """The zone of that IANA name, whatever its case; a city alone will do where only one zone has it.

    Raises:
        ZoneUnknown: nothing, or more than one zone, answers to it.
    """
    wanted = _plain(text)
    exact = [name for name, *plain in _plain_zones() if wanted in plain]
    if wanted and len(exact) == 1:
        return ZoneInfo(exact[0])
    raise ZoneUnknown(text, (tuple(exact) or matching_zones(text))[:3] if wanted else ())


@cache
def _plain_zones() -> tuple[tuple[str, str, str], ...]:
    """Every zone with its name and its city as they are compared."""
    return tuple((name, _plain(name), _plain(name.rpartition("/")[2])) for name in zone_names())


def _plain(text: str) -> str:
    """The text without case, accents and hyphens: IANA names have no accents, people's cities do."""
    letters = (ch for ch in unicodedata.normalize("NFKD", text) if not unicodedata.combining(ch))
    return " ".join("".join(letters).translate(_AS_SPACES).split()).casefold()


def _is_place(name: str) -> bool:
    return name.partition("/")[0] not in {
        "Etc",
        "posix",
        "right",
        "SystemV",
        "US",
        "Brazil",
        "Canada",
        "Chile",
        "Mexico",
    }
