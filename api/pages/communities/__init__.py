"""The pages of networks and communities."""

from api.pages.communities import admitting, appointing, keeping, listing, registering, showing, talking

ROUTERS = tuple(page.router for page in (listing, registering, showing, talking, keeping, admitting, appointing))
