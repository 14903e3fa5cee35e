"""The pages of calls for proposals and of the consortium finder."""

from api.pages.calls import listing, showing, writing

ROUTERS = (listing.router, writing.router, showing.router)
