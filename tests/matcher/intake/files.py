"""Files that somebody might give to `sursur import`: good ones and broken ones."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula

COLUMNS = ("id", "text", "organization", "sectors")
GOOD = ("off-1", "Agua potable rural", "abc-bra", "health")
SHEET = "xl/worksheets/sheet1.xml"


def as_csv(*rows: Sequence[str], columns: Sequence[str] = COLUMNS) -> bytes:
    """A CSV file of plain cells."""
    return "\n".join(",".join(row) for row in (columns, *rows)).encode()


def as_xlsx(*rows: Sequence[Any], columns: Sequence[str] = COLUMNS) -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (columns, *rows):
        book.active.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_lines(*rows: Sequence[Any], columns: Sequence[str] = COLUMNS) -> bytes:
    """JSON lines of plain fields."""
    return "\n".join(json.dumps(dict(zip(columns, row, strict=True))) for row in rows).encode()


def array_formula() -> bytes:
    """A workbook with an array formula in B2."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(COLUMNS))
    book.active.append(list(GOOD))
    book.active["B2"] = ArrayFormula("B2:B2", "=1+1")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_sheet(sheet: bytes) -> bytes:
    """A workbook whose sheet is replaced by other bytes."""
    return with_part(SHEET, lambda _: sheet)


def with_part(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook of which one part is changed."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(GOOD))) as old, zipfile.ZipFile(content, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return content.getvalue()


@dataclass(frozen=True)
class Broken:
    """A file that must be refused, and what the refusal must say."""

    name: str
    ending: str
    content: bytes
    says: tuple[str, ...]

    def written_to(self, folder: Path) -> Path:
        """The file on disk."""
        path = folder / f"broken{self.ending}"
        path.write_bytes(self.content)
        return path


def _wrong(place: int, value: str) -> tuple[str, ...]:
    return (*GOOD[:place], value, *GOOD[place + 1 :])


WRITERS = ((".csv", as_csv), (".xlsx", as_xlsx), (".jsonl", as_lines))
FORMULAS = ("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-cmd|' /C calc'!A0")
NUMBER = {".csv": 2, ".xlsx": 2, ".jsonl": 1}
"""The row that the first record of a file stands in."""
LATIN = {
    ".csv": as_csv(GOOD) + "\noff-2,Educación,abc-bra,health".encode("latin-1"),
    ".jsonl": as_lines(GOOD) + '\n{"id": "off-2", "text": "Educación"}'.encode("latin-1"),
}
ENDLESS = 50_000_000
LOST_TEXT = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>id</t></is></c></row><row r="2"><c r="A2" t="s"><v>99</v></c></row></sheetData>'
    b"</worksheet>"
)
"""A sheet whose one cell is the hundredth of the texts that its workbook shares; there are not as many."""

BROKEN = [
    Broken("encoding", ".csv", LATIN[".csv"], ("row 3", "UTF-8")),
    Broken("encoding", ".jsonl", LATIN[".jsonl"], ("row 2", "UTF-8")),
    Broken("endless line", ".csv", as_csv(GOOD) + b"\n" + b"x" * ENDLESS, ("row 3", "longer")),
    Broken("endless line", ".jsonl", b'{"id": "off-1", "text": "' + b"x" * ENDLESS + b'"}', ("row 1", "longer")),
    Broken("too many cells", ".csv", as_csv((*GOOD, "more")), ("row 2", "5 cells")),
    Broken("too few cells", ".csv", as_csv(GOOD, ("off-2",)), ("row 3", "text")),
    Broken("open quote", ".csv", as_csv(("off-1", '"never closed', "abc-bra", "health")), ("row 2", "CSV")),
    Broken("column twice", ".csv", as_csv(GOOD, columns=("id", "text", "text", "sectors")), ("text", "twice")),
    Broken("not JSON", ".jsonl", as_lines(GOOD) + b"\n{id: off-2}", ("row 2", "not JSON")),
    Broken("huge number", ".jsonl", b'{"id": "o", "capacity": ' + b"9" * 5000 + b"}", ("row 1",)),
    Broken("array", ".jsonl", b'[{"id": "off-1", "text": "Agua"}]', ("row 1", "object")),
    Broken("bomb", ".xlsx", with_sheet(b" " * 250_000_000), ("unpacks",)),
    Broken("not a workbook", ".xlsx", as_csv(GOOD), ("not an XLSX",)),
    Broken("torn sheet", ".xlsx", with_sheet(b"<worksheet><sheetData><row r='1'>"), ("XLSX",)),
    Broken("lost text", ".xlsx", with_sheet(LOST_TEXT), ("damaged",)),
    Broken("wrong number", ".xlsx", with_sheet(LOST_TEXT.replace(b' t="s"><v>99', b"><v>x")), ("damaged",)),
    *(
        Broken(f"{fault} {part}", ".xlsx", with_part(part, change), ("not an XLSX workbook",))
        for part in ("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml")
        for fault, change in (("empty", lambda _: b""), ("torn", lambda said: said[: len(said) // 2]))
    ),
    Broken("strange word", ".xlsx", with_part("xl/styles.xml", lambda said: said.replace(b"xfId", b"xjId")), ("xjId",)),
    Broken("array formula", ".xlsx", array_formula(), ("row 2", "column text", "formula")),
    Broken("wrong ending", ".ods", as_csv(GOOD), (".ods", ".csv, .xlsx or .jsonl")),
    *(Broken("empty", ending, b"", ("empty",)) for ending in (".csv", ".jsonl")),
    Broken("empty", ".xlsx", as_xlsx(columns=()), ("empty",)),
    *(
        Broken(f"formula {cell[0]}", ending, write(_wrong(1, cell)), ("row 2", "column text", "formula"))
        for ending, write in WRITERS[:2]
        for cell in FORMULAS
    ),
    Broken("torn list", ".csv", as_csv(_wrong(3, "[health")), ("row 2", "column sectors", "list")),
    Broken(
        "territory",
        ".csv",
        as_csv((*GOOD, "MX-OAX"), columns=(*COLUMNS, "territory")),
        ("row 2", "column territory"),
    ),
    Broken("NUL", ".csv", as_csv(_wrong(1, "Agua\0potable")), ("row 2", "column text")),
    Broken("NUL", ".jsonl", as_lines(_wrong(1, "Agua\0potable")), ("row 1", "column text")),
    *(
        broken
        for ending, write in WRITERS
        for row in [NUMBER[ending]]
        for broken in (
            Broken("no text", ending, write(("off-1",), columns=("id",)), ("column text", "missing")),
            Broken(
                "sector",
                ending,
                write(_wrong(3, "helth")),
                (f"row {row}", "column sectors", "'helth'", "did you mean 'health'"),
            ),
            Broken("twice", ending, write(GOOD, GOOD), (f"row {row + 1}", "column id", "'off-1'")),
            Broken("known", ending, write(_wrong(0, "off-known")), (f"row {row}", "column id", "off-known")),
            Broken("column", ending, write(GOOD, columns=("id", "text", "organization", "colour")), ("colour",)),
            Broken(
                "organization",
                ending,
                write(_wrong(2, "Agencia Brasil Cooperacao")),
                (f"row {row}", "column organization", "did you mean 'abc-bra'"),
            ),
            Broken(
                "country",
                ending,
                write(_wrong(3, "BRAS"), columns=(*COLUMNS[:3], "country")),
                (f"row {row}", "column country", "'BRAS'", "did you mean 'BRA'"),
            ),
        )
    ),
]
