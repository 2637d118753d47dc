"""What a ballot says is hidden below zero, where nothing takes it for one that is still to be hidden."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.execute("UPDATE vault.ballots SET value = -1 - value WHERE value >= 0")
