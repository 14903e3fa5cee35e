"""Files of other platforms, and bringing them in."""

import csv
from pathlib import Path

from sqlalchemy import Engine

from matcher.catalogues.bringing import bring
from matcher.catalogues.outcome import Brought
from matcher.policy import TERMINAL
from models.catalogue import CatalogueKind
from models.database import writing
from tests.conftest import NOW

BOARDS = "We train rural communities of the dry corridor to run their own water boards and to keep the pumps working."


def offers_file(folder: Path, *rows: dict[str, str]) -> Path:
    """A CSV file of offers of Brazil's agency; what a row leaves out is filled in."""
    filled = [{"organization": "abc-bra", "language": "en", "sectors": "water-sanitation"} | row for row in rows]
    path = folder / "offers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, sorted({name for row in filled for name in row}))
        writer.writeheader()
        writer.writerows(filled)
    return path


def brought(engine: Engine, path: Path, kind: CatalogueKind = CatalogueKind.OFFERS) -> Brought:
    """What becomes of a file of the catalogue `portal`."""
    with writing(engine) as session:
        return bring(session, TERMINAL, "portal", kind, path, now=NOW)


def told(found: Brought) -> list[tuple[str, str, str | None]]:
    """Each record with what became of it and our key."""
    return [(one.foreign_id, one.became.value, one.key) for one in found.outcomes]
