"""The ways in which values are written: numbers, dates, durations, yes and no, and nothing at all."""
