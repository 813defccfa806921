"""From the lines of a text to records: the dialect, the quotes, and what rows look like."""
