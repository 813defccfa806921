"""The state database's schema, version by version; `upgrade` runs at every start."""

from __future__ import annotations

from pathlib import Path

from core.storage.state import State

FOLDER = Path(__file__).parent


def upgrade(state: State) -> None:
    """Brings the database to the newest schema. One process at a time; the second finds nothing left to do."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"state": state})
    config.set_main_option("script_location", str(FOLDER))
    command.upgrade(config, "head")
