"""Rosters in the database: the answers to one meetup."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.domain.rosters import Answer, Party, Roster
from bot.storage.schema import answers

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup

_PARTY = tuple(field.name for field in fields(Party))


def load(tx: Connection, meetup: Meetup) -> Roster:
    """The roster of a meetup; its lock is the meetup's (``meetups.load(lock=True)``)."""
    query = select(answers).where(answers.c.meetup_id == meetup.id).order_by(answers.c.position)
    parties = [
        Party(**{name: row[name] for name in _PARTY} | {"answer": Answer(row["answer"])})
        for row in tx.execute(query).mappings()
    ]
    return Roster(meetup.plan.capacity, tuple(parties))


def save(tx: Connection, meetup_id: int, before: Roster, after: Roster) -> None:
    """Write what differs between two rosters of one meetup."""
    old = {party.user_id: party for party in before.parties}
    new = {party.user_id: party for party in after.parties}
    gone = old.keys() - new.keys()
    if gone:
        tx.execute(delete(answers).where(answers.c.meetup_id == meetup_id, answers.c.user_id.in_(gone)))
    for user_id, party in new.items():
        values = {name: getattr(party, name) for name in _PARTY}
        if user_id not in old:
            tx.execute(insert(answers).values(meetup_id=meetup_id, **values))
        elif party != old[user_id]:
            mine = (answers.c.meetup_id == meetup_id) & (answers.c.user_id == user_id)
            tx.execute(update(answers).where(mine).values(**values))
