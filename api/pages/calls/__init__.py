"""The pages of calls for proposals and of the consortium finder."""

from api.pages.calls import listing, showing

ROUTERS = (listing.router, showing.router)
