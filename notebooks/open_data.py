"""Reads the open data of an installation: the file that `sursur export datapackage -o var/open-data.zip` writes or
its page /data gives. `SURSUR_OPEN_DATA` names another place."""

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import scoring

USUAL = Path(__file__).parent.parent / "var" / "open-data.zip"
READ: Mapping[str, Callable[[str], Any]] = {
    "integer": int,
    "number": float,
    "boolean": lambda text: text == "True",
    "date": date.fromisoformat,
    "array": json.loads,
}
"""How values are read, by the types of Table Schema; all others are texts."""

Row = dict[str, Any]
Record = TypeVar("Record", scoring.Request, scoring.Offer, scoring.PastExchange)


def open_data(path: Path | None = None) -> dict[str, list[Row]]:
    """Every table of a data package as rows, with values as the package describes them; what is empty is None, or an
    empty tuple for a list."""
    with zipfile.ZipFile(path or os.environ.get("SURSUR_OPEN_DATA", USUAL)) as archive:
        described = json.loads(archive.read("datapackage.json"))["resources"]
        return {
            one["name"]: _rows(archive.read(one["path"]).decode(), one["schema"]["fields"])
            for one in described
            if "schema" in one
        }


def _rows(text: str, columns: list[Row]) -> list[Row]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{one["name"]: _value(row[one["name"]], one) for one in columns} for row in rows]


def _value(text: str, column: Row) -> Any:  # noqa: ANN401
    if column["type"] == "list":
        read = READ.get(column["itemType"], str)
        return tuple(read(one) for one in text.split(column["delimiter"]) if one)
    return READ.get(column["type"], str)(text) if text else None


def records(kind: type[Record], rows: list[Row]) -> list[Record]:
    """Rows as the ranking reads them; columns that it does not know are left out, unknown values too."""
    known = {one.name for one in fields(kind)}
    return [kind(**{name: row[name] for name in row.keys() & known if row[name] is not None}) for row in rows]
