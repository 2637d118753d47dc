"""What moved to the key store goes from the database."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    count = sa.text("SELECT (SELECT count(*) FROM identities) - (SELECT count(*) FROM vault.addresses)")
    if op.get_bind().execute(count).scalar_one():
        raise RuntimeError("the key store is incomplete; go back to the backup and upgrade again")
    op.drop_table("ballots")
    with op.batch_alter_table("identities") as identities:
        identities.drop_constraint("uq_identities_lookup", type_="unique")
        identities.drop_column("lookup")
        identities.drop_column("sealed")
    with op.batch_alter_table("members") as members:
        members.drop_column("data_key")
    with op.batch_alter_table("periods") as periods:
        periods.drop_column("ballot_key")
