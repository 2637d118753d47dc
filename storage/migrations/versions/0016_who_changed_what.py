"""An index leads to what somebody changed for others, for who takes their data along."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_index("ix_audit_actor_id", "audit", ["actor_id"])
