"""Exchanges in one line each, for tests of views."""

from typing import Any

from sqlmodel import Session

from models.exchange import ExchangeParticipant
from tests import builders
from tests.matched import put

SHORT = {"P": "provider", "R": "requester", "2": "second-provider", "F": "facilitator", "$": "funder"}


def exchanged(session: Session, key: str, sides: str, **fields: Any) -> None:
    """An exchange with its sides in words such as `P:BRA R:MEX F:-:paho`: role, country or -, organization if told."""
    put(session, builders.exchange(key, **fields))
    for position, words in enumerate(sides.split()):
        role, country, *organization = words.split(":")
        put(
            session,
            ExchangeParticipant(
                exchange=key,
                position=position,
                role=SHORT[role],
                country=None if country == "-" else country,
                organization=organization[0] if organization else None,
            ),
        )
