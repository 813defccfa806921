"""Which columns go together: the map, the ranked pairs, and two columns in one picture."""
