"""Records as lines of JSON, and back."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from scoring.records import Offer, PastExchange, Practice

Record = TypeVar("Record", Offer, PastExchange, Practice)

DAYS = ("published_on", "expires_on")


def to_line(record: Record) -> bytes:
    """One line; what is not known is left out."""
    told = [(field.name, getattr(record, field.name), field.default) for field in fields(record)]
    known = {name: value for name, value, default in told if value != default}
    return json.dumps(known, default=_plain).encode() + b"\n"


def from_line(kind: type[Record], line: bytes) -> Record:
    """The record that a line holds."""
    known: Mapping[str, Any] = json.loads(line)
    return kind(**{name: _rich(name, value) for name, value in known.items()})


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a record")


def _rich(name: str, value: Any) -> Any:  # noqa: ANN401
    if name in DAYS:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
