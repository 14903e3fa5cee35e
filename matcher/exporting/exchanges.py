"""Exchanges and who took part in them, as everybody may see them."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from matcher.exchanges.public import public_exchanges
from matcher.exporting.formats import Row, Rows
from models.exchange import ExchangeCreate
from models.exchange_schemas import PartyPublic


def exchanges(session: Session) -> Rows:
    """The exchanges under the field names of their import."""
    columns = list(ExchangeCreate.model_fields)
    rows: list[Row] = []
    for row, public in public_exchanges(session):
        fields: dict[str, Any] = {name: getattr(row, name, None) for name in columns}
        fields |= {"text": public.text or "", "outcome": public.outcome}
        rows.append(fields | _in_columns(public.parties))
    return columns, rows


def _in_columns(parties: Sequence[PartyPublic]) -> Row:
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


def exchange_parties(session: Session) -> Rows:
    """Every side of every exchange in a row of its own, in the order in which the exchange names them."""
    columns = ("exchange", "position", "role", "country", "organization")
    rows = [
        {"exchange": row.id, "position": position, **party.model_dump()}
        for row, public in public_exchanges(session)
        for position, party in enumerate(public.parties)
    ]
    return columns, rows
