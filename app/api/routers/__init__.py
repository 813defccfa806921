"""One router per noun; each route calls core once."""

from fastapi import APIRouter

from app.api.incoming.bodies import StrictRoute


def router(noun: str) -> APIRouter:
    """A router whose routes stand under one heading of the documentation."""
    return APIRouter(tags=[noun], route_class=StrictRoute)
