"""The pages of experts and of the rosters on which they stand."""

from api.pages.experts import (
    consenting,
    doing,
    keeping_roster,
    listing,
    listing_rosters,
    showing,
    showing_roster,
    writing,
)

ROUTERS = (
    *(listing.router, writing.router, showing.router, doing.router, consenting.router),
    *(listing_rosters.router, keeping_roster.router, showing_roster.router),
)
"""Writing comes before showing: its address would else name an expert or a roster."""
