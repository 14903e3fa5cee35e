"""Reads an evaluation directory: offers, requests, optional history, and TREC judgements."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import scoring
from locales.messages import Message
from matcher.intake.problems import BadFileError, Problem
from matcher.intake.tabular import FileRow, read_lines, read_rows
from models import taxonomy
from scoring.text.words import LANGUAGES

Record = TypeVar("Record", scoring.Request, scoring.Offer, scoring.PastExchange)
EXPECTED = {
    "outcome": Message("a number from 0 to 1"),
    "published_on": Message("a day"),
    "expires_on": Message("a day"),
}
GRADE = re.compile(r"-?[0-9]{1,3}")
Judgements = dict[str, dict[str, int]]
"""Request identifier -> offer identifier -> grade."""


@dataclass(frozen=True)
class LeftOut:
    """How many judgements were set aside before judging, and how many requests lost all their relevant offers."""

    judgements: int
    requests: int


@dataclass(frozen=True)
class Collection:
    """A judged collection. `warnings` name tags that no taxonomy knows; such tags count as unknown."""

    name: str
    offers: list[scoring.Offer]
    requests: list[scoring.Request]
    exchanges: list[scoring.PastExchange]
    qrels: Judgements
    warnings: list[str] = field(default_factory=list)
    left_out: LeftOut | None = None

    @property
    def judged(self) -> list[scoring.Request]:
        """The requests that have judgements; the others are not ranked."""
        return [request for request in self.requests if request.id in self.qrels]


def read_collection(folder: Path) -> Collection:
    """Reads a directory of the evaluation format. Raises BadFileError, naming file and line."""
    if not folder.is_dir():
        raise BadFileError(folder, [Problem(Message("there is no such directory"))])
    warnings: list[str] = []
    offers = _records(folder / "offers.jsonl", scoring.Offer, warnings)
    requests = _records(folder / "requests.jsonl", scoring.Request, warnings)
    history = folder / "exchanges.jsonl"
    exchanges = _records(history, scoring.PastExchange, warnings, optional=True) if history.exists() else []
    qrels = _qrels(folder / "qrels.txt")
    if not set(qrels) & {request.id for request in requests}:
        raise BadFileError(folder / "qrels.txt", [Problem(Message("grades none of the requests above 0"))])
    return Collection(folder.name, offers, requests, exchanges, qrels, warnings)


def _records(path: Path, kind: type[Record], warnings: list[str], *, optional: bool = False) -> list[Record]:
    allowed = {one.name for one in fields(kind)}
    hints = get_type_hints(kind)
    found: list[Record] = []
    seen: dict[str, int] = {}
    for row in read_rows(path, may_be_empty=optional):
        key = row.fields.get("id")
        if key is None or str(key) == "":
            raise BadFileError(path, [Problem(Message("every line needs an id"), row.number, "id")])
        if seen.setdefault(str(key), row.number) != row.number:
            raise BadFileError(
                path,
                [
                    Problem(
                        Message("{key!r} stands in row {first} already", key=key, first=seen[str(key)]),
                        row.number,
                        "id",
                    )
                ],
            )
        values = {name: value for name, value in row.fields.items() if name in allowed and value is not None}
        found.append(kind(**{name: _typed(path, row, name, value, hints[name]) for name, value in values.items()}))
    warnings += _unknown_tags(path.name, found)
    return found


def _typed(path: Path, row: FileRow, name: str, value: Any, hint: Any) -> Any:  # noqa: ANN401
    """A JSON value as the record's type: lists become tuples, days are parsed."""
    try:
        found = _convert(value, hint)
        if name == "outcome" and not 0 <= found <= 1:
            raise ValueError(value)
        return found
    except (TypeError, ValueError, OverflowError):
        raise BadFileError(
            path,
            [
                Problem(
                    Message(
                        "{value!r} cannot be read as {expected}",
                        value=str(value)[:40],
                        expected=EXPECTED.get(name, name),
                    ),
                    row.number,
                    name,
                )
            ],
        ) from None


def _convert(value: Any, hint: Any) -> Any:  # noqa: ANN401
    if get_origin(hint) is UnionType:
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) in (tuple, frozenset):
        inner = get_args(hint)[0]
        values = value if isinstance(value, list) else [value]
        return get_origin(hint)(inner(one) for one in values)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(value, dict | list):
        raise TypeError(value)
    return hint(value)


def _unknown_tags(name: str, records: Iterable[Any]) -> list[str]:
    known: Mapping[str, Iterable[object]] = {
        "sectors": taxonomy.sectors(),
        "modalities": taxonomy.modalities(),
        "working_languages": taxonomy.languages(),
        "sdgs": taxonomy.goals(),
        "country": taxonomy.countries(),
        "requester_country": taxonomy.countries(),
        "provider_country": taxonomy.countries(),
        "language": LANGUAGES,
    }
    found: dict[str, set[str]] = {}
    for record in records:
        for column, allowed in known.items():
            value = getattr(record, column, None) or ()
            strange = {value} - set(allowed) if isinstance(value, str) else set(value) - set(allowed)
            found.setdefault(column, set()).update(str(one) for one in strange)
    return [
        f"{name}: {column} that are not known here: {', '.join(sorted(values)[:5])}"
        for column, values in found.items()
        if values
    ]


def _qrels(path: Path) -> Judgements:
    if not path.is_file():
        raise BadFileError(path, [Problem(Message("there is no such file"))])
    found: Judgements = {}
    for number, line in read_lines(path):
        parts = line.split()
        if not parts:
            continue
        if len(parts) != 4 or not GRADE.fullmatch(parts[3]):
            raise BadFileError(path, [Problem(Message("expected: request_id 0 offer_id grade"), number)])
        found.setdefault(parts[0], {})[parts[2]] = int(parts[3])
    return {request: grades for request, grades in found.items() if any(grade > 0 for grade in grades.values())}
