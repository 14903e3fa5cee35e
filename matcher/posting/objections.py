"""Why a focal point objects to a post, in coded reasons that are told in the reader's language."""

from dataclasses import dataclass
from enum import StrEnum


class Objection(StrEnum):
    """Why a submitted post goes back to its writers; `other` needs a note."""

    TOO_VAGUE = "too-vague"
    INCOMPLETE = "incomplete"
    DUPLICATE = "duplicate"
    OUTSIDE_COOPERATION = "outside-cooperation"
    PERSONAL_DATA = "personal-data"
    NOT_AUTHORIZED = "not-authorized"
    OTHER = "other"


@dataclass(frozen=True)
class Objected:
    """A reason, and what the focal point adds to it."""

    reason: Objection
    note: str | None = None


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


MEANINGS = {
    Objection.TOO_VAGUE: _("It does not say clearly enough what is asked or offered."),
    Objection.INCOMPLETE: _("Something that others need to decide is missing."),
    Objection.DUPLICATE: _("The same was posted before."),
    Objection.OUTSIDE_COOPERATION: _("It does not fall within South-South cooperation."),
    Objection.PERSONAL_DATA: _("It holds personal data or contacts, which must not be published."),
    Objection.NOT_AUTHORIZED: _("The organization has not authorized it."),
    Objection.OTHER: _("For another reason, given in the note."),
}
