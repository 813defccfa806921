"""The pieces of the Explore page: which rows are looked at, the grid, one row, one column, and charts."""
