"""Turns rows of the database into the plain records that the ranking reads, and these into snapshots."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlmodel import Session

import scoring
from models.exchange import TEACHING, Exchange, ExchangeParticipant, PartyRole, exchanges_with_participants
from models.match import parked_pairs
from models.offer import Offer, published_offers
from models.practice import Practice, published_practices
from models.request import Request, published_requests
from models.snapshot import fingerprint
from scoring.text.encoder import Encoder


def request_record(row: Request, parked: frozenset[str] = frozenset()) -> scoring.Request:
    """A request as the ranking reads it."""
    return scoring.Request(**_post(row), preferred_provider=row.preferred_provider, parked=parked)


def offer_record(row: Offer) -> scoring.Offer:
    """An offer as the ranking reads it."""
    return scoring.Offer(**_post(row), practices=tuple(row.practices), capacity=row.capacity)


def _post(row: Request | Offer) -> dict[str, Any]:
    return {
        "id": row.id,
        "text": row.text,
        "title": row.title,
        "language": row.language,
        "organization": row.organization,
        "country": row.country,
        "sectors": tuple(row.sectors),
        "modalities": tuple(row.modalities),
        "working_languages": tuple(row.working_languages),
        "sdgs": tuple(row.sdgs),
        "published_on": row.published_at.date() if row.published_at else None,
        "expires_on": row.expires_on,
    }


def exchange_records(row: Exchange, sides: Iterable[ExchangeParticipant]) -> list[scoring.PastExchange]:
    """One record for each requester and provider of an exchange."""
    sides = list(sides)
    requesters = [side for side in sides if side.role == PartyRole.REQUESTER]
    providers = [side for side in sides if side.role in TEACHING]
    return [
        scoring.PastExchange(
            id=row.id,
            requester_country=requester.country,
            provider_country=provider.country,
            requester=requester.organization,
            provider=provider.organization,
            title=row.title,
            text=row.text,
            language=row.language,
            sectors=tuple(row.sectors),
            modality=row.modality,
            start_year=row.start_year,
            end_year=row.end_year,
            outcome=row.outcome,
        )
        for requester in requesters
        for provider in providers
    ]


def practice_record(row: Practice) -> scoring.Practice:
    """A practice as the ranking reads it."""
    return scoring.Practice(
        id=row.id,
        title=row.title,
        organization=row.organization,
        country=row.country,
        sectors=tuple(row.sectors),
    )


@dataclass(frozen=True)
class Inputs:
    """Everything that a ranking sees."""

    requests: list[scoring.Request]
    offers: list[scoring.Offer]
    exchanges: list[scoring.PastExchange]
    practices: list[scoring.Practice]

    @cached_property
    def contents(self) -> dict[str, list[dict[str, Any]]]:
        """The records as JSON-ready data, for the snapshot."""
        kinds: dict[str, list[Any]] = {
            "requests": list(self.requests),
            "offers": list(self.offers),
            "exchanges": list(self.exchanges),
            "practices": list(self.practices),
        }
        return {kind: [_json_ready(asdict(record)) for record in records] for kind, records in kinds.items()}

    @cached_property
    def manifest(self) -> dict[str, list[str]]:
        """The digest of every record, by kind."""
        return {kind: [fingerprint(record) for record in records] for kind, records in self.contents.items()}

    @property
    def digest(self) -> str:
        """The digest that names it all."""
        return fingerprint(self.manifest)

    def index(self, as_of: date, encoder: Encoder | None = None) -> scoring.Index:
        """The offers and the past, ready for ranking on a day."""
        return scoring.build_index(self.offers, self.exchanges, self.practices, as_of=as_of, encoder=encoder)


def _json_ready(record: dict[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, frozenset | tuple):
            return sorted(value) if isinstance(value, frozenset) else list(value)
        return value.isoformat() if isinstance(value, date) else value

    return {name: plain(value) for name, value in record.items()}


def gather(session: Session, *, as_of: date, request: str | None = None) -> Inputs:
    """What the ranking sees on a day: live requests (or the one asked for), published offers and the past."""
    parked: dict[str, set[str]] = {}
    for asked, offer in parked_pairs(session, as_of):
        parked.setdefault(asked, set()).add(offer)
    live = [row for row in published_requests(session) if row.is_live(as_of) and request in (None, row.id)]
    past = [one for row, sides in exchanges_with_participants(session) for one in exchange_records(row, sides)]
    return Inputs(
        requests=[request_record(row, frozenset(parked.get(row.id, ()))) for row in live],
        offers=[offer_record(row) for row in published_offers(session)],
        exchanges=past,
        practices=[practice_record(row) for row in published_practices(session) if row.translation_of is None],
    )
