"""The description of the data package: Frictionless Data Package 2.0."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from matcher.exporting.codebook import codebook
from matcher.exporting.edition import Edition, Rights
from matcher.exporting.formats import MEDIA_TYPES
from matcher.exporting.naming import ExportKind
from matcher.exporting.schemas import Described, schema_of
from matcher.exporting.told import HOLDINGS, TITLES
from matcher.sources import SOURCES

NAME = "sursur-open-data"
TITLE = "Sursur: open data of South-South cooperation"
ABOUT = (
    "What countries want to learn, what others can share, and who has taught whom: requests, offers, exchanges and the "
    "network that they make, with the institutions, practices and mechanisms behind them. Only what is public."
)
KEYWORDS = ("south-south cooperation", "triangular cooperation", "development", "SEGIB", "OECD DAC", "SDG", "IATI")


@dataclass(frozen=True)
class PackedFile:
    """A file of the package: of which kind, under which path, with which bytes."""

    kind: ExportKind
    path: str
    content: bytes
    rights: Rights

    @property
    def form(self) -> str:
        """Its format."""
        return PurePath(self.path).suffix.removeprefix(".")


def descriptor(files: Sequence[PackedFile], edition: Edition) -> bytes:
    """`datapackage.json`. The same files of the same edition give the same bytes."""
    made = edition.created
    found: Described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": ABOUT,
        **({"homepage": f"{edition.address}/data"} if edition.address else {}),
        **({"version": made.date().isoformat(), "created": made.isoformat().replace("+00:00", "Z")} if made else {}),
        "keywords": list(KEYWORDS),
        "licenses": [edition.licence_of(one) for one in (Rights.COMPILED, Rights.WORDS)],
        "sources": [{"title": one} for one in SOURCES.values()],
        "resources": [_resource(one, edition) for one in files],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(file: PackedFile, edition: Edition) -> Described:
    table = codebook().get(file.kind) if file.form == "csv" else None
    return {
        "name": file.kind if table else f"{file.kind}-{file.form}",
        "path": file.path,
        "title": TITLES[file.kind],
        "description": f"A row: {table.in_a_row}" if table else HOLDINGS[file.kind],
        "format": file.form,
        "mediatype": MEDIA_TYPES[file.form].partition(";")[0],
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{hashlib.sha256(file.content).hexdigest()}",
        "licenses": [edition.licence_of(file.rights)],
        **({"type": "table", "schema": schema_of(table)} if table else {}),
        **({"sources": [{"title": one} for one in table.sources]} if table and table.sources else {}),
        **({"sursur:page": f"{edition.address}{table.page}"} if table and table.page else {}),
    }
