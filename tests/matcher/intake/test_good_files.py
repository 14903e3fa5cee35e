"""Good files of each kind come in, with names, languages and countries made out."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.intake.loading import ImportKind, import_file
from matcher.intake.storing import Tally
from models.database import reading, trying, writing
from models.exchange import exchanges_with_participants
from models.offer import Offer
from models.organization import Organization
from models.request import Request
from tests.builders import organization
from tests.conftest import NOW
from tests.matcher.intake.files import as_csv, as_xlsx
from tests.shell import row_counts, sursur


@pytest.fixture
def two_sides(engine: Engine) -> Engine:
    """A database with an agency of Brazil and one of Mexico."""
    with writing(engine) as session:
        session.add(organization(name="Agência Brasileira de Cooperação", acronym="ABC", aliases=["Brazilian Agency"]))
        session.add(organization("amexcid-mex", "MEX", name="Agencia Mexicana de Cooperación", acronym="AMEXCID"))
    return engine


def _written(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return path


def _imported(engine: Engine, kind: str, path: Path) -> Tally:
    with writing(engine) as session:
        return import_file(session, ImportKind(kind), path, now=NOW, actor="test")


def test_organizations_come_from_a_workbook(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "organizations.xlsx"
    row = ("conaf-chl", "Corporación Nacional Forestal", "CONAF | Corporación Forestal", "CHL")
    path.write_bytes(as_xlsx(row, columns=("id", "name", "aliases", "country")))

    assert _imported(engine, "organizations", path).new == 1
    with reading(engine) as session:
        assert session.get_one(Organization, "conaf-chl").aliases == ["CONAF", "Corporación Forestal"]


def test_a_request_of_a_csv_file_is_published_at_once(two_sides: Engine, tmp_path: Path) -> None:
    path = tmp_path / "requests.csv"
    columns = ("id", "text", "organization", "sectors", "sdgs", "expires_on")
    row = (
        "req-1",
        "Necesitamos agua potable para las escuelas.",
        "amexcid-mex",
        "health|education",
        "6;3",
        "2027-01-31",
    )
    path.write_bytes(as_csv(row, columns=columns))

    _imported(two_sides, "requests", path)

    with reading(two_sides) as session:
        found = session.get_one(Request, "req-1")
        assert (found.state, found.published_at, found.country) == ("published", NOW, "MEX")
        assert (found.sectors, found.sdgs, str(found.expires_on)) == (["health", "education"], [3, 6], "2027-01-31")


def test_an_exchange_keeps_its_sides_in_order(two_sides: Engine, tmp_path: Path) -> None:
    sides = {"requester_country": "MEX", "provider_country": "BRA", "provider": "abc-bra", "funders": ["amexcid-mex"]}
    further = {"parties": [{"role": "provider", "country": "CHL"}]}

    _imported(two_sides, "exchanges", _written(tmp_path / "e.jsonl", {"id": "exc-1", **sides, **further}))

    with reading(two_sides) as session:
        [(_, found)] = exchanges_with_participants(session)
        assert [(one.role, one.country or one.organization) for one in found] == [
            ("requester", "MEX"),
            ("provider", "BRA"),
            ("provider", "CHL"),
            ("funder", "amexcid-mex"),
        ]


@pytest.mark.parametrize(
    "name",
    [
        "abc-bra",
        "ABC",
        "Agência Brasileira de Cooperação",
        "agencia brasileira de cooperacao",
        "Agência Brasileira de Coperação",
    ],
)
def test_an_organization_may_be_given_by_its_name(name: str, two_sides: Engine, tmp_path: Path) -> None:
    _imported(
        two_sides, "offers", _written(tmp_path / "o.jsonl", {"id": "off-1", "text": "Agua", "organization": name})
    )

    with reading(two_sides) as session:
        found = session.get_one(Offer, "off-1")
        assert (found.organization, found.country) == ("abc-bra", "BRA")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ofrecemos capacitación a los docentes de las escuelas rurales.", "es"),
        ("Oferecemos formação aos professores das escolas rurais, com a nossa equipe.", "pt"),
        ("Nous offrons une formation aux enseignants des écoles rurales.", "fr"),
        ("We offer training for the teachers of rural schools.", "en"),
    ],
)
def test_the_language_of_a_post_is_recognised(text: str, language: str, two_sides: Engine, tmp_path: Path) -> None:
    record = {"id": "off-1", "text": text, "organization": "abc-bra"}

    _imported(two_sides, "offers", _written(tmp_path / "o.jsonl", record))

    with reading(two_sides) as session:
        assert session.get_one(Offer, "off-1").language == language


def test_a_post_without_identifier_gets_one(two_sides: Engine, tmp_path: Path) -> None:
    _imported(two_sides, "offers", _written(tmp_path / "o.jsonl", {"text": "Agua", "organization": "abc-bra"}))

    with reading(two_sides) as session:
        assert [key[:4] for key in session.exec(select(Offer.id))] == ["off-"]


def test_a_post_that_says_the_same_as_another_is_noted(two_sides: Engine, tmp_path: Path) -> None:
    known = {"id": "off-1", "text": "Gestión comunitaria del agua potable en zonas rurales.", "organization": "abc-bra"}
    twin = known | {"id": "off-2", "text": "Gestion comunitaria de agua potable en zonas rurales"}
    other = known | {"id": "off-3", "text": "Formación de jueces y fiscales en derechos humanos."}
    _imported(two_sides, "offers", _written(tmp_path / "one.jsonl", known))

    notes = _imported(two_sides, "offers", _written(tmp_path / "two.jsonl", twin, other)).notes

    assert len(notes) == 1
    assert "row 1" in notes[0]
    assert "off-1" in notes[0]


def test_two_posts_of_one_file_that_say_the_same_are_noted(two_sides: Engine, tmp_path: Path) -> None:
    one = {"id": "off-1", "text": "Gestión comunitaria del agua potable en zonas rurales.", "organization": "abc-bra"}

    notes = _imported(two_sides, "offers", _written(tmp_path / "o.jsonl", one, one | {"id": "off-2"})).notes

    assert len(notes) == 1


def test_a_dry_run_writes_nothing_and_says_so(two_sides: Engine, database_url: str, tmp_path: Path) -> None:
    path = _written(tmp_path / "o.jsonl", {"id": "off-1", "text": "Agua", "organization": "abc-bra"})
    before = row_counts(two_sides)

    ended = sursur(database_url, "import", "offers", path, "--dry-run")

    assert (ended.code, "1 offers would be imported" in ended.out) == (0, True)
    assert row_counts(two_sides) == before


def test_what_was_tried_is_taken_back(engine: Engine) -> None:
    with trying(engine) as session:
        session.add(organization())
        session.flush()

    assert row_counts(engine)["organization"] == 0
