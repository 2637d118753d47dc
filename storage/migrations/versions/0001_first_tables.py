"""The first tables."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "ballots",
        sa.Column("ballot_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("question", sa.String(length=12), nullable=False),
        sa.Column("cell", sa.String(length=100), nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ballot_id", name=op.f("pk_ballots")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ballots_period_question_cell", "ballots", ["period", "question", "cell"], unique=False)
    op.create_table(
        "facts",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )
    op.create_table(
        "identities",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("lookup", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
        sa.UniqueConstraint("lookup", name=op.f("uq_identities_lookup")),
    )
    op.create_table(
        "journal",
        sa.Column("person_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("nudge_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "nudge_id", name=op.f("pk_journal")),
    )
    op.create_table(
        "nudges",
        sa.Column("nudge_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("person_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("prompt_id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("nudge_id", name=op.f("pk_nudges")),
        sa.UniqueConstraint("person_id", "day", name=op.f("uq_nudges_person_id_day")),
    )
    op.create_table(
        "periods",
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("ballot_key", sa.LargeBinary(), nullable=True),
        sa.Column("frozen_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("period", name=op.f("pk_periods")),
    )
    op.create_table(
        "reports",
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("cell", sa.String(length=100), nullable=False),
        sa.Column("question", sa.String(length=12), nullable=False),
        sa.Column("label", sa.String(length=4), nullable=False),
        sa.Column("frozen_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("period", "cell", name=op.f("pk_reports")),
    )
    op.create_table(
        "deliveries",
        sa.Column("delivery_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("to_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("claimed_until", UtcDateTime(timezone=True), nullable=True),
        sa.Column("handle", sa.String(length=40), nullable=True),
        sa.Column("failure", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["to_id"], ["identities.id"], name=op.f("fk_deliveries_to_id")),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("key", name=op.f("uq_deliveries_key")),
    )
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"], unique=False)
    op.create_table(
        "rosters",
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("cell", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(["period"], ["periods.period"], name=op.f("fk_rosters_period")),
        sa.PrimaryKeyConstraint("period", "person_id", name=op.f("pk_rosters")),
    )
    op.create_index("ix_rosters_period_cell", "rosters", ["period", "cell"], unique=False)
    op.create_table(
        "teams",
        sa.Column("team_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("department", sa.String(length=80), nullable=True),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("founded", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["identities.id"], name=op.f("fk_teams_team_id")),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_teams")),
    )
    op.create_table(
        "members",
        sa.Column("person_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("team_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("standing", sa.String(length=8), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("workdays", sa.String(length=7), nullable=False),
        sa.Column("morning", sa.String(length=5), nullable=False),
        sa.Column("afternoon", sa.String(length=5), nullable=False),
        sa.Column("pace", sa.SmallInteger(), nullable=False),
        sa.Column("since", UtcDateTime(timezone=True), nullable=True),
        sa.Column("left", UtcDateTime(timezone=True), nullable=True),
        sa.Column("hinted", sa.Boolean(), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=False),
        sa.Column("next_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["identities.id"], name=op.f("fk_members_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.team_id"], name=op.f("fk_members_team_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_members")),
    )
    op.create_index(op.f("ix_members_next_at"), "members", ["next_at"], unique=False)
    op.create_index(op.f("ix_members_team_id"), "members", ["team_id"], unique=False)
    op.create_table(
        "team_cells",
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("team_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("cell", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(["period"], ["periods.period"], name=op.f("fk_team_cells_period")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.team_id"], name=op.f("fk_team_cells_team_id")),
        sa.PrimaryKeyConstraint("period", "team_id", name=op.f("pk_team_cells")),
    )


def downgrade() -> None:
    op.drop_table("team_cells")
    op.drop_table("members")
    op.drop_table("teams")
    op.drop_table("rosters")
    op.drop_table("deliveries")
    op.drop_table("reports")
    op.drop_table("periods")
    op.drop_table("nudges")
    op.drop_table("journal")
    op.drop_table("identities")
    op.drop_table("facts")
    op.drop_table("ballots")
