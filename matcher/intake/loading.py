"""`sursur load DIR` and `sursur import KIND FILE`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlmodel import Session, select

from locales.messages import Message
from matcher.intake.checking import check_rows
from matcher.intake.kinds import KINDS, Kind
from matcher.intake.problems import BadFileError, Problem
from matcher.intake.storing import Store, Tally
from matcher.intake.support import load_support
from matcher.intake.tabular import read_rows
from matcher.names import near_duplicates
from matcher.progress import Track, quietly


class ImportKind(StrEnum):
    """What can be imported from a file."""

    ORGANIZATIONS = "organizations"
    OFFERS = "offers"
    REQUESTS = "requests"
    EXCHANGES = "exchanges"


SUPPORT_MATRIX = "support_matrix"


@dataclass(frozen=True)
class Loaded:
    """What a directory brought, by kind."""

    tallies: dict[str, Tally]

    @property
    def nothing_changed(self) -> bool:
        """True where every row was known already."""
        return not any(tally.new or tally.changed for tally in self.tallies.values())


def load_directory(session: Session, folder: Path, *, now: datetime, track: Track = quietly) -> Loaded:
    """Loads every fixtures file of a folder; known rows are updated, so that a second load changes nothing.

    Raises BadFileError for a folder without fixtures or a file with problems.
    """
    store = Store(session, now, actor=f"load {folder.name}")
    present = [(kind, path) for kind in KINDS.values() if (path := folder / f"{kind.name}.jsonl").is_file()]
    if not present:
        names = ", ".join(f"{name}.jsonl" for name in KINDS)
        raise BadFileError(folder, [Problem(Message("no fixtures here; expected some of {names}", names=names))])
    tallies = {}
    for kind, path in track(present, "Loading", len(present)):
        records = check_rows(path, read_rows(path), kind.schema, kind.key)
        tallies[kind.name] = store.save(path, kind, records, update=True)
    matrix = folder / f"{SUPPORT_MATRIX}.csv"
    if matrix.is_file():
        tallies[SUPPORT_MATRIX] = load_support(store, matrix)
    return Loaded(tallies)


def import_file(session: Session, kind_name: ImportKind, path: Path, *, now: datetime, actor: str) -> Tally:
    """Imports one file of new records: all rows or none. Raises BadFileError with every problem by row and column."""
    kind = KINDS[kind_name]
    records = check_rows(path, read_rows(path), kind.schema, kind.key)
    notes = _look_alikes(session, kind, [(row, record.text) for row, record in records if hasattr(record, "text")])
    tally = Store(session, now, actor).save(path, kind, records, update=False)
    tally.notes += notes
    return tally


def _look_alikes(session: Session, kind: Kind, texts: list[tuple[int, str]]) -> list[str]:
    """A note for each new post that says nearly the same as a known one."""
    if kind.name not in {"offers", "requests"}:
        return []
    known = [(row.id, row.text) for row in session.exec(select(kind.table))]  # type: ignore[attr-defined]
    notes = []
    for row, text in texts:
        twins = near_duplicates(text, known, limit=1)
        notes += [f"row {row} resembles {twin.id} ({twin.score:.0f} %)" for twin in twins]
        known.append((f"row {row}", text))
    return notes
