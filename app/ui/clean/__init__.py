"""The pieces of the Clean page: the steps, the form of one more, what they do, and the version they make."""
