"""A team's recipe in one sentence."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0010"
down_revision = "0009"
ID = sa.LargeBinary(16)


def upgrade() -> None:
    op.create_table(
        "sentences",
        sa.Column("sentence_id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("writer_id", ID),
        sa.Column("written", UtcDateTime, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sentence_id", name="pk_sentences"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.team_id"], name="fk_sentences_team_id_teams"),
        sa.ForeignKeyConstraint(["writer_id"], ["identities.id"], name="fk_sentences_writer_id_identities"),
    )
    op.create_index("ix_sentences_team_id", "sentences", ["team_id"])
