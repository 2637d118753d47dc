"""Teams that start and close, offices and their audit log, challenges, broadcasts, agreements."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.LargeBinary(16)


def upgrade() -> None:
    with op.batch_alter_table("teams") as teams:
        teams.add_column(sa.Column("launched", sa.DateTime(timezone=True)))
        teams.add_column(sa.Column("group_id", ID))
        teams.add_column(sa.Column("closed", sa.String(1000), nullable=False, server_default=""))
        teams.create_foreign_key("fk_teams_group_id", "identities", ["group_id"], ["id"])
    with op.batch_alter_table("teams") as teams:
        teams.alter_column("closed", existing_type=sa.String(1000), server_default=None)
    op.execute("UPDATE teams SET launched = founded")  # they are under way already
    with op.batch_alter_table("members") as members:
        members.add_column(sa.Column("home_since", sa.Date))
        members.add_column(sa.Column("one_to_one", sa.Date))
        members.add_column(sa.Column("keep_months", sa.SmallInteger, nullable=False, server_default="12"))
    with op.batch_alter_table("members") as members:
        members.alter_column("keep_months", existing_type=sa.SmallInteger(), server_default=None)
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.alter_column("state", existing_type=sa.String(8), type_=sa.String(9), existing_nullable=False)
    _teams()
    _offices()
    _launch()
    _challenges()
    _broadcasts()
    _agreements()
    # Until now somebody was in one team only: the one they take part in.
    op.execute("INSERT INTO presences (team_id, person_id) SELECT team_id, person_id FROM members")


def _teams() -> None:
    _table(
        "team_themes",
        _id("team_id"),
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("theme", sa.String(20), nullable=False),
        key=("team_id", "period"),
        refers={"team_id": "teams.team_id"},
    )
    _table(
        "presences",
        _id("team_id"),
        _id("person_id"),
        key=("team_id", "person_id"),
        refers={"team_id": "teams.team_id", "person_id": "identities.id"},
    )
    op.create_index("ix_presences_person_id", "presences", ["person_id"])


def _offices() -> None:
    _table(
        "offices",
        _id("person_id"),
        sa.Column("office", sa.String(8), nullable=False),
        key=("person_id", "office"),
        refers={"person_id": "identities.id"},
    )
    _table(
        "audit",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", ID),
        sa.Column("act", sa.String(24), nullable=False),
        sa.Column("about", sa.String(400), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        key=("number",),
    )


def _launch() -> None:
    _table(
        "readers",
        _id("team_id"),
        _id("person_id"),
        sa.Column("role", sa.String(16), nullable=False),
        key=("team_id", "person_id"),
        refers={"team_id": "teams.team_id", "person_id": "identities.id"},
    )
    _table(
        "retellings",
        sa.Column("retelling_id", ID, nullable=False),
        _id("team_id"),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        key=("retelling_id",),
        refers={"team_id": "teams.team_id"},
    )
    op.create_index("ix_retellings_team_id", "retellings", ["team_id"])


def _challenges() -> None:
    _table(
        "challenges",
        sa.Column("challenge_id", ID, nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("theme", sa.String(20), nullable=False),
        sa.Column("rhythm", sa.String(6), nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        key=("challenge_id",),
    )
    _table(
        "challenge_teams",
        _id("challenge_id"),
        _id("team_id"),
        key=("challenge_id", "team_id"),
        refers={"challenge_id": "challenges.challenge_id", "team_id": "teams.team_id"},
    )
    op.create_index("ix_challenge_teams_team_id", "challenge_teams", ["team_id"])
    _table(
        "challengers",
        _id("challenge_id"),
        _id("person_id"),
        key=("challenge_id", "person_id"),
        refers={"challenge_id": "challenges.challenge_id", "person_id": "identities.id"},
    )
    op.create_index("ix_challengers_person_id", "challengers", ["person_id"])
    _table(
        "results",
        _id("challenge_id"),
        sa.Column("cell", sa.String(100), nullable=False),
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("label", sa.String(4), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        key=("challenge_id", "cell"),
    )
    op.create_index("ix_results_period", "results", ["period"])


def _broadcasts() -> None:
    _table(
        "broadcasts",
        sa.Column("broadcast_id", ID, nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("to_members", sa.Boolean, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", sa.String(5), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        key=("broadcast_id",),
    )
    _table(
        "broadcast_teams",
        sa.Column("broadcast_id", ID, nullable=False),
        _id("team_id"),
        key=("broadcast_id", "team_id"),
        refers={"broadcast_id": "broadcasts.broadcast_id", "team_id": "teams.team_id"},
    )


def _agreements() -> None:
    _table(
        "agreements",
        sa.Column("agreement_id", ID, nullable=False),
        _id("team_id"),
        sa.Column("keeper_id", ID),
        sa.Column("look_back", sa.Date, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("outcome", sa.String(8)),
        key=("agreement_id",),
        refers={"team_id": "teams.team_id", "keeper_id": "identities.id"},
    )
    op.create_index("ix_agreements_team_id", "agreements", ["team_id"])


def _id(name: str) -> sa.Column[bytes]:
    return sa.Column(name, ID, nullable=False)


def _table(name: str, *columns: sa.Column[Any], key: tuple[str, ...], refers: dict[str, str] | None = None) -> None:
    op.create_table(
        name,
        *columns,
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
        *(
            sa.ForeignKeyConstraint([column], [target], name=f"fk_{name}_{column}")
            for column, target in (refers or {}).items()
        ),
    )
