"""Bringing a database to the shape this version expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from storage.engine import references_rest
from storage.tables import metadata
from storage.tables.vault import VAULT


def upgrade(db: Engine, to: str = "head") -> None:
    """Runs the migrations that are still missing, up to that revision. Each of them happens, or not at all."""
    for script in reversed(list(ScriptDirectory.from_config(_config()).iterate_revisions(to, revision(db) or "base"))):
        with db.connect() as conn, references_rest(conn), conn.begin():
            config = _config()
            config.attributes["connection"] = conn
            command.upgrade(config, script.revision)


def make_all(conn: Connection) -> None:
    """Every table that is missing, as it is now; in the transaction that fills them."""
    metadata.create_all(conn)
    config = _config()
    config.attributes["connection"] = conn
    command.stamp(config, "head")


def make_vault(conn: Connection) -> None:
    if conn.dialect.name == "postgresql":
        conn.execute(text(f"CREATE SCHEMA IF NOT EXISTS {VAULT}"))
    metadata.create_all(conn, tables=[table for table in metadata.sorted_tables if table.schema == VAULT])


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
    with db.connect() as conn:
        return MigrationContext.configure(conn).get_current_revision()


def newest() -> str:
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None  # noqa: S101  (there is at least one migration)
    return head


def is_known(revision: str) -> bool:
    """Whether this version of the program knows that revision; a newer program's it does not."""
    return any(script.revision == revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
