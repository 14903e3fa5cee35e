"""An exchange together with everybody who takes part in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.exchange import TEACHING, Exchange, ExchangeParticipant, PartyRole

DECIDING = TEACHING | {PartyRole.REQUESTER}
"""The roles of those who must agree to the terms; facilitators and funders have said yes by taking part."""


@dataclass(frozen=True)
class Dossier:
    """An exchange with its sides in order, also those that were only invited."""

    exchange: Exchange
    sides: Sequence[ExchangeParticipant]

    @property
    def id(self) -> str:
        """The exchange's identifier."""
        return self.exchange.id

    @property
    def main_sides(self) -> list[ExchangeParticipant]:
        """The first requester and the first provider."""
        found = [self._first({PartyRole.REQUESTER}), self._first({PartyRole.PROVIDER})]
        return [one for one in found if one is not None]

    @property
    def deciding_sides(self) -> list[ExchangeParticipant]:
        """The organizations that must agree and that evaluate."""
        return [one for one in self.sides if one.role in DECIDING and one.organization]

    @property
    def organizations(self) -> list[str]:
        """The organizations that take part, each once; without those that were only invited."""
        return list(dict.fromkeys(one.organization for one in self.sides if one.organization and one.accepted))

    @property
    def countries(self) -> frozenset[str]:
        """The countries of all sides."""
        return frozenset(one.country for one in self.sides if one.country)

    def side_of(self, organization: str | None) -> ExchangeParticipant | None:
        """The first side that an organization has."""
        return next((one for one in self.sides if organization and one.organization == organization), None)

    def _first(self, roles: Collection[str]) -> ExchangeParticipant | None:
        return next((one for one in self.sides if one.role in roles), None)


def dossiers(session: Session, exchanges: Sequence[Exchange]) -> list[Dossier]:
    """Exchanges with their sides, by one query."""
    ordered = (
        select(ExchangeParticipant)
        .where(col(ExchangeParticipant.exchange).in_([one.id for one in exchanges]))
        .order_by(col(ExchangeParticipant.exchange), col(ExchangeParticipant.position))
    )
    sides: dict[str, list[ExchangeParticipant]] = {}
    for side in session.exec(ordered):
        sides.setdefault(side.exchange, []).append(side)
    return [Dossier(one, sides.get(one.id, [])) for one in exchanges]


def dossier_of(session: Session, key: str, *, hold: bool = False) -> Dossier | None:
    """One exchange with its sides. To `hold` it lets nobody else change it until the transaction ends."""
    exchange = session.get(Exchange, key, with_for_update=hold or None, populate_existing=hold)
    return dossiers(session, [exchange])[0] if exchange else None
