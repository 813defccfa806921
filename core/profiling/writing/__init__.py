"""A profile written for people: its numbers as text, its distributions as drawings, all of it as one page."""
