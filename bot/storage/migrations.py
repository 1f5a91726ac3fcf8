"""The schema through time: bring a database to the present, or say how far behind it is."""

from __future__ import annotations

import io
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from bot.storage import postgres, sqlite
from bot.storage.database import parse_url
from bot.storage.failures import SchemaOutdated, StorageFailure, translated
from bot.storage.schema import metadata

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.storage.database import Database

T = TypeVar("T")

SCRIPTS = Path(__file__).parents[2] / "migrations"

_TURN = 0x7461626C6565  # "tablee": any number that nobody else locks


async def prepare(db: Database) -> None:
    """Make sure at start that the tables are those of this version.

    A SQLite file is migrated, under its write lock. A server is the operator's to migrate, since other
    processes may still run on it: raises ``SchemaOutdated`` if there is something to do.
    """
    url = db.url.render_as_string(hide_password=False)
    if db.url.get_backend_name() == "sqlite":
        await migrate(url)
    elif missing := await pending(url):
        steps = "1 migration" if len(missing) == 1 else f"{len(missing)} migrations"
        raise SchemaOutdated(
            f"The database lacks {steps}: run `python -m bot migrate`, then start the bot again."
        )


async def migrate(url: str) -> list[str]:
    """Bring the database to the present, all or nothing, and return the numbers of the migrations it took."""
    return await _connected(url, _upgrade)


async def pending(url: str) -> list[str]:
    """Return the numbers of the migrations that the database lacks, oldest first."""
    return await _connected(url, _missing)


async def drift(url: str) -> list[str]:
    """Return what differs between the database and this version's tables, one line each."""
    return await _connected(url, _differences)


async def drift_of_scripts() -> list[str]:
    """Return what the migrations, run from nothing, leave different from this version's tables."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/drift.sqlite3"
        await migrate(url)
        return await drift(url)


async def draft(message: str) -> Path:
    """Write the migration that is missing, under the next number, and return its path."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.sqlite3"
        await migrate(url)
        return await _connected(url, partial(_draft, message=message))


async def _connected(url: str, work: Callable[[Connection], T]) -> T:
    parsed = parse_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    engine = sqlite.migrating_engine(parsed) if is_sqlite else postgres.engine(parsed, command_timeout=None)
    try:
        with translated():
            async with engine.begin() as connection:
                return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _upgrade(tx: Connection) -> list[str]:
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock(_TURN)))  # SQLite's lock came with its transaction
    missing = _missing(tx)
    if missing:
        command.upgrade(_config(tx), "head")
        _check_references(tx)
    return missing


def _missing(tx: Connection) -> list[str]:
    scripts = ScriptDirectory.from_config(_config(tx))
    current = MigrationContext.configure(tx).get_current_heads()
    if not {script.revision for script in scripts.walk_revisions()}.issuperset(current):
        raise SchemaOutdated("A newer version of the bot used this database: update it, or restore a backup.")
    return [script.revision for script in scripts.iterate_revisions("heads", current)][::-1]


def _differences(tx: Connection) -> list[str]:
    # without a rendered script the comparison is the same that a draft would begin with
    return [str(difference) for difference in compare_metadata(MigrationContext.configure(tx), metadata)]


def _draft(tx: Connection, message: str) -> Path:
    config = _config(tx)
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    script = command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
    return Path(script.path)  # type: ignore[union-attr] # one message, one script


def _check_references(tx: Connection) -> None:
    """Refuse a migration of a SQLite file that leaves rows pointing nowhere: nothing else watches them."""
    if tx.dialect.name == "sqlite" and (lost := tx.exec_driver_sql("PRAGMA foreign_key_check").all()):
        raise StorageFailure(f"The migration was undone: {len(lost)} rows would point to rows that are gone.")


def _config(tx: Connection) -> Config:
    config = Config(attributes={"connection": tx}, stdout=io.StringIO())
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    return config
