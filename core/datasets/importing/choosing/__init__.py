"""What a person decides about a file, and what deserves a look before it is imported."""
