"""The kinds of steps, by what they change: missing values, texts, types, rows, columns, shape."""
