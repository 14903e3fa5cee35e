"""Reads rows from CSV, XLSX and JSON-lines files; refuses wrong encodings, formulas and endless lines."""

import csv
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from locales.messages import Message
from matcher.intake.problems import BadFileError, Problem

MAX_LINE_BYTES = 1_000_000
MAX_UNPACKED_BYTES = 200_000_000
MAX_PARTS = 5_000
MAX_ROWS = 1_000_000
NOT_A_WORKBOOK = (
    *(zipfile.BadZipFile, zlib.error, InvalidFileException),
    SyntaxError,  # of XML: both parsers that openpyxl may use derive theirs from it
    *(AttributeError, EOFError, LookupError, NotImplementedError, OSError, TypeError, ValueError),
)
"""What zipfile and openpyxl raise at parts that are lost, torn or say what no workbook says."""
FORMULA = re.compile(r"[=@\t\r]|[+-](?![\s\d.,]*$)(?! )")
"""How a cell begins that a spreadsheet would run: `=`, `@`, or a sign that starts neither a number nor a list item."""


GUARDED = re.compile(r"'\s*[=@+\-\t\r\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins whose formula our own export has disarmed."""


@dataclass(frozen=True)
class FileRow:
    """One row as it stands in the file; `number` is the line, or the sheet row, from 1."""

    number: int
    fields: dict[str, Any]


def read_rows(path: Path, *, may_be_empty: bool = False) -> list[FileRow]:
    """The rows of a `.csv`, `.xlsx` or `.jsonl` file. Raises BadFileError, naming the place."""
    readers: dict[str, Callable[[Path], Iterator[FileRow]]] = {
        ".csv": _read_csv,
        ".xlsx": _read_xlsx,
        ".jsonl": _read_json_lines,
        ".ndjson": _read_json_lines,
    }
    if path.suffix.lower() not in readers:
        raise BadFileError(
            path,
            [
                Problem(
                    Message(
                        "{ending} is not read; give .csv, .xlsx or .jsonl", ending=path.suffix or Message("no ending")
                    )
                )
            ],
        )
    if not path.is_file():
        raise BadFileError(path, [Problem(Message("there is no such file"))])
    rows: list[FileRow] = []
    for row in readers[path.suffix.lower()](path):
        if len(rows) == MAX_ROWS:
            raise BadFileError(
                path, [Problem(Message("more than {max_rows:,} rows; split the file", max_rows=MAX_ROWS), row.number)]
            )
        rows.append(row)
    if not rows and not may_be_empty:
        raise BadFileError(path, [Problem(Message("the file is empty: it holds no rows"))])
    return rows


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file with their numbers from 1. Raises BadFileError, naming the place."""
    with path.open("rb") as file:
        yield from enumerate(_lines(path, file), 1)


def _lines(path: Path, file: IO[bytes]) -> Iterator[str]:
    """The lines of a UTF-8 file, none longer than the limit."""
    number = 0
    while line := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES:
            raise BadFileError(
                path,
                [
                    Problem(
                        Message("the line is longer than {max_line_bytes:,} bytes", max_line_bytes=MAX_LINE_BYTES),
                        number,
                    )
                ],
            )
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            found = Message("byte 0x{byte:02x} at position {place}", byte=line[error.start], place=error.start + 1)
            raise BadFileError(
                path, [Problem(Message("not UTF-8 ({found}); save the file as UTF-8", found=found), number)]
            ) from None


def _read_json_lines(path: Path) -> Iterator[FileRow]:
    for number, line in read_lines(path):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadFileError(path, [Problem(Message("not JSON: {error}", error=str(error)), number)]) from None
        if not isinstance(fields, dict):
            raise BadFileError(path, [Problem(Message("a line must hold one JSON object"), number)])
        yield FileRow(number, fields)


def _read_csv(path: Path) -> Iterator[FileRow]:
    with path.open("rb") as file:
        reader = csv.reader(_lines(path, file), strict=True)
        try:
            header = [name.strip() for name in next(reader, [])]
            _check_header(path, header)
            for cells in reader:
                if any(cells):
                    yield _row(path, reader.line_num, header, list(cells))
        except csv.Error as error:
            raise BadFileError(
                path, [Problem(Message("not CSV: {error}", error=str(error)), reader.line_num)]
            ) from None


def _read_xlsx(path: Path) -> Iterator[FileRow]:
    with path.open("rb") as file:  # openpyxl leaves open what it cannot read
        book = _workbook(path, file)
        try:
            yield from _sheet_rows(path, book.worksheets[0])
        except NOT_A_WORKBOOK as error:
            raise BadFileError(path, [Problem(Message("the workbook is damaged: {error}", error=str(error)))]) from None


def _workbook(path: Path, file: IO[bytes]) -> openpyxl.Workbook:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
        unpacked = sum(entry.file_size for entry in parts)
        if len(parts) > MAX_PARTS:
            detail = Message("holds more than {max_parts:,} parts; save it again", max_parts=MAX_PARTS)
            raise BadFileError(path, [Problem(detail)])
        if unpacked > MAX_UNPACKED_BYTES:
            detail = Message("unpacks to more than {max_unpacked_bytes:,} bytes", max_unpacked_bytes=MAX_UNPACKED_BYTES)
            raise BadFileError(path, [Problem(detail)])
        return openpyxl.load_workbook(file, read_only=True, data_only=False)
    except NOT_A_WORKBOOK as error:
        raise BadFileError(path, [Problem(Message("not an XLSX workbook: {error}", error=str(error)))]) from None


def _sheet_rows(path: Path, sheet: Any) -> Iterator[FileRow]:  # noqa: ANN401
    sheet.reset_dimensions()  # a stray far cell must not make every row as wide
    header: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        values = [_text(value) for value in cells]
        if number == 1:
            header = [value.strip() for value in values]
            _check_header(path, header)
        elif any(values):
            yield _row(path, number, header, values)
    if not header:
        _check_header(path, header)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, ArrayFormula | DataTableFormula):
        return f"={getattr(value, 'text', '') or ''}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def _check_header(path: Path, header: list[str]) -> None:
    if not any(header):
        raise BadFileError(path, [Problem(Message("the file is empty: the first row must name the columns"), 1)])
    twice = {name for name in header if name and header.count(name) > 1}
    if twice:
        raise BadFileError(path, [Problem(Message("the column stands twice"), 1, min(twice))])


def _row(path: Path, number: int, header: list[str], cells: list[str]) -> FileRow:
    if any(cells[len(header) :]):
        raise BadFileError(
            path,
            [Problem(Message("{count} cells under {columns} columns", count=len(cells), columns=len(header)), number)],
        )
    for name, cell in zip(header, cells, strict=False):
        if FORMULA.match(cell):
            raise BadFileError(
                path, [Problem(Message("a formula ({formula!r}); give its value", formula=cell[:20]), number, name)]
            )
    cells = [cell[1:] if GUARDED.match(cell) else cell for cell in cells]
    return FileRow(number, {name: cell for name, cell in zip(header, cells, strict=False) if name and cell != ""})
