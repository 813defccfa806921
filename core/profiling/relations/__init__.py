"""What ties columns, rows and the target together."""
