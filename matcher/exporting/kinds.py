"""What can be exported, and how each kind becomes rows. Only public data: no drafts, no contacts, no accounts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel

from matcher.errors import BadInputError
from matcher.exchanges.public import public_exchanges
from matcher.exporting.formats import FORMATS, Row, write_table
from matcher.exporting.iati import iati_activities
from matcher.exporting.network import exchange_network, write_network
from matcher.exporting.skos import thesaurus
from matcher.files import write_whole
from models import taxonomy
from models.exchange import ExchangeCreate
from models.exchange_schemas import PartyPublic
from models.match import live_matches
from models.offer import Offer, OfferCreate, published_offers
from models.post import Visibility
from models.request import Request, RequestCreate, published_requests
from models.support import support_matrix


class ExportKind(StrEnum):
    """What can be exported."""

    REQUESTS = "requests"
    OFFERS = "offers"
    EXCHANGES = "exchanges"
    MATCHES = "matches"
    SUPPORT_MATRIX = "support-matrix"
    SECTORS = "sectors"
    NETWORK = "network"
    IATI = "iati"
    LEXICON = "lexicon"


Post = TypeVar("Post", Request, Offer)
Rows = tuple[Sequence[str], list[Row]]


@dataclass(frozen=True)
class Export:
    """One kind of export: the formats it knows, the usual one first, and how it writes a file."""

    formats: tuple[str, ...]
    write: Callable[[Session, Path, str], int]


def export(session: Session, kind: ExportKind, path: Path, form: str | None = None) -> int:
    """Writes one kind to a file; answers how many things it holds. The format is the ending's where none is named.

    Raises BadInputError for a format that the kind does not know.
    """
    known = EXPORTS[kind].formats
    chosen = form or path.suffix.lstrip(".").lower() or known[0]
    if chosen not in known:
        raise BadInputError(
            "{kind} cannot be written as {chosen!r}; choose {names} with --format",
            kind=kind,
            chosen=chosen,
            names=", ".join(known),
        )
    return EXPORTS[kind].write(session, path, chosen)


def _table(rows_of: Callable[[Session], Rows]) -> Export:
    def write(session: Session, path: Path, form: str) -> int:
        columns, rows = rows_of(session)
        write_table(path, form, columns, rows)
        return len(rows)

    return Export(tuple(FORMATS), write)


def as_imported(rows: Sequence[SQLModel], schema: type[SQLModel]) -> Rows:
    """Rows under the field names of their import, so that a file can be taken in again."""
    columns = list(schema.model_fields)
    return columns, [{name: getattr(row, name, None) for name in columns} for row in rows]


def _requests(session: Session) -> Rows:
    return as_imported(_public(published_requests(session)), RequestCreate)


def _offers(session: Session) -> Rows:
    return as_imported(_public(published_offers(session)), OfferCreate)


def _public(posts: Iterable[Post]) -> list[Post]:
    """The posts that everybody may see."""
    return [one for one in posts if one.visibility == Visibility.PUBLIC]


def _exchanges(session: Session) -> Rows:
    columns = list(ExchangeCreate.model_fields)
    rows: list[Row] = []
    for row, public in public_exchanges(session):
        fields: dict[str, Any] = {name: getattr(row, name, None) for name in columns}
        fields |= {"text": public.text or "", "outcome": public.outcome}
        rows.append(fields | _parties(public.parties))
    return columns, rows


def _parties(parties: Sequence[PartyPublic]) -> Row:
    """The main sides, those who support by organization, and all others."""
    main = [next((one for one in parties if one.role == role), None) for role in ("requester", "provider")]
    supporting = {
        field: [one for one in parties if one.role == role and one.organization]
        for role, field in (("facilitator", "facilitators"), ("funder", "funders"))
    }
    told = [*main, *(one for those in supporting.values() for one in those)]
    found: Row = {field: [one.organization for one in those] for field, those in supporting.items()}
    for side, name in zip(main, ("requester", "provider"), strict=True):
        found |= {f"{name}_country": side.country if side else None, name: side.organization if side else None}
    found["parties"] = [one.model_dump() for one in parties if not any(one is known for known in told)]
    return found


def _matches(session: Session) -> Rows:
    """The live matches between posts that everybody may see."""
    columns = ("request", "rank", "rank_by_score", "offer", "score", "state", "model", "run", "proposed_at")
    requests = {row.id for row in _public(published_requests(session))}
    offers = {row.id for row in _public(published_offers(session))}
    rows = [
        {name: getattr(match, name, None) for name in columns} | {"model": match.explanation["model"]}
        for matches in live_matches(session).values()
        for match in matches
        if match.request in requests and match.offer in offers
    ]
    return columns, rows


def _support_matrix(session: Session) -> Rows:
    columns = ("place", "sector", "organization", "role", "note")
    printed = taxonomy.broad_sectors()
    rows = [
        {
            "place": row.place,
            "sector": printed[row.broad_sector].names["en"],
            "organization": row.printed_organization,
            "role": row.role,
            "note": row.note,
        }
        for row in support_matrix(session)
    ]
    return columns, rows


def _sectors(session: Session) -> Rows:  # noqa: ARG001
    columns = ("slug", "area", "en", "es", "pt", "fr", "dac_codes", "sdgs", "broad_sector")
    rows = [
        {**one.names, "slug": one.slug, "area": one.area, "dac_codes": one.dac_codes, "sdgs": one.sdgs}
        | {"broad_sector": one.broad_sector}
        for one in taxonomy.sectors().values()
    ]
    return columns, rows


def _network(session: Session, path: Path, form: str) -> int:
    network = exchange_network(session)
    write_network(network, path, form)
    return int(network.number_of_edges())


def _iati(session: Session, path: Path, form: str) -> int:  # noqa: ARG001
    content, count = iati_activities(session)
    write_whole(path, content)
    return count


def _lexicon(session: Session, path: Path, form: str) -> int:  # noqa: ARG001
    content, count = thesaurus()
    write_whole(path, content)
    return count


EXPORTS: dict[ExportKind, Export] = {
    ExportKind.REQUESTS: _table(_requests),
    ExportKind.OFFERS: _table(_offers),
    ExportKind.EXCHANGES: _table(_exchanges),
    ExportKind.MATCHES: _table(_matches),
    ExportKind.SUPPORT_MATRIX: _table(_support_matrix),
    ExportKind.SECTORS: _table(_sectors),
    ExportKind.NETWORK: Export(("graphml", "gexf"), _network),
    ExportKind.IATI: Export(("xml",), _iati),
    ExportKind.LEXICON: Export(("ttl",), _lexicon),
}
