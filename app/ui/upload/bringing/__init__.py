"""Ways to bring a table, and following it until it has arrived."""
