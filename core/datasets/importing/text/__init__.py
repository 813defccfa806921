"""Delimited text: which characters separate it, where the table in it begins, and how its broken lines are mended."""
