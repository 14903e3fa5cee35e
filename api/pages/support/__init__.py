"""The support finder and the support matrix."""

from api.pages.support import finder, matrix

ROUTERS = (finder.router, matrix.router)
