"""What somebody was asked before stands together in an index, so that a long past costs little to read."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_index("ix_nudges_asked", "nudges", ["person_id", "day", "turn", "prompt_id"])
