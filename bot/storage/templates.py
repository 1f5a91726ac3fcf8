"""Templates in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.domain.templates import Template
from bot.storage import plans
from bot.storage.schema import templates

if TYPE_CHECKING:
    from sqlalchemy import Connection


def of_community(tx: Connection, community_id: int) -> list[Template]:
    """The community's templates, by name."""
    query = select(templates).where(templates.c.community_id == community_id).order_by(templates.c.name)
    return [
        Template(
            id=row["id"],
            community_id=row["community_id"],
            name=row["name"],
            plan=plans.of_json(row["plan"]),
            by_id=row["by_id"],
            created_at=row["created_at"],
        )
        for row in tx.execute(query).mappings()
    ]


def put(tx: Connection, template: Template) -> None:
    """Keep a template in the place of one of the same name; its ``id`` is ignored."""
    drop(tx, template.community_id, template.name)
    tx.execute(
        insert(templates).values(
            community_id=template.community_id,
            name=template.name,
            plan=plans.as_json(template.plan),
            by_id=template.by_id,
            created_at=template.created_at,
        )
    )


def drop(tx: Connection, community_id: int, name: str) -> bool:
    """Forget a template; False if there is none of that name."""
    mine = (templates.c.community_id == community_id) & (templates.c.name == name)
    return tx.execute(delete(templates).where(mine)).rowcount > 0
