"""Prompts that communities added, and which anybody has had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.storage.schema import meetups, prompts, rounds, seats

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class OwnPrompt:
    """A question that somebody added for their community."""

    id: int
    text: str
    added_by_id: int


def of_community(tx: Connection, community_id: int) -> tuple[OwnPrompt, ...]:
    """A community's own prompts, the oldest first."""
    query = select(prompts).where(prompts.c.community_id == community_id).order_by(prompts.c.id)
    return tuple(
        OwnPrompt(row["id"], row["text"], row["added_by_id"]) for row in tx.execute(query).mappings()
    )


def add(tx: Connection, community_id: int, text: str, by_id: int, now: datetime) -> None:
    """Keep a community's new prompt."""
    values = {"community_id": community_id, "text": text, "added_by_id": by_id, "added_at": now}
    tx.execute(insert(prompts).values(**values))


def remove(tx: Connection, community_id: int, prompt_id: int) -> None:
    """Forget a community's prompt; that of another community stays."""
    tx.execute(delete(prompts).where(prompts.c.community_id == community_id, prompts.c.id == prompt_id))


def had_since(
    tx: Connection, community_id: int, user_ids: Iterable[int], since: datetime
) -> dict[int, set[str]]:
    """Which prompts each of those users has had at tables of the community since an instant."""
    query = (
        select(seats.c.user_id, seats.c.prompt)
        .join(rounds, rounds.c.id == seats.c.round_id)
        .join(meetups, meetups.c.id == rounds.c.meetup_id)
        .where(
            meetups.c.community_id == community_id,
            rounds.c.started_at >= since,
            seats.c.user_id.in_(list(user_ids)),
        )
    )
    had: dict[int, set[str]] = {}
    for user_id, prompt in tx.execute(query):
        had.setdefault(user_id, set()).add(prompt)
    return had
