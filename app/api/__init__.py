"""The API: one way in for programs, over the same functions of core that the pages call."""

from app.api.application import build

__all__ = ["build"]
