"""The pages of networks and communities."""

from api.pages.communities import admitting, keeping, listing, showing, talking

ROUTERS = tuple(page.router for page in (listing, showing, talking, keeping, admitting))
