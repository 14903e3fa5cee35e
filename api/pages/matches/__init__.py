"""Pairs of a request and an offer: why they are together, and what is done about it."""

from api.pages.matches import acting, comparing, showing, what_if, why_not

ROUTERS = (showing.router, acting.router, comparing.router, why_not.router, what_if.router)
