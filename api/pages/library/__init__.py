"""The library by its pages: looked through, read, added to, tied to what documents speak for."""

from api.pages.library import browsing, keeping, showing, writing

ROUTERS = (browsing.router, writing.router, showing.router, keeping.router)
"""Writing comes before showing: its address would else name a document."""
