"""Several files become one table: columns are matched by name, kinds are decided over all files together."""
