"""An index leads to what is too late or too old, and to all that was sent to somebody who is forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    queued = sa.text("state = 'queued'")
    op.create_index("ix_deliveries_to_id", "deliveries", ["to_id"])
    op.create_index("ix_deliveries_expires_at", "deliveries", ["state", "expires_at"], sqlite_where=queued)
    op.create_index("ix_members_left", "members", ["left"])
