"""Writes rows to files, whole or not at all. Cells that a spreadsheet would run are disarmed."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from matcher.files import write_whole

Row = dict[str, Any]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def _cell(value: Any) -> str:  # noqa: ANN401
    """A value as the text of a cell: lists parted by a bar, records as JSON, nothing that a spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, list | tuple) and not any(isinstance(one, dict) for one in value):
        value = "|".join(str(one) for one in value)
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.lstrip().startswith(DANGEROUS) and not _is_number(text) else text


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
    return (json.dumps(chosen, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _json_lines(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Fields without a value are left out, so that the file can be imported again."""
    lines = [
        json.dumps(
            {one: row[one] for one in columns if row.get(one) not in (None, [], "")},
            ensure_ascii=False,
            default=str,
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


def write_table(path: Path, form: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Writes a table in one of the FORMATS."""
    write_whole(path, FORMATS[form](columns, rows))
