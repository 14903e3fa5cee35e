"""What an archive says of itself: when it was made, of which schema, and what must be in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

FORMAT = 1
"""The number of this shape of an archive; another one is refused."""


@dataclass(frozen=True)
class TablePart:
    """How many rows of a table there are, and the SHA-256 of its lines."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """Tables by name and contents of files by digest with their sizes in bytes; `missing` are those that the folder
    lacked. `made_at` is in UTC, as ISO 8601 writes it."""

    format: int
    made_at: str
    version: str
    database: str
    revision: str
    tables: Mapping[str, TablePart]
    files: Mapping[str, int]
    missing: Sequence[str]

    @classmethod
    def read(cls, content: bytes) -> Self:
        """The manifest that was written so. Raises ValueError, KeyError or TypeError for anything else."""
        told: dict[str, Any] = json.loads(content)
        told["tables"] = {name: TablePart(**part) for name, part in told["tables"].items()}
        return cls(**told)

    def written(self) -> bytes:
        """The manifest as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(one.rows for one in self.tables.values())
