"""Rhythm, absences and silence of one's own; commitments; a team's own prompts and its coaches."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MEMBERS = (
    sa.Column("quiet_from", sa.String(5), nullable=False, server_default="19:00"),
    sa.Column("quiet_until", sa.String(5), nullable=False, server_default="07:00"),
    sa.Column("absences", sa.String(1000), nullable=False, server_default=""),
    sa.Column("focus", sa.String(160), nullable=False, server_default=""),
    sa.Column("unanswered", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("own_zone", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("own_locale", sa.Boolean, nullable=False, server_default=sa.false()),
)


def upgrade() -> None:
    with op.batch_alter_table("members") as members:
        for column in MEMBERS:
            members.add_column(column)
    with op.batch_alter_table("members") as members:
        for column in MEMBERS:  # the defaults were for the rows that are there
            members.alter_column(column.name, existing_type=column.type, server_default=None)
    with op.batch_alter_table("nudges") as nudges:
        nudges.add_column(sa.Column("turn", sa.SmallInteger, nullable=False, server_default="0"))
        nudges.add_column(sa.Column("about", sa.LargeBinary(16)))
        nudges.drop_constraint("uq_nudges_person_id_day", type_="unique")
        nudges.create_unique_constraint("uq_nudges_person_id_day_turn", ["person_id", "day", "turn"])
    with op.batch_alter_table("nudges") as nudges:
        nudges.alter_column("turn", existing_type=sa.SmallInteger(), server_default=None)
    _commitments()
    _recipes()


def _commitments() -> None:
    op.create_table(
        "commitments",
        sa.Column("commitment_id", sa.LargeBinary(16), nullable=False),
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("check_on", sa.Date),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("commitment_id", name="pk_commitments"),
    )
    op.create_index("ix_commitments_person_id", "commitments", ["person_id"])


def _recipes() -> None:
    op.create_table(
        "coaches",
        sa.Column("team_id", sa.LargeBinary(16), nullable=False),
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "person_id", name="pk_coaches"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.team_id"], name="fk_coaches_team_id"),
        sa.ForeignKeyConstraint(["person_id"], ["identities.id"], name="fk_coaches_person_id"),
    )
    op.create_table(
        "proposals",
        sa.Column("proposal_id", sa.LargeBinary(16), nullable=False),
        sa.Column("team_id", sa.LargeBinary(16), nullable=False),
        sa.Column("author_id", sa.LargeBinary(16)),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("decided", sa.Date),
        sa.PrimaryKeyConstraint("proposal_id", name="pk_proposals"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.team_id"], name="fk_proposals_team_id"),
    )
    op.create_index("ix_proposals_team_id", "proposals", ["team_id"])
    op.create_table(
        "unclear",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("prompt_id", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("month", "prompt_id", name="pk_unclear"),
    )
