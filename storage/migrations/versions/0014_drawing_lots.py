"""Of all who are due at the same moment chance decides who comes first."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("members", sa.Column("lot", sa.Integer))
    op.drop_index("ix_members_next_at", "members")
    op.create_index("ix_members_next_at", "members", ["next_at", "lot"])
