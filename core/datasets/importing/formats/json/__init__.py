"""JSON in all the shapes that tables take in it."""
