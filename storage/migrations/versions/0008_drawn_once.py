"""The key store remembers too which weeks were drawn, so that an old database cannot have one drawn again."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column(
        "ballot_keys", sa.Column("drawn", sa.Boolean, nullable=False, server_default=sa.false()), schema="vault"
    )
    op.execute(
        "UPDATE vault.ballot_keys SET drawn = true "
        "WHERE period IN (SELECT period FROM periods WHERE frozen_at IS NOT NULL)"
    )
