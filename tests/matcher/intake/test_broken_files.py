"""A broken file ends in one line that says where, and nothing of it is written."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.database import writing
from tests.builders import offer, organization
from tests.matcher.intake.files import BROKEN, GOOD, Broken, as_csv
from tests.shell import row_counts, sursur, sursur_program

AS_PROGRAMS = [one for one in BROKEN if one.name in {"encoding", "endless line", "bomb", "torn sheet"}]
IN_THE_DATABASE = [one for one in BROKEN if one.name in {"NUL", "known", "organization"}]
ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ONLY_POSTGRESQL = pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


@pytest.fixture
def known(engine: Engine) -> Engine:
    """A database with one organization and one offer."""
    with writing(engine) as session:
        session.add(organization(name="Agência Brasileira de Cooperação", acronym="ABC"))
        session.flush()
        session.add(offer("off-known"))
    return engine


def _named(broken: Broken) -> str:
    return f"{broken.name}{broken.ending}"


@ONLY_SQLITE
@pytest.mark.parametrize("broken", BROKEN, ids=_named)
def test_a_broken_file_ends_in_one_line_with_nothing_written(
    broken: Broken, known: Engine, database_url: str, tmp_path: Path
) -> None:
    before = row_counts(known)

    reason = sursur(database_url, "import", "offers", broken.written_to(tmp_path)).reason

    assert all(words in reason for words in ("broken", *broken.says)), reason
    assert row_counts(known) == before


@ONLY_POSTGRESQL
@pytest.mark.parametrize("broken", IN_THE_DATABASE, ids=_named)
def test_postgresql_refuses_what_sqlite_refuses(
    broken: Broken, known: Engine, database_url: str, tmp_path: Path
) -> None:
    before = row_counts(known)

    reason = sursur(database_url, "import", "offers", broken.written_to(tmp_path)).reason

    assert all(words in reason for words in broken.says), reason
    assert row_counts(known) == before


@pytest.mark.long
@ONLY_SQLITE
@pytest.mark.parametrize("broken", AS_PROGRAMS, ids=_named)
def test_the_program_refuses_a_broken_file(broken: Broken, known: Engine, database_url: str, tmp_path: Path) -> None:
    before = row_counts(known)

    ended = sursur_program(database_url, "import", "offers", broken.written_to(tmp_path))

    assert all(words in ended.reason for words in broken.says)
    assert len(ended.reason) < 500
    assert row_counts(known) == before


@ONLY_SQLITE
@pytest.mark.parametrize("name", ["nowhere.csv", "nowhere.xlsx", "nowhere.jsonl"])
def test_a_missing_file_is_said_to_be_missing(name: str, engine: Engine, database_url: str, tmp_path: Path) -> None:
    reason = sursur(database_url, "import", "offers", tmp_path / name).reason

    assert name in reason
    assert "no such file" in reason


def test_json_lists_every_problem_by_row_and_column(known: Engine, database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_bytes(as_csv((*GOOD[:3], "helth"), ("off-2", "", "abc-bra", "water")))

    ended = sursur(database_url, "import", "offers", path, "--json")

    assert "(and 2 more;" in ended.reason
    places = [(one["row"], one["column"]) for one in json.loads(ended.out)["problems"]]
    assert sorted(places) == [(2, "sectors"), (3, "sectors"), (3, "text")]


def test_a_problem_in_the_last_row_keeps_the_good_rows_out_too(
    known: Engine, database_url: str, tmp_path: Path
) -> None:
    rows = [(f"off-{number}", "Agua", "abc-bra", "health") for number in range(50)]
    path = tmp_path / "almost.csv"
    path.write_bytes(as_csv(*rows, ("off-99", "Agua", "nobody-at-all", "health")))
    before = row_counts(known)

    assert "row 52" in sursur(database_url, "import", "offers", path).reason
    assert row_counts(known) == before
