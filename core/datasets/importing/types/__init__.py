"""What a column holds: costumes that values wear, candidates from a sample, and the verdict over the whole file."""
