"""A practice by its pages: written, translated, submitted, published, taken back."""

from api.pages.practices import moving, showing, translating, writing

ROUTERS = (writing.router, translating.router, showing.router, moving.router)
"""Writing comes first: its address would else name a practice."""
