"""Bringing a table: the drop zone, the options of reading, and the report on what was read."""
