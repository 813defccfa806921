"""The query room: an editor, the tables there are, and what a query found."""
