"""What a webhook can be told: actions of the audit trail, with what each means."""

from dataclasses import dataclass

from rapidfuzz import process

from matcher.errors import BadInputError
from models.errors import did_you_mean


@dataclass(frozen=True)
class Event:
    """One action that can be told."""

    name: str
    meaning: str


EVENTS: dict[str, Event] = {
    name: Event(name, meaning)
    for name, meaning in (
        ("request.submitted", "a request waits for the focal point, or for five working days without objection"),
        ("request.published", "a request can be seen by those for whom it is meant"),
        ("request.edited", "a request was edited"),
        ("request.renewed", "a request has a later date"),
        ("request.closed", "a request was closed by its organization"),
        ("request.reopened", "a closed request is open again"),
        ("request.withdrawn", "a request was withdrawn by its organization"),
        ("offer.submitted", "an offer waits for the focal point, or for five working days without objection"),
        ("offer.published", "an offer can be seen by those for whom it is meant"),
        ("offer.edited", "an offer was edited"),
        ("offer.renewed", "an offer stands for twelve more months"),
        ("offer.closed", "an offer was closed by its organization"),
        ("offer.reopened", "a closed offer is open again"),
        ("offer.withdrawn", "an offer was withdrawn by its organization"),
        ("match.endorsed", "a focal point endorsed a suggestion"),
        ("match.introduced", "a requester chose a provider, and both sides were told"),
        ("match.accepted", "both sides accepted: contacts are disclosed to them"),
        ("match.declined", "a focal point or one side declined a match"),
        ("match.lapsed", "nobody answered an introduction within two months"),
        ("exchange.opened", "an exchange was opened from a match, or registered"),
        ("exchange.agreed", "both sides agreed on an exchange"),
        ("exchange.started", "an exchange runs"),
        ("exchange.completed", "an exchange is completed and evaluated"),
        ("exchange.cancelled", "an exchange was cancelled"),
    )
}
"""By name. All others of the audit trail stay inside."""


def checked_events(names: list[str]) -> list[str]:
    """The names, each once. Raises BadInputError for one that is no event, with the nearest that is."""
    for name in names:
        if name not in EVENTS:
            nearest = process.extractOne(name, list(EVENTS), score_cutoff=60)
            hint = did_you_mean([nearest[0]] if nearest else [])
            raise BadInputError("events: {name!r} cannot be told{hint}", name=name, hint=hint)
    return list(dict.fromkeys(names))
