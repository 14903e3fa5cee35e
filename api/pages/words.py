"""What pages call the states and kinds of things; the English words are translated where they are shown."""

from collections.abc import Iterator

MATCH_STATES = {
    "proposed": "Proposed",
    "endorsed": "Endorsed",
    "introduced": "Introduced",
    "accepted": "Accepted",
    "declined": "Declined",
    "lapsed": "Lapsed",
    "superseded": "Overtaken by better ones",
}
POST_STATES = {
    "draft": "Draft",
    "submitted": "Before the focal point",
    "published": "Published",
    "closed": "Closed",
    "withdrawn": "Withdrawn",
    "expired": "Expired",
}
ROLES = {
    "agency": "Cooperation agency",
    "provider": "Provider",
    "focal-point": "Focal point",
    "analyst": "Analyst",
    "administrator": "Administrator",
}
VISIBILITIES = {
    "public": "Everybody",
    "members": "Members of this service",
    "parties": "Only the parties and the focal points",
}
EXCHANGE_STATES = {
    "accepted": "Both sides want it; its terms are being agreed",
    "agreed": "Agreed; the work has not begun",
    "running": "Running",
    "completed": "Completed",
    "cancelled": "Given up",
}


def texts() -> Iterator[str]:
    """Every word of these tables."""
    for table in (MATCH_STATES, POST_STATES, ROLES, VISIBILITIES, EXCHANGE_STATES):
        yield from table.values()
