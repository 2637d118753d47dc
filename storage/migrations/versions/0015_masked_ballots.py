"""What a ballot says can be read with the key of its week only."""

import sqlalchemy as sa
from alembic import op

from storage import ballots, periods

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    conn = op.get_bind()
    weeks = conn.execute(sa.text("SELECT period, sealed FROM vault.ballot_keys")).all()
    # Those that are not hidden yet: the key store may have been through this, and the database not.
    cast = sa.text("SELECT ballot_id, value FROM vault.ballots WHERE period = :period AND value >= 0")
    change = sa.text("UPDATE vault.ballots SET value = :value WHERE ballot_id = :id")
    for period, sealed in weeks:
        key = periods.open_key(conn, period, bytes(sealed))
        rows = [(bytes(id), value) for id, value in conn.execute(cast, {"period": period})]
        if rows:
            conn.execute(change, [{"id": id, "value": ballots.masked(key, id, value)} for id, value in rows])
