"""The pages of events: the calendar of all, one event, what its organisers do, and each delegation's own sheet."""

from api.pages.events import (
    delegation,
    delegation_forms,
    listing,
    meetings,
    organizing,
    planning,
    sheets,
    showing,
    writing,
)

PAGES = (listing, writing, showing, organizing, planning, sheets, delegation, delegation_forms, meetings)
ROUTERS = tuple(page.router for page in PAGES)
