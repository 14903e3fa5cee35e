"""The pages of applications to calls."""

from api.pages.applications import acting, beginning, listing, showing

ROUTERS = (beginning.router, listing.router, showing.router, acting.router)
