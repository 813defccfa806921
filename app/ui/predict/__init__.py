"""Pieces of the page Predict: the form, the answer, and many rows at once."""
