"""The values of one column on both sides: common bins and levels, how far apart they lie, and the SQL to see it."""
