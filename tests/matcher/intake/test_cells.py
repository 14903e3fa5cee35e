"""What stands in the cells of tables, and between their rows."""

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from matcher.intake import tabular
from matcher.intake.problems import BadFileError
from matcher.intake.tabular import read_rows
from tests.matcher.intake.files import COLUMNS, GOOD, as_csv, as_lines, as_xlsx, with_sheet


def written(folder: Path, ending: str, content: bytes) -> Path:
    path = folder / f"offers{ending}"
    path.write_bytes(content)
    return path


EMPTY = ("", "", "", "")


@pytest.mark.parametrize(
    ("ending", "content", "numbers"),
    [
        (".csv", as_csv(GOOD, EMPTY, GOOD), [2, 4]),
        (".xlsx", as_xlsx(GOOD, EMPTY, GOOD), [2, 4]),
        (".jsonl", as_lines(GOOD) + b"\n\n  \n" + as_lines(GOOD), [1, 4]),
        (".ndjson", as_lines(GOOD), [1]),
    ],
)
def test_empty_rows_are_passed_over_and_counted(
    ending: str, content: bytes, numbers: list[int], tmp_path: Path
) -> None:
    found = read_rows(written(tmp_path, ending, content))

    assert [row.number for row in found] == numbers
    assert all(row.fields == dict(zip(COLUMNS, GOOD, strict=True)) for row in found)


def test_numbers_and_days_of_a_workbook_are_read_as_people_write_them(tmp_path: Path) -> None:
    path = written(tmp_path, ".xlsx", as_xlsx((3.0, 2.5, datetime.fromisoformat("2026-11-02T09:00"), None)))

    assert read_rows(path)[0].fields == {"id": "3", "text": "2.5", "organization": "2026-11-02"}


@pytest.mark.parametrize("formula", [ArrayFormula("B2:B2", "=1+1"), DataTableFormula("B2:B2")])
def test_formulas_of_many_cells_are_refused(formula: object, tmp_path: Path) -> None:
    book, content = openpyxl.load_workbook(io.BytesIO(as_xlsx(GOOD))), io.BytesIO()
    assert book.active is not None
    book.active["B2"] = formula
    book.save(content)

    with pytest.raises(BadFileError, match="row 2, column text: a formula"):
        read_rows(written(tmp_path, ".xlsx", content.getvalue()))


def test_a_file_may_have_so_many_rows_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "MAX_ROWS", 2)

    assert len(read_rows(written(tmp_path, ".csv", as_csv(GOOD, GOOD)))) == 2
    with pytest.raises(BadFileError, match="row 4: more than 2 rows; split the file"):
        read_rows(written(tmp_path, ".csv", as_csv(GOOD, GOOD, GOOD)))


def test_an_empty_file_is_refused_unless_it_may_be_empty(tmp_path: Path) -> None:
    path = written(tmp_path, ".csv", as_csv())

    assert read_rows(path, may_be_empty=True) == []
    with pytest.raises(BadFileError, match="it holds no rows"):
        read_rows(path)


def test_cells_below_no_name_are_refused_where_they_say_something(tmp_path: Path) -> None:
    assert len(read_rows(written(tmp_path, ".csv", as_csv((*GOOD, ""))))) == 1
    with pytest.raises(BadFileError, match="row 2: 5 cells under 4 columns"):
        read_rows(written(tmp_path, ".csv", as_csv((*GOOD, "more"))))


def test_what_our_own_export_has_disarmed_is_armed_again(tmp_path: Path) -> None:
    [row] = read_rows(written(tmp_path, ".csv", as_csv((GOOD[0], "'=1+1", *GOOD[2:]))))

    assert row.fields["text"] == "=1+1"


def test_a_whole_number_that_a_workbook_writes_with_a_point_is_read_without_it(tmp_path: Path) -> None:
    cells = b'<c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>capacity</t></is></c>'
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    rows = cells + b'</row><row r="2"><c r="A2"><v>3.0</v></c><c r="B2"><v>2.5</v></c></row></sheetData></worksheet>'

    assert read_rows(written(tmp_path, ".xlsx", with_sheet(sheet + rows)))[0].fields == {"id": "3", "capacity": "2.5"}


def test_a_broken_workbook_is_left_closed(tmp_path: Path) -> None:
    """Its file can be removed everywhere, and nothing warns of it later."""
    path = written(tmp_path, ".xlsx", as_csv(GOOD))
    with pytest.raises(BadFileError, match="not an XLSX workbook"):
        read_rows(path)

    assert not any(path.samefile(one) for one in Path("/proc/self/fd").iterdir() if one.exists())
