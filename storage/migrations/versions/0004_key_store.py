"""The key store: what leads to people moves out of the database, in two steps so that it is never nowhere."""

import sqlalchemy as sa
from alembic import op

from storage import identities, keys
from storage.engine import keys_of

revision = "0004"
down_revision = "0003"

ID = sa.LargeBinary(16)
VAULT = "vault"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE SCHEMA IF NOT EXISTS {VAULT}")
    _make()
    _copy()


def _make() -> None:
    op.create_table(
        "masters",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_masters"),
        schema=VAULT,
    )
    op.create_table(
        "addresses",
        sa.Column("id", ID, nullable=False),
        sa.Column("lookup", sa.LargeBinary(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("data_key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_addresses"),
        sa.UniqueConstraint("lookup", name="uq_addresses_lookup"),
        schema=VAULT,
    )
    op.create_table(
        "ballot_keys",
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("period", name="pk_ballot_keys"),
        schema=VAULT,
    )
    op.create_table(
        "ballots",
        sa.Column("ballot_id", ID, nullable=False),
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("question", sa.String(12), nullable=False),
        sa.Column("cell", sa.String(100), nullable=False),
        sa.Column("value", sa.SmallInteger, nullable=False),
        sa.PrimaryKeyConstraint("ballot_id", name="pk_ballots"),
        schema=VAULT,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ballots_period_question_cell", "ballots", ["period", "question", "cell"], schema=VAULT)


def _copy() -> None:
    conn = op.get_bind()
    known = conn.execute(
        sa.text(
            "SELECT i.id, i.lookup, i.sealed, m.data_key FROM identities i LEFT JOIN members m ON m.person_id = i.id"
        )
    )
    add = sa.text(
        "INSERT INTO vault.addresses (id, lookup, sealed, data_key) VALUES (:id, :lookup, :sealed, :data_key)"
    )
    for row in known.all():
        # Coaches, administrators and channels had no key of their own until now.
        data_key = row.data_key or keys.seal(keys_of(conn).wrap, keys.new_key(), identities.key_place(bytes(row.id)))
        conn.execute(add, {**row._mapping, "data_key": data_key})
    op.execute(
        "INSERT INTO vault.ballot_keys (period, sealed) "
        "SELECT period, ballot_key FROM periods WHERE ballot_key IS NOT NULL"
    )
    op.execute(
        "INSERT INTO vault.ballots (ballot_id, period, question, cell, value) "
        "SELECT ballot_id, period, question, cell, value FROM ballots"
    )
