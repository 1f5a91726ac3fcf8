"""What an operator may set, read from the environment in one pass that reports every mistake at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_DATABASE_URL = "sqlite:///tablee.sqlite3"
DEFAULT_WEB_HOST = "127.0.0.1"
DEFAULT_WEB_PORT = 8080
_HIGHEST_PORT = 65535
DEFAULT_MEDIA_DIR = "media"
DEFAULT_MEDIA_LIMIT = 1000
_SCHEMES = ("sqlite", "postgresql")
_MEDIA_SCHEMES = ("file", "s3")
_LARGEST_LIMIT = 1_000_000
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})


class SettingsInvalid(Exception):  # noqa: N818 - it reads as a sentence, like a refusal
    """Some settings cannot be used; ``mistakes`` holds one sentence for each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator decides. ``.env.example`` explains each."""

    discord_token: str = ""
    database_url: str = DEFAULT_DATABASE_URL
    log_level: str = "INFO"
    members_intent: bool = False
    message_content_intent: bool = False
    web_base_url: str = ""
    """Where the world finds what is served over HTTP, without a slash at the end; empty: nothing is."""
    web_host: str = DEFAULT_WEB_HOST
    web_port: int = DEFAULT_WEB_PORT
    media_dir: str = DEFAULT_MEDIA_DIR
    """A folder, an address of S3-compatible storage, or nothing: then no album is kept."""
    media_limit_mb: int = DEFAULT_MEDIA_LIMIT
    """Megabytes for each community."""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        """Read settings from environment variables.

        An empty token is no mistake here: only connecting needs one.

        Raises:
            SettingsInvalid: with a sentence for every variable that cannot be used.
        """
        reader = _Reader(env)
        settings = cls(
            discord_token=reader.token(),
            database_url=reader.database_url(),
            log_level=reader.log_level(),
            members_intent=reader.flag("MEMBERS_INTENT"),
            message_content_intent=reader.flag("MESSAGE_CONTENT_INTENT"),
            web_base_url=reader.web_base_url(),
            web_host=reader.text("WEB_HOST") or DEFAULT_WEB_HOST,
            web_port=reader.port("WEB_PORT", DEFAULT_WEB_PORT),
            media_dir=reader.media_dir(),
            media_limit_mb=reader.megabytes("MEDIA_LIMIT_MB", DEFAULT_MEDIA_LIMIT),
        )
        if reader.mistakes:
            raise SettingsInvalid(reader.mistakes)
        return settings

    def __repr__(self) -> str:
        """Leave out the token and the address, which may hold a password: a repr ends up in logs."""
        intents = f"members={self.members_intent}, message_content={self.message_content_intent}"
        return f"Settings(log_level={self.log_level!r}, {intents})"


class _Reader:
    """Reads one variable at a time and remembers what was wrong."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.mistakes: list[str] = []

    def _text(self, name: str) -> str:
        return self._env.get(name, "").strip()

    def token(self) -> str:
        token = self._text("DISCORD_TOKEN").removeprefix("Bot ")
        if any(character.isspace() for character in token):
            self.mistakes.append("DISCORD_TOKEN has a space or a line break in it: copy it once more.")
        return token

    def database_url(self) -> str:
        url = self._text("DATABASE_URL") or DEFAULT_DATABASE_URL
        scheme, separator, rest = url.partition("://")
        if not separator or scheme.partition("+")[0] not in _SCHEMES or not rest:
            self.mistakes.append(
                "DATABASE_URL must look like sqlite:///tablee.sqlite3 or "
                "postgresql://user:password@host/database."
            )
        return url

    def log_level(self) -> str:
        level = self._text("LOG_LEVEL").upper() or "INFO"
        if level not in _LEVELS:
            self.mistakes.append(f"LOG_LEVEL must be one of {', '.join(_LEVELS)}.")
        return level

    def media_dir(self) -> str:
        place = self._text("MEDIA_DIR") or DEFAULT_MEDIA_DIR
        scheme, separator, rest = place.partition("://")
        if separator and (scheme not in _MEDIA_SCHEMES or not rest.strip("/")):
            self.mistakes.append("MEDIA_DIR must be a folder, s3://bucket/folder, or off.")
        return "" if place.lower() in _NO else place

    def megabytes(self, name: str, default: int) -> int:
        text = self._text(name) or str(default)
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _LARGEST_LIMIT):
            self.mistakes.append(f"{name} must be a number of megabytes between 1 and {_LARGEST_LIMIT}.")
            return default
        return int(text)

    def text(self, name: str) -> str:
        return self._text(name)

    def web_base_url(self) -> str:
        address = self._text("WEB_BASE_URL").rstrip("/")
        parts = urlsplit(address)
        is_whole = parts.scheme in {"http", "https"} and parts.hostname and not parts.query + parts.fragment
        if address and (not is_whole or any(character.isspace() for character in address)):
            self.mistakes.append("WEB_BASE_URL must look like https://tablee.example.org.")
        return address

    def port(self, name: str, default: int) -> int:
        text = self._text(name) or str(default)
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= _HIGHEST_PORT):
            self.mistakes.append(f"{name} must be a number between 1 and {_HIGHEST_PORT}.")
            return default
        return int(text)

    def flag(self, name: str) -> bool:
        word = self._text(name).lower()
        if word not in _YES | _NO:
            self.mistakes.append(f"{name} must be yes or no.")
        return word in _YES
