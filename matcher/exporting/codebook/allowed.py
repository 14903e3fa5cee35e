"""The short lists from which columns take their values, each read where it is kept."""

from collections.abc import Callable, Iterable

from models import taxonomy
from models.document import DocumentKind
from models.event import EventKind, EventState, Precision
from models.exchange import PartyRole
from models.expert import SHOWN, Payer
from models.mechanism import Call, MechanismKind
from models.membership import MemberRole
from models.organization import OrganizationKind
from models.post import Visibility
from models.support import SupportRole

TYPES = ("string", "integer", "number", "boolean", "date", "datetime", "list", "array")
"""The types of columns, as Table Schema 2.0 names them."""


def _facts(name: str) -> list[str]:
    """The values of a fact about countries, or of a list of facts."""
    found: set[str] = set()
    for one in taxonomy.countries().values():
        value = getattr(one, name)
        found |= {value} if isinstance(value, str) else set(value)
    return sorted(found - {""})


ALLOWED: dict[str, Callable[[], Iterable[str | int]]] = {
    "areas": taxonomy.areas,
    "broad-sectors": taxonomy.broad_sectors,
    "calls": lambda: Call,
    "climates": lambda: _facts("climate"),
    "document-kinds": lambda: DocumentKind,
    "event-kinds": lambda: EventKind,
    "event-states": lambda: [one for one in EventState if one != EventState.DRAFT],
    "expert-states": lambda: SHOWN,
    "goals": taxonomy.goals,
    "groups": lambda: _facts("groups"),
    "incomes": lambda: _facts("income"),
    "member-roles": lambda: MemberRole,
    "mechanism-kinds": lambda: MechanismKind,
    "memberships": lambda: _facts("memberships"),
    "modalities": taxonomy.modalities,
    "organization-kinds": lambda: OrganizationKind,
    "party-roles": lambda: PartyRole,
    "payers": lambda: Payer,
    "precisions": lambda: Precision,
    "printed-sectors": lambda: [one.names["en"] for one in taxonomy.broad_sectors().values()],
    "regions": lambda: _facts("region"),
    "sectors": taxonomy.sectors,
    "subregions": lambda: _facts("subregion"),
    "support-roles": lambda: SupportRole,
    "types": lambda: TYPES,
    "visibilities": lambda: Visibility,
}


def allowed(name: str) -> list[str | int]:
    """The members of a list; none for the empty name."""
    return [one if isinstance(one, int) else str(one) for one in ALLOWED[name]()] if name else []
