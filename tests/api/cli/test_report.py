"""`sursur report` as a statistician meets it."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.database import writing
from tests.builders import offer, organization, request
from tests.matched import put
from tests.shell import sursur


@pytest.fixture
def posted(engine: Engine) -> Engine:
    """A request and an offer of 2026."""
    with writing(engine) as session:
        put(session, organization(), organization("amexcid-mex", "MEX"), request(), offer())
    return engine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder; the database lies elsewhere."""
    place = tmp_path / "here"
    place.mkdir()
    return place


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF-"), ("html", b"<!doctype html>"), ("zip", b"PK")])
def test_the_ending_says_the_format(
    posted: Engine, database_url: str, folder: Path, ending: str, begins: bytes
) -> None:
    file = folder / f"report.{ending}"
    ended = sursur(database_url, "report", "--year", 2026, "--language", "es", "-o", file)

    assert (ended.code, ended.err.strip()) == (0, "")
    assert file.read_bytes().startswith(begins)
    assert [one.name for one in folder.iterdir()] == [file.name]


def test_the_tables_are_written_where_one_asks_for_them(posted: Engine, database_url: str, folder: Path) -> None:
    file, tables = folder / "report.html", folder / "tables"
    words = ("report", "--year", 2026, "-o", file, "--tables", tables, "--json")
    told = json.loads(sursur(database_url, *words).out)

    assert sorted(told["tables"]) == sorted(one.name for one in tables.iterdir())
    assert told["bytes"] == file.stat().st_size
    assert "Requests posted,1,0" in (tables / "table-01-initiatives.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--year", 2999, "-o", "report.pdf"), "2999 lies ahead; choose "),
        (("--year", 1944, "-o", "report.pdf"), "1944 is too early; choose 1945 or later"),
        (("--year", 2026, "-o", "report.pdf", "--language", "de"), "no report in 'de'; choose en, es, pt, fr"),
        (("--year", 2026, "-o", "report.docx"), "report.docx: the ending says the format; choose .pdf, .html, .zip"),
        (("--year", 2026, "-o", "report"), "report: the ending says the format; choose .pdf, .html, .zip"),
        (("--year", 2026, "-o", "nowhere/report.pdf"), "there is no folder nowhere; make it first"),
        (("--year", 2026, "-o", "report.pdf", "--tables", "no/where"), "no/where can be no folder"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_reported_is_refused_and_leaves_nothing(
    posted: Engine,
    database_url: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[object, ...],
    says: str,
) -> None:
    monkeypatch.chdir(folder)

    assert says in sursur(database_url, "report", *words).reason
    assert list(folder.iterdir()) == []
