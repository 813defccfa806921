"""Reading what people and programs give as a row: which column is which, and what each value means."""
