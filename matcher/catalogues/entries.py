"""Reads the rows of another platform's file, each by itself: a bad one is told and left out, the others come in."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from locales.messages import Message
from matcher.catalogues.entry import Entry, Foreign, key_for
from matcher.catalogues.outcome import Became, Outcome
from matcher.intake.checking import check_rows
from matcher.intake.problems import BadFileError
from matcher.intake.tabular import FileRow, read_rows
from models.base import Schema
from models.catalogue import CatalogueKind
from models.offer import OfferCreate
from models.practice_schemas import PracticeCreate

SCHEMAS: dict[CatalogueKind, type[Schema]] = {
    CatalogueKind.OFFERS: OfferCreate,
    CatalogueKind.PRACTICES: PracticeCreate,
}


def read_entries(catalogue: str, kind: CatalogueKind, path: Path) -> tuple[list[Entry], list[Outcome]]:
    """The rows that can be read, and the others with the reason. Raises BadFileError for a file that is none."""
    entries: list[Entry] = []
    left_out: list[Outcome] = []
    for row in read_rows(path):
        try:
            entries.append(_entry(catalogue, kind, path, row))
        except BadFileError as error:
            said = str(row.fields.get("id") or "")[:300]
            left_out += [Outcome(row.number, said, Became.SKIPPED, why=_told(one)) for one in error.problems]
    return list(once(entries, left_out)), left_out


def _entry(catalogue: str, kind: CatalogueKind, path: Path, row: FileRow) -> Entry:
    fields = {name: value for name, value in row.fields.items() if name not in ("id", "url", "same_as")}
    theirs = {"foreign_id": row.fields.get("id"), "url": row.fields.get("url"), "same_as": row.fields.get("same_as")}
    given = {name: value for name, value in theirs.items() if value is not None}
    [(_, foreign)] = check_rows(path, [FileRow(row.number, given)], Foreign)
    fields["id"] = key_for(catalogue, foreign.foreign_id)
    [(_, record)] = check_rows(path, [FileRow(row.number, fields)], SCHEMAS[kind])
    return Entry(row.number, foreign, record)


def _told(problem: Any) -> Message:  # noqa: ANN401
    if problem.column is None:
        return problem.message  # type: ignore[no-any-return]
    column = "id" if problem.column == "foreign_id" else problem.column
    return Message("{column}: {problem}", column=column, problem=problem.message)


def once(entries: Sequence[Entry], left_out: list[Outcome]) -> Iterator[Entry]:
    """The entries but for those whose identifier came before, which are noted as left out."""
    first: dict[str, int] = {}
    for one in entries:
        if first.setdefault(one.foreign.foreign_id, one.row) == one.row:
            yield one
            continue
        why = Message("it stands in row {first} already", first=first[one.foreign.foreign_id])
        left_out.append(Outcome(one.row, one.foreign.foreign_id, Became.SKIPPED, why=why))
