"""Pieces that several pages share. They draw what core says and keep no truth of their own."""
