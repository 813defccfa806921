"""What is measured of a column: the table of measures, and the arithmetic they share."""
