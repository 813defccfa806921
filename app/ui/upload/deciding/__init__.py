"""Looking at a file before it is imported: what was found, what a person decides, and what that changes."""
