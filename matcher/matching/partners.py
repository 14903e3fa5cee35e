"""Third partners for triangular cooperation: who could support an exchange of two countries, with the evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle, islice

from sqlmodel import Session, col, select

from matcher.matching.mechanisms import Fit, Reach, fit
from matcher.matching.ties import Cooperation, Ties, ties_of_countries, ties_of_supporters
from models.exchange import exchanges_with_participants
from models.mechanism import MechanismKind, all_mechanisms
from models.organization import Organization
from models.support import support_matrix

MOST = 3
"""How many third partners are suggested for a match."""
KINDS = tuple(MechanismKind)
"""Kinds of mechanism, in their order of use: those that pay or carry exchanges before those that link people."""


class PartnerKind(StrEnum):
    """What sort of third partner is suggested."""

    MECHANISM = "mechanism"
    ORGANIZATION = "organization"
    COUNTRY = "country"


@dataclass(frozen=True)
class Partner:
    """A third partner: an organization, one with a mechanism that fits (`fit`), or a country."""

    kind: PartnerKind
    cooperation: Cooperation
    ties: Ties
    organization: Organization | None = None
    country: str | None = None
    fit: Fit | None = None

    @property
    def who(self) -> str:
        """The organization's identifier or the country's code: nobody is suggested twice."""
        return self.organization.id if self.organization else self.country or ""


def third_partners(session: Session, cooperation: Cooperation) -> tuple[Partner, ...]:
    """Up to three third partners: the best mechanism, organization and country, then the next best of each.

    None where the two countries are the same.
    """
    if len(cooperation.countries) < 2:
        return ()
    history = exchanges_with_participants(session, countries=cooperation.countries)
    ties = ties_of_supporters(history, cooperation)
    fits = _fits(session, cooperation)
    rows = _third_organizations(session, [*ties, *(one.mechanism.organization for one in fits)], cooperation)
    ranked = (
        _mechanisms(fits, rows, ties, cooperation),
        _organizations(rows, ties, cooperation),
        _countries(ties_of_countries(history, cooperation), cooperation),
    )
    found: dict[str, Partner] = {}
    for candidates in islice(cycle(ranked), MOST * len(ranked)):
        partner = next((one for one in candidates if one.who not in found), None)
        if partner is not None and len(found) < MOST:
            found[partner.who] = partner
    return tuple(found.values())


def _fits(session: Session, cooperation: Cooperation) -> list[Fit]:
    reach = Reach(support_matrix(session))
    asked = (cooperation.countries, cooperation.sectors, cooperation.modalities)
    found = (fit(mechanism, reach, *asked) for mechanism in all_mechanisms(session))
    return [one for one in found if one is not None]


def _third_organizations(session: Session, keys: Iterable[str], cooperation: Cooperation) -> dict[str, Organization]:
    """Those of the organizations that belong to neither side."""
    rows = session.exec(select(Organization).where(col(Organization.id).in_(set(keys))))
    own = set(cooperation.organizations)
    return {row.id: row for row in rows if row.id not in own and row.country not in cooperation.countries}


def _mechanisms(
    fits: Iterable[Fit], rows: Mapping[str, Organization], ties: Mapping[str, Ties], cooperation: Cooperation
) -> list[Partner]:
    """Mechanisms of the very sector first, then those whose organization knows both sides, then those that pay."""

    def order(one: Partner) -> tuple[object, ...]:
        assert one.fit is not None
        mechanism = one.fit.mechanism
        kind = KINDS.index(MechanismKind(mechanism.kind))
        return not one.fit.sectors, -one.ties.sides, kind, -len(one.fit.modalities), mechanism.id

    found = []
    for one in fits:
        row = rows.get(one.mechanism.organization)
        if row is not None:
            known = ties.get(row.id, Ties())
            found.append(Partner(PartnerKind.MECHANISM, cooperation, known, organization=row, fit=one))
    return sorted(found, key=order)


def _organizations(
    rows: Mapping[str, Organization], ties: Mapping[str, Ties], cooperation: Cooperation
) -> list[Partner]:
    """Those that worked with both sides first, then the most recent."""
    found = [
        Partner(PartnerKind.ORGANIZATION, cooperation, past, organization=rows[key])
        for key, past in ties.items()
        if key in rows
    ]
    return sorted(found, key=lambda one: (-one.ties.sides, -one.ties.latest, -one.ties.count, one.who))


def _countries(ties: Mapping[str, Ties], cooperation: Cooperation) -> list[Partner]:
    """Those with ties to both sides: in the sector first, then the most recent."""
    found = [
        Partner(PartnerKind.COUNTRY, cooperation, past, country=code) for code, past in ties.items() if past.sides == 2
    ]
    return sorted(found, key=lambda one: (-one.ties.in_sector().sides, -one.ties.latest, -one.ties.count, one.who))
