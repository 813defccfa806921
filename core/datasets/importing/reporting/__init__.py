"""What is said about an import: the report, the look before it, and its words."""
