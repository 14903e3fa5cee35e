"""What notebooks read from the open data is what the service ranks by, but for what is not public."""

import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine

import scoring
from matcher.exporting import Edition, ExportKind, export
from matcher.matching.records import gather
from models.database import reading, writing
from tests import builders
from tests.conftest import NOW
from tests.matched import put
from tests.notebooks.running import FOLDER


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The notebooks' own library, which lies beside them."""
    monkeypatch.syspath_prepend(str(FOLDER))
    import open_data  # type: ignore[import-not-found]

    yield open_data  # type: ignore[misc]
    del sys.modules["open_data"]


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """A database with awkward values: many tags and none, line breaks, quotes, gaps."""
    with writing(engine) as session:
        put(session, builders.organization(), builders.organization("amexcid-mex", "MEX"))
        put(session, builders.request(text='Una línea\n"dos", tres', sectors=["health", "tourism"], sdgs=[3, 6]))
        put(session, builders.offer(modalities=[], country=None, expires_on=NOW.date()))
        put(session, builders.exchange(start_year=2010, outcome=0.5), *builders.sides())
    return engine


def test_records_are_those_of_the_service(filled: Engine, library: ModuleType, tmp_path: Path) -> None:
    with reading(filled) as session:
        export(session, ExportKind.DATAPACKAGE, tmp_path / "open.zip", edition=Edition())
        known = gather(session, as_of=NOW.date())

    tables = library.open_data(tmp_path / "open.zip")

    assert library.records(scoring.PastExchange, tables["exchanges"]) == known.exchanges
    assert library.records(scoring.Request, tables["requests"]) == [
        replace(one, published_on=None) for one in known.requests
    ]
    assert library.records(scoring.Offer, tables["offers"]) == [replace(one, published_on=None) for one in known.offers]


def test_the_place_of_the_package_can_be_told(
    filled: Engine, library: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reading(filled) as session:
        export(session, ExportKind.DATAPACKAGE, tmp_path / "elsewhere.zip")
    monkeypatch.setenv("SURSUR_OPEN_DATA", str(tmp_path / "elsewhere.zip"))

    tables = library.open_data()

    assert (len(tables["sectors"]), tables["sectors"][0]["dac_codes"]) == (30, ("111", "112", "113", "114"))
    assert {row["code"]: row["population"] for row in tables["countries"]}["VAT"] == 1
    assert next(row["required"] for row in tables["codebook"] if row["table"] == "sectors") is True
