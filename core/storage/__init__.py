"""Where things are kept: state as rows, datasets as DuckDB files, everything else as folders that appear whole."""
