"""The codebook: what each column of each exported table means. It stands beside this file, one file a table; columns
that mean the same in several tables are described once, in `common.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
COMMON = "common"


@dataclass(frozen=True)
class Column:
    """A column: what it means and which values it may have.

    `type` and, for lists, `items` are those of Table Schema 2.0; `allowed` names one of the lists of `allowed.py`;
    `refers` is `table.column`; `pattern` is a regular expression for the whole value.
    """

    name: str
    meaning: str
    type: str = "string"
    items: str = "string"
    allowed: str = ""
    standard: str = ""
    refers: str = ""
    pattern: str = ""
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Table:
    """A table: what a row is, which columns name it, and the path of its page with their values in braces."""

    name: str
    row: str
    key: tuple[str, ...]
    page: str
    columns: dict[str, Column]
    sources: tuple[str, ...] = ()

    @property
    def in_a_row(self) -> str:
        """What a row is, to go on a sentence."""
        return self.row[0].lower() + self.row[1:]


@cache
def codebook() -> dict[str, Table]:
    """The tables by name."""
    return {path.stem: _table(path) for path in sorted(FOLDER.glob("*.toml")) if path.stem != COMMON}


def _table(path: Path) -> Table:
    found = _read(path)
    own = found.pop("columns")
    columns = {name: Column(**{"name": name} | _common().get(name, {}) | told) for name, told in own.items()}
    key, sources = tuple(found.pop("key")), tuple(found.pop("sources", ()))
    return Table(name=path.stem, key=key, columns=columns, sources=sources, **found)


@cache
def _common() -> dict[str, dict[str, Any]]:
    columns: dict[str, dict[str, Any]] = _read(FOLDER / f"{COMMON}.toml")["columns"]
    return columns


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
