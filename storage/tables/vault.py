"""The key store: what leads to people, apart from everything else, so that an old copy of the rest leads to nobody.

On SQLite a file of its own beside the database, on PostgreSQL a schema. Only its newest copy is worth keeping
(disclosure-policy S2 and S3; docs/managers.md says how).
"""

from sqlalchemy import Boolean, Column, Index, LargeBinary, SmallInteger, String, Table, false

from storage.tables.base import Id, metadata

VAULT = "vault"

masters = Table(
    "masters",  # the keys that all others hang on, sealed with the master key; two rows only while it is being replaced
    metadata,
    Column("name", String(16), primary_key=True),  # which master key
    Column("sealed", LargeBinary, nullable=False),
    schema=VAULT,
)

addresses = Table(
    "addresses",  # who is behind an id: the only place that knows a chat id (S1)
    metadata,
    Column("id", Id, primary_key=True),
    Column("lookup", LargeBinary(32), nullable=False, unique=True),  # HMAC-SHA256 of the address
    Column("sealed", LargeBinary, nullable=False),  # the address itself
    Column("data_key", LargeBinary, nullable=False),  # sealed; destroying it destroys all they wrote (S3)
    schema=VAULT,
)

ballot_keys = Table(
    "ballot_keys",  # one a week; destroyed with the ballots (S2)
    metadata,
    Column("period", String(8), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("drawn", Boolean, nullable=False, server_default=false()),  # here too: the database may be an old copy (R10)
    schema=VAULT,
)

ballots = Table(
    "ballots",  # no person and no time: only what a label or an order is drawn from (S2)
    metadata,
    Column("ballot_id", LargeBinary(16), primary_key=True),
    Column("period", String(8), nullable=False),
    Column("question", String(12), nullable=False),
    Column("cell", String(100), nullable=False),
    Column("value", SmallInteger, nullable=False),  # 1 positive, 0 not; or the number of a theme; masked
    Index("ix_ballots_period_question_cell", "period", "question", "cell"),
    sqlite_with_rowid=False,  # a row number would tell in which order people answered
    schema=VAULT,
)
