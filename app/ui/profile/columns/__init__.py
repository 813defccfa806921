"""The columns of a profile: which to see, as cards or as a list, and everything about one of them."""
