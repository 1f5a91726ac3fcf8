"""What a database can do to us: its errors, told as one exception with a sentence an operator can act on."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger(__name__)


class StorageFailure(Exception):  # noqa: N818 - a failure is the dependency's doing, an error would be ours
    """The database could not do its work; the text is a finished sentence for the operator."""


class DatabaseClosed(StorageFailure):
    """A work came after the database was closed."""

    def __init__(self) -> None:
        super().__init__("The database is closed: the bot is shutting down.")


class SchemaOutdated(StorageFailure):
    """The tables are not those of this version of the bot."""


# SQLite's primary result codes (https://www.sqlite.org/rescode.html). SQLITE_ERROR and SQLITE_CONSTRAINT are
# not here: those are our doing, and pass unchanged.
_SQLITE = {
    sqlite3.SQLITE_BUSY: "Another process kept the database locked for too long.",
    sqlite3.SQLITE_LOCKED: "Another process kept the database locked for too long.",
    sqlite3.SQLITE_FULL: "The disk of the database is full.",
    sqlite3.SQLITE_IOERR: "The disk of the database reports an error.",
    sqlite3.SQLITE_NOMEM: "There is not enough memory for the database.",
    sqlite3.SQLITE_CORRUPT: "The database file is damaged: restore a backup.",
    sqlite3.SQLITE_NOTADB: "The file named as the database is not a SQLite database.",
    sqlite3.SQLITE_CANTOPEN: "The database file cannot be opened: is its folder there, and is it the bot's?",
    sqlite3.SQLITE_PERM: "The bot may not use the database file.",
    sqlite3.SQLITE_READONLY: "The database cannot be written to here.",
}

# PostgreSQL's SQLSTATEs, by code or by their class of two characters
# (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_POSTGRES = {
    "25006": "The database cannot be written to here.",
    "28": "The database server refuses the user name or the password in DATABASE_URL.",
    "3D": "The database named in DATABASE_URL does not exist.",
    "08": "The connection to the database server was lost.",
    "40": "The database could not settle this among all that happened at once.",
    "53": "The database server has run out of disk, memory or connections.",
    "55P03": "A lock in the database could not be had in time.",
    "57": "The database server broke off: it is shutting down, or the work took too long.",
    "58": "The disk of the database server reports an error.",
}
_LOST = "The connection to the database server was lost."
_UNREACHABLE = "The database server cannot be reached: is it running, and is DATABASE_URL right?"
_CROWDED = "No connection to the database became free in time."


def sqlstate(error: BaseException) -> str:
    """Return the five characters by which PostgreSQL names ``error``, or an empty string."""
    original = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(original, "sqlstate", None) or "")


def failure_of(error: BaseException) -> StorageFailure | None:
    """Return the failure that ``error`` stands for, or nothing if it is a refusal or a bug of ours."""
    if isinstance(error, StorageFailure):
        return error
    sentence: str | None = None
    code = sqlstate(error)
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        # the low byte is the primary code, the rest says more about it
        sentence = _SQLITE.get(getattr(original, "sqlite_errorcode", 0) & 0xFF)
    elif code:
        sentence = _POSTGRES.get(code) or _POSTGRES.get(code[:2])
    elif isinstance(error, DBAPIError) and error.connection_invalidated:
        sentence = _LOST
    elif isinstance(error, PoolTimeoutError):
        sentence = _CROWDED
    elif isinstance(error, OSError):
        sentence = _UNREACHABLE
    return None if sentence is None else StorageFailure(sentence)


def tell(failure: StorageFailure, error: BaseException) -> None:
    """Log a failure where an operator looks."""
    _log.error("%s", failure, exc_info=error)


@contextmanager
def translated() -> Iterator[None]:
    """Raise the database's own errors as ``StorageFailure``, logged; let refusals and bugs through."""
    try:
        yield
    except StorageFailure:
        raise  # already told
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        tell(failure, error)
        raise failure from error
