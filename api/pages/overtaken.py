"""Both versions of what two people changed at once: what is stored now, beside what somebody typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from locales import translate
from matcher.errors import StaleEditError

FIELDS = {
    "title": "Title",
    "text": "Text",
    "name": "Name",
    "acronym": "Acronym",
    "aliases": "Other names",
    "kind": "Kind",
    "country": "Country",
    "territory": "State, province or department",
    "website": "Website",
    "contact": "Contact",
    "language": "Language",
    "languages": "Languages",
    "sectors": "Sectors",
    "modality": "Modality",
    "modalities": "Ways of working together",
    "working_languages": "Working languages",
    "sdgs": "Goals of the 2030 Agenda",
    "visibility": "Who may read it",
    "expires_on": "Open until",
    "expected_outcome": "Expected outcome",
    "preferred_provider": "Preferred provider",
    "with_countries": "Countries that ask together with yours",
    "starts_by": "Should begin by",
    "needed_by": "Needed by",
    "practices": "Good practices",
    "capacity": "Exchanges a year",
    "state": "State",
    "starts_on": "Begins on",
    "ends_on": "Ends on",
    "due_on": "Due on",
    "organization": "Organization",
    "role": "Role",
    "time_zone": "Time zone",
}
"""What pages call the fields that two people may change at once; a field without a name here keeps its own."""
TITLE = "Somebody else has changed this. What is stored now:"
HINT = "Your words are still in the form. Take over from here what should stay, then send it again."
YOURS = "You wrote"


@dataclass(frozen=True)
class OvertakenField:
    """A field that is stored otherwise than it was typed; both as text."""

    label: str
    stored: str
    typed: str


@dataclass(frozen=True)
class Overtaken:
    """What a reader needs to merge both; every text in his language."""

    title: str
    hint: str
    yours: str
    fields: list[OvertakenField]


def overtaken(error: StaleEditError, typed: Mapping[str, Any], language: str) -> Overtaken:
    """The fields of a form that differ from what is stored."""
    both = [(name, _as_text(error.stored[name]), _as_text(typed[name])) for name in typed if name in error.stored]
    fields = [
        OvertakenField(translate(FIELDS.get(name, name), language), stored, mine)
        for name, stored, mine in both
        if name != "version" and stored != mine
    ]
    return Overtaken(translate(TITLE, language), translate(HINT, language), translate(YOURS, language), fields)


def _as_text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, list | tuple | set):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def texts() -> list[str]:
    """Every text of this module that people read."""
    return [*FIELDS.values(), TITLE, HINT, YOURS]
