"""Alembic's entry: works on the connection that bot.storage.migrations hands over, inside its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from alembic import context
from sqlalchemy import TypeDecorator

from bot.storage.schema import metadata

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def plain_types(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types as what they are kept as: an old migration must not need today's code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    render_item=plain_types,
)
with context.begin_transaction():
    context.run_migrations()
