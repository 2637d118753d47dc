"""Parameters that somebody else approves; guests, who count only where that was allowed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "amendments",
        sa.Column("amendment_id", sa.LargeBinary(16), nullable=False),
        sa.Column("name", sa.String(8), nullable=False),
        sa.Column("team_id", sa.LargeBinary(16)),
        sa.Column("value", sa.SmallInteger, nullable=False),
        sa.Column("proposer_id", sa.LargeBinary(16)),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("period", sa.String(8)),
        sa.Column("decided", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("amendment_id", name="pk_amendments"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.team_id"], name="fk_amendments_team_id"),
        sa.ForeignKeyConstraint(["proposer_id"], ["identities.id"], name="fk_amendments_proposer_id"),
    )
    with op.batch_alter_table("members") as members:
        members.add_column(sa.Column("guest", sa.Boolean, nullable=False, server_default=sa.false()))
    with op.batch_alter_table("members") as members:
        members.alter_column("guest", existing_type=sa.Boolean(), server_default=None)
