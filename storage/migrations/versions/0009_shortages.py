"""Kinds of prompts that were used up for somebody's day."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "shortages",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("month", "kind", name="pk_shortages"),
    )
