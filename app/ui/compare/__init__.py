"""The pieces of the Compare page: which two are meant, what changed in their columns, and which rows changed."""
