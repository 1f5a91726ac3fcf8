"""When who would come to a proposal could, and when its proposer heard that only a date is missing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("interests", schema=None) as batch_op:
        batch_op.add_column(sa.Column("could", sa.JSON(), nullable=False, server_default="[]"))

    with op.batch_alter_table("meetups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ripe_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("meetups", schema=None) as batch_op:
        batch_op.drop_column("ripe_at")

    with op.batch_alter_table("interests", schema=None) as batch_op:
        batch_op.drop_column("could")
