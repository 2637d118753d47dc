"""A nudge has a number besides its id, and an answer stands under that number alone: less than half of the room."""

from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import NoResultFound

from storage import identities, keys

revision = "0011"
down_revision = "0010"
ID = sa.LargeBinary(16)
BLOCK_BYTES = 12


def upgrade() -> None:
    op.execute("CREATE TABLE old_nudges AS SELECT * FROM nudges")
    op.execute("CREATE TABLE old_journal AS SELECT * FROM journal")
    op.drop_table("nudges")
    op.drop_table("journal")
    _make()
    _copy()
    op.drop_table("old_nudges")
    op.drop_table("old_journal")
    _fill_up()


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
    columns = "nudge_id, person_id, day, period, turn, prompt_id, about"
    # A random id decides among those of a day, so that the numbers tell no more than the days do.
    op.execute(f"INSERT INTO nudges ({columns}) SELECT {columns} FROM old_nudges ORDER BY day, turn, nudge_id")  # noqa: S608  (names of ours)
    # An answer without its nudge was shown nowhere.
    op.execute(
        "INSERT INTO journal (number, sealed) SELECT nudges.number, old_journal.sealed FROM old_journal "
        "JOIN nudges ON nudges.nudge_id = old_journal.nudge_id AND nudges.person_id = old_journal.person_id "
        "ORDER BY nudges.number"
    )


def _fill_up() -> None:
    """All answers by a tap become equally long: *done* was shorter than *not today*, also when it was sealed."""
    conn = op.get_bind()
    people = conn.execute(sa.text("SELECT DISTINCT person_id FROM nudges JOIN journal USING (number)")).scalars().all()
    theirs = sa.text("SELECT number, nudge_id, sealed FROM nudges JOIN journal USING (number) WHERE person_id = :who")
    change = sa.text("UPDATE journal SET sealed = :sealed WHERE number = :number")
    for who in map(bytes, people):
        # Somebody's key may be gone, or an answer damaged: it did not open before either.
        with suppress(NoResultFound, keys.KeyFault):
            key = identities.data_key(conn, who)
            filled = [_filled(key, who, *row) for row in conn.execute(theirs, {"who": who}).all()]
            conn.execute(change, filled)


def _filled(key: bytes, who: bytes, number: int, nudge_id: bytes, sealed: bytes) -> dict[str, Any]:
    place = who + b"|journal|" + bytes(nudge_id) + b"|sealed"
    plain = keys.unseal(key, bytes(sealed), place)
    size = -(-len(plain) // BLOCK_BYTES) * BLOCK_BYTES
    return {"number": number, "sealed": keys.seal(key, plain.ljust(size, b"\0"), place)}
