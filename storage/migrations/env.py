"""Alembic's way in. The connection comes from storage.migrate; there is no alembic.ini."""

from alembic import context

from storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
