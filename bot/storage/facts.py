"""Facts: single values the bot remembers about itself, such as which commands Discord knows."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from bot.storage.schema import facts


def recall(tx: Connection, key: str) -> str | None:
    """Return the value remembered under ``key``, if there is one."""
    return tx.execute(select(facts.c.value).where(facts.c.key == key)).scalar_one_or_none()


def remember(tx: Connection, key: str, value: str) -> None:
    """Remember ``value`` under ``key``, in place of what was there."""
    changed = tx.execute(update(facts).where(facts.c.key == key).values(value=value))
    if changed.rowcount == 0:
        tx.execute(insert(facts).values(key=key, value=value))
