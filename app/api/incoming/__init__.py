"""What comes in: strict JSON of a bounded size, and files streamed to disk."""
