"""Tables that leave the service: complete, safe to open, and able to come in again."""

import csv
import json
from itertools import islice
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine

from matcher.exporting import ExportKind, export
from matcher.exporting.formats import FORMATS
from matcher.intake.loading import ImportKind, import_file, load_directory
from models import taxonomy
from models.database import reading, writing
from tests.builders import offer, organization
from tests.conftest import FIXTURES, NOW
from tests.shell import sursur


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _exported(engine: Engine, kind: str, path: Path) -> Path:
    with reading(engine) as session:
        export(session, ExportKind(kind), path)
    return path


def test_the_support_matrix_comes_out_as_it_stands_in_the_annex(region: Engine, tmp_path: Path) -> None:
    found = _rows(_exported(region, "support-matrix", tmp_path / "matrix.csv"))

    assert list(found[0]) == ["place", "sector", "organization", "role", "note"]
    assert found == _rows(FIXTURES / "support_matrix.csv")
    assert len({(row["place"], row["sector"], row["organization"]) for row in found}) == 286


@pytest.fixture
def other(engine: Engine, tmp_path: Path) -> Engine:
    """Another database, empty but for the organizations and the practices that offers name."""
    for name in ("organizations", "practices"):
        (tmp_path / f"{name}.jsonl").write_bytes((FIXTURES / f"{name}.jsonl").read_bytes())
    with writing(engine) as session:
        load_directory(session, tmp_path, now=NOW)
    return engine


@pytest.mark.long
@pytest.mark.parametrize("ending", ["jsonl", "csv", "xlsx"])
def test_what_was_exported_can_be_imported_and_exported_again(
    ending: str, region_to_read: Engine, other: Engine, tmp_path: Path
) -> None:
    for kind in ("exchanges", "offers", "requests"):
        first = _exported(region_to_read, kind, tmp_path / f"{kind}.{ending}")
        with writing(other) as session:
            assert import_file(session, ImportKind(kind), first, now=NOW, actor="test").new > 0
        again = _exported(other, kind, tmp_path / f"{kind}-again.jsonl")
        assert again.read_text() == _exported(region_to_read, kind, tmp_path / f"{kind}-before.jsonl").read_text()


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-cmd", "@SUM(A1)", "\t=1+1", "\r=1+1"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_can_be_run_by_a_spreadsheet(text: str, ending: str, engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as session:
        session.add(organization())
        session.flush()
        session.add(offer(text=text))

    path = _exported(engine, "offers", tmp_path / f"offers.{ending}")

    if ending == "csv":
        cell = _rows(path)[0]["text"]
    else:
        [columns, row] = openpyxl.load_workbook(path).worksheets[0].iter_rows()
        found = row[[one.value for one in columns].index("text")]
        assert found.data_type != "f"
        cell = str(found.value)
    assert cell[0] == "'"
    assert cell[1:].strip() == text.strip()


def test_a_negative_number_stays_a_number() -> None:
    assert FORMATS["csv"](["code", "change"], [{"code": "A-1", "change": -2.5}]) == b"code,change\nA-1,-2.5\n"


@pytest.mark.parametrize("kind", ["requests", "offers", "exchanges", "support-matrix", "sectors"])
def test_a_workbook_holds_as_many_rows_as_the_csv_file(kind: str, region_to_read: Engine, tmp_path: Path) -> None:
    expected = _rows(_exported(region_to_read, kind, tmp_path / "table.csv"))

    sheet = openpyxl.load_workbook(_exported(region_to_read, kind, tmp_path / "table.xlsx")).worksheets[0]

    assert [cell.value for cell in next(islice(sheet.iter_rows(), 1))] == list(expected[0])
    assert sheet.max_row == len(expected) + 1 > 20


def test_text_with_control_characters_can_still_be_opened(engine: Engine, database_url: str, tmp_path: Path) -> None:
    record = {"id": "off-1", "text": "Agua\x0bpotable", "organization": "abc-bra"}
    (tmp_path / "o.jsonl").write_text(json.dumps(record))
    with writing(engine) as session:
        session.add(organization())

    refused = sursur(database_url, "import", "offers", tmp_path / "o.jsonl").code == 2

    written = sursur(database_url, "export", "offers", "-o", tmp_path / "o.xlsx").code == 0
    assert refused or written


def test_the_crosswalk_gives_every_sector_its_codes(engine: Engine, tmp_path: Path) -> None:
    rows = _rows(_exported(engine, "sectors", tmp_path / "sectors.csv"))

    by_slug = {row["slug"]: row for row in rows}
    assert len(by_slug) == len(rows) == 30
    assert len({row["area"] for row in rows}) == 6
    assert {row["broad_sector"] for row in rows} <= set(taxonomy.broad_sectors())
    assert (by_slug["water-sanitation"]["dac_codes"], by_slug["water-sanitation"]["en"][:5]) == ("140", "Water")


def test_an_unknown_format_or_kind_is_refused(engine: Engine, database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "offers.pdf"

    assert "csv" in sursur(database_url, "export", "offers", "-o", path, "--format", "pdf").reason
    assert "graphml" in sursur(database_url, "export", "network", "-o", path, "--format", "csv").reason
    assert sursur(database_url, "export", "secrets", "-o", path).code == 2
    assert not path.exists()


def test_an_ending_that_no_format_has_is_not_written_as_another(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    assert "pdf" in sursur(database_url, "export", "offers", "-o", tmp_path / "offers.pdf").reason
