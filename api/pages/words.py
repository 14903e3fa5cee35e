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
SIDES = {"requester": "Requester", "provider": "Provider", "focal-point": "Focal point"}
PARTY_ROLES = {
    "requester": "Recipient",
    "provider": "First provider",
    "second-provider": "Second provider",
    "facilitator": "Facilitator",
    "funder": "Funder",
}
ANSWERS = {"yes": "Yes", "partly": "Partly", "no": "No"}
HELD = {"digests": "The digests are held back", "mail": "All mail is held back"}
DOCUMENT_KINDS = {
    "guide": "Guide or manual",
    "course": "Course material",
    "study": "Study",
    "evaluation": "Evaluation",
    "report": "Report",
    "law": "Law or agreement",
    "presentation": "Presentation",
    "data": "Data",
    "other": "Other document",
}
UNREADABLE = {
    "locked": "it opens only with a password",
    "damaged": "the file is damaged",
    "no-words": "it holds no words, perhaps only scanned pages",
    "picture": "it is a picture",
    "too-large": "it needs too much memory",
    "too-long": "it took too long",
    "lost": "the file is not there",
}
EXCHANGE_STATES = {
    "accepted": "Both sides want it; its terms are being agreed",
    "agreed": "Agreed; the work has not begun",
    "running": "Running",
    "completed": "Completed",
    "cancelled": "Given up",
}

EVENT_KINDS = {
    "fair": "Knowledge fair",
    "workshop": "Workshop",
    "study-tour": "Study tour",
    "expo": "Expo",
    "conference": "Conference",
}
EVENT_STATES = {
    "draft": "Draft",
    "announced": "Announced",
    "closed": "Register closed",
    "held": "Held",
    "cancelled": "Called off",
}
MEETING_STATES = {"planned": "Planned", "cancelled": "Called off", "held": "Held", "agreed": "Agreement reached"}
OBSTACLES = {
    "cancelled": "One of the two does not come.",
    "avoided": "One of the two would rather not meet the other.",
    "language": "They have no language in common.",
    "presence": "They are never there at the same time.",
    "limit": "One of the two has as many meetings as it may.",
    "busy": "Whenever both are there, one of them meets somebody else.",
    "tables": "Whenever both are free, all tables are taken.",
    "choice": "Other meetings were worth more.",
}


def texts() -> Iterator[str]:
    """Every word of these tables."""
    first = (MATCH_STATES, POST_STATES, ROLES, VISIBILITIES, SIDES, PARTY_ROLES, ANSWERS, HELD, EXCHANGE_STATES)
    around = (DOCUMENT_KINDS, UNREADABLE, EVENT_KINDS, EVENT_STATES, MEETING_STATES, OBSTACLES)
    for table in (*first, *around):
        yield from table.values()
