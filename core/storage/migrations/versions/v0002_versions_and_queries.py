"""Versions of datasets, import recipes, marks on alerts, saved queries and those that ran."""

import sqlalchemy as sa
from alembic import op

from core.storage.migrations.tables import create
from core.storage.state import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("uploads", sa.Column("kind", sa.String(20), nullable=False, server_default="file"))
    op.add_column("datasets", sa.Column("series", sa.String(20), nullable=False, server_default=""))
    op.add_column("datasets", sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    op.add_column("datasets", sa.Column("origin", sa.JSON, nullable=False, server_default="{}"))
    op.execute("UPDATE datasets SET series = id")
    op.create_index("ix_datasets_series", "datasets", ["series"])
    create(
        "recipes",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("shape", sa.JSON, nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
    )
    create(
        "alert_marks",
        sa.Column("series", sa.String(20), nullable=False, index=True),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("column_name", sa.Text, nullable=False),
        sa.Column("mark", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
    )
    create(
        "saved_queries",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sql", sa.Text, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
    )
    create(
        "table_names",
        sa.Column("series", sa.String(20), nullable=False, index=True),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False, unique=True),
    )
    create(
        "query_runs",
        sa.Column("sql", sa.Text, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("rows", sa.BigInteger),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("error", sa.JSON),
        sa.Column("created_at", Instant, nullable=False),
    )
