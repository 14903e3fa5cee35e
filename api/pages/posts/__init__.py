"""Requests and offers: reading them, writing them, and what becomes of them."""

from api.pages.posts import adding, checking, desk, moving, showing, writing

ROUTERS = (desk.router, writing.router, checking.router, moving.router, adding.router, showing.router)
"""The form comes first: `new` is no identifier of a post there."""
