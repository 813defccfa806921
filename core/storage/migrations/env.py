"""Alembic's entry: runs the migrations on the connection of the workspace's state."""

from alembic import context

from core.storage.state import State, metadata

state: State = context.config.attributes["state"]
with state.writing() as connection:
    context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
    context.run_migrations()
