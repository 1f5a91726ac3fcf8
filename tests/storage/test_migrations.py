"""Migrations: up and down without a trace, no drift, all or nothing, one at a time, a word when behind."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest
from alembic import command
from sqlalchemy import MetaData, insert, inspect, select, text

from bot.storage import migrations, schema
from bot.storage.database import Database, SchemaOutdated, StorageFailure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from sqlalchemy import Connection

FIRST = "0001"


@pytest.fixture
async def bare(bare_database_url: str) -> AsyncIterator[Database]:
    """An open database without any table."""
    database = await Database.open(bare_database_url)
    yield database
    await database.close()


def tables(tx: Connection) -> set[str]:
    return set(inspect(tx).get_table_names())


async def test_from_nothing_to_the_present_without_drift(bare_database_url: str) -> None:
    assert (await migrations.pending(bare_database_url))[0] == FIRST
    assert await migrations.drift(bare_database_url) != []
    assert (await migrations.migrate(bare_database_url))[0] == FIRST
    assert await migrations.pending(bare_database_url) == []
    assert await migrations.drift(bare_database_url) == []
    assert await migrations.migrate(bare_database_url) == []


async def test_the_scripts_alone_leave_no_drift() -> None:
    assert await migrations.drift_of_scripts() == []


async def test_down_again_leaves_nothing(bare: Database, bare_database_url: str) -> None:
    await migrations.migrate(bare_database_url)
    assert await bare.read(tables) >= set(schema.metadata.tables)
    await migrations._connected(
        bare_database_url, lambda tx: command.downgrade(migrations._config(tx), "base")
    )
    assert await bare.read(tables) == {"alembic_version"}
    await migrations.migrate(bare_database_url)
    assert await migrations.drift(bare_database_url) == []


async def test_the_index_of_due_jobs_leaves_the_parked_out(bare: Database, bare_database_url: str) -> None:
    await migrations.migrate(bare_database_url)

    def definition(tx: Connection) -> str:
        source = {
            "sqlite": "SELECT sql FROM sqlite_master WHERE name = 'ix_jobs_due_at'",
            "postgresql": "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_jobs_due_at'",
        }
        return str(tx.scalar(text(source[tx.dialect.name])))

    assert re.search(r"WHERE \(?parked_at IS NULL", await bare.read(definition))


async def test_the_start_migrates_a_file_and_only_checks_a_server(
    bare: Database, bare_database_url: str
) -> None:
    if bare.url.get_backend_name() == "postgresql":
        with pytest.raises(SchemaOutdated, match="python -m bot migrate"):
            await migrations.prepare(bare)
        await migrations.migrate(bare_database_url)
    await migrations.prepare(bare)
    assert await bare.read(tables) >= set(schema.metadata.tables)
    await migrations.prepare(bare)


async def test_what_was_there_stays_there(bare: Database, bare_database_url: str) -> None:
    await migrations.migrate(bare_database_url)
    await bare.write(lambda tx: tx.execute(insert(schema.facts).values(key="k", value="v")).close())
    await migrations.prepare(bare)
    assert await bare.read(lambda tx: tx.scalar(select(schema.facts.c.value))) == "v"


async def test_rows_of_the_first_version_come_along(bare: Database, bare_database_url: str) -> None:
    await migrations._connected(bare_database_url, lambda tx: command.upgrade(migrations._config(tx), FIRST))
    filled = await bare.write(one_row_each)
    assert len(filled) > 30
    await migrations.migrate(bare_database_url)
    assert await migrations.drift(bare_database_url) == []
    counted = await bare.read(
        lambda tx: {name: tx.scalar(text(f"SELECT count(*) FROM {name}")) for name in filled}  # noqa: S608
    )
    assert set(counted.values()) == {1}
    assert await bare.read(lambda tx: tx.scalar(select(schema.interests.c.could))) == []


def one_row_each(tx: Connection) -> list[str]:
    """Put a row into each table, whatever its columns; return the tables' names."""
    found = MetaData()
    found.reflect(tx)
    # what JSON is in Python nobody says: SQLAlchemy calls it an object
    made = {object: [], int: 1, str: "x", bool: True, float: 1.0, bytes: b"x", date: date(2026, 1, 1)}
    made |= {datetime: datetime(2026, 1, 1, tzinfo=UTC), time: time(12)}
    names = []
    for table in found.sorted_tables:
        if table.name != "alembic_version":
            tx.execute(insert(table).values({c.name: made[c.type.python_type] for c in table.columns}))
            names.append(table.name)
    return names


async def test_a_database_of_a_newer_version_is_left_alone(bare: Database, bare_database_url: str) -> None:
    await migrations.migrate(bare_database_url)
    await bare.write(lambda tx: tx.execute(text("UPDATE alembic_version SET version_num = '9999'")).close())
    with pytest.raises(SchemaOutdated, match="newer version"):
        await migrations.prepare(bare)
    with pytest.raises(SchemaOutdated, match="newer version"):
        await migrations.migrate(bare_database_url)


async def test_several_may_migrate_at_once(bare_database_url: str) -> None:
    taken = await asyncio.gather(*(migrations.migrate(bare_database_url) for _ in range(3)))
    assert sorted(len(steps) for steps in taken)[:2] == [0, 0]
    assert await migrations.drift(bare_database_url) == []


BREAKS_DOWN = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{last}"


def upgrade() -> None:
    op.create_table("halfway", sa.Column("id", sa.Integer))
    {then}
"""


@pytest.fixture
def own_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the scripts that a test may add to."""
    copy = tmp_path / "migrations"
    shutil.copytree(migrations.SCRIPTS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrations, "SCRIPTS", copy)
    return copy


def add_script(scripts: Path, then: str) -> None:
    last = max(path.name for path in (scripts / "versions").glob("[0-9]*.py")).split("_")[0]
    (scripts / "versions" / "9000_next.py").write_text(BREAKS_DOWN.format(last=last, then=then))


async def test_a_migration_that_breaks_down_leaves_nothing_behind(
    bare: Database, bare_database_url: str, own_scripts: Path
) -> None:
    await migrations.migrate(bare_database_url)
    add_script(own_scripts, then="raise LookupError")
    with pytest.raises(LookupError):
        await migrations.migrate(bare_database_url)
    assert "halfway" not in await bare.read(tables)
    assert await migrations.pending(bare_database_url) == ["9000"]


async def test_a_migration_that_leaves_rows_pointing_nowhere_is_undone(
    tmp_path: Path, own_scripts: Path
) -> None:
    path = tmp_path / "old.sqlite3"
    await migrations.migrate(f"sqlite:///{path}")
    orphan = (
        "INSERT INTO interests (meetup_id, user_id, created_at, could) VALUES (404, 1, '2026-01-01', '[]')"
    )
    add_script(own_scripts, then=f'op.execute("{orphan}")')
    with pytest.raises(StorageFailure, match="1 rows would point"):
        await migrations.migrate(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM interests").fetchone() == (0,)


async def test_a_draft_holds_what_is_missing_in_plain_types(own_scripts: Path) -> None:
    for script in (own_scripts / "versions").glob("[0-9]*.py"):
        script.unlink()
    path = await migrations.draft("First tables")
    assert path.name == "0001_first_tables.py"
    assert "bot." not in path.read_text()
    assert await migrations.drift_of_scripts() == []


def test_no_migration_imports_the_bot() -> None:
    for script in (migrations.SCRIPTS / "versions").glob("*.py"):
        assert not re.search(r"^\s*(from|import) bot\b", script.read_text(), re.MULTILINE), script.name
