"""Rows as the content of files. Cells that a spreadsheet would run are disarmed."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import openpyxl

Row = dict[str, Any]
Rows = tuple[Sequence[str], list[Row]]
"""The names of the columns, and the rows."""
SEPARATOR = "|"
"""Stands between the members of a list in a cell."""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a formula begins; the last four are the wide signs that spreadsheets of East Asia take for the first four."""


def _cell(value: Any) -> str:  # noqa: ANN401
    """A value as the text of a cell: lists parted by a bar, records as JSON, nothing that a spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, list | tuple) and not any(isinstance(one, dict) for one in value):
        value = SEPARATOR.join(str(one) for one in value)
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else _plain(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.lstrip().startswith(DANGEROUS) and not _is_number(text) else text


def _plain(value: Any) -> str:  # noqa: ANN401
    """A value in words; days and moments by ISO 8601, as RFC 3339 has it."""
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, date) else str(value)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _csv(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue().encode()


def _xlsx(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("export")
    sheet.append(list(columns))
    for row in rows:
        sheet.append([_cell(row.get(column)) for column in columns])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _json(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    chosen = [{column: row.get(column) for column in columns} for row in rows]
    return (json.dumps(chosen, ensure_ascii=False, indent=1, default=_plain) + "\n").encode()


def _json_lines(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Fields without a value are left out, so that the file can be imported again."""
    lines = [
        json.dumps(
            {one: row[one] for one in columns if row.get(one) not in (None, [], "")},
            ensure_ascii=False,
            default=_plain,
        )
        for row in rows
    ]
    return "".join(f"{line}\n" for line in lines).encode()


FORMATS: dict[str, Callable[[Sequence[str], Sequence[Row]], bytes]] = {
    "csv": _csv,
    "json": _json,
    "jsonl": _json_lines,
    "xlsx": _xlsx,
}

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "xml": "application/xml",
    "ttl": "text/turtle",
    "svg": "image/svg+xml",
    "png": "image/png",
    "md": "text/markdown; charset=utf-8",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
