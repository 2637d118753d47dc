"""A nudge has a number besides its id, and an answer stands under that number alone: a third of the room."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
ID = sa.LargeBinary(16)


def upgrade() -> None:
    op.execute("CREATE TABLE old_nudges AS SELECT * FROM nudges")
    op.execute("CREATE TABLE old_journal AS SELECT * FROM journal")
    op.drop_table("nudges")
    op.drop_table("journal")
    _make()
    _copy()
    op.drop_table("old_nudges")
    op.drop_table("old_journal")


def _make() -> None:
    op.create_table(
        "nudges",
        sa.Column("number", sa.Integer, sa.Identity(), nullable=False),
        sa.Column("nudge_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("turn", sa.SmallInteger, nullable=False),
        sa.Column("prompt_id", sa.String(40), nullable=False),
        sa.Column("about", ID),
        sa.PrimaryKeyConstraint("number", name="pk_nudges"),
        sa.UniqueConstraint("nudge_id", name="uq_nudges_nudge_id"),
        sa.UniqueConstraint("person_id", "day", "turn", name="uq_nudges_person_id_day_turn"),
    )
    op.create_table(
        "journal",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_journal"),
        sa.ForeignKeyConstraint(["number"], ["nudges.number"], name="fk_journal_number"),
    )


def _copy() -> None:
    """What was sealed stays as it is: it is bound to the person and the nudge's id, which do not change."""
    columns = "nudge_id, person_id, day, period, turn, prompt_id, about"
    # A random id decides among those of a day, so that the numbers tell no more than the days do.
    op.execute(f"INSERT INTO nudges ({columns}) SELECT {columns} FROM old_nudges ORDER BY day, turn, nudge_id")  # noqa: S608  (names of ours)
    # An answer without its nudge was shown nowhere.
    op.execute(
        "INSERT INTO journal (number, sealed) SELECT nudges.number, old_journal.sealed FROM old_journal "
        "JOIN nudges ON nudges.nudge_id = old_journal.nudge_id AND nudges.person_id = old_journal.person_id "
        "ORDER BY nudges.number"
    )
