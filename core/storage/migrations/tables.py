"""How a migration makes a table of ours."""

from typing import Any

import sqlalchemy as sa
from alembic import op


def create(name: str, *columns: sa.Column[Any] | sa.UniqueConstraint) -> None:
    """A table whose rows have an opaque id for people and a running number that orders lists."""
    op.create_table(
        name,
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(20), nullable=False, unique=True),
        *columns,
        sqlite_autoincrement=True,
    )
