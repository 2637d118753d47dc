"""Deliveries know who goes first and when they were tried; an index leads to the next one."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

RANKS = {"reply": 0, "asked": 0, "challenge": 2, "broadcast": 2, "removal": 3}


def upgrade() -> None:
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.drop_index("ix_deliveries_state_due_at")
        deliveries.add_column(sa.Column("rank", sa.SmallInteger, nullable=False, server_default="1"))
        deliveries.add_column(sa.Column("tried_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.alter_column("rank", existing_type=sa.SmallInteger(), server_default=None)
    for kind, rank in RANKS.items():
        op.execute(sa.text("UPDATE deliveries SET rank = :rank WHERE kind = :kind").bindparams(rank=rank, kind=kind))
    op.create_index("ix_deliveries_next", "deliveries", ["state", "rank", "due_at", "delivery_id"])
    op.create_index("ix_deliveries_tried_at", "deliveries", ["tried_at"])
