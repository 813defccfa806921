"""Pieces of the page Models, and the words that all pages about models share."""
