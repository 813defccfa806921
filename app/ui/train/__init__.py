"""Pieces of the page Train: the plan before, the progress during, the result after."""
