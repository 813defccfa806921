"""What the people who run Tablecast look at: request ids, metrics, and whether every part works."""
