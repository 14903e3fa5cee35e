"""The support matrix: places by broad sectors, with the organizations that support them, by filter and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from matcher.errors import BadInputError
from matcher.exporting.formats import FORMATS, Row
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from matcher.support.entries import Entry, Source, all_entries
from models import taxonomy
from models.support import SupportRole

COLUMNS = ("place", "sector", "organization", "role", "note", "source", "exchanges")
"""The columns of the document's own file, then where an entry comes from."""


@dataclass(frozen=True)
class MatrixFilter:
    """Which entries; None means any. `place` is a country's code or a region as the document prints it, `sector` a
    broad sector, `organization` an identifier."""

    place: str | None = None
    sector: str | None = None
    organization: str | None = None
    role: SupportRole | None = None
    source: Source | None = None

    def admits(self, entry: Entry) -> bool:
        """Whether an entry is one of those."""
        found = (entry.place_key, entry.broad_sector, entry.organization, entry.role, entry.source)
        wanted = (self.place, self.sector, self.organization, self.role, self.source)
        return all(one is None or one == other for one, other in zip(wanted, found, strict=True))


@dataclass(frozen=True)
class Matrix:
    """The entries that are wanted, and all that there are."""

    wanted: Sequence[Entry]
    every: Sequence[Entry]


def matrix(session: Session, actor: Actor, wanted: MatrixFilter) -> Matrix:
    """The matrix by filter."""
    demand(actor, ServiceAction.SEE_MECHANISM)
    every = all_entries(session)
    return Matrix([one for one in every if wanted.admits(one)], every)


def matrix_file(entries: Sequence[Entry], form: str) -> bytes:
    """Entries as the content of a file. Raises BadInputError for a format that is not written."""
    if form not in FORMATS:
        raise BadInputError(
            "{kind} cannot be written as {form!r}; choose {names}",
            kind="support-matrix",
            form=form,
            names=", ".join(FORMATS),
        )
    return FORMATS[form](COLUMNS, [_row(one) for one in entries])


def _row(entry: Entry) -> Row:
    return {
        "place": entry.place,
        "sector": taxonomy.broad_sectors()[entry.broad_sector].names["en"],
        "organization": entry.name,
        "role": entry.role,
        "note": entry.note,
        "source": entry.source,
        "exchanges": list(entry.exchanges),
    }
