"""From a relation to the tables of a dataset: values typed, counted, stored, and what was left out beside them."""
