"""Database files: SQLite and DuckDB, read without being trusted."""
