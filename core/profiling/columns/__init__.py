"""The steps that measure columns, each with few queries: counts, a sample, frequencies, numbers, texts, dates."""
