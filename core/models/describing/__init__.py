"""A model in words: a summary for everybody, a card for whoever has to rely on it."""

from core.models.describing.card import Card, card, download
from core.models.describing.summary import Summary, summary

__all__ = ["Card", "Summary", "card", "download", "summary"]
