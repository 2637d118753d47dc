"""Bringing a database to the shape this version expects."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, Engine, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, text

from storage.engine import references_rest
from storage.tables import metadata
from storage.tables.vault import VAULT

if TYPE_CHECKING:  # Alembic comes with 11 MB that a start does without, so who needs it fetches it.
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
MARK = Table(
    "alembic_version",  # as Alembic makes it, which need not come along for a new database
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


class Newer(Exception):
    """The database is from a version that comes after this one."""


def upgrade(db: Engine, to: str = "head") -> None:
    """Runs the migrations that are still missing, up to that revision. Each of them happens, or not at all."""
    from alembic import command
    from alembic.script import ScriptDirectory

    now = revision(db)
    if now and not is_known(now):
        raise Newer
    for script in reversed(list(ScriptDirectory.from_config(_config()).iterate_revisions(to, now or "base"))):
        with db.connect() as conn, references_rest(conn), conn.begin():
            config = _config()
            config.attributes["connection"] = conn
            command.upgrade(config, script.revision)


def make_all(conn: Connection) -> None:
    """Every table that is missing, as it is now; in the transaction that fills them."""
    metadata.create_all(conn)
    MARK.create(conn)
    conn.execute(insert(MARK).values(version_num=newest()))


def make_vault(conn: Connection) -> None:
    if conn.dialect.name == "postgresql":
        conn.execute(text(f"CREATE SCHEMA IF NOT EXISTS {VAULT}"))
    metadata.create_all(conn, tables=[table for table in metadata.sorted_tables if table.schema == VAULT])


def drop_vault(conn: Connection) -> None:
    metadata.drop_all(conn, tables=[table for table in metadata.sorted_tables if table.schema == VAULT])


def is_empty(db: Engine) -> bool:
    return not inspect(db).get_table_names()


def has_vault(db: Engine) -> bool:
    inspector = inspect(db)
    return VAULT in inspector.get_schema_names() and inspector.has_table("masters", schema=VAULT)


def is_before_the_vault(db: Engine) -> bool:
    """Whether the ways to people still stand in the database itself."""
    inspector = inspect(db)
    if not inspector.has_table("identities"):
        return False
    return "lookup" in {column["name"] for column in inspector.get_columns("identities")}


def revision(db: Engine) -> str | None:
    """The revision of this database; None when it never was migrated."""
    if not inspect(db).has_table("alembic_version"):
        return None
    with db.connect() as conn:
        found: str | None = conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
        return found


def newest() -> str:
    return _revisions()[-1]


def is_known(revision: str) -> bool:
    """Whether this version of the program knows that revision; a newer program's it does not."""
    return revision in _revisions()


@cache
def _revisions() -> list[str]:
    """In order: their files begin with their number."""
    return sorted(path.stem.partition("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*.py"))


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
