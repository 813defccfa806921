"""How the API explains itself: a page that works offline, and real answers as examples."""
