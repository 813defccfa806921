"""Query: ask the tables anything in SQL, see the answer at once, and keep what is worth keeping."""

from __future__ import annotations

from app.ui import layout

layout.head("Query", "Ask your tables anything in SQL. Nothing that you write here can change or harm them.")
