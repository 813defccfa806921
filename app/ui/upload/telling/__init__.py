"""After the import: the report, what was left out, the versions, and what can be done with the table."""
