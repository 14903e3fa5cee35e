"""The focal points' floor: what waits for a decision, what stalls, what nobody serves."""

from fastapi import APIRouter

from api.pages.review import objecting, one, practices, queue, silence, stalled, unmet

ROUTERS: tuple[APIRouter, ...] = (
    queue.router,
    stalled.router,
    unmet.router,
    silence.router,
    practices.router,
    objecting.router,
    one.router,
)
"""The page of one match comes last: its address would take those of the lists for numbers."""
