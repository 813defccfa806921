"""What is measured of one column, and the steps that measure it with few queries."""
