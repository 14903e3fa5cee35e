"""The entries of the support matrix: those of the document, and those of the exchanges that no document told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, select

from matcher.exchanges.public import public_form
from models import taxonomy
from models.dossier import Dossier, dossiers
from models.exchange import KNOWN_STATES, SUPPORTING, TEACHING, Exchange, ExchangeParticipant, PartyRole
from models.exchange_schemas import PartyPublic
from models.organization import Organization
from models.support import Support, SupportRole, support_matrix

ROLES = {PartyRole.REQUESTER: SupportRole.RECEIVER} | dict.fromkeys(TEACHING, SupportRole.PROVIDER)
"""What a side of an exchange is to those who support it."""


class Source(StrEnum):
    """Where an entry comes from: annex 1 of the mapping, or the exchanges of this service."""

    DOCUMENT = "document"
    SERVICE = "service"


@dataclass(frozen=True)
class Entry:
    """One organization's support to a place in a broad sector, in one role.

    `place` and `name` are the place and the organization as the document prints them; `country` is None for regions.
    `exchanges` are those that tell it, none for the document's.
    """

    place: str
    country: str | None
    broad_sector: str
    organization: str
    name: str
    role: SupportRole
    note: str = ""
    source: Source = Source.DOCUMENT
    exchanges: tuple[str, ...] = ()

    @property
    def place_key(self) -> str:
        """The country's code; the printed name of a region."""
        return self.country or self.place


Told = tuple[str, str, str, SupportRole]
"""Country, broad sector, organization, role."""


def all_entries(session: Session) -> list[Entry]:
    """Those of the document in its order, then those of the service by place. Four queries."""
    printed = [_printed(row) for row in support_matrix(session)]
    return [*printed, *_exchanged(session, {one.country: one.place for one in printed})]


def _printed(row: Support) -> Entry:
    return Entry(
        place=row.place,
        country=row.country,
        broad_sector=row.broad_sector,
        organization=row.organization,
        name=row.printed_organization,
        role=SupportRole(row.role),
        note=row.note,
    )


def _exchanged(session: Session, places: Mapping[str | None, str]) -> list[Entry]:
    told: dict[Told, list[str]] = defaultdict(list)
    for dossier in dossiers(session, _own_exchanges(session)):
        for one in _told(dossier):
            told[one].append(dossier.id)
    chosen = select(Organization).where(col(Organization.id).in_({organization for _, _, organization, _ in told}))
    names = {row.id: row.short_name for row in session.exec(chosen)}
    entries = [
        Entry(
            place=places.get(country, taxonomy.country_name(country, "en")),
            country=country,
            broad_sector=sector,
            organization=organization,
            name=names[organization],
            role=role,
            source=Source.SERVICE,
            exchanges=tuple(exchanges),
        )
        for (country, sector, organization, role), exchanges in told.items()
    ]
    return sorted(entries, key=lambda one: (one.place, one.broad_sector, one.name, one.role))


def _own_exchanges(session: Session) -> Sequence[Exchange]:
    """The exchanges that are public with their organizations, have a supporter, and were not taken from a document."""
    supported = select(ExchangeParticipant.exchange).where(
        col(ExchangeParticipant.role).in_(SUPPORTING), col(ExchangeParticipant.organization).is_not(None)
    )
    chosen = select(Exchange).where(
        col(Exchange.state).in_(KNOWN_STATES),
        col(Exchange.shown_in_full),
        col(Exchange.source_document).is_(None),
        col(Exchange.id).in_(supported),
    )
    return session.exec(chosen.order_by(col(Exchange.id))).all()


def _told(dossier: Dossier) -> set[Told]:
    """What an exchange tells of the matrix: nothing where it has no sector."""
    parties = public_form(dossier.exchange, dossier.sides).parties
    organizations = {one.organization for one in parties if one.role in SUPPORTING and one.organization}
    sectors = {taxonomy.sectors()[one].broad_sector for one in dossier.exchange.sectors}
    return {
        (country, sector, organization, role)
        for country, role in _places(parties)
        for sector in sectors
        for organization in organizations
    }


def _places(parties: Sequence[PartyPublic]) -> set[tuple[str, SupportRole]]:
    return {(one.country, ROLES[PartyRole(one.role)]) for one in parties if one.country and one.role in ROLES}
